//! What shape a value may have.

use crate::{
    CLOUDS, Cloud, CloudStatus, DEPLOY_TYPES, Key, METHODS, OBJECT_EVENTS, REGIONS, RUNTIMES,
    RegionStatus, RuntimeState, Wording, w,
};

/// The shapes a value may have. `null` is not among them: [`Key::nullable`] says whether leaving a value empty is
/// the same as leaving the key out. A scalar of any kind may also be a text with an interpolation (`${env.NAME}`),
/// because that is replaced before the YAML is read.
#[derive(Debug, Clone, Copy)]
pub enum ValueKind {
    /// A string.
    Str,
    /// Any scalar; it ends up as text.
    Scalar,
    /// A whole number, both ends included. A string of digits passes too, as the clouds take it.
    Int {
        /// The smallest value that makes sense anywhere.
        min: i64,
        /// The largest value that makes sense anywhere.
        max: i64,
    },
    /// `true` or `false`.
    Bool,
    /// Nothing (`null`), where it is a value of its own: list items and free map entries.
    Null,
    /// A string out of a list written with the key.
    Enum {
        /// The values worth suggesting.
        values: &'static [EnumValue],
        /// Whether other strings may be right too.
        open: bool,
    },
    /// A string out of one of the fact tables.
    Known(Vocabulary),
    /// A list.
    List(&'static ValueKind),
    /// A map with known keys.
    Map(&'static Table),
    /// A map with names of the user's own.
    MapOf(&'static ValueKind),
    /// Any of these; no two of them share a YAML type.
    OneOf(&'static [ValueKind]),
    /// Anything.
    Any,
}

/// The keys of one kind of map.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name in a JSON Schema (`definitions`), such as `function` or `trigger.http`.
    pub name: &'static str,
    /// What the map is, in a word or two.
    pub title: Wording,
    /// The keys, most used first.
    pub keys: &'static [Key],
    /// Whether further keys may be right. Where the toolchain reads a fixed set this is false, and an unknown key is
    /// a mistake.
    pub open: bool,
}

impl Table {
    /// The key with exactly this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// One value of a key that takes a choice.
#[derive(Debug, Clone, Copy)]
pub struct EnumValue {
    /// The exact spelling.
    pub value: &'static str,
    /// What it means.
    pub doc: Wording,
    /// Why not to choose it, and what to write instead.
    pub deprecated: Option<Wording>,
}

/// Shorthand for an [`EnumValue`].
pub(crate) const fn value(value: &'static str, doc: Wording) -> EnumValue {
    EnumValue {
        value,
        doc,
        deprecated: None,
    }
}

impl EnumValue {
    pub(crate) const fn deprecated(mut self, why: Wording) -> EnumValue {
        self.deprecated = Some(why);
        self
    }
}

/// The tables a string can come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// [`CLOUDS`]; closed.
    Clouds,
    /// [`RUNTIMES`]; open, clouds add new ones.
    Runtimes,
    /// [`REGIONS`]; open.
    Regions,
    /// [`METHODS`](crate::METHODS); open, the rules say what becomes of the others.
    Methods,
    /// [`OBJECT_EVENTS`]; open.
    ObjectEvents,
    /// [`DEPLOY_TYPES`]; open.
    DeployTypes,
}

/// One value to offer.
#[derive(Debug, Clone, Copy)]
pub struct Suggestion {
    /// The exact spelling.
    pub value: &'static str,
    /// What it means.
    pub doc: Wording,
    /// Why not to choose it, if there is a reason.
    pub deprecated: Option<Wording>,
}

impl Vocabulary {
    /// Whether a string outside the table is certainly wrong.
    pub const fn closed(self) -> bool {
        matches!(self, Vocabulary::Clouds)
    }

    /// The values of this table for `cloud` (all of them without one), best first.
    pub fn suggestions(self, cloud: Option<Cloud>) -> Vec<Suggestion> {
        let fits = |of: Cloud| cloud.is_none_or(|cloud| cloud.canonical() == of);
        match self {
            Vocabulary::Clouds => CLOUDS
                .iter()
                .map(|facts| Suggestion {
                    value: facts.name,
                    doc: facts.summary,
                    deprecated: match facts.status {
                        CloudStatus::Maintained | CloudStatus::Legacy => None,
                        _ => Some(facts.summary),
                    },
                })
                .collect(),
            Vocabulary::Runtimes => RUNTIMES
                .iter()
                .filter(|runtime| fits(runtime.cloud))
                .map(|runtime| Suggestion {
                    value: runtime.id,
                    doc: runtime.doc(),
                    deprecated: match runtime.state {
                        RuntimeState::Current => None,
                        _ => Some(runtime.doc()),
                    },
                })
                .collect(),
            Vocabulary::Regions => REGIONS
                .iter()
                .filter(|region| fits(region.cloud))
                .map(|region| Suggestion {
                    value: region.id,
                    doc: region.city,
                    deprecated: match region.status {
                        RegionStatus::Closed => Some(w(
                            "Closed: no longer on the cloud's list.",
                            "已关闭：云厂商的列表中已没有该地域。",
                        )),
                        _ => None,
                    },
                })
                .collect(),
            Vocabulary::Methods => METHODS
                .iter()
                .filter(|method| {
                    cloud.is_none_or(|cloud| {
                        cloud.paths().is_empty()
                            || cloud.paths().iter().any(|path| method.on(*path))
                    })
                })
                .map(|method| Suggestion {
                    value: method.name,
                    doc: method.doc,
                    deprecated: None,
                })
                .collect(),
            Vocabulary::ObjectEvents => OBJECT_EVENTS
                .iter()
                .filter(|event| fits(event.cloud))
                .map(|event| Suggestion {
                    value: event.name,
                    doc: event.doc,
                    deprecated: None,
                })
                .collect(),
            Vocabulary::DeployTypes => DEPLOY_TYPES
                .iter()
                .map(|deploy_type| Suggestion {
                    value: deploy_type.name,
                    doc: deploy_type.doc,
                    deprecated: None,
                })
                .collect(),
        }
    }
}

impl ValueKind {
    /// The strings worth offering for a value of this shape on `cloud`, best first; a list offers its items'.
    pub fn suggestions(self, cloud: Option<Cloud>) -> Vec<Suggestion> {
        match self {
            ValueKind::Enum { values, .. } => values
                .iter()
                .map(|value| Suggestion {
                    value: value.value,
                    doc: value.doc,
                    deprecated: value.deprecated,
                })
                .collect(),
            ValueKind::Known(vocabulary) => vocabulary.suggestions(cloud),
            ValueKind::List(item) => item.suggestions(cloud),
            ValueKind::OneOf(kinds) => {
                let mut all: Vec<Suggestion> = Vec::new();
                for suggestion in kinds.iter().flat_map(|kind| kind.suggestions(cloud)) {
                    if all.iter().all(|known| known.value != suggestion.value) {
                        all.push(suggestion);
                    }
                }
                all
            }
            _ => Vec::new(),
        }
    }

    /// The shapes behind a `OneOf`, or the shape itself.
    pub fn alternatives(&'static self) -> &'static [ValueKind] {
        match self {
            ValueKind::OneOf(kinds) => kinds,
            other => std::slice::from_ref(other),
        }
    }

    /// The table of known keys, if a map with known keys is among the shapes.
    pub fn table(&'static self) -> Option<&'static Table> {
        self.alternatives().iter().find_map(|kind| match kind {
            ValueKind::Map(table) => Some(*table),
            _ => None,
        })
    }

    /// The shape of a list's items, if a list is among the shapes.
    pub fn item(&'static self) -> Option<&'static ValueKind> {
        self.alternatives().iter().find_map(|kind| match kind {
            ValueKind::List(item) => Some(*item),
            _ => None,
        })
    }

    /// The shape of the entries of a map with free names, if one is among the shapes.
    pub fn entry(&'static self) -> Option<&'static ValueKind> {
        self.alternatives().iter().find_map(|kind| match kind {
            ValueKind::MapOf(entry) => Some(*entry),
            _ => None,
        })
    }
}

//! From a YAML path to what is allowed there.

use crate::{Key, Table, ValueKind, keys};

/// One step down a YAML document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathStep<'a> {
    /// Into the entry of a map.
    Key(&'a str),
    /// Into an item of a list.
    Index,
}

/// What is allowed at a place: the key that governs it, if the last step named one, and the shape of the value.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The key whose value this is; `None` for the document itself, for list items and for entries with names of
    /// the user's own (functions, variables).
    pub key: Option<&'static Key>,
    /// What the value may look like.
    pub kind: &'static ValueKind,
}

/// What is allowed at `path`, counted from the top of the document; `None` where nothing is known (an unknown key,
/// or a step into a shape that has no such part).
pub fn place(path: &[PathStep<'_>]) -> Option<Place> {
    let mut place = Place {
        key: None,
        kind: &keys::DOCUMENT,
    };
    for step in path {
        place = match step {
            PathStep::Key(name) => {
                let known = place.kind.table().and_then(|table| table.key(name));
                match known {
                    Some(key) => Place {
                        key: Some(key),
                        kind: &key.kind,
                    },
                    None => Place {
                        key: None,
                        kind: place.kind.entry()?,
                    },
                }
            }
            PathStep::Index => Place {
                key: None,
                kind: place.kind.item()?,
            },
        };
    }
    Some(place)
}

/// The key that `path` ends in: `functions.index.timeout` gives the function key `timeout`. `None` for list items
/// and for names of the user's own.
pub fn key_at(path: &[PathStep<'_>]) -> Option<&'static Key> {
    place(path)?.key
}

/// The table of the map at `path`.
pub fn table_at(path: &[PathStep<'_>]) -> Option<&'static Table> {
    place(path)?.kind.table()
}

/// The keys that a map at `path` may have; empty where no known keys are read.
pub fn keys_at(path: &[PathStep<'_>]) -> &'static [Key] {
    table_at(path).map_or(&[], |table| table.keys)
}

#[cfg(test)]
mod tests {
    use super::PathStep::{Index, Key};
    use super::*;

    #[test]
    fn a_path_leads_through_free_names_and_lists() {
        let method = key_at(&[
            Key("functions"),
            Key("getUser"),
            Key("events"),
            Index,
            Key("http"),
            Key("method"),
        ]);
        assert_eq!(method.map(|key| key.name), Some("method"));
        assert!(key_at(&[Key("functions"), Key("getUser")]).is_none());
        assert!(
            keys_at(&[Key("functions"), Key("getUser")])
                .iter()
                .any(|key| key.name == "handler")
        );
        assert!(
            keys_at(&[Key("functions"), Key("a"), Key("events"), Index])
                .iter()
                .any(|key| key.name == "timer")
        );
        assert!(keys_at(&[]).iter().any(|key| key.name == "provider"));
        assert!(keys_at(&[Key("nonsense")]).is_empty());
        assert!(key_at(&[Key("service"), Index]).is_none());
        assert_eq!(
            key_at(&[Key("custom"), Key("customDomain"), Key("domainName")]).map(|key| key.name),
            Some("domainName")
        );
    }
}

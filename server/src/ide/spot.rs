//! What stands at an offset, and on which way the document leads there.

use std::borrow::Cow;

use fyml_schema::PathStep;

use crate::syntax::{Document, Entry, Kind, Node};

/// A step down the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step<'d> {
    /// Into the entry with this key.
    Key(Cow<'d, str>),
    /// Into an item of a list.
    Item,
}

/// What stands at an offset.
#[derive(Debug)]
pub(super) struct Spot<'d> {
    /// The way down; it ends with the entry or the item that the node belongs to.
    pub path: Vec<Step<'d>>,
    /// The key or value itself.
    pub node: Node<'d>,
    /// Whether it is the key of the last step, and not its value.
    pub is_key: bool,
}

impl<'d> Spot<'d> {
    /// What stands at `offset`; `None` between things.
    pub fn at(document: &'d Document, offset: u32) -> Option<Spot<'d>> {
        let mut node = document.root()?;
        let mut path = Vec::new();
        loop {
            let entry = own_entries(node).find(|entry| entry.span().touches(offset));
            let item = own_items(node).find(|item| item.span().touches(offset));
            node = match (entry, item) {
                (Some(entry), _) => {
                    path.push(Step::Key(entry.name()));
                    if entry.key.span().touches(offset) {
                        return Some(Spot {
                            path,
                            node: entry.key,
                            is_key: true,
                        });
                    }
                    entry.value
                }
                (None, Some(item)) => {
                    path.push(Step::Item);
                    item
                }
                (None, None) => {
                    let is_leaf = !is_collection(node) && node.span().touches(offset);
                    return is_leaf.then_some(Spot {
                        path,
                        node,
                        is_key: false,
                    });
                }
            };
        }
    }

    /// The way down in the schema's words.
    pub fn steps(&self) -> Vec<PathStep<'_>> {
        let steps = self.path.iter().map(|step| match step {
            Step::Key(name) => PathStep::Key(name),
            Step::Item => PathStep::Index,
        });
        steps.collect()
    }
}

/// Whether a node is a map or a list itself; an alias of one stands for another place.
fn is_collection(node: Node<'_>) -> bool {
    matches!(node.kind(), Kind::Mapping | Kind::Sequence)
}

fn own_entries<'d>(node: Node<'d>) -> impl Iterator<Item = Entry<'d>> {
    let entries = is_collection(node).then(|| node.written_entries());
    entries.into_iter().flatten()
}

fn own_items<'d>(node: Node<'d>) -> impl Iterator<Item = Node<'d>> {
    let items = is_collection(node).then(|| node.items());
    items.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where `|` stands: the path, and the text there.
    fn at(text: &str) -> Option<String> {
        let offset = text.find('|').expect("a cursor") as u32;
        let document = Document::new(&text.replacen('|', "", 1));
        let spot = Spot::at(&document, offset)?;
        let path: Vec<&str> = spot
            .path
            .iter()
            .map(|step| match step {
                Step::Key(name) => &**name,
                Step::Item => "-",
            })
            .collect();
        let side = if spot.is_key { "key" } else { "value" };
        Some(format!("{} {side} {}", path.join("/"), spot.node.raw()))
    }

    #[test]
    fn keys_and_values_are_found_at_both_ends() {
        for (text, expected) in [
            ("|service: a\n", Some("service key service")),
            ("service|: a\n", Some("service key service")),
            ("service: |a\n", Some("service value a")),
            ("service: a|\n", Some("service value a")),
            (
                "f:\n  - http:\n      pa|th: /*\n",
                Some("f/-/http/path key path"),
            ),
            ("f: [a, {b: |c}]\n", Some("f/-/b value c")),
            ("a: 1\n|\nb: 2\n", None),
            ("# |note\na: 1\n", None),
            ("|", None),
        ] {
            assert_eq!(at(text).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn an_alias_is_a_leaf() {
        assert_eq!(at("a: &x {b: c}\nd: *|x\n").as_deref(), Some("d value *x"));
    }
}

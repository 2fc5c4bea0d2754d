//! The way from the document down to what stands at an offset.

use std::borrow::Cow;

use crate::syntax::{Document, Entry, Kind, Node, Span, Style};

/// The nodes around an offset, from the document's own to the deepest.
#[derive(Debug)]
pub(super) struct Way<'d> {
    steps: Vec<Step<'d>>,
}

/// One node of a [`Way`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Step<'d> {
    /// The node.
    pub node: Node<'d>,
    /// What it is to the node around it.
    pub role: Role<'d>,
}

/// What a node is to the map or list around it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role<'d> {
    /// The document's own node.
    Root,
    /// A key.
    Key(Entry<'d>),
    /// A value.
    Value(Entry<'d>),
    /// An item of a list.
    Item,
}

impl<'d> Way<'d> {
    /// The way to the deepest node that touches `offset`. An anchor counts as a part of its node.
    pub fn to(document: &'d Document, offset: u32) -> Way<'d> {
        let mut steps = Vec::new();
        let mut next = document.root().map(|node| Step {
            node,
            role: Role::Root,
        });
        while let Some(step) = next {
            steps.push(step);
            next = step.towards(offset);
        }
        Way { steps }
    }

    /// The nodes, from the document's own down.
    pub fn steps(&self) -> &[Step<'d>] {
        &self.steps
    }

    /// The deepest one.
    pub fn last(&self) -> Option<Step<'d>> {
        self.steps.last().copied()
    }

    /// Whether the way leads through exactly these keys; `*` stands for any key, `-` for an item of a list. A key
    /// has the way of its value.
    pub fn leads(&self, pattern: &[&str]) -> bool {
        self.starts(pattern) && self.steps.len() == pattern.len() + 1
    }

    /// Whether it begins so.
    pub fn starts(&self, pattern: &[&str]) -> bool {
        let mut steps = self.steps.iter().skip(1);
        pattern.iter().all(|&wanted| match steps.next() {
            Some(Step {
                role: Role::Key(entry) | Role::Value(entry),
                ..
            }) => wanted == "*" || entry.name() == wanted,
            Some(_) => wanted == "-",
            None => false,
        })
    }

    /// The key at this depth, from 0 for the top-level key.
    pub fn key(&self, depth: usize) -> Option<Cow<'d, str>> {
        match self.steps.get(depth + 1)?.role {
            Role::Key(entry) | Role::Value(entry) => Some(entry.name()),
            Role::Root | Role::Item => None,
        }
    }
}

impl<'d> Step<'d> {
    /// The part of this node that touches `offset`.
    fn towards(self, offset: u32) -> Option<Step<'d>> {
        let node = self.node;
        let found = match node.kind() {
            Kind::Mapping => node.child_at(offset).or_else(|| {
                let value = node.entry_before(offset)?.value;
                let is_hit = |span: Span| span.touches(offset);
                value.anchor_span().is_some_and(is_hit).then_some(value)
            }),
            Kind::Sequence => node.children().find(|item| {
                let is_there = !item.span().is_empty();
                (is_there && item.span().touches(offset))
                    || item.anchor_span().is_some_and(|span| span.touches(offset))
            }),
            _ => None,
        }?;
        let role = match node.kind() {
            Kind::Sequence => Role::Item,
            _ => {
                let start = found
                    .anchor_span()
                    .map_or(found.span(), |anchor| anchor.to(found.span()))
                    .start;
                let entry = node.entry_before(start.min(found.span().start))?;
                if entry.key == found {
                    Role::Key(entry)
                } else {
                    Role::Value(entry)
                }
            }
        };
        Some(Step { node: found, role })
    }
}

/// The place of a scalar's text, without quotes.
pub(super) fn inside(node: Node<'_>) -> Span {
    let span = node.span();
    let is_quoted = matches!(node.style(), Style::SingleQuoted | Style::DoubleQuoted);
    let is_closed = node.raw().len() >= 2 && node.raw().ends_with(['"', '\'']);
    match (is_quoted, is_closed) {
        (true, true) => Span {
            start: span.start + 1,
            end: span.end - 1,
        },
        (true, false) => Span {
            start: span.start + 1,
            end: span.end,
        },
        (false, _) => span,
    }
}

#[cfg(test)]
pub(super) mod testing {
    /// A text and the offset that `$0` marks in it.
    pub fn fixture(marked: &str) -> (String, u32) {
        let offset = marked.find("$0").expect("a cursor");
        (marked.replacen("$0", "", 1), offset as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::fixture;
    use super::*;

    /// The deepest node at `$0`, what it is, and the keys on the way.
    fn at(marked: &str) -> String {
        let (text, offset) = fixture(marked);
        let document = Document::new(&text);
        let way = Way::to(&document, offset);
        let Some(last) = way.last() else {
            return "nothing".to_owned();
        };
        let role = match last.role {
            Role::Root => "root",
            Role::Key(_) => "key",
            Role::Value(_) => "value",
            Role::Item => "item",
        };
        let keys: Vec<String> = (0..way.steps().len() - 1)
            .map(|depth| way.key(depth).map_or("-".to_owned(), Cow::into_owned))
            .collect();
        format!("{} {role} {}", keys.join("/"), last.node.raw().trim_end())
    }

    #[test]
    fn the_way_leads_to_keys_and_values() {
        for (text, expected) in [
            (
                "functions:\n  in$0dex:\n    handler: a.b\n",
                "functions/index key index",
            ),
            (
                "functions:\n  index:\n    handler: a$0.b\n",
                "functions/index/handler value a.b",
            ),
            (
                "aggregation:\n  a:\n    functions: [x, $0y]\n",
                "aggregation/a/functions/- item y",
            ),
            ("a: &n$0ame {b: c}\n", "a value {b: c}"),
            ("a: &name {$0b: c}\n", "a/b key b"),
            ("a:\n  - &it$0em x\n", "a/- item x"),
            ("a: *na$0me\n", "a value *name"),
            ("$0a: b\n", "a key a"),
            ("a: b$0\n", "a value b"),
            ("$0", "nothing"),
            ("# $0\n", "nothing"),
            ("provider:\n  name: 阿里$0\n", "provider/name value 阿里"),
        ] {
            assert_eq!(at(text), expected, "{text}");
        }
    }

    #[test]
    fn ways_are_recognised() {
        let document = Document::new("aggregation:\n  a:\n    functions: [x]\n");
        let way = Way::to(&document, 34);
        assert!(
            way.leads(&["aggregation", "*", "functions", "-"]),
            "{way:?}"
        );
        assert!(!way.leads(&["aggregation", "*", "functions"]));
        assert!(way.starts(&["aggregation", "a"]));
        assert!(!way.starts(&["functions"]));
    }
}

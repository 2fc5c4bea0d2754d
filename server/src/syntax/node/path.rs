//! The YAML path of a node, and the way to it.

use super::{Entry, Node};
use crate::syntax::{Kind, Span};

impl<'d> Node<'d> {
    /// Its YAML path from the root: `functions.index.events[0].http`. A key has the path of its value; keys that are
    /// no plain words stand in brackets: `custom["a.b"]`. The root has the empty path.
    pub fn path(self) -> String {
        let mut path = String::new();
        let mut here = self.document.root();
        while let Some(container) = here.filter(|&container| container != self) {
            here = container.step_towards(self, &mut path);
        }
        path
    }

    /// The child that is `target` or holds it, if it is no key; its step is added to `path`.
    fn step_towards(self, target: Node<'d>, path: &mut String) -> Option<Node<'d>> {
        let place = target.span();
        // what is not written stands at the end of its map
        let holds = |node: Node<'d>| {
            node == target || (node.span().contains(place) && !node.span().is_empty())
        };
        if self.kind() == Kind::Sequence {
            let near = self.item_before(place.start);
            let mut all = self.items().enumerate();
            let (index, item) = near
                .filter(|&(_, item)| holds(item))
                .or_else(|| all.find(|&(_, item)| holds(item)))?;
            path.push_str(&format!("[{index}]"));
            return Some(item);
        }
        let near = self.entry_before(place.start);
        let is_here = |entry: &Entry<'d>| entry.key == target || entry.value == target;
        let is_around = |entry: &Entry<'d>| holds(entry.value) || holds(entry.key);
        let entry = near
            .filter(is_here)
            .or_else(|| near.filter(is_around))
            .or_else(|| self.written_entries_here().find(is_here))
            .or_else(|| self.written_entries_here().find(is_around))?;
        push_key(path, &entry.name());
        (entry.key != target && !entry.key.span().contains(place) || entry.value == target)
            .then_some(entry.value)
    }

    /// The value of the entry or item that holds `span`, if it holds all of it; the step is added to `path`.
    pub(in crate::syntax) fn step_around(self, span: Span, path: &mut String) -> Option<Node<'d>> {
        let value = if self.kind() == Kind::Sequence {
            let near = self.item_before(span.start);
            let (index, item) = near.filter(|(_, item)| item.span().contains(span))?;
            path.push_str(&format!("[{index}]"));
            item
        } else {
            let near = self.entry_before(span.start);
            let entry = near.filter(|entry| entry.span().contains(span))?;
            push_key(path, &entry.name());
            entry.value
        };
        value.span().contains(span).then_some(value)
    }

    /// The last item of a list that begins at or before `offset`, and its place.
    fn item_before(self, offset: u32) -> Option<(usize, Node<'d>)> {
        let items = self.children_if(self.kind() == Kind::Sequence);
        let index = items.items_until(offset).checked_sub(1)?;
        Some((index, items.get(index)?))
    }
}

/// Adds a key to a path.
fn push_key(path: &mut String, key: &str) {
    let is_word = key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || "_-$".contains(c));
    if !is_word {
        path.push_str(&format!("[\"{}\"]", key.escape_debug()));
    } else if path.is_empty() {
        path.push_str(key);
    } else {
        path.push('.');
        path.push_str(key);
    }
}

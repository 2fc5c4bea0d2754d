//! The children of a node, wherever they are kept.

use super::{Entry, Node};
use crate::syntax::tree::NodeId;

/// The children of a node.
#[derive(Clone)]
pub struct Children<'d> {
    pub(super) parent: Node<'d>,
    pub(super) ids: Ids<'d>,
}

#[derive(Clone, Copy)]
pub(super) enum Ids<'d> {
    Block(&'d [NodeId]),
    Spanning(&'d [(u32, NodeId)]),
}

impl<'d> Children<'d> {
    pub(super) fn get(&self, index: usize) -> Option<Node<'d>> {
        match self.ids {
            Ids::Block(ids) => ids.get(index).map(|&id| self.parent.sibling(id)),
            Ids::Spanning(ids) => ids.get(index).map(|&child| {
                let document = self.parent.document;
                let (block, id) = document.current(child);
                Node::new(document, block, id)
            }),
        }
    }

    /// How many entries of a map begin at or before `offset`.
    pub(super) fn entries_until(&self, offset: u32) -> usize {
        self.count_until(offset, 2)
    }

    /// How many items of a list begin at or before `offset`.
    pub(super) fn items_until(&self, offset: u32) -> usize {
        self.count_until(offset, 1)
    }

    /// The same of every `step`-th child.
    fn count_until(&self, offset: u32, step: usize) -> usize {
        let (mut low, mut high) = (0, self.len() / step);
        while low < high {
            let middle = low.midpoint(high);
            match self.get(step * middle) {
                Some(child) if child.span().start <= offset => low = middle + 1,
                _ => high = middle,
            }
        }
        low
    }

    /// One entry of a map.
    pub(super) fn entry(&self, index: usize) -> Option<Entry<'d>> {
        Some(Entry {
            key: self.get(2 * index)?,
            value: self.get(2 * index + 1)?,
        })
    }
}

impl<'d> Iterator for Children<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        let first = self.get(0)?;
        self.ids = match self.ids {
            Ids::Block(ids) => Ids::Block(&ids[1..]),
            Ids::Spanning(ids) => Ids::Spanning(&ids[1..]),
        };
        Some(first)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = match self.ids {
            Ids::Block(ids) => ids.len(),
            Ids::Spanning(ids) => ids.len(),
        };
        (count, Some(count))
    }
}

impl ExactSizeIterator for Children<'_> {}

/// The entries of a map as the toolchain sees them; see [`Node::entries`].
#[derive(Clone)]
pub enum SeenEntries<'d> {
    /// As they are written: nothing is merged.
    Written(WrittenEntries<'d>),
    /// As they are once merges are followed.
    Merged(std::vec::IntoIter<Entry<'d>>),
}

impl<'d> Iterator for SeenEntries<'d> {
    type Item = Entry<'d>;

    fn next(&mut self) -> Option<Entry<'d>> {
        match self {
            SeenEntries::Written(entries) => entries.next(),
            SeenEntries::Merged(entries) => entries.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            SeenEntries::Written(entries) => entries.size_hint(),
            SeenEntries::Merged(entries) => entries.size_hint(),
        }
    }
}

impl ExactSizeIterator for SeenEntries<'_> {}

/// The entries of a map as they are written.
#[derive(Clone)]
pub struct WrittenEntries<'d> {
    pub(super) children: Children<'d>,
}

impl<'d> Iterator for WrittenEntries<'d> {
    type Item = Entry<'d>;

    fn next(&mut self) -> Option<Entry<'d>> {
        Some(Entry {
            key: self.children.next()?,
            value: self.children.next()?,
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let entries = self.children.len() / 2;
        (entries, Some(entries))
    }
}

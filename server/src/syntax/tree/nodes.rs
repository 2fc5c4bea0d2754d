//! Where a tree keeps its nodes: half as wide once it is complete, if the block is small, as nearly all are.

use super::{Kind, NONE, NodeData, Span, Style};

/// The nodes of a tree.
#[derive(Debug, Clone)]
pub(super) enum Nodes {
    /// As they are added.
    Wide(Vec<NodeData>),
    /// Complete, and every number small.
    Narrow(Box<[NarrowNode]>),
}

/// A node whose numbers are small, without properties.
#[derive(Debug, Clone, Copy)]
pub(super) struct NarrowNode {
    start: u16,
    end: u16,
    a: u16,
    b: u16,
    kind: Kind,
    style: Style,
}

/// [`NONE`] in a [`NarrowNode`].
const NARROW_NONE: u16 = u16::MAX;

impl Default for Nodes {
    fn default() -> Nodes {
        Nodes::Wide(Vec::new())
    }
}

impl Nodes {
    pub fn len(&self) -> usize {
        match self {
            Nodes::Wide(nodes) => nodes.len(),
            Nodes::Narrow(nodes) => nodes.len(),
        }
    }

    #[inline]
    pub fn kind(&self, index: usize) -> Option<Kind> {
        match self {
            Nodes::Wide(nodes) => nodes.get(index).map(|node| node.kind),
            Nodes::Narrow(nodes) => nodes.get(index).map(|node| node.kind),
        }
    }

    #[inline]
    pub fn get(&self, index: usize) -> Option<NodeData> {
        match self {
            Nodes::Wide(nodes) => nodes.get(index).copied(),
            Nodes::Narrow(nodes) => nodes.get(index).map(|node| node.widened()),
        }
    }

    /// The nodes, to change them.
    pub fn wide(&mut self) -> &mut Vec<NodeData> {
        if let Nodes::Narrow(nodes) = self {
            *self = Nodes::Wide(nodes.iter().map(|node| node.widened()).collect());
        }
        match self {
            Nodes::Wide(nodes) => nodes,
            Nodes::Narrow(_) => unreachable!("it was made wide above"),
        }
    }

    /// Takes no more room than it needs.
    pub fn pack(&mut self) {
        let Nodes::Wide(nodes) = self else {
            return;
        };
        let mut narrow = Vec::with_capacity(nodes.len());
        narrow.extend(nodes.iter().map_while(NarrowNode::of));
        match narrow.len() == nodes.len() {
            true => *self = Nodes::Narrow(narrow.into_boxed_slice()),
            false => nodes.shrink_to_fit(),
        }
    }
}

impl NarrowNode {
    /// `None` if it does not fit.
    fn of(node: &NodeData) -> Option<NarrowNode> {
        let narrow = |number: u32| u16::try_from(number).ok().filter(|&n| n != NARROW_NONE);
        let a = match node.a {
            NONE => NARROW_NONE,
            a => narrow(a)?,
        };
        let b = match node.b {
            NONE => NARROW_NONE,
            b => narrow(b)?,
        };
        (node.properties == 0).then_some(())?;
        Some(NarrowNode {
            start: narrow(node.span.start)?,
            end: narrow(node.span.end)?,
            a,
            b,
            kind: node.kind,
            style: node.style,
        })
    }

    fn widened(self) -> NodeData {
        let wide = |number: u16| match number {
            NARROW_NONE => NONE,
            number => u32::from(number),
        };
        NodeData {
            span: Span {
                start: u32::from(self.start),
                end: u32::from(self.end),
            },
            kind: self.kind,
            style: self.style,
            properties: 0,
            a: wide(self.a),
            b: wide(self.b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(end: u32, properties: u16, a: u32, b: u32) -> NodeData {
        NodeData {
            span: Span { start: 3, end },
            kind: Kind::Sequence,
            style: Style::Flow,
            properties,
            a,
            b,
        }
    }

    #[test]
    fn what_is_packed_is_what_was_added() {
        for (added, is_narrow) in [
            (node(9, 0, NONE, 1), true),
            (node(65_534, 0, 7, NONE), true),
            (node(65_535, 0, 7, 0), false),
            (node(9, 1, 7, 0), false),
            (node(9, 0, 70_000, 0), false),
            (node(9, 0, 7, 65_535), false),
        ] {
            let mut nodes = Nodes::Wide(vec![node(4, 0, 0, 0), added]);
            nodes.pack();
            assert_eq!(matches!(nodes, Nodes::Narrow(_)), is_narrow, "{added:?}");
            for nodes in [nodes.clone(), Nodes::Wide(nodes.wide().clone())] {
                assert_eq!(nodes.len(), 2);
                assert_eq!(nodes.get(1), Some(added));
                assert_eq!(nodes.get(2), None);
            }
        }
    }
}

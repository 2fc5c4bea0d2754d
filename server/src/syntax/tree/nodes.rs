//! Where a tree keeps its nodes: half as wide once it is complete, if the block is small, as nearly all are.

use std::ops::Range;

use super::{Kind, NONE, NodeData, NodeId, Span, Style};

/// The nodes of a tree.
#[derive(Debug, Clone)]
pub(super) enum Nodes {
    /// As they are added.
    Wide(Vec<NodeData>),
    /// Complete, and every number small.
    Narrow(Box<[NarrowNode]>),
}

/// A node whose numbers are small, without properties. There are more of these than of anything else.
#[derive(Debug, Clone, Copy)]
pub(super) struct NarrowNode {
    start: u16,
    end: u16,
    a: u16,
    b: u8,
    /// The place of its kind in [`KINDS`], and that of its style in [`STYLES`] times 16.
    form: u8,
}

/// The form of a [`NarrowNode`] that is text without quotes.
const PLAIN_TEXT: u8 = form(Kind::Str, Style::Plain);

/// [`NONE`] in `a` of a [`NarrowNode`].
const NARROW_NONE: u16 = u16::MAX;

const KINDS: [Kind; 16] = {
    let mut kinds = [Kind::Broken; 16];
    let all = [
        Kind::Null,
        Kind::Bool,
        Kind::Int,
        Kind::Float,
        Kind::Timestamp,
        Kind::Binary,
        Kind::Str,
        Kind::Mapping,
        Kind::Sequence,
        Kind::Alias,
        Kind::Broken,
    ];
    let mut at = 0;
    while at < all.len() {
        kinds[all[at] as usize] = all[at];
        at += 1;
    }
    kinds
};

const STYLES: [Style; 16] = {
    let mut styles = [Style::Absent; 16];
    let all = [
        Style::Absent,
        Style::Plain,
        Style::SingleQuoted,
        Style::DoubleQuoted,
        Style::Literal,
        Style::Folded,
        Style::Block,
        Style::Flow,
    ];
    let mut at = 0;
    while at < all.len() {
        styles[all[at] as usize] = all[at];
        at += 1;
    }
    styles
};

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
            Nodes::Narrow(nodes) => nodes.get(index).map(|node| node.kind()),
        }
    }

    #[inline]
    pub fn get(&self, index: usize) -> Option<NodeData> {
        match self {
            Nodes::Wide(nodes) => nodes.get(index).copied(),
            Nodes::Narrow(nodes) => nodes.get(index).map(|node| node.widened()),
        }
    }

    /// Where a packed node stands that is text without quotes and its own value, as nearly every key is.
    #[inline]
    pub fn plain_text(&self, index: usize) -> Option<Range<usize>> {
        let Nodes::Narrow(nodes) = self else {
            return None;
        };
        let node = nodes.get(index)?;
        let is_plain = node.form == PLAIN_TEXT && node.a == NARROW_NONE;
        is_plain.then(|| usize::from(node.start)..usize::from(node.end))
    }

    /// Which of the entries, given as keys and values by turns, has this key, as far as a look at plain words of packed
    /// nodes can tell; `None` if a key that comes before is something else. Rules ask this more often than anything.
    #[inline]
    pub fn find_plain(
        &self,
        entries: &[NodeId],
        text: &[u8],
        wanted: &str,
    ) -> Option<Option<usize>> {
        let Nodes::Narrow(nodes) = self else {
            return None;
        };
        let wanted = wanted.as_bytes();
        for (at, entry) in entries.chunks_exact(2).enumerate() {
            let key = nodes.get(entry[0].0 as usize)?;
            // in `b` a merge key has its mark
            let is_plain = key.a == NARROW_NONE && key.b == 0 && key.form == PLAIN_TEXT;
            if !is_plain {
                return None;
            }
            let range = usize::from(key.start)..usize::from(key.end);
            // bytes: equal bytes are equal texts
            if range.len() == wanted.len() && text.get(range) == Some(wanted) {
                return Some(Some(at));
            }
        }
        Some(None)
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

const fn form(kind: Kind, style: Style) -> u8 {
    kind as u8 | (style as u8) << 4
}

impl NarrowNode {
    /// `None` if it does not fit.
    fn of(node: &NodeData) -> Option<NarrowNode> {
        let narrow = |number: u32| u16::try_from(number).ok().filter(|&n| n != NARROW_NONE);
        let a = match node.a {
            NONE => NARROW_NONE,
            a => narrow(a)?,
        };
        (node.properties == 0).then_some(())?;
        Some(NarrowNode {
            start: narrow(node.span.start)?,
            end: narrow(node.span.end)?,
            a,
            b: u8::try_from(node.b).ok()?,
            form: form(node.kind, node.style),
        })
    }

    fn kind(self) -> Kind {
        KINDS[usize::from(self.form & 15)]
    }

    fn widened(self) -> NodeData {
        NodeData {
            span: Span {
                start: u32::from(self.start),
                end: u32::from(self.end),
            },
            kind: self.kind(),
            style: STYLES[usize::from(self.form >> 4)],
            properties: 0,
            a: match self.a {
                NARROW_NONE => NONE,
                a => u32::from(a),
            },
            b: u32::from(self.b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::MERGE;
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
    fn every_kind_and_style_is_found_again() {
        for (at, kind) in KINDS
            .into_iter()
            .enumerate()
            .take(Kind::Broken as usize + 1)
        {
            assert_eq!(kind as usize, at);
        }
        for (at, style) in STYLES
            .into_iter()
            .enumerate()
            .take(Style::Flow as usize + 1)
        {
            assert_eq!(style as usize, at);
        }
    }

    #[test]
    fn plain_keys_are_found_up_to_the_first_that_is_not_plain() {
        let text = b"ab: 1, 'c': 2, d: 3";
        let key = |start, end, style, b| NodeData {
            span: Span { start, end },
            kind: Kind::Str,
            style,
            properties: 0,
            a: NONE,
            b,
        };
        let of = |last: NodeData| {
            let keys = [
                key(0, 2, Style::Plain, 0),
                key(7, 10, Style::SingleQuoted, 0),
                last,
            ];
            let mut nodes = Nodes::Wide(keys.to_vec());
            nodes.pack();
            nodes
        };
        let nodes = of(key(15, 16, Style::Plain, 0));
        let entries = |keys: &[u32]| -> Vec<NodeId> {
            keys.iter()
                .flat_map(|&key| [NodeId(key), NodeId(key)])
                .collect()
        };
        let (all, plain) = (entries(&[0, 1, 2]), entries(&[0, 2]));
        assert_eq!(nodes.find_plain(&all, text, "ab"), Some(Some(0)));
        assert_eq!(nodes.find_plain(&all, text, "d"), None);
        assert_eq!(nodes.find_plain(&plain, text, "d"), Some(Some(1)));
        assert_eq!(nodes.find_plain(&plain, text, "a"), Some(None));
        assert_eq!(nodes.find_plain(&plain, text, ""), Some(None));
        let merging = of(key(15, 16, Style::Plain, MERGE));
        assert_eq!(merging.find_plain(&plain, text, "d"), None);
        let wide = Nodes::Wide(vec![key(0, 2, Style::Plain, 0)]);
        assert_eq!(wide.find_plain(&entries(&[0]), text, "ab"), None);
    }

    #[test]
    fn what_is_packed_is_what_was_added() {
        for (added, is_narrow) in [
            (node(9, 0, NONE, 1), true),
            (node(65_534, 0, 7, 255), true),
            (node(65_535, 0, 7, 0), false),
            (node(9, 1, 7, 0), false),
            (node(9, 0, 70_000, 0), false),
            (node(9, 0, 7, 256), false),
            (node(9, 0, 7, NONE), false),
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

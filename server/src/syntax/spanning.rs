//! Maps whose entries stand in several blocks: the document's own, and those below `functions` and `aggregation`.

use super::Span;
use super::document::Placed;
use super::outline;
use super::parse::Context;
use super::tree::{Kind, NodeId, Style};

/// A map whose entries stand in several blocks.
#[derive(Debug, Clone)]
pub(crate) struct Spanning {
    pub span: Span,
    /// Keys and values by turns: block and node.
    pub children: Vec<(u32, NodeId)>,
    /// Whether a key among them merges maps.
    pub has_merges: bool,
}

/// In place of a block number: the node is one of the document's spanning maps.
pub(crate) const SPANNING: u32 = u32::MAX;

/// The spanning maps of a document of several blocks, the root first.
pub(crate) fn span_maps(blocks: &[Placed]) -> Vec<Spanning> {
    let mut maps = Maps {
        blocks,
        found: vec![Spanning {
            span: Span::empty(0),
            children: Vec::new(),
            has_merges: false,
        }],
        section: None,
    };
    for (index, placed) in blocks.iter().enumerate() {
        let index = index as u32;
        if matches!(placed.block.context, Context::Child { .. }) {
            maps.add_children(index);
        } else if !maps.take_back(index) {
            maps.add_entries(index);
        }
    }
    let ends = maps.found[0].children.iter();
    let span = ends.map(|&child| maps.span(child)).reduce(Span::to);
    maps.found[0].span = span.unwrap_or_default();
    let is_merge = |&(block, id): &(u32, NodeId)| {
        block != SPANNING && blocks[block as usize].block.tree.is_merge_key(id)
    };
    for map in &mut maps.found {
        map.has_merges = map.children.iter().step_by(2).any(is_merge);
    }
    maps.found
}

struct Maps<'b> {
    blocks: &'b [Placed],
    found: Vec<Spanning>,
    /// Where the value of the last `functions` or `aggregation` stands among the root's children, as long as no other
    /// top-level key follows it.
    section: Option<usize>,
}

impl Maps<'_> {
    fn span(&self, (block, id): (u32, NodeId)) -> Span {
        match block {
            SPANNING => self.found[id.0 as usize].span,
            _ => {
                let placed = &self.blocks[block as usize];
                placed.block.tree.node(id).span.shifted(placed.start)
            }
        }
    }

    /// The column a node of a block begins in.
    fn column(&self, block: u32, id: NodeId) -> usize {
        let block = &self.blocks[block as usize].block;
        let start = block.tree.node(id).span.start as usize;
        let before = block.text.get(..start).unwrap_or("");
        before.len() - before.rfind('\n').map_or(0, |found| found + 1)
    }

    /// Entries of the document's map.
    fn add_entries(&mut self, index: u32) {
        let block = &self.blocks[index as usize].block;
        let entries = block.entries();
        self.found[0]
            .children
            .extend(entries.iter().map(|&id| (index, id)));
        if let [.., key, _] = entries {
            let is_cut = outline::CUT_BELOW.contains(&&*block.tree.key_text(*key, &block.text));
            self.section = is_cut.then(|| self.found[0].children.len() - 1);
        }
    }

    /// Entries of the map below the last top-level key.
    fn add_children(&mut self, index: u32) {
        let last = self.found[0].children.len().checked_sub(1);
        // a piece is only cut below a key; a stray word behind that key does not count
        let Some(at) = self.section.or(last) else {
            return;
        };
        let block = &self.blocks[index as usize].block;
        if let Some(root) = block.tree.root {
            let span = self.span((index, root));
            let children: Vec<_> = block.entries().iter().map(|&id| (index, id)).collect();
            self.extend(at, span, children);
        }
    }

    /// Adds entries to the map that is the root's child `at`.
    fn extend(&mut self, at: usize, span: Span, children: Vec<(u32, NodeId)>) {
        let map = match self.found[0].children[at] {
            (SPANNING, id) => id.0 as usize,
            (block, id) => {
                let tree = &self.blocks[block as usize].block.tree;
                let own = match tree.node(id).kind {
                    Kind::Mapping => tree.children(id),
                    _ => &[],
                };
                let spanning = Spanning {
                    span: self.span((block, id)),
                    children: own.iter().map(|&id| (block, id)).collect(),
                    has_merges: false,
                };
                self.found.push(spanning);
                let map = self.found.len() - 1;
                self.found[0].children[at] = (SPANNING, NodeId(map as u32));
                map
            }
        };
        self.found[map].children.extend(children);
        self.found[map].span = self.found[map].span.to(span);
    }

    /// A word in the first column, typed among functions, is no key above those that follow it: they go on with the
    /// map before. Says whether it was so.
    fn take_back(&mut self, index: u32) -> bool {
        let block = &self.blocks[index as usize].block;
        let tree = &block.tree;
        let (Some(section), [key, value, rest @ ..]) = (self.section, block.entries()) else {
            return false;
        };
        let (key, value) = (*key, *value);
        let (key_end, map) = (tree.node(key).span.end, tree.node(value));
        let between = block.text.get(key_end as usize..map.span.start as usize);
        let is_word =
            block.notes().stop.is_some() && between.is_some_and(|text| !text.contains([':', '：']));
        let Some(level) = self.level(section).filter(|_| is_word) else {
            return false;
        };
        let is_map = map.kind == Kind::Mapping && map.style == Style::Block;
        let inner = if is_map { tree.children(value) } else { &[] };
        let place = |pairs: Vec<&[NodeId]>| -> Vec<(u32, NodeId)> {
            pairs.concat().into_iter().map(|id| (index, id)).collect()
        };
        let split = |pairs: &[NodeId]| {
            let pairs = pairs.chunks_exact(2);
            let (theirs, own): (Vec<_>, Vec<_>) =
                pairs.partition(|pair| self.column(index, pair[0]) == level);
            (place(theirs), place(own))
        };
        let (mut theirs, own) = split(inner);
        let (behind, others) = split(rest);
        theirs.extend(behind);
        let whole = |children: &[(u32, NodeId)]| {
            let spans = children.iter().map(|&child| self.span(child));
            spans.reduce(Span::to)
        };
        let (Some(span), own_span) = (whole(&theirs), whole(&own)) else {
            return false;
        };
        if let Some(span) = own_span {
            self.found.push(Spanning {
                span,
                children: own,
                has_merges: false,
            });
            let map = NodeId(self.found.len() as u32 - 1);
            self.found[0]
                .children
                .extend([(index, key), (SPANNING, map)]);
        } else if !is_map {
            self.found[0]
                .children
                .extend([(index, key), (index, value)]);
        }
        self.found[0].children.extend(others);
        self.extend(section, span, theirs);
        true
    }

    /// The column of the entries of the root's child `at`.
    fn level(&self, at: usize) -> Option<usize> {
        let (block, id) = match self.found[0].children[at] {
            (SPANNING, id) => *self.found[id.0 as usize].children.first()?,
            (block, id) => {
                let tree = &self.blocks[block as usize].block.tree;
                (block, *tree.children(id).first()?)
            }
        };
        Some(self.column(block, id))
    }
}

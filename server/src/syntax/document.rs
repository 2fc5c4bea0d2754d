//! A document: its text, cut into blocks that are read one by one and kept while their text stays the same.

use std::sync::{Arc, OnceLock};

use super::assemble::{self, Blocks, Official};
use super::block::{Block, Mark};
use super::cursor::PieceAt;
use super::judge;
use super::node::{Entry, Node};
use super::parse::Context;
use super::reading::Reading;
use super::renewal::{Lineage, Renewed};
use super::shared_str::SharedStr;
use super::spanning::{SPANNING, Spanning};
use super::tree::NodeId;
use super::{Dialect, Kind, Span, SyntaxError, Text, outline};

/// A block and its place.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// Byte offset of the block's first byte.
    pub start: u32,
    /// What cutting knew when it came here.
    pub below: outline::Below,
    /// Whether it was joined of several pieces.
    pub is_joined: bool,
    pub block: Arc<Block>,
}

/// One version of a document, read once, shared by every answer about it.
#[derive(Debug, Clone)]
pub struct Document {
    pub(super) text: Text,
    pub(super) dialect: Dialect,
    pub(super) lineage: Lineage,
    pub(super) reading: Arc<Reading>,
    /// What was read again since, by number.
    pub(super) renewed: Vec<Renewed>,
    /// Where the maps over several blocks stand.
    pub(super) spans: Vec<Span>,
    /// Each with the number of the block it belongs to.
    pub(super) errors: Vec<(u32, SyntaxError)>,
    pub(super) whole: OnceLock<SharedStr>,
}

/// An entry below `functions` or `aggregation`, and the block it was read in.
#[derive(Debug, Clone, Copy)]
pub struct EntryBlock<'d> {
    /// The top-level key: `functions` or `aggregation`.
    pub section: &'static str,
    /// The entry.
    pub entry: Entry<'d>,
    /// Byte offset of the block's first byte. Spans minus this stay the same while the block does.
    pub start: u32,
    /// The block. What was found in it holds as long as the block lives on in a later version ([`Arc::ptr_eq`], or
    /// equal [`Block::hash`]). Most blocks hold one entry; the first also holds the key above.
    pub block: &'d Arc<Block>,
}

impl Document {
    /// Reads a text.
    pub fn new(text: &str) -> Document {
        Document::of(Text::new(text), Dialect::default(), None)
    }

    /// Reads a text in a dialect; blocks whose text also stands in `previous` are taken from there.
    pub fn of(text: Text, dialect: Dialect, previous: Option<&Document>) -> Document {
        let previous = previous.filter(|previous| previous.dialect == dialect);
        let previous = previous.map_or_else(Vec::new, Document::to_placed);
        let whole = text.to_shared();
        let blocks = assemble::assemble(&whole, dialect, &previous);
        let official = blocks.official.clone();
        let document = Document::from_blocks(text.clone(), dialect, blocks);
        if document.can_be_judged_by_blocks() {
            return document.judged(official);
        }
        let blocks = assemble::whole(&whole, dialect, &previous);
        Document::from_blocks(text.clone(), dialect, blocks).judged(None)
    }

    /// Reads a text as one block, whatever it is: the measure for the reading by blocks.
    pub fn unblocked(text: &str, dialect: Dialect) -> Document {
        let text = Text::new(text);
        let blocks = assemble::whole(&text.to_shared(), dialect, &[]);
        Document::from_blocks(text, dialect, blocks).judged(None)
    }

    fn from_blocks(text: Text, dialect: Dialect, blocks: Blocks) -> Document {
        let mut reading = Reading::of(blocks.placed);
        reading.is_settled &= blocks.official.is_none();
        Document {
            text,
            dialect,
            lineage: Lineage::new(),
            spans: reading.spanning.iter().map(|map| map.span).collect(),
            reading: Arc::new(reading),
            renewed: Vec::new(),
            errors: Vec::new(),
            whole: OnceLock::new(),
        }
    }

    fn can_be_judged_by_blocks(&self) -> bool {
        self.placed_count() == 1 || judge::merges_are_known(self)
    }

    /// Completes the document with its errors.
    fn judged(mut self, official: Option<Official>) -> Document {
        self.errors = judge::judge(&self, official.as_ref());
        self
    }

    /// Its text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The dialect it was read in.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Its root; `None` for an empty document.
    pub fn root(&self) -> Option<Node<'_>> {
        if !self.spans.is_empty() {
            return Some(Node::new(self, SPANNING, NodeId(0)));
        }
        let placed = self.reading.blocks.first()?;
        placed.block.tree.root.map(|id| Node::new(self, 0, id))
    }

    /// What js-yaml would refuse. The first one is what js-yaml itself reports; it stops there.
    pub fn syntax_errors(&self) -> Vec<SyntaxError> {
        self.errors.iter().map(|(_, error)| error.clone()).collect()
    }

    /// Whether js-yaml would refuse it.
    pub fn has_syntax_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The entries below `functions` and `aggregation` with the blocks they were read in.
    pub fn blocks(&self) -> impl Iterator<Item = EntryBlock<'_>> {
        outline::CUT_BELOW.into_iter().flat_map(move |section| {
            let map = self.root().and_then(|root| root.written_value(section));
            let entries = map.into_iter().flat_map(Node::written_entries_here);
            entries.map(move |entry| self.entry_block(section, entry))
        })
    }

    /// The entry below `functions` or `aggregation` that holds `offset`: from its key to the next one.
    pub fn block_at(&self, offset: u32) -> Option<EntryBlock<'_>> {
        outline::CUT_BELOW.into_iter().find_map(|section| {
            let map = self.root()?.written_value(section)?;
            if !map.span().touches(offset) {
                return None;
            }
            let entry = map.entry_before(offset)?;
            Some(self.entry_block(section, entry))
        })
    }

    fn entry_block<'d>(&'d self, section: &'static str, entry: Entry<'d>) -> EntryBlock<'d> {
        let placed = self.placed(entry.key.block());
        EntryBlock {
            section,
            entry,
            start: placed.start,
            block: placed.block,
        }
    }

    /// The block that an entry stands in, with the byte offset of its first byte; `None` if the document could not be
    /// cut, or the entry spans several blocks.
    pub fn own_block(&self, entry: Entry<'_>) -> Option<(&Block, u32)> {
        let number = entry.key.block();
        if number >= self.placed_count() {
            return None; // one of the maps over several blocks
        }
        let placed = self.placed(number);
        (self.placed_count() > 1 && entry.value.block() == number)
            .then_some((&**placed.block, placed.start))
    }

    /// The node that an anchor's name means in block `before`, if an earlier block defines it.
    pub(crate) fn anchor(&self, name: &str, before: u32) -> Option<Node<'_>> {
        let definitions = self.reading.anchors.get(name)?;
        let count = definitions.partition_point(|&(block, _)| block < before);
        let &(block, id) = definitions.get(count.checked_sub(1)?)?;
        Some(Node::new(self, block, id))
    }

    /// The anchors that are defined before byte `offset`, in the order of the text: the name and the node it means
    /// there. Looks at the definitions only.
    pub fn anchors_before(&self, offset: u32) -> Vec<(&str, Node<'_>)> {
        let mut found: Vec<(&str, Node<'_>)> = self
            .reading
            .anchors
            .iter()
            .filter_map(|(name, definitions)| {
                let nodes = definitions.iter().rev();
                let mut nodes = nodes.map(|&(block, id)| Node::new(self, block, id));
                let node = nodes.find(|node| node.span().start < offset)?;
                Some((&**name, node))
            })
            .collect();
        found.sort_by_key(|(_, node)| node.span().start);
        found
    }

    pub(crate) fn spanning(&self, id: NodeId) -> &Spanning {
        // so are the numbers of spanning maps
        &self.reading.spanning[id.0 as usize]
    }

    /// Whether a key of a map over several blocks is this text.
    pub(crate) fn is_key(&self, child: (u32, NodeId), text: &str) -> bool {
        let (block, id) = self.current(child);
        let by_look = match block {
            SPANNING => None,
            _ => {
                let block = self.placed(block).block;
                block.tree.is_text(id, &block.text, text)
            }
        };
        by_look.unwrap_or_else(|| Node::new(self, block, id).key_text() == text)
    }

    pub(crate) fn spanning_span(&self, id: NodeId) -> Span {
        self.spans[id.0 as usize]
    }

    /// The block a cursor stands in.
    pub(crate) fn piece_at(&self, offset: u32) -> PieceAt<'_> {
        if self.placed_count() == 0 {
            return PieceAt {
                text: "",
                start: 0,
                below: None,
            };
        }
        let placed = self.placed(self.number_at(offset).unwrap_or(0));
        let below = match placed.block.context {
            Context::Child { indent } => self
                .root()
                .and_then(|root| root.entry_before(placed.start))
                .map(|section| {
                    let names = move || {
                        let entries = section.value.written_entries_here();
                        entries.map(|entry| entry.name().into_owned()).collect()
                    };
                    let names: Box<dyn Fn() -> Vec<String>> = Box::new(names);
                    (section.name().into_owned(), indent as u32, names)
                }),
            _ => None,
        };
        PieceAt {
            text: &placed.block.text,
            start: placed.start,
            below,
        }
    }

    /// Whether the text of `span` bears a mark.
    pub(crate) fn bears(&self, mark: Mark, span: Span) -> bool {
        self.marked(mark).into_iter().any(|number| {
            let placed = self.placed(number);
            let piece = Span {
                start: span.start.max(placed.start),
                end: span.end.min(placed.end()),
            };
            piece.start < piece.end && mark.is_in(&self.text.slice(piece))
        })
    }

    /// Where `word`, which the mark is about, stands first.
    pub(crate) fn first_marked(&self, mark: Mark, word: &str) -> Option<Span> {
        let placed = self.placed(*self.marked(mark).first()?);
        let at = placed.block.text.find(word)?;
        Some(Span::new(at, at + word.len()).shifted(placed.start))
    }

    /// Whether the text bears a mark anywhere.
    pub(crate) fn bears_anywhere(&self, mark: Mark) -> bool {
        !self.marked(mark).is_empty()
    }

    /// The outermost nodes of the blocks whose text bears a mark.
    pub(crate) fn nodes_marked(&self, mark: Mark) -> Vec<Node<'_>> {
        let numbers = self.marked(mark).into_iter();
        let nodes = numbers.filter_map(|number| {
            let root = self.placed(number).block.tree.root?;
            Some(Node::new(self, number, root))
        });
        nodes.collect()
    }

    /// A piece of the text over several blocks.
    pub(crate) fn slice_of_whole(&self, span: Span) -> &str {
        let whole = self.whole.get_or_init(|| self.text.to_shared());
        whole.get(span.range()).unwrap_or("")
    }

    /// The deepest node whose span touches `offset`.
    pub fn node_at(&self, offset: u32) -> Option<Node<'_>> {
        let mut node = self.root()?;
        loop {
            match node.child_at(offset) {
                Some(child) => node = child,
                None => return Some(node),
            }
        }
    }

    /// The YAML path of the innermost entry or item that holds `span`: `functions.index.events[0].http`. Empty outside
    /// of everything. What an alias stands for is written elsewhere. Costs no more than the containers on the way.
    pub fn path_at(&self, span: Span) -> String {
        let mut path = String::new();
        let mut node = self.root();
        while let Some(inner) = node.filter(|node| node.kind() != Kind::Alias) {
            node = inner.step_around(span, &mut path);
        }
        path
    }

    /// Where the text of `span` begins and ends in lines, counted from 0.
    pub fn lines(&self, span: Span) -> std::ops::RangeInclusive<u32> {
        self.text.line_of(span.start)..=self.text.line_of(span.end.max(span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_the_innermost_entry() {
        let text = "functions:\n  a.b:\n    events:\n      - http: true\n      - apigw: {path: /x}\nx: &y\n  k: 1\nz: *y\n商品: 1\n";
        let document = Document::new(text);
        let path = |word: &str| {
            let at = text.find(word).unwrap_or_default();
            document.path_at(Span::new(at, at + word.len()))
        };
        assert_eq!(path("http"), "functions[\"a.b\"].events[0].http");
        assert_eq!(path("/x"), "functions[\"a.b\"].events[1].apigw.path");
        assert_eq!(path("functions"), "functions");
        assert_eq!(path("*y"), "z");
        assert_eq!(path("k: 1"), "x.k");
        assert_eq!(path("商品"), "商品");
        assert_eq!(document.path_at(Span::new(0, text.len())), "");
    }
}

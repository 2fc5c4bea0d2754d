//! A document: its text, cut into blocks that are read one by one and kept while their text stays the same.

use std::collections::HashMap;
use std::sync::Arc;

use super::node::Node;
use super::parse;
use super::tree::{NodeId, Tree};
use super::{Dialect, Span, SyntaxError, Text};

/// A piece of text that is read on its own. It knows nothing of where it stands, so it survives moving.
#[derive(Debug)]
pub struct Block {
    pub(crate) text: Box<str>,
    pub(crate) tree: Tree,
    /// Spans relative to the block.
    pub(crate) errors: Vec<SyntaxError>,
    pub(crate) anchors: HashMap<Box<str>, NodeId>,
    /// Aliases whose anchor stands in another block, or nowhere.
    pub(crate) free_aliases: Vec<parse::FreeAlias>,
}

impl Block {
    fn read(text: &str, dialect: Dialect) -> Block {
        let parsed = parse::parse(text, dialect);
        Block {
            text: Box::from(text),
            tree: parsed.tree,
            errors: parsed.errors,
            anchors: parsed.anchors,
            free_aliases: parsed.free_aliases,
        }
    }
}

/// A block and its place.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// Byte offset of the block's first byte.
    pub start: u32,
    pub block: Arc<Block>,
}

/// One version of a document, read once, shared by every answer about it.
#[derive(Debug, Clone)]
pub struct Document {
    text: Text,
    dialect: Dialect,
    blocks: Vec<Placed>,
}

impl Document {
    /// Reads a text.
    pub fn new(text: &str) -> Document {
        Document::of(Text::new(text), Dialect::default(), None)
    }

    /// Reads a text in a dialect; blocks whose text also stands in `previous` are taken from there.
    pub fn of(text: Text, dialect: Dialect, previous: Option<&Document>) -> Document {
        let whole = text.to_cow();
        let reusable = previous
            .and_then(|document| document.blocks.first())
            .filter(|placed| *placed.block.text == *whole);
        let block = match reusable {
            Some(placed) => Arc::clone(&placed.block),
            None => Arc::new(Block::read(&whole, dialect)),
        };
        Document {
            blocks: vec![Placed { start: 0, block }],
            dialect,
            text,
        }
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
        let placed = self.blocks.first()?;
        placed.block.tree.root.map(|id| Node::new(self, 0, id))
    }

    /// What js-yaml would refuse, in the order of the text. js-yaml itself reports the first one and stops.
    pub fn syntax_errors(&self) -> Vec<SyntaxError> {
        let placed = self.blocks.iter();
        placed
            .flat_map(|placed| {
                placed.block.errors.iter().map(|error| SyntaxError {
                    span: error.span.shifted(placed.start),
                    offset: error.offset + placed.start,
                    ..error.clone()
                })
            })
            .collect()
    }

    /// The node that an anchor's name means before byte offset `before`.
    pub(crate) fn anchor(&self, name: &str, before: u32) -> Option<Node<'_>> {
        self.blocks
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, placed)| placed.start < before)
            .find_map(|(index, placed)| {
                placed
                    .block
                    .anchors
                    .get(name)
                    .map(|&id| Node::new(self, index as u32, id))
            })
    }

    pub(crate) fn placed(&self, block: u32) -> &Placed {
        // block numbers are made by this document; see `Node`
        &self.blocks[block as usize]
    }

    /// The deepest node whose span touches `offset`.
    pub fn node_at(&self, offset: u32) -> Option<Node<'_>> {
        let mut node = self.root()?;
        loop {
            let inner = node
                .children()
                .find(|child| child.span().touches(offset) && !child.span().is_empty());
            match inner {
                Some(child) => node = child,
                None => return Some(node),
            }
        }
    }

    /// Where the text of `span` begins and ends in lines, counted from 0.
    pub fn lines(&self, span: Span) -> std::ops::RangeInclusive<u32> {
        self.text.line_of(span.start)..=self.text.line_of(span.end.max(span.start))
    }
}

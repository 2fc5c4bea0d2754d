//! A piece of text that has been read on its own.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::parse::{self, Context};
use super::tree::{Kind, NONE, NodeId, Style, Tree};
use super::{Dialect, Span, SyntaxError};

/// A piece of text, read on its own. It knows nothing of where it stands, so it survives moving; versions of a document
/// share the blocks that did not change.
#[derive(Debug)]
pub struct Block {
    pub(crate) text: Box<str>,
    pub(crate) context: Context,
    pub(crate) tree: Tree,
    /// Spans relative to the block. Unknown aliases are among them until the document knows better.
    pub(crate) errors: Vec<SyntaxError>,
    /// Which of them stopped the strict reading.
    pub(crate) stop: Option<usize>,
    /// If it was stopped: the keys that had been stored by then, and where they stand.
    pub(crate) stored: Vec<(Box<str>, Span)>,
    /// If it was stopped: whether that was behind the map its entries belong to.
    pub(crate) left_map: bool,
    pub(crate) anchors: HashMap<Box<str>, NodeId>,
    /// Whether the strict reading met the end of the text before it was done: what follows may change the answer.
    pub(crate) is_open: bool,
    /// Merged maps and keys, as js-yaml counts them.
    pub(crate) merge_keys: usize,
    /// Aliases that are merged and stand for something in an earlier block.
    pub(crate) free_merges: Vec<NodeId>,
    /// Whether this block can only be read together with the others.
    pub(crate) needs_context: bool,
    stands_alone: bool,
    hash: u64,
}

impl Block {
    /// Reads a piece.
    pub(crate) fn read(text: &str, context: Context, dialect: Dialect) -> Block {
        let mut parsed = parse::parse(text, context, dialect);
        let is_map = parsed.tree.root.is_some_and(|root| {
            let root = parsed.tree.node(root);
            root.kind == Kind::Mapping && root.style == Style::Block
        });
        let stored = parsed.stored.iter().filter(|_| parsed.stopped).map(|&key| {
            let target = parsed.tree.dereference(key);
            let name = parsed.tree.key_text(target, text);
            (Box::from(&*name), parsed.tree.node(key).span)
        });
        let stored = stored.collect();
        let is_open = (parsed.stopped && parsed.met_end) || (!parsed.stopped && !is_map);
        let stop = parsed
            .stopped
            .then(|| parsed.errors.len().saturating_sub(1));
        if parsed.stopped {
            parse::complete(&mut parsed, text, context, dialect);
        }
        let stands_alone = !parsed
            .tree
            .nodes
            .iter()
            .any(|node| node.kind == Kind::Alias && node.a == NONE);
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        context.hash(&mut hasher);
        dialect.hash(&mut hasher);
        Block {
            text: Box::from(text),
            context,
            is_open,
            stop,
            stored,
            left_map: parsed.left_map,
            tree: parsed.tree,
            errors: parsed.errors,
            anchors: parsed.anchors,
            merge_keys: parsed.merge_keys,
            free_merges: parsed.free_merges,
            needs_context: parsed.needs_context,
            stands_alone,
            hash: hasher.finish(),
        }
    }

    /// A hash of its text and of how it is read: equal for equal blocks within one run of the program.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// Whether no alias in it stands for something in another block: equal blocks then mean the same everywhere.
    pub fn stands_alone(&self) -> bool {
        self.stands_alone
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The entries of its map: keys and values by turns.
    pub(crate) fn entries(&self) -> &[NodeId] {
        self.tree.root.map_or(&[], |root| self.tree.children(root))
    }

    /// Whether the value of its last entry is a map by indentation, which entries of other blocks can continue.
    pub(crate) fn ends_in_map(&self) -> bool {
        self.entries().last().is_some_and(|&value| {
            let value = self.tree.node(value);
            value.kind == Kind::Mapping && value.style == Style::Block
        })
    }
}

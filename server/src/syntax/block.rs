//! A piece of text that has been read on its own.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{LazyLock, OnceLock};

use memchr::{memchr_iter, memmem};

use super::error::{Hint, Repair, SyntaxErrorKind};
use super::folding::Layout;
use super::parse::{self, Context, Parsed};
use super::shared_str::SharedStr;
use super::tree::{Kind, NONE, NodeData, NodeId, Style, Tree};
use super::{Dialect, Span, SyntaxError};

/// A piece of text, read on its own. It knows nothing of where it stands, so it survives moving; versions of a document
/// share the blocks that did not change.
#[derive(Debug)]
pub struct Block {
    pub(crate) text: SharedStr,
    pub(crate) context: Context,
    pub(crate) tree: Tree,
    /// `None` if there is nothing to note, as in nearly every block.
    notes: Option<Box<Notes>>,
    /// Whether the strict reading met the end of the text before it was done: what follows may change the answer.
    pub(crate) is_open: bool,
    /// Whether it is read as entries only because other pieces say so.
    pub(crate) as_entries: bool,
    /// Whether this block can only be read together with the others.
    pub(crate) needs_context: bool,
    stands_alone: bool,
    hash: u64,
    /// One bit for each [`Mark`].
    marks: u8,
    /// The number of its line breaks.
    pub(crate) breaks: u32,
    /// What can be folded, once somebody has asked.
    pub(super) layout: OnceLock<Box<Layout>>,
}

/// What few blocks have: mistakes, anchors, merges.
#[derive(Debug)]
pub(crate) struct Notes {
    /// Spans relative to the block. Unknown aliases are among them until the document knows better.
    pub errors: Vec<SyntaxError>,
    /// Which of them stopped the strict reading.
    pub stop: Option<usize>,
    /// If it has errors: the keys js-yaml stores, as far as it gets.
    pub stored: Vec<StoredKey>,
    /// If it was stopped: whether that was behind the map its entries belong to.
    pub left_map: bool,
    pub anchors: BTreeMap<Box<str>, NodeId>,
    /// Merged maps and keys, as js-yaml counts them.
    pub merge_keys: usize,
    /// Names of aliases that are merged and stand for something in an earlier block.
    pub free_merges: Vec<Box<str>>,
}

static NOTHING: Notes = Notes {
    errors: Vec::new(),
    stop: None,
    stored: Vec::new(),
    left_map: false,
    anchors: BTreeMap::new(),
    merge_keys: 0,
    free_merges: Vec::new(),
};

impl Notes {
    fn are_empty(&self) -> bool {
        let Notes {
            errors,
            stop,
            stored,
            left_map,
            anchors,
            merge_keys,
            free_merges,
        } = self;
        let is_sound = errors.is_empty() && stop.is_none() && stored.is_empty() && !left_map;
        is_sound && anchors.is_empty() && *merge_keys == 0 && free_merges.is_empty()
    }
}

impl Block {
    /// Reads a piece.
    pub(crate) fn read(text: SharedStr, context: Context, dialect: Dialect) -> Block {
        Block::read_as(text, context, false, dialect)
    }

    /// Reads a piece that other pieces show to be part of a map, although it looks like a mere word.
    pub(crate) fn read_as_entries(text: SharedStr, context: Context, dialect: Dialect) -> Block {
        Block::read_as(text, context, true, dialect)
    }

    fn read_as(piece: SharedStr, context: Context, as_entries: bool, dialect: Dialect) -> Block {
        let text = &*piece;
        let mut parsed = parse::parse(text, context, dialect);
        let is_map = parsed.tree.root.is_some_and(|root| {
            let root = parsed.tree.node(root);
            root.kind == Kind::Mapping && root.style == Style::Block
        });
        let stored = match parsed.errors.is_empty() {
            true => Vec::new(),
            false => stored_keys(&parsed, text),
        };
        let is_open = (parsed.stopped && parsed.met_end) || (!parsed.stopped && !is_map);
        let stop = parsed
            .stopped
            .then(|| parsed.errors.len().saturating_sub(1));
        let as_entries = as_entries && !parsed.stopped;
        if as_entries && is_map {
            word_to_entry(&mut parsed, text);
        } else if parsed.stopped || as_entries {
            parse::complete(&mut parsed, text, context, as_entries, dialect);
        }
        parsed.tree.pack();
        let stands_alone = !parsed.tree.has_free_alias();
        let notes = Notes {
            errors: parsed.errors,
            stop,
            stored,
            left_map: parsed.left_map,
            anchors: parsed.anchors,
            merge_keys: parsed.merge_keys,
            free_merges: parsed.free_merges,
        };
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        context.hash(&mut hasher);
        dialect.hash(&mut hasher);
        Block {
            context,
            is_open,
            as_entries,
            tree: parsed.tree,
            notes: (!notes.are_empty()).then(|| Box::new(notes)),
            needs_context: parsed.needs_context,
            stands_alone,
            hash: hasher.finish(),
            marks: Mark::of(text),
            breaks: memchr_iter(b'\n', text.as_bytes()).count() as u32,
            text: piece,
            layout: OnceLock::new(),
        }
    }

    /// Mistakes, anchors and merges in it.
    pub(crate) fn notes(&self) -> &Notes {
        self.notes.as_deref().unwrap_or(&NOTHING)
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

    /// Whether its text bears a mark.
    pub(crate) fn has(&self, mark: Mark) -> bool {
        self.marks & (1 << mark as u8) != 0
    }

    /// Whether it is a map of one entry.
    pub(crate) fn holds_one_entry(&self) -> bool {
        let is_map = |root: NodeId| self.tree.node(root).kind == Kind::Mapping;
        self.tree.root.is_some_and(is_map) && self.entries().len() == 2
    }

    /// The entries of the map that is the value of its last entry, if it is one: keys and values by turns.
    pub(crate) fn entries_below(&self) -> &[NodeId] {
        match self.entries().last() {
            Some(&value) if self.tree.node(value).kind == Kind::Mapping => {
                self.tree.children(value)
            }
            _ => &[],
        }
    }

    /// The names of its entries, and those that js-yaml stores of them; each once, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let stored = self.notes().stored.iter().map(|key| key.name.to_string());
        let mut names: Vec<String> = self.names_of(self.entries()).chain(stored).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The names of its [`Block::entries_below`].
    pub(crate) fn names_below(&self) -> impl Iterator<Item = String> {
        self.names_of(self.entries_below())
    }

    fn names_of(&self, entries: &[NodeId]) -> impl Iterator<Item = String> {
        let keys = entries.chunks_exact(2).map(|pair| pair[0]);
        let keys = keys.filter(|&key| !self.tree.is_merge_key(key));
        keys.map(|key| {
            let key = self.tree.dereference(key);
            self.tree.key_text(key, &self.text).into_owned()
        })
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

/// Something that is looked for in texts everywhere, and is in few blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `${`: something the toolchain replaces before it reads the YAML.
    Interpolation,
    /// `//` behind a blank.
    Slashes,
    /// `fyml-ignore`.
    Ignore,
    /// `deployType`, be it in a comment.
    DeployType,
}

impl Mark {
    /// All of them, in the order of their bits.
    pub const ALL: [Mark; 4] = [
        Mark::Interpolation,
        Mark::Slashes,
        Mark::Ignore,
        Mark::DeployType,
    ];

    /// The word to look for.
    fn word(self) -> &'static str {
        match self {
            Mark::Interpolation => "${",
            Mark::Slashes => "//",
            Mark::Ignore => "fyml-ignore",
            Mark::DeployType => "deployType",
        }
    }

    /// Whether a text bears it.
    pub fn is_in(self, text: &str) -> bool {
        // every block is searched for all of them: what a search begins with is worked out once
        static SEARCHES: LazyLock<[memmem::Finder<'static>; Mark::ALL.len()]> =
            LazyLock::new(|| Mark::ALL.map(|mark| memmem::Finder::new(mark.word())));
        let text = text.as_bytes();
        let mut places = SEARCHES[self as usize].find_iter(text);
        match self {
            Mark::Slashes => places.any(|at| at > 0 && matches!(text[at - 1], b' ' | b'\t')),
            _ => places.next().is_some(),
        }
    }

    /// The bits of a text.
    fn of(text: &str) -> u8 {
        let present = Mark::ALL.into_iter().filter(|mark| mark.is_in(text));
        present.fold(0, |marks, mark| marks | (1 << mark as u8))
    }
}

/// A key that js-yaml stores in the outermost map.
#[derive(Debug, Clone)]
pub(crate) struct StoredKey {
    pub name: Box<str>,
    pub span: Span,
    /// How many errors were noted before.
    pub after: usize,
}

/// The keys js-yaml stores, up to where it stops.
pub(crate) fn stored_keys(parsed: &Parsed, text: &str) -> Vec<StoredKey> {
    let keys = parsed.stored.iter().map(|&(key, after)| {
        let target = parsed.tree.dereference(key);
        StoredKey {
            name: Box::from(&*parsed.tree.key_text(target, text)),
            span: parsed.tree.node(key).span,
            after,
        }
    });
    keys.collect()
}

/// The last value of the map is a word where entries follow: a key that is being typed.
fn word_to_entry(parsed: &mut Parsed, text: &str) {
    let tree = &mut parsed.tree;
    let Some(root) = tree.root.map(|root| tree.node(root)) else {
        return;
    };
    let last = (root.a + root.b) as usize;
    let Some(word) = last
        .checked_sub(1)
        .and_then(|last| tree.links.get(last).copied())
    else {
        return;
    };
    let span = tree.node(word).span;
    if span.is_empty()
        || text
            .get(span.range())
            .is_none_or(|word| word.contains('\n'))
    {
        return;
    }
    let links = tree.links.len() as u32;
    let node = |span, kind, style, a, b| NodeData {
        span,
        kind,
        style,
        properties: 0,
        a,
        b,
    };
    let end = Span::empty(span.end);
    let value = tree.push(node(end, Kind::Null, Style::Absent, NONE, 0));
    let entry = tree.push(node(span, Kind::Mapping, Style::Block, links, 2));
    tree.links.extend([word, value]);
    tree.links[last - 1] = entry;
    let mut error = SyntaxError::new(SyntaxErrorKind::ColonMissed, span, span.end);
    error.hint = Some(Hint::MissingColon);
    error.repair = Some(Repair {
        span: end,
        text: ":".to_owned(),
    });
    parsed.errors.push(error);
}

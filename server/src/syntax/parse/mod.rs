//! The authoritative reader: YAML as js-yaml understands it, no more and no less.
//!
//! The toolchain reads f.yml with js-yaml, so js-yaml decides what is valid. This reader follows its observable
//! behaviour (values, errors, and where an error is noticed), which the differential tests hold against the real
//! package. It differs in what it makes: a tree with spans, aliases kept as references, and errors that do not change
//! the structure (a duplicate key, an unknown tag) recorded while reading goes on.

mod builder;
mod collections;
mod compose;
mod explain;
mod flow;
pub(crate) mod head;
pub(crate) mod lines;
mod merge;
mod pieces;
mod plain_entry;
mod properties;
mod scalars;
mod stream;
mod tolerant;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

pub(crate) use merge::MAX_MERGE_KEYS;

use super::error::{SyntaxError, SyntaxErrorKind};
use super::tree::{Kind, NodeId, Style, Tree, TreeSize};
use super::{Dialect, Span};

/// Nesting that js-yaml refuses (its `maxDepth`).
const MAX_DEPTH: u32 = 100;

/// So many bytes of an ordinary file make a node, or more.
const BYTES_A_NODE: usize = 10;

/// Room for no more nodes is made before they are there.
const MOST_ROOM: usize = 1_024;

/// Nobody reads more errors of one piece than these.
const MAX_ERRORS: usize = 20_000;

/// What reading a piece of text gives.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parsed {
    /// The tree up to the error that stopped reading; complete if `stopped` is false.
    pub tree: Tree,
    /// All errors, in the order they were noticed.
    pub errors: Vec<SyntaxError>,
    /// Whether the last error stopped reading.
    pub stopped: bool,
    /// Whether the end of the text was looked at before: what follows could have made a difference.
    pub met_end: bool,
    /// The node each anchor stands for at the end of the text.
    pub anchors: BTreeMap<Box<str>, NodeId>,
    /// The keys js-yaml has stored in the outermost map, which is not finished if reading was stopped; each with the
    /// number of errors noted before.
    pub stored: Vec<(NodeId, usize)>,
    /// Whether it was stopped behind the map of a [`Context::Child`]: js-yaml has stored that map by then.
    pub left_map: bool,
    /// Merged maps and keys, as js-yaml counts them.
    pub merge_keys: usize,
    /// Names of aliases that are merged and whose anchor is not in this text.
    pub free_merges: Vec<Box<str>>,
    /// Whether an alias of unknown meaning stands where the structure depends on it (as a key, in a merge).
    pub needs_context: bool,
}

/// Where a piece of a document stands: what js-yaml would have read before it gets there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Context {
    /// At the very beginning.
    Document,
    /// Among the entries of the map that is the document.
    Entry,
    /// Among the entries, `indent` columns deep, of a map that is a value in the document's map.
    Child {
        /// The entries' column.
        indent: usize,
    },
}

impl Context {
    /// The column of the map around it.
    fn parent(self) -> isize {
        match self {
            Context::Document | Context::Entry => -1,
            Context::Child { .. } => 0,
        }
    }
}

/// Reads `text`, which stands in `context` and ends before a line that stands no deeper than its own entries.
pub(crate) fn parse(text: &str, context: Context, dialect: Dialect) -> Parsed {
    let mut parser = Parser::new(text, dialect);
    let outcome = match context {
        Context::Document => parser.read_stream(),
        Context::Entry => parser.read_entries(),
        Context::Child { indent } => parser.read_children(indent as isize),
    };
    parser.finish(outcome)
}

/// Puts the tolerant tree in the place of that of a reading that was stopped, or that gave no map where one must be.
pub(crate) fn complete(
    parsed: &mut Parsed,
    text: &str,
    context: Context,
    as_map: bool,
    dialect: Dialect,
) {
    let column = match context {
        Context::Document => as_map.then_some(0),
        Context::Entry => Some(0),
        Context::Child { indent } => Some(indent),
    };
    tolerant::complete(parsed, text, context.parent(), column, dialect);
}

/// The error that stops reading.
struct Fatal {
    kind: SyntaxErrorKind,
    offset: usize,
    span: Option<Span>,
}

type Res<T> = Result<T, Fatal>;

/// Where a node may stand, which decides the styles it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    FlowIn,
    FlowOut,
    BlockIn,
    BlockOut,
}

impl Place {
    fn is_block(self) -> bool {
        matches!(self, Place::BlockIn | Place::BlockOut)
    }
}

/// The tag of the node that is being read.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tag {
    /// None written.
    None,
    /// A plain scalar: its type follows from its text.
    Implicit,
    /// `!`: text, whatever it looks like.
    NonSpecific,
    /// A tag, written out in full (`tag:yaml.org,2002:str`).
    Explicit(String),
}

/// What the reader has just read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    Nothing,
    Scalar,
    Mapping,
    Sequence,
    Alias,
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// Length with the line break that js-yaml adds to a last line without one.
    length: usize,
    /// Whether the end of the text was looked at.
    met_end: Cell<bool>,
    at: usize,
    line: usize,
    line_start: usize,
    /// Blanks before the first character of the line; -1 never occurs here, parents' indents may be -1.
    line_indent: isize,
    /// The first tab in the blanks of the current line.
    first_tab: Option<usize>,
    depth: u32,
    dialect: Dialect,

    tag: Tag,
    tag_span: Option<Span>,
    anchor: Option<Span>,
    read: Read,
    result: Option<NodeId>,
    /// Whether the key just read is a merge key (`<<` without quotes).
    is_merge: bool,
    /// Whether the node just read was tried as the first key of a map and kept as it is.
    kept: bool,

    tree: Tree,
    errors: Vec<SyntaxError>,
    anchors: HashMap<&'t str, NodeId>,
    /// Every definition of an anchor with what the name meant before, so that an attempt can be taken back.
    anchor_log: Vec<(&'t str, Option<NodeId>)>,
    tag_handles: HashMap<String, String>,
    /// Merged maps and keys so far.
    merge_keys: usize,
    /// The keys of maps that were merged.
    free_merges: Vec<Box<str>>,
    /// Keys stored in the outermost map, which is read at this depth.
    stored: Vec<(NodeId, usize)>,
    outermost: u32,
    /// Whether the map of a [`Context::Child`] has come to its end.
    left_map: bool,
    merged_keys: HashMap<NodeId, Rc<BTreeSet<String>>>,
    /// Whether an alias of unknown meaning stands where the structure depends on it.
    needs_context: bool,
    yaml_version_seen: bool,
}

/// What a failed attempt is rolled back to.
struct Snapshot {
    at: usize,
    line: usize,
    line_start: usize,
    line_indent: isize,
    first_tab: Option<usize>,
    tag: Tag,
    tag_span: Option<Span>,
    anchor: Option<Span>,
    read: Read,
    result: Option<NodeId>,
    is_merge: bool,
    tree: TreeSize,
    errors: usize,
    free_merges: usize,
    stored: usize,
    anchor_log: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, dialect: Dialect) -> Parser<'t> {
        let bytes = text.as_bytes();
        let ends_line = matches!(bytes.last(), None | Some(b'\n' | b'\r'));
        Parser {
            text,
            bytes,
            length: bytes.len() + usize::from(!ends_line),
            met_end: Cell::new(false),
            at: 0,
            line: 0,
            line_start: 0,
            line_indent: 0,
            first_tab: None,
            depth: 0,
            dialect,
            tag: Tag::None,
            tag_span: None,
            anchor: None,
            read: Read::Nothing,
            result: None,
            is_merge: false,
            kept: false,
            tree: Tree::with_room(dialect, (text.len() / BYTES_A_NODE).min(MOST_ROOM)),
            errors: Vec::new(),
            anchors: HashMap::new(),
            anchor_log: Vec::new(),
            tag_handles: HashMap::new(),
            merge_keys: 0,
            free_merges: Vec::new(),
            stored: Vec::new(),
            outermost: 1,
            left_map: false,
            merged_keys: HashMap::new(),
            needs_context: false,
            yaml_version_seen: false,
        }
    }

    fn finish(mut self, outcome: Res<()>) -> Parsed {
        let stopped = outcome.is_err();
        if let Err(fatal) = outcome {
            let end = self.bytes.len();
            let offset = fatal.offset.min(end);
            let span = fatal.span.unwrap_or_else(|| {
                let width = self
                    .text
                    .get(offset..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8);
                Span::new(offset, offset + width)
            });
            self.errors.push(SyntaxError {
                kind: fatal.kind,
                span,
                offset: Span::new(offset, offset).start,
                hint: None,
                repair: None,
            });
        }
        // js-yaml ends the last line with a line break of its own; ours is not there to be pointed at
        let end = self.bytes.len();
        for error in &mut self.errors {
            let within = |at: u32| (at as usize).min(end);
            error.span = Span::new(within(error.span.start), within(error.span.end));
        }
        Parsed {
            tree: self.tree,
            errors: self.errors,
            stopped,
            met_end: self.met_end.get(),
            anchors: self
                .anchors
                .into_iter()
                .map(|(name, node)| (Box::from(name), node))
                .collect(),
            stored: self.stored,
            left_map: self.left_map,
            merge_keys: self.merge_keys,
            free_merges: self.free_merges,
            needs_context: self.needs_context,
        }
    }

    /// The byte at `at`; a line break right behind a last line that has none; 0 beyond the end.
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        match self.bytes.get(at) {
            Some(&byte) => byte,
            None if at < self.length => b'\n',
            None => {
                self.met_end.set(true);
                0
            }
        }
    }

    #[inline]
    fn here(&self) -> u8 {
        self.byte(self.at)
    }

    /// Goes on to the first byte that is not `plain`, or to the end; says how far. What stands at the end of a last
    /// line without a line break, [`Parser::here`] knows.
    #[inline]
    fn skip_run(&mut self, plain: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| !plain(byte));
        let length = length.unwrap_or(rest.len());
        self.at += length;
        length
    }

    /// Goes on to the end of the line.
    fn skip_line(&mut self) {
        self.skip_run(|byte| byte != 0 && !is_eol(byte));
    }

    fn fail<T>(&self, kind: SyntaxErrorKind) -> Res<T> {
        Err(Fatal {
            kind,
            offset: self.at,
            span: None,
        })
    }

    fn fail_at<T>(&self, kind: SyntaxErrorKind, offset: usize, span: Span) -> Res<T> {
        Err(Fatal {
            kind,
            offset,
            span: Some(span),
        })
    }

    /// Records an error that js-yaml would throw but that leaves the structure clear.
    fn note(&mut self, kind: SyntaxErrorKind, offset: usize, span: Span) {
        if self.errors.len() >= MAX_ERRORS {
            return;
        }
        self.errors.push(SyntaxError {
            kind,
            span,
            offset: Span::new(offset.min(self.bytes.len()), offset).start,
            hint: None,
            repair: None,
        });
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text
            .get(start.min(self.bytes.len())..end.min(self.bytes.len()))
            .unwrap_or("")
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot {
            at: self.at,
            line: self.line,
            line_start: self.line_start,
            line_indent: self.line_indent,
            first_tab: self.first_tab,
            tag: self.tag.clone(),
            tag_span: self.tag_span,
            anchor: self.anchor,
            read: self.read,
            result: self.result,
            is_merge: self.is_merge,
            tree: self.tree.size(),
            errors: self.errors.len(),
            free_merges: self.free_merges.len(),
            stored: self.stored.len(),
            anchor_log: self.anchor_log.len(),
        }
    }

    fn restore(&mut self, to: Snapshot) {
        self.at = to.at;
        self.line = to.line;
        self.line_start = to.line_start;
        self.line_indent = to.line_indent;
        self.first_tab = to.first_tab;
        self.tag = to.tag;
        self.tag_span = to.tag_span;
        self.anchor = to.anchor;
        self.read = to.read;
        self.result = to.result;
        self.is_merge = to.is_merge;
        self.tree.shrink_to(to.tree);
        self.errors.truncate(to.errors);
        self.free_merges.truncate(to.free_merges);
        self.stored.truncate(to.stored);
        for (name, before) in self.anchor_log.drain(to.anchor_log..).rev() {
            match before {
                Some(node) => self.anchors.insert(name, node),
                None => self.anchors.remove(name),
            };
        }
    }
}

fn is_eol(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_blank_or_eol(byte: u8) -> bool {
    is_blank(byte) || is_eol(byte)
}

fn is_flow_indicator(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

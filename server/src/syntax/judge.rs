//! What js-yaml would say of a document that was read block by block: each block's own errors, and those that only
//! show between blocks, in the order in which js-yaml meets them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::assemble::Official;
use super::document::Document;
use super::error::SyntaxErrorKind;
use super::node::Node;
use super::parse::{Context, MAX_MERGE_KEYS};
use super::renewal::At;
use super::tree::Kind;
use super::{Span, SyntaxError};

/// How far back an error is looked for before it is noted again.
const NEAR: usize = 64;

/// Whether every merge from another block merges maps, and not too many.
pub(crate) fn merges_are_known(document: &Document) -> bool {
    let mut work: usize = document
        .all_placed()
        .map(|placed| placed.block.notes().merge_keys)
        .sum();
    let mut any = false;
    let mut counts: HashMap<Span, usize> = HashMap::new();
    for (index, placed) in document.all_placed().enumerate() {
        for name in &placed.block.notes().free_merges {
            any = true;
            if work > MAX_MERGE_KEYS {
                return false;
            }
            // an unknown alias is reported as such
            let Some(target) = document.anchor(name, index as u32) else {
                continue;
            };
            if target.resolved().kind() != Kind::Mapping {
                return false;
            }
            let count = counts.entry(target.span());
            work += 1 + *count.or_insert_with(|| target.entries().len());
        }
    }
    // counts over several blocks are close, not exact: near the limit everything is read at once
    work <= if any {
        MAX_MERGE_KEYS / 4
    } else {
        MAX_MERGE_KEYS
    }
}

/// The errors of a document, each with the number of the block that was read when js-yaml came to it. `official` is
/// what js-yaml says where it stops in a block that is open at its end.
pub(crate) fn judge(document: &Document, official: Option<&Official>) -> Vec<(u32, SyntaxError)> {
    let mut judge = Judge::new(document, official);
    if document.placed_count() == 1 {
        let (own, _) = judge.own_errors(0);
        return own.into_iter().map(|(_, error)| (0, error)).collect();
    }
    let mut numbers = Vec::new();
    for (index, placed) in document.all_placed().enumerate() {
        judge.block(index, placed);
        numbers.resize(judge.errors.len(), index as u32);
    }
    judge.store_pending();
    let last = document.placed_count().saturating_sub(1);
    numbers.resize(judge.errors.len(), last);
    numbers.into_iter().zip(judge.errors).collect()
}

/// The errors of one block, keys that are written twice aside.
pub(crate) fn errors_of(document: &Document, number: u32) -> Vec<SyntaxError> {
    let (own, _) = Judge::new(document, None).own_errors(number as usize);
    own.into_iter().map(|(_, error)| error).collect()
}

struct Judge<'d> {
    document: &'d Document,
    official: Option<&'d Official>,
    errors: Vec<SyntaxError>,
    /// Keys of the document's map, and of the map below it that is being read.
    top: SeenKeys<'d>,
    below: SeenKeys<'d>,
    /// The top-level key that js-yaml stores when everything below it has been read.
    pending: Option<Node<'d>>,
    /// What was noted while looking beyond an open block.
    known: HashSet<(&'d SyntaxErrorKind, Span)>,
}

impl<'d> Judge<'d> {
    fn new(document: &'d Document, official: Option<&'d Official>) -> Judge<'d> {
        Judge {
            document,
            official,
            errors: Vec::new(),
            top: SeenKeys::default(),
            below: SeenKeys::default(),
            pending: None,
            known: HashSet::new(),
        }
    }

    fn block(&mut self, index: usize, placed: At<'d>) {
        let block = placed.block;
        let is_child = matches!(block.context, Context::Child { .. });
        if !is_child {
            self.store_pending();
            self.below = SeenKeys::default();
        }
        let official = self.official.filter(|official| official.block == index);
        let (own, stop) = self.own_errors(index);
        let mut own = own.into_iter().peekable();
        let node = |id| Node::new(self.document, index as u32, id);
        let entries = block.entries();
        let last_key = entries.len().checked_sub(2).map(|at| node(entries[at]));
        let last_key = last_key.filter(|_| !is_child && stop.is_none());
        if own.peek().is_some() || official.is_some() {
            let (stored, start) = match official {
                Some(official) => (&official.stored, 0),
                None => (&block.notes().stored, placed.start),
            };
            for key in stored {
                while let Some((_, error)) = own.next_if(|&(number, _)| number < key.after) {
                    self.errors.push(error);
                }
                let span = key.span.shifted(start);
                if last_key.is_none_or(|last| last.span() != span) {
                    self.note(is_child, Cow::Borrowed(&key.name), span);
                }
            }
            while let Some((_, error)) =
                own.next_if(|&(number, _)| stop.is_none_or(|stop| number < stop))
            {
                self.errors.push(error);
            }
            let left_map = official.map_or(block.notes().left_map, |official| official.left_map);
            if is_child && left_map {
                self.store_pending();
            }
            self.errors.extend(own.map(|(_, error)| error));
            for pair in entries.chunks_exact(2) {
                if last_key != Some(node(pair[0])) {
                    self.seen(is_child).remember(node(pair[0]));
                }
            }
        } else {
            for pair in entries.chunks_exact(2) {
                let key = node(pair[0]);
                if last_key != Some(key) && !key.is_merge_key() {
                    self.note(is_child, key.key_text(), key.span());
                }
            }
        }
        if !is_child {
            self.pending = last_key;
            if let Some(&value) = entries.last() {
                for entry in node(value).written_entries_here() {
                    self.below.remember(entry.key);
                }
            }
        }
    }

    fn seen(&mut self, is_child: bool) -> &mut SeenKeys<'d> {
        if is_child {
            &mut self.below
        } else {
            &mut self.top
        }
    }

    fn store_pending(&mut self) {
        if let Some(key) = self.pending.take()
            && !key.is_merge_key()
        {
            self.note(false, key.key_text(), key.span());
        }
    }

    /// js-yaml stores a key: an error if it is there already.
    fn note(&mut self, is_child: bool, name: Cow<'d, str>, span: Span) {
        if self.seen(is_child).keys.insert(name) {
            return;
        }
        let is_same =
            |known: &SyntaxError| known.kind == SyntaxErrorKind::DuplicateKey && known.span == span;
        // a duplicate within one block is noted there already
        if !self.errors.iter().rev().take(NEAR).any(is_same) {
            let error = SyntaxError::new(SyntaxErrorKind::DuplicateKey, span, span.start);
            self.errors.push(error);
        }
    }

    /// The errors of one block that stand in the document, each with its number there, and the number of the one that
    /// stops js-yaml.
    fn own_errors(&mut self, index: usize) -> (Vec<(usize, SyntaxError)>, Option<usize>) {
        let placed = self.document.placed(index as u32);
        let block = placed.block;
        if block.notes().errors.is_empty()
            && self.official.is_none_or(|official| official.block != index)
        {
            return (Vec::new(), None);
        }
        let mut stop = block.notes().stop;
        let mut errors: Vec<SyntaxError> = block
            .notes()
            .errors
            .iter()
            .map(|error| error.clone().shifted(placed.start))
            .collect();
        // js-yaml has gone on to the next line that is no comment
        let end = placed.start + block.text.len() as u32;
        if index + 1 < self.document.placed_count() as usize {
            let next = self.document.placed(index as u32 + 1);
            let content = end + before_content(&next.block.text) as u32;
            for error in errors.iter_mut().filter(|error| error.offset == end) {
                error.offset = content;
            }
        }
        let known = std::mem::take(&mut self.known);
        if let Some(official) = self.official.filter(|official| official.block == index) {
            let own = block.notes().stop.map_or(errors.len(), |stop| stop + 1);
            let strict = with_cause(official, block.notes().stop, &errors, placed);
            stop = strict.len().checked_sub(1);
            errors.splice(..own, strict);
            let noted = official.errors.iter();
            self.known = noted.map(|error| (&error.kind, error.span)).collect();
        }
        let is_alias_of = |error: &SyntaxError| match &error.kind {
            SyntaxErrorKind::UnknownAlias(name) => {
                self.document.anchor(name, index as u32).is_some()
            }
            _ => false,
        };
        let mut kept: Vec<(usize, SyntaxError)> = errors
            .into_iter()
            .enumerate()
            .filter(|(_, error)| !is_alias_of(error) && !known.contains(&(&error.kind, error.span)))
            .collect();
        if self.known.is_empty() {
            self.known = known;
        }
        // `*/5 *` is an unknown alias and then more: one mistake
        let at = kept.iter().position(|&(number, _)| stop == Some(number));
        if let Some(at) = at
            && let Some(alias) = kept[..at].iter().position(|(_, error)| {
                matches!(error.kind, SyntaxErrorKind::UnknownAlias(_))
                    && kept[at].1.span.contains(error.span)
            })
        {
            let (_, same) = kept.remove(at);
            let alias = &mut kept[alias].1;
            alias.span = same.span;
            alias.hint = same.hint;
            alias.repair = same.repair;
        }
        (kept, stop)
    }
}

/// How many bytes of a text are blank lines, comments and the blanks before its first entry.
fn before_content(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        if !content.starts_with(['#', '\r', '\n']) {
            return at + (line.len() - content.len());
        }
        at += line.len();
    }
    at
}

/// js-yaml's errors, the last one with the place and the guess that the block's own reading found.
fn with_cause(
    official: &Official,
    stop: Option<usize>,
    own: &[SyntaxError],
    placed: At<'_>,
) -> Vec<SyntaxError> {
    let mut strict = official.errors.clone();
    let cause = match stop {
        Some(stop) => own.get(stop),
        // no error by itself, as a first line without a colon
        None => own.iter().find(|error| error.hint.is_some()),
    };
    if let Some(last) = strict.last_mut() {
        if let Some(cause) = cause {
            last.span = cause.span;
            last.hint = cause.hint.clone();
            last.repair = cause.repair.clone();
        } else {
            let end = placed.start as usize + placed.block.text.trim_end().len();
            last.span = Span::new(placed.start as usize, end);
        }
    }
    strict
}

/// The keys of a map that stands in several blocks.
#[derive(Default)]
struct SeenKeys<'d> {
    keys: HashSet<Cow<'d, str>>,
}

impl<'d> SeenKeys<'d> {
    fn remember(&mut self, key: Node<'d>) {
        if !key.is_merge_key() {
            self.keys.insert(key.key_text());
        }
    }
}

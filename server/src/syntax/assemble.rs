//! From pieces to blocks: what can be kept from the version before, what must be joined, what js-yaml says first.

use std::collections::HashMap;
use std::sync::Arc;

use super::block::{self, Block, StoredKey};
use super::document::Placed;
use super::outline::{self, Below, Piece};
use super::parse::{self, Context};
use super::shared_str::SharedStr;
use super::{Dialect, SyntaxError};
use crate::cores;

/// After an error js-yaml reads no further; we look this many pieces ahead for the end of an open quote.
const LOOK_AHEAD: usize = 8;

/// For so many bytes of new text a thread is worth its start.
const WORTH_A_THREAD: usize = 32 * 1024;

/// The blocks of a document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Blocks {
    pub placed: Vec<Placed>,
    /// What js-yaml says, if it stops in a block that is open at its end.
    pub official: Option<Official>,
}

/// js-yaml's errors up to the one that stops it in a block that is open at its end: what follows the block decides.
#[derive(Debug, Clone)]
pub(crate) struct Official {
    /// The block.
    pub block: usize,
    /// The errors; offsets and spans in the document. The last one stops js-yaml.
    pub errors: Vec<SyntaxError>,
    /// As in [`Block`].
    pub left_map: bool,
    /// As in [`Block`]; spans in the document.
    pub stored: Vec<StoredKey>,
}

/// Reads `text`, keeping what it can from `previous`.
pub(crate) fn assemble(text: &SharedStr, dialect: Dialect, previous: &[Placed]) -> Blocks {
    if let Some(assembly) = Assembly::new(text, dialect, previous)
        && let Some(blocks) = assembly.run()
    {
        return blocks;
    }
    whole(text, dialect, previous)
}

/// The text as one block.
pub(crate) fn whole(text: &SharedStr, dialect: Dialect, previous: &[Placed]) -> Blocks {
    let same = |placed: &&Placed| {
        placed.block.context == Context::Document && *placed.block.text == **text
    };
    let block = match previous.first().filter(same) {
        Some(placed) => Arc::clone(&placed.block),
        None => Arc::new(Block::read(text.clone(), Context::Document, dialect)),
    };
    Blocks {
        placed: vec![Placed {
            start: 0,
            below: Below::Uncut,
            is_joined: false,
            block,
        }],
        official: None,
    }
}

/// How looking further ended.
enum Joined {
    /// The piece goes on up to this one.
    Until(Arc<Block>, usize),
    /// It is an error all the same.
    Error(Official),
    /// It goes on beyond the map it stands in: only the whole text shows what that means.
    Whole,
    /// Nobody asked.
    Unknown,
}

struct Assembly<'t> {
    text: &'t str,
    /// The text that the blocks of a first reading share. Later ones copy what little is new: a block that lives on
    /// would keep the whole text of its version.
    source: Option<&'t SharedStr>,
    dialect: Dialect,
    pieces: Vec<Piece>,
    /// Blocks of the version before that stand unchanged at the front, and at the back (by their new starts).
    front: Vec<Placed>,
    back: Vec<Placed>,
    /// The others, by text.
    moved: HashMap<(&'t str, Context), Arc<Block>>,
    /// What has been read of the new pieces, by number.
    ahead: Vec<Option<Arc<Block>>>,
}

impl<'t> Assembly<'t> {
    fn new(
        source: &'t SharedStr,
        dialect: Dialect,
        previous: &'t [Placed],
    ) -> Option<Assembly<'t>> {
        let text = &**source;
        // a document of one block need not have been cut
        let cut = if previous.len() > 1 { previous } else { &[] };
        let mut at = 0;
        let same_front = cut.iter().take_while(|placed| {
            let text = text.as_bytes().get(at..).unwrap_or(&[]);
            let same = !placed.is_joined && text.starts_with(placed.block.text.as_bytes());
            at += if same { placed.block.text.len() } else { 0 };
            same
        });
        // where the last of them ends is decided by what follows
        let front = &cut[..same_front.count().saturating_sub(1)];
        let from = cut
            .get(front.len())
            .map_or(at, |placed| placed.start as usize);
        let rest = &cut[front.len()..];
        let mut end = text.len();
        let mut back: Vec<Placed> = Vec::new();
        for placed in rest.iter().skip(1).rev() {
            let before = end.checked_sub(placed.block.text.len());
            let Some(start) = before.filter(|&start| start > from && !placed.is_joined) else {
                break;
            };
            if text.as_bytes()[start..end] != *placed.block.text.as_bytes() {
                break;
            }
            back.push(Placed {
                start: start as u32,
                ..placed.clone()
            });
            end = start;
        }
        let piece = |placed: &Placed| Piece {
            start: placed.start,
            context: placed.block.context,
            below: placed.below,
        };
        let moved = |placed: &'t Placed| {
            let block = &placed.block;
            ((&*block.text, block.context), Arc::clone(block))
        };
        let known: Vec<Piece> = back.iter().rev().map(piece).collect();
        let (pieces, kept) = match rest.first() {
            Some(first) => {
                let front: Vec<Piece> = front.iter().map(piece).collect();
                let scan = outline::scan(text, dialect, front, piece(first), &known)?;
                (scan.pieces, scan.kept)
            }
            None => (outline::cut(text, dialect)?, 0),
        };
        back.truncate(kept);
        Some(Assembly {
            text,
            source: previous.is_empty().then_some(source),
            dialect,
            pieces,
            front: front.to_vec(),
            moved: rest[..rest.len() - kept].iter().map(moved).collect(),
            back,
            ahead: Vec::new(),
        })
    }

    /// Reads the pieces that are new on all cores, if they are many.
    fn read_ahead(&mut self) {
        let new = self.front.len()..self.pieces.len() - self.back.len().min(self.pieces.len());
        let bytes = self.start(new.end).saturating_sub(self.start(new.start));
        if bytes / WORTH_A_THREAD < 2 {
            return;
        }
        let is_unknown = |&piece: &usize| {
            let text = &self.text[self.start(piece)..self.start(piece + 1)];
            let context = self.pieces[piece].context;
            !self.moved.contains_key(&(text, context))
        };
        let unknown: Vec<usize> = new.filter(is_unknown).collect();
        let read = cores::map(&unknown, bytes / WORTH_A_THREAD, |&piece| {
            self.read_anew(piece, piece + 1)
        });
        let mut ahead = vec![None; self.pieces.len()];
        for (piece, block) in unknown.into_iter().zip(read) {
            ahead[piece] = Some(block);
        }
        self.ahead = ahead;
    }

    /// The piece that begins at `offset`, looking from piece `from` on.
    fn piece_at(&self, offset: usize, from: usize) -> Option<usize> {
        let found = self.pieces[from.min(self.pieces.len())..]
            .binary_search_by_key(&offset, |piece| piece.start as usize);
        found.ok().map(|index| from + index)
    }

    fn start(&self, piece: usize) -> usize {
        self.pieces
            .get(piece)
            .map_or(self.text.len(), |piece| piece.start as usize)
    }

    fn run(mut self) -> Option<Blocks> {
        self.read_ahead();
        let mut blocks = Blocks {
            placed: Vec::with_capacity(self.pieces.len()),
            official: None,
        };
        let mut front = std::mem::take(&mut self.front).into_iter().peekable();
        let mut back = std::mem::take(&mut self.back);
        let mut stopped = false;
        let mut piece = 0;
        while piece < self.pieces.len() {
            let start = self.start(piece) as u32;
            while front.next_if(|placed| placed.start < start).is_some() {}
            while back.pop_if(|placed| placed.start < start).is_some() {}
            let kept = front
                .next_if(|placed| placed.start == start)
                .or_else(|| back.pop_if(|placed| placed.start == start));
            let (mut block, mut next) = match kept {
                Some(placed) => {
                    let end = start as usize + placed.block.text.len();
                    let next = match self.start(piece + 1) == end {
                        true => piece + 1,
                        false => self.piece_at(end, piece).unwrap_or(self.pieces.len()),
                    };
                    if placed.block.as_entries {
                        // what made it so may be gone
                        (self.read(piece, next), next)
                    } else {
                        (placed.block, next)
                    }
                }
                None => (self.read(piece, piece + 1), piece + 1),
            };
            if next < self.pieces.len() && self.is_open(&block, next) {
                match self.join(piece, next, stopped) {
                    Joined::Until(joined, end) => (block, next) = (joined, end),
                    Joined::Whole => return None,
                    joined => {
                        if block.notes().stop.is_none() && !block.as_entries {
                            block = Arc::new(Block::read_as_entries(
                                block.text.clone(),
                                block.context,
                                self.dialect,
                            ));
                        }
                        if let Joined::Error(official) = joined
                            && !stopped
                        {
                            blocks.official = Some(Official {
                                block: blocks.placed.len(),
                                ..official
                            });
                            stopped = true;
                        }
                    }
                }
            }
            stopped |= block.notes().stop.is_some();
            if block.needs_context {
                return None;
            }
            blocks.placed.push(Placed {
                start,
                below: self.pieces[piece].below,
                is_joined: next > piece + 1,
                block,
            });
            piece = next;
        }
        Some(blocks)
    }

    /// Whether a block could mean something else together with the pieces from `next` on.
    fn is_open(&self, block: &Block, next: usize) -> bool {
        let is_above = !matches!(block.context, Context::Child { .. }) && self.has_children(next);
        block.is_open || (is_above && block.notes().stop.is_none() && !block.ends_in_map())
    }

    fn has_children(&self, piece: usize) -> bool {
        let context = self.pieces.get(piece).map(|piece| piece.context);
        matches!(context, Some(Context::Child { .. }))
    }

    fn read(&self, from: usize, to: usize) -> Arc<Block> {
        if to == from + 1
            && let Some(Some(block)) = self.ahead.get(from)
        {
            return Arc::clone(block);
        }
        let text = &self.text[self.start(from)..self.start(to)];
        let context = self.pieces[from].context;
        match self.moved.get(&(text, context)) {
            Some(block) if !block.as_entries => Arc::clone(block),
            _ => self.read_anew(from, to),
        }
    }

    fn read_anew(&self, from: usize, to: usize) -> Arc<Block> {
        let range = self.start(from)..self.start(to);
        let text = &self.text[range.clone()];
        let shared = self.source.map(|source| source.part(range));
        let piece = shared.unwrap_or_else(|| SharedStr::from(text));
        Arc::new(Block::read(piece, self.pieces[from].context, self.dialect))
    }

    /// Reads on from a piece that is open at its end.
    fn join(&self, from: usize, next: usize, after_error: bool) -> Joined {
        // after an error only the neighbours are asked
        let last = match after_error {
            true => self.pieces.len().min(from + 1 + LOOK_AHEAD),
            false => self.pieces.len(),
        };
        let section_end_from = |piece: usize| {
            (piece..last)
                .find(|&piece| !self.has_children(piece))
                .unwrap_or(last)
        };
        let section_end = section_end_from(next);
        let is_child = matches!(self.pieces[from].context, Context::Child { .. });
        let mut ends = Vec::new();
        let mut width = 1;
        while next + width < section_end {
            ends.push(next + width);
            let is_near = width < LOOK_AHEAD && !after_error;
            width = if is_near { width + 1 } else { width * 2 };
        }
        if next < section_end {
            ends.push(section_end);
        }
        // from there on whole sections only
        let mut sections = 1;
        let mut end = section_end;
        while end < last {
            for _ in 0..sections {
                end = section_end_from((end + 1).min(last));
            }
            ends.push(end);
            if ends.len() > LOOK_AHEAD || after_error {
                sections *= 2;
            }
        }
        let start = self.start(from);
        for end in ends {
            let text = &self.text[start..self.start(end)];
            let parsed = parse::parse(text, self.pieces[from].context, self.dialect);
            match parsed.stopped {
                false => {
                    if end > section_end && (is_child || next < section_end) {
                        return Joined::Whole;
                    }
                    let block = self.read(from, end);
                    if self.is_open(&block, end) && end < self.pieces.len() {
                        continue;
                    }
                    return Joined::Until(block, end);
                }
                true if !parsed.met_end || end == self.pieces.len() => {
                    let limit = (self.start(next) - start) as u32;
                    let stored = block::stored_keys(&parsed, text).into_iter();
                    let stored = stored.filter(|key| key.span.end <= limit);
                    let stored = stored.map(|key| StoredKey {
                        span: key.span.shifted(start as u32),
                        ..key
                    });
                    let stored = stored.collect();
                    let errors = parsed.errors.into_iter();
                    let errors = errors.map(|error| error.shifted(start as u32));
                    return Joined::Error(Official {
                        block: 0,
                        errors: errors.collect(),
                        left_map: parsed.left_map,
                        stored,
                    });
                }
                true => {}
            }
        }
        Joined::Unknown
    }
}

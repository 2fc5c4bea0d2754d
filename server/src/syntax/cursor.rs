//! Where a cursor stands, for completion: judged from lines and indentation alone, so that it holds in every broken
//! state of the document.

mod flow;
#[cfg(test)]
mod tests;
mod walk;

use super::Span;
use super::document::Document;
use super::parse::lines;
use walk::Walk;

/// One step from the root to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// The value under a key.
    Key(String),
    /// An item, counted from 0.
    Index(usize),
}

/// What is being written at a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A key of the enclosing map.
    Key,
    /// The value under a key of the enclosing map.
    Value {
        /// The key.
        key: String,
    },
    /// An item of the enclosing list; it may become a map's first key.
    Item,
    /// A comment.
    Comment,
    /// Nothing that could be completed.
    Nowhere,
}

/// Where a cursor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The enclosing map or list.
    pub path: Vec<PathStep>,
    /// What is being written there.
    pub role: Role,
    /// What of it stands before the cursor, without an opening quote.
    pub prefix: String,
    /// The half-typed word: what a completion replaces.
    pub replace: Span,
    /// The column of the enclosing map's keys (or the list's dashes), in spaces.
    pub indent: u32,
    /// The keys the enclosing map has already, that at the cursor excepted.
    pub siblings: Vec<String>,
    /// Whether it stands in `{…}` or `[…]`.
    pub in_flow: bool,
    /// The quote it stands in.
    pub quoted: Option<char>,
}

/// Where the cursor at byte `offset` stands.
pub fn context(document: &Document, offset: u32) -> Context {
    let piece = document.piece_at(offset);
    let text = piece.text;
    let mut at = ((offset.saturating_sub(piece.start)) as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (from, text) = around(text, at);
    at -= from;
    let (lines, _) = lines::split(text);
    let walk = Walk {
        text,
        lines: &lines,
        at,
    };
    let mut context = walk.context();
    if let Some((section, level, names)) = piece.below {
        let is_outside =
            context.indent == 0 && context.path.is_empty() && context.role != Role::Comment;
        if !is_outside {
            if context.path.is_empty() && context.role != Role::Comment {
                context.indent = level;
                let own: Vec<String> = std::mem::take(&mut context.siblings);
                let current = walk.own_key(&context.role);
                context.siblings = names();
                context
                    .siblings
                    .retain(|name| current.as_ref() != Some(name));
                for name in own {
                    if !context.siblings.contains(&name) {
                        context.siblings.push(name);
                    }
                }
            }
            context.path.insert(0, PathStep::Key(section));
        }
    }
    if context.path.is_empty()
        && context.indent == 0
        && let Some(root) = document.root()
    {
        let current = walk.own_key(&context.role);
        for entry in root.written_entries() {
            let name = entry.name().into_owned();
            if current.as_ref() != Some(&name) && !context.siblings.contains(&name) {
                context.siblings.push(name);
            }
        }
    }
    context.replace = context.replace.shifted(piece.start + from as u32);
    context
}

/// How much of a piece is looked at before the cursor, and behind it, in bytes. No piece that people write is longer;
/// fifteen million empty lines are.
const BEFORE: usize = 768 * 1024;
const BEHIND: usize = 256 * 1024;

/// The lines around byte `at` that are looked at, and where they begin.
fn around(text: &str, at: usize) -> (usize, &str) {
    let bytes = text.as_bytes();
    let is_break = |byte: &u8| *byte == b'\n';
    let from = at.saturating_sub(BEFORE);
    let from = match from {
        0 => 0,
        from => {
            let first = bytes[from..at].iter().position(is_break);
            first.map_or(at, |found| from + found + 1)
        }
    };
    let to = (at + BEHIND).min(text.len());
    let to = match bytes[at..to].iter().rposition(is_break) {
        Some(found) if to < text.len() => at + found + 1,
        _ => text.ceil_char_boundary(to),
    };
    // a single line may be longer than all that: from the cursor on there is nothing to know
    (from, &text[from..to])
}

/// The piece of the document a cursor stands in.
pub(crate) struct PieceAt<'d> {
    pub text: &'d str,
    pub start: u32,
    /// For entries below a top-level key: that key, their column and their names.
    #[allow(clippy::type_complexity, reason = "used once")]
    pub below: Option<(String, u32, Box<dyn Fn() -> Vec<String> + 'd>)>,
}

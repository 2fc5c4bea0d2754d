//! The text of a document, and the three ways clients count columns.

mod measure;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use measure::Measure;

use super::shared_str::SharedStr;
use super::{Edit, Span};

/// How a client counts the columns of a line (LSP `PositionEncodingKind`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what the protocol means when nothing is said.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A place in a text: both numbers count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position {
    /// Line.
    pub line: u32,
    /// Column, in the units of an [`Encoding`].
    pub character: u32,
}

/// The text of a document under edit: pieces of a few lines, each with the place it stands at. An edit makes one piece
/// anew; the others, and copies of the whole, share the text they were read from.
///
/// Lines end with `\n`, `\r\n` or `\r`, as the protocol says.
#[derive(Clone, Default)]
pub struct Text {
    /// None is empty, and no line break stands in two of them.
    pieces: Arc<Vec<Piece>>,
    /// Of the whole text.
    size: Measure,
}

#[derive(Clone)]
struct Piece {
    /// What stands before it.
    before: Measure,
    text: SharedStr,
}

/// The length of a piece, in bytes, where a text is cut.
const PIECE: usize = 2048;
/// A shorter piece is joined with its neighbour.
const SHORT: usize = 512;

impl Text {
    /// A text.
    pub fn new(text: &str) -> Text {
        Text::of_pieces(cut(&SharedStr::from(text)))
    }

    fn of_pieces(pieces: Vec<SharedStr>) -> Text {
        let mut placed = Vec::with_capacity(pieces.len());
        let mut size = Measure::default();
        for text in pieces {
            push(&mut placed, &mut size, text);
        }
        Text {
            pieces: Arc::new(placed),
            size,
        }
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.size.bytes as usize
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of lines, the last empty one included.
    pub fn line_count(&self) -> usize {
        self.size.breaks as usize + 1
    }

    /// The whole text; borrowed where it lies in one piece.
    pub fn to_cow(&self) -> Cow<'_, str> {
        joined(&self.pieces)
    }

    /// The whole text, not copied where it lies in one piece.
    pub(crate) fn to_shared(&self) -> SharedStr {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) if is_one(&self.pieces) => first.text.through(&last.text),
            _ => SharedStr::from(&*self.to_cow()),
        }
    }

    /// The bytes of `span`, clamped to the text and widened to whole characters.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let (start, end) = (self.at_or_before(span.start), self.at_or_after(span.end));
        self.bytes(start, end)
    }

    /// The bytes from `start` to `end`, both boundaries of characters in the text.
    fn bytes(&self, start: u32, end: u32) -> Cow<'_, str> {
        if end <= start {
            return Cow::Borrowed("");
        }
        let (first, last) = (self.piece_at(start), self.piece_at(end - 1));
        let Some(pieces) = self.pieces.get(first..=last) else {
            return Cow::Borrowed("");
        };
        let before = self.before(first);
        let range = (start - before) as usize..(end - before) as usize;
        match joined(pieces) {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or("")),
            Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or("").to_owned()),
        }
    }

    /// The text of line `line` (from 0) without its line break; empty beyond the end.
    pub fn line(&self, line: u32) -> Cow<'_, str> {
        let (start, end) = self.content_of(line);
        self.bytes(start, end)
    }

    /// The byte offset at which line `line` (from 0) begins; the text's length beyond the end.
    pub fn line_start(&self, line: u32) -> u32 {
        if line == 0 {
            return 0;
        }
        let number = self.piece_with(|before| before.breaks < line);
        match self.pieces.get(number) {
            Some(piece) if line <= self.size.breaks => {
                let nth = (line - piece.before.breaks) as usize;
                piece.before.bytes + measure::end_of_break(&piece.text, nth) as u32
            }
            _ => self.size.bytes,
        }
    }

    /// Where line `line` (from 0) begins, and where its line break does.
    fn content_of(&self, line: u32) -> (u32, u32) {
        let start = self.line_start(line);
        let mut end = self.line_start(line.saturating_add(1));
        for expected in [b'\n', b'\r'] {
            if end > start && self.byte(end - 1) == Some(expected) {
                end -= 1;
            }
        }
        (start, end)
    }

    fn byte(&self, offset: u32) -> Option<u8> {
        let piece = self.pieces.get(self.piece_at(offset))?;
        let within = (offset - piece.before.bytes) as usize;
        piece.text.as_bytes().get(within).copied()
    }

    /// The line (from 0) that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        let offset = offset.min(self.size.bytes);
        match self.pieces.get(self.piece_at(offset)) {
            Some(piece) => {
                let within = (offset - piece.before.bytes) as usize;
                piece.before.breaks + measure::breaks_before(&piece.text, within)
            }
            None => 0,
        }
    }

    /// The position of a byte offset. An offset inside a character counts as its start.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        let offset = self.at_or_before(offset);
        let Some(piece) = self.pieces.get(self.piece_at(offset)) else {
            return Position::default();
        };
        let within = (offset - piece.before.bytes) as usize;
        let head = piece.text.get(..within).unwrap_or("");
        let line = piece.before.breaks + measure::breaks_before(&piece.text, within);
        let character = match measure::last_line_start(&piece.text, within) {
            // the line begins in this piece
            Some(start) => encoding.length(head.get(start..).unwrap_or("")),
            None => {
                let start = encoding.of(self.measure(self.line_start(line)));
                encoding.of(piece.before) + encoding.length(head) - start
            }
        };
        Position { line, character }
    }

    /// The byte offset of a position. A column behind the end of its line counts as the end (before the line break);
    /// a line behind the end counts as the end of the text; a column inside a character counts as its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        if position.line as usize >= self.line_count() {
            return self.size.bytes;
        }
        let (start, end) = self.content_of(position.line);
        let column = encoding.of(self.measure(start));
        let wanted = column.saturating_add(position.character);
        let number = self.piece_with(|before| encoding.of(*before) <= wanted);
        let Some(piece) = self.pieces.get(number) else {
            return end;
        };
        let rest = wanted - encoding.of(piece.before);
        let mut passed = 0;
        let mut chars = piece.text.char_indices();
        let stop = chars.find(|(_, character)| {
            passed += encoding.width(*character);
            passed > rest
        });
        let within = stop.map_or(piece.text.len(), |(at, _)| at);
        (piece.before.bytes + within as u32).min(end)
    }

    /// Replaces the bytes of `span` by `text`. Says what was replaced: a span is widened to whole characters.
    pub fn replace(&mut self, span: Span, text: &str) -> Edit {
        let start = self.at_or_before(span.start);
        let end = self.at_or_after(span.end).max(start);
        let (mut first, mut last) = (self.piece_at(start), self.piece_at(end));
        let mut new = self.bytes(self.before(first), start).into_owned();
        new.push_str(text);
        let end_of_last = self.before(last + 1);
        new.push_str(&self.bytes(end, end_of_last));
        // short pieces, and line breaks that would stand in two, go together with their neighbours
        while first > 0 {
            let piece = &self.pieces[first - 1].text;
            if new.len() >= SHORT && !(new.starts_with('\n') && piece.ends_with('\r')) {
                break;
            }
            new.insert_str(0, piece);
            first -= 1;
        }
        while let Some(piece) = self.pieces.get(last + 1) {
            if new.len() >= SHORT && !(new.ends_with('\r') && piece.text.starts_with('\n')) {
                break;
            }
            new.push_str(&piece.text);
            last += 1;
        }
        let made = cut(&SharedStr::from(&*new));
        let behind = self.pieces.get(last + 1..).unwrap_or(&[]);
        let mut pieces = Vec::with_capacity(first + made.len() + behind.len());
        pieces.extend_from_slice(self.pieces.get(..first).unwrap_or(&[]));
        let mut size = match self.pieces.get(first) {
            Some(piece) => piece.before,
            None => Measure::default(),
        };
        for text in made {
            push(&mut pieces, &mut size, text);
        }
        if let Some(next) = behind.first() {
            let moved = |at: Measure| size + (at - next.before);
            pieces.extend(behind.iter().map(|piece| Piece {
                before: moved(piece.before),
                text: piece.text.clone(),
            }));
            size = moved(self.size);
        }
        self.pieces = Arc::new(pieces);
        self.size = size;
        Edit {
            span: Span { start, end },
            length: offset(text.len()),
        }
    }

    /// The number of the last piece that begins where `is_there` holds: it holds of none, or of the first ones.
    fn piece_with(&self, is_there: impl Fn(&Measure) -> bool) -> usize {
        let count = self.pieces.partition_point(|piece| is_there(&piece.before));
        count.saturating_sub(1)
    }

    /// The number of the piece that holds the byte at `offset`; at the end of the text, the last one.
    fn piece_at(&self, offset: u32) -> usize {
        self.piece_with(|before| before.bytes <= offset)
    }

    /// Where a piece begins; the end of the text if there is none.
    fn before(&self, number: usize) -> u32 {
        let piece = self.pieces.get(number);
        piece.map_or(self.size.bytes, |piece| piece.before.bytes)
    }

    /// What stands before byte `offset`, a boundary of characters; without its line breaks.
    fn measure(&self, offset: u32) -> Measure {
        match self.pieces.get(self.piece_at(offset)) {
            Some(piece) => {
                let within = (offset - piece.before.bytes) as usize;
                piece.before + Measure::of(piece.text.get(..within).unwrap_or(""))
            }
            None => Measure::default(),
        }
    }

    fn at_or_before(&self, offset: u32) -> u32 {
        let offset = offset.min(self.size.bytes);
        match self.pieces.get(self.piece_at(offset)) {
            Some(piece) => {
                let within = (offset - piece.before.bytes) as usize;
                piece.before.bytes + piece.text.floor_char_boundary(within) as u32
            }
            None => 0,
        }
    }

    fn at_or_after(&self, offset: u32) -> u32 {
        let offset = offset.min(self.size.bytes);
        match self.pieces.get(self.piece_at(offset)) {
            Some(piece) => {
                let within = (offset - piece.before.bytes) as usize;
                piece.before.bytes + piece.text.ceil_char_boundary(within) as u32
            }
            None => 0,
        }
    }
}

impl Encoding {
    /// Which of the numbers counts columns.
    fn of(self, measure: Measure) -> u32 {
        match self {
            Encoding::Utf8 => measure.bytes,
            Encoding::Utf16 => measure.utf16,
            Encoding::Utf32 => measure.chars,
        }
    }

    fn length(self, text: &str) -> u32 {
        self.of(Measure::of(text))
    }

    fn width(self, character: char) -> u32 {
        match self {
            Encoding::Utf8 => character.len_utf8() as u32,
            Encoding::Utf16 => character.len_utf16() as u32,
            Encoding::Utf32 => 1,
        }
    }
}

/// Cuts a text into pieces.
fn cut(text: &SharedStr) -> Vec<SharedStr> {
    let mut pieces = Vec::with_capacity(text.len() / PIECE + 1);
    let mut start = 0;
    while start < text.len() {
        let mut end = text.len();
        if end - start >= 2 * PIECE {
            end = text.floor_char_boundary(start + PIECE);
            let (before, behind) = text.split_at(end);
            if before.ends_with('\r') && behind.starts_with('\n') {
                end += 1;
            }
        }
        pieces.push(text.part(start..end));
        start = end;
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, size: &mut Measure, text: SharedStr) {
    let before = *size;
    *size = before + Measure::of(&text);
    pieces.push(Piece { before, text });
}

/// Whether pieces share one text and follow each other in it.
fn is_one(pieces: &[Piece]) -> bool {
    let mut pairs = pieces.windows(2);
    pairs.all(|pair| pair[0].text.is_followed_by(&pair[1].text))
}

fn joined(pieces: &[Piece]) -> Cow<'_, str> {
    match pieces {
        [] => Cow::Borrowed(""),
        [first, .., last] if is_one(pieces) => Cow::Borrowed(first.text.str_through(&last.text)),
        [one] => Cow::Borrowed(&one.text),
        _ => {
            let length = pieces.iter().map(|piece| piece.text.len()).sum();
            let mut text = String::with_capacity(length);
            for piece in pieces {
                text.push_str(&piece.text);
            }
            Cow::Owned(text)
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.size == other.size && self.to_cow() == other.to_cow()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_cow(), f)
    }
}

/// Byte offsets are 32 bits wide; longer texts are refused before they get here.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

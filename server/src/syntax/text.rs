//! The text of a document, and the three ways clients count columns.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memrchr};
use ropey::{Rope, RopeSlice};

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

/// The text of a document, as a rope: an edit costs the same however long the text is, a copy costs nothing.
///
/// Lines end with `\n`, `\r\n` or `\r`, as the protocol says.
#[derive(Debug, Clone, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// A text.
    pub fn new(text: &str) -> Text {
        Text {
            rope: Rope::from_str(text),
        }
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of lines, the last empty one included.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The whole text; borrowed where it lies in one piece.
    pub fn to_cow(&self) -> Cow<'_, str> {
        self.rope.slice(..).into()
    }

    /// A copy of the whole text, for blocks to share.
    pub(crate) fn to_shared(&self) -> SharedStr {
        SharedStr::from(&*self.to_cow())
    }

    /// The bytes of `span`, clamped to the text and widened to whole characters.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let (start, end) = (
            self.char_at_or_before(span.start),
            self.char_at_or_after(span.end),
        );
        self.rope.slice(start..end.max(start)).into()
    }

    /// The text of line `line` (from 0) without its line break; empty beyond the end.
    pub fn line(&self, line: u32) -> Cow<'_, str> {
        let Some(slice) = self.rope.get_line(line as usize) else {
            return Cow::Borrowed("");
        };
        trim_line_break(slice)
    }

    /// The byte offset at which line `line` (from 0) begins; the text's length beyond the end.
    pub fn line_start(&self, line: u32) -> u32 {
        let line = (line as usize).min(self.rope.len_lines());
        offset(self.rope.line_to_byte(line))
    }

    /// The line (from 0) that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        let byte = (offset as usize).min(self.rope.len_bytes());
        self.rope.byte_to_line(byte) as u32
    }

    /// The position of a byte offset. An offset inside a character counts as its start.
    pub fn position(&self, offset: u32, encoding: Encoding) -> Position {
        if let Some(near) = self.position_near(offset, encoding) {
            return near;
        }
        let character = self.char_at_or_before(offset);
        let line = self.rope.char_to_line(character);
        let line_start = self.rope.line_to_char(line);
        let column = match encoding {
            Encoding::Utf8 => {
                self.rope.char_to_byte(character) - self.rope.char_to_byte(line_start)
            }
            Encoding::Utf16 => {
                self.rope.char_to_utf16_cu(character) - self.rope.char_to_utf16_cu(line_start)
            }
            Encoding::Utf32 => character - line_start,
        };
        Position {
            line: line as u32,
            character: column as u32,
        }
    }

    /// The same where the line begins in the rope's own piece that holds the offset, as nearly all do: the tree of
    /// pieces is gone down once, and the piece is looked at from its beginning once.
    fn position_near(&self, offset: u32, encoding: Encoding) -> Option<Position> {
        let offset = (offset as usize).min(self.rope.len_bytes());
        let (piece, start, _, line) = self.rope.chunk_at_byte(offset);
        let before = piece.get(..offset - start)?;
        let bytes = before.as_bytes();
        if memchr(b'\r', bytes).is_some() {
            return None; // alone, or half of a line break
        }
        let line_start = memrchr(b'\n', bytes)? + 1;
        let in_line = before.get(line_start..)?;
        let column = match encoding {
            Encoding::Utf8 => in_line.len(),
            _ if in_line.is_ascii() => in_line.len(),
            Encoding::Utf16 => in_line.encode_utf16().count(),
            Encoding::Utf32 => in_line.chars().count(),
        };
        Some(Position {
            line: (line + memchr_iter(b'\n', bytes).count()) as u32,
            character: column as u32,
        })
    }

    /// The byte offset of a position. A column behind the end of its line counts as the end (before the line break);
    /// a line behind the end counts as the end of the text; a column inside a character counts as its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> u32 {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return offset(self.len());
        }
        let slice = self.rope.line(line);
        let content = trimmed_chars(slice);
        let column = position.character as usize;
        let chars = match encoding {
            Encoding::Utf8 => slice.byte_to_char(column.min(slice.len_bytes())),
            Encoding::Utf16 => slice.utf16_cu_to_char(column.min(slice.len_utf16_cu())),
            Encoding::Utf32 => column,
        };
        offset(self.rope.line_to_byte(line) + slice.char_to_byte(chars.min(content)))
    }

    /// Replaces the bytes of `span` by `text`. Says what was replaced: a span is widened to whole characters.
    pub fn replace(&mut self, span: Span, text: &str) -> Edit {
        let (start, end) = (
            self.char_at_or_before(span.start),
            self.char_at_or_after(span.end),
        );
        let end = end.max(start);
        let replaced = Span::new(self.rope.char_to_byte(start), self.rope.char_to_byte(end));
        self.rope.remove(start..end);
        self.rope.insert(start, text);
        Edit {
            span: replaced,
            length: offset(text.len()),
        }
    }

    fn char_at_or_before(&self, offset: u32) -> usize {
        self.rope
            .byte_to_char((offset as usize).min(self.rope.len_bytes()))
    }

    fn char_at_or_after(&self, offset: u32) -> usize {
        let byte = (offset as usize).min(self.rope.len_bytes());
        let character = self.rope.byte_to_char(byte);
        if self.rope.char_to_byte(character) < byte {
            character + 1
        } else {
            character
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.rope == other.rope
    }
}

/// Byte offsets are 32 bits wide; longer texts are refused before they get here.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// The number of characters of a line before its line break.
fn trimmed_chars(line: RopeSlice) -> usize {
    let mut chars = line.len_chars();
    for expected in ['\n', '\r'] {
        if chars > 0 && line.get_char(chars - 1) == Some(expected) {
            chars -= 1;
        }
    }
    chars
}

fn trim_line_break(line: RopeSlice) -> Cow<str> {
    let content = trimmed_chars(line);
    line.slice(..content).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a: 中文🙂 x\r\nb: é\rc\n";

    #[test]
    fn positions_and_offsets_agree_in_every_encoding() {
        let text = Text::new(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (byte, character) in TEXT.char_indices() {
                if character == '\n' && TEXT.as_bytes()[byte - 1] == b'\r' {
                    continue; // inside a line break there is no position
                }
                let position = text.position(byte as u32, encoding);
                assert_eq!(
                    text.offset(position, encoding),
                    byte as u32,
                    "{encoding:?} {position:?}"
                );
            }
        }
        let smiley = TEXT.find('🙂').map(|byte| byte as u32).unwrap_or_default();
        assert_eq!(text.position(smiley + 4, Encoding::Utf8).character, 13);
        assert_eq!(text.position(smiley + 4, Encoding::Utf16).character, 7);
        assert_eq!(text.position(smiley + 4, Encoding::Utf32).character, 6);
    }

    #[test]
    fn positions_outside_are_clamped() {
        let text = Text::new(TEXT);
        let end_of_first = TEXT.find('\r').map(|byte| byte as u32).unwrap_or_default();
        let far = |line, character| Position { line, character };
        assert_eq!(text.offset(far(0, 9_999), Encoding::Utf16), end_of_first);
        assert_eq!(text.offset(far(99, 0), Encoding::Utf16), TEXT.len() as u32);
        // a column in the middle of a surrogate pair counts as the character's start
        assert_eq!(
            text.offset(far(0, 6), Encoding::Utf16),
            text.offset(far(0, 5), Encoding::Utf16)
        );
    }

    #[test]
    fn edits_widen_to_whole_characters() {
        let mut text = Text::new("中文");
        text.replace(Span::new(1, 2), "x");
        assert_eq!(text.to_cow(), "x文");
    }
}

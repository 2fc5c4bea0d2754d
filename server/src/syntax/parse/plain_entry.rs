//! Entries as nearly all are written: a plain word, a colon, a plain value that ends with its line. They are read here
//! in one go; [`Parser::compose`] reads whatever is written in another way, and would read these to the same result.

use super::{MAX_DEPTH, Parser, Read, Res, Span, Tag, is_blank_or_eol};
use crate::syntax::scalar::{self, Resolved};
use crate::syntax::tree::{NONE, Style, kind_of};

/// What a byte can be in a plain scalar that is read in one go.
mod byte {
    /// It can be the first one.
    pub const FIRST: u8 = 1;
    /// It can be in a key.
    pub const KEY: u8 = 2;
    /// It can be in a value, and means nothing but itself.
    pub const VALUE: u8 = 4;

    const fn class(byte: u8) -> u8 {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'/' => FIRST | KEY | VALUE,
            b'-' | b'.' | b'$' | b'*' => KEY | VALUE,
            // bytes of characters beyond ASCII, but of those blocks in which some are refused
            0x80..=0xc1 | 0xc3..=0xee | 0xf0..=0xf4 => VALUE,
            0x21..=0x7e if byte != b':' && byte != b'#' => VALUE,
            _ => 0,
        }
    }

    const CLASSES: [u8; 256] = {
        let mut classes = [0; 256];
        let mut byte = 0;
        while byte < classes.len() {
            classes[byte] = class(byte as u8);
            byte += 1;
        }
        classes
    };

    /// Whether a byte is of one of these classes.
    #[inline]
    pub fn is(byte: u8, classes: u8) -> bool {
        CLASSES[byte as usize] & classes != 0
    }
}

impl Parser<'_> {
    /// Reads a plain word right before a colon and a blank, as the next node; says whether one stands here.
    pub(super) fn read_plain_key(&mut self) -> bool {
        let start = self.at;
        let Some(rest) = self.bytes.get(start..) else {
            return false;
        };
        let length = rest.iter().position(|&here| !byte::is(here, byte::KEY));
        let Some(length) = length.filter(|_| byte::is(rest[0], byte::FIRST)) else {
            return false;
        };
        let is_key =
            rest[length] == b':' && rest.get(length + 1).copied().is_some_and(is_blank_or_eol);
        if !is_key || self.depth >= MAX_DEPTH {
            return false;
        }
        self.at += length;
        self.add_plain(start);
        true
    }

    /// Reads a blank and a plain value that ends with its line, as the next node; says whether one stands here.
    pub(super) fn read_plain_value(&mut self, parent_indent: isize) -> Res<bool> {
        let start = self.at + 1;
        let Some(rest) = self.bytes.get(start..) else {
            return Ok(false);
        };
        let begins = self.here() == b' '
            && rest
                .first()
                .is_some_and(|&first| byte::is(first, byte::FIRST));
        if !begins || self.depth >= MAX_DEPTH {
            return Ok(false);
        }
        let means_itself = |at: usize| {
            rest.get(at)
                .is_some_and(|&here| byte::is(here, byte::VALUE))
        };
        let mut length = 1;
        loop {
            while means_itself(length) {
                length += 1;
            }
            match rest.get(length) {
                // a blank between words; not one at the end, nor before a comment
                Some(b' ') if means_itself(length + 1) => length += 2,
                // a colon within a word; not one that ends a key
                Some(b':') if means_itself(length + 1) => length += 2,
                Some(b'\n') => break,
                _ => return Ok(false),
            }
        }
        self.at = start + length;
        if self.goes_on_behind_line(parent_indent)? {
            self.at = start - 1;
            return Ok(false);
        }
        self.add_plain(start);
        Ok(true)
    }

    /// Whether the next line that is not empty could belong to a plain value that has come to the end of its line.
    fn goes_on_behind_line(&mut self, parent_indent: isize) -> Res<bool> {
        let below = self.bytes.get(self.at + 1..).unwrap_or_default();
        let indent = below.iter().take_while(|&&byte| byte == b' ').count();
        // nearly always something stands there, and less deep
        if below.get(indent).is_some_and(|&byte| byte > b' ') {
            return Ok(indent as isize > parent_indent);
        }
        let before = (self.at, self.line, self.line_start, self.line_indent);
        let first_tab = self.first_tab;
        self.skip_space(false)?;
        let goes_on = self.line_indent > parent_indent;
        (self.at, self.line, self.line_start, self.line_indent) = before;
        self.first_tab = first_tab;
        Ok(goes_on)
    }

    /// The plain scalar from `start` to here is the next node.
    fn add_plain(&mut self, start: usize) {
        let resolved = scalar::resolve(self.slice(start, self.at), self.dialect);
        let span = Span::new(start, self.at);
        self.result = Some(self.add(span, kind_of(resolved), Style::Plain, NONE, 0));
        self.is_merge = resolved == Resolved::Merge;
        self.read = Read::Scalar;
        self.tag = Tag::Implicit;
        (self.tag_span, self.anchor, self.kept) = (None, None, false);
    }
}

//! How long a text is, in every unit that somebody counts in.

use std::ops::{Add, Sub};

/// The size of a piece of text. Texts beyond 4 GiB are refused before they get here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Measure {
    pub bytes: u32,
    pub chars: u32,
    pub utf16: u32,
    /// Line breaks: `\n`, `\r\n` or `\r`.
    pub breaks: u32,
}

impl Measure {
    pub fn of(text: &str) -> Measure {
        let count = |is: fn(u8) -> bool| text.bytes().filter(|&byte| is(byte)).count() as u32;
        let bytes = text.len() as u32;
        let breaks = breaks(text.as_bytes());
        if text.is_ascii() {
            return Measure {
                bytes,
                chars: bytes,
                utf16: bytes,
                breaks,
            };
        }
        let chars = bytes - count(|byte| byte & 0xc0 == 0x80);
        Measure {
            bytes,
            chars,
            // characters of four bytes take two units
            utf16: chars + count(|byte| byte >= 0xf0),
            breaks,
        }
    }
}

impl Add for Measure {
    type Output = Measure;

    fn add(self, other: Measure) -> Measure {
        Measure {
            bytes: self.bytes + other.bytes,
            chars: self.chars + other.chars,
            utf16: self.utf16 + other.utf16,
            breaks: self.breaks + other.breaks,
        }
    }
}

impl Sub for Measure {
    type Output = Measure;

    fn sub(self, other: Measure) -> Measure {
        Measure {
            bytes: self.bytes - other.bytes,
            chars: self.chars - other.chars,
            utf16: self.utf16 - other.utf16,
            breaks: self.breaks - other.breaks,
        }
    }
}

/// The number of line breaks.
fn breaks(bytes: &[u8]) -> u32 {
    let count = |byte: u8| bytes.iter().filter(|&&one| one == byte).count();
    let feeds = count(b'\n');
    let mut all = feeds + count(b'\r');
    if all > feeds {
        all -= bytes.windows(2).filter(|pair| pair == b"\r\n").count();
    }
    all as u32
}

/// The number of line breaks that end at or before byte `offset` of `text`.
pub(super) fn breaks_before(text: &str, offset: usize) -> u32 {
    let bytes = text.as_bytes();
    let head = bytes.get(..offset).unwrap_or(bytes);
    let is_within = head.ends_with(b"\r") && bytes.get(offset) == Some(&b'\n');
    breaks(head) - u32::from(is_within)
}

/// The byte offset behind line break `nth` (from 1); the end if there are fewer.
pub(super) fn end_of_break(text: &str, nth: usize) -> usize {
    let bytes = text.as_bytes();
    let ends = bytes
        .iter()
        .enumerate()
        .filter(|&(at, &byte)| byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    let mut ends = ends.skip(nth.saturating_sub(1));
    ends.next().map_or(bytes.len(), |(at, _)| at + 1)
}

/// Where the line that holds byte `offset` begins, if it begins behind a line break in this text.
pub(super) fn last_line_start(text: &str, offset: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let head = bytes.get(..offset)?;
    let mut ends =
        head.iter().enumerate().rev().filter(|&(at, &byte)| {
            byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')
        });
    ends.next().map(|(at, _)| at + 1)
}

//! A piece of a text that several hold: the blocks it was read in.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A piece of a text. Copies, and pieces of it, share the text.
#[derive(Clone)]
pub struct SharedStr {
    source: Arc<str>,
    /// On boundaries of characters.
    start: u32,
    end: u32,
}

impl SharedStr {
    /// A piece of it by byte offsets; empty if there is none.
    pub(crate) fn part(&self, range: Range<usize>) -> SharedStr {
        let is_there = self.get(range.clone()).is_some();
        let (start, end) = match is_there {
            true => (range.start as u32, range.end as u32),
            false => (0, 0),
        };
        SharedStr {
            source: Arc::clone(&self.source),
            start: self.start + start,
            end: self.start + end,
        }
    }

    /// Its bytes. Cheaper to come by than the text: no boundaries of characters are looked for.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        let range = self.start as usize..self.end as usize;
        self.source.as_bytes().get(range).unwrap_or_default()
    }

    /// A piece of the text by byte offsets; `None` if there is none.
    #[inline]
    pub(crate) fn slice(&self, range: Range<usize>) -> Option<&str> {
        let start = self.start as usize;
        let end = start + range.end;
        (end <= self.end as usize).then(|| self.source.get(start + range.start..end))?
    }
}

impl From<&str> for SharedStr {
    fn from(text: &str) -> SharedStr {
        SharedStr {
            end: u32::try_from(text.len()).unwrap_or(u32::MAX),
            start: 0,
            source: Arc::from(text),
        }
    }
}

impl Deref for SharedStr {
    type Target = str;

    fn deref(&self) -> &str {
        let range = self.start as usize..self.end as usize;
        self.source.get(range).unwrap_or("")
    }
}

impl fmt::Debug for SharedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

//! What is replaced.

use super::Role;
use crate::syntax::Span;

/// The word under the cursor, in bytes of its line.
pub(super) struct Word {
    pub start: usize,
    /// Where that begins which is meant: behind an opening quote.
    pub meant: usize,
    pub end: usize,
}

impl Word {
    /// Blanks, up to the cursor.
    pub fn from(start: usize, end: usize) -> Word {
        Word {
            start,
            meant: end,
            end,
        }
    }

    pub fn of(line: &str, replace: Span, quote: Option<char>) -> Word {
        let (meant, end) = (replace.start as usize, replace.end as usize);
        let before = line.get(..meant).unwrap_or("");
        let opening = quote.filter(|&quote| before.ends_with(quote));
        let start = meant - opening.map_or(0, char::len_utf8);
        let behind = line.get(end..).unwrap_or("");
        let closing = quote.filter(|&quote| behind.starts_with(quote));
        Word {
            start,
            meant,
            end: end + closing.map_or(0, char::len_utf8),
        }
    }

    /// Leaves out anchors and tags before the cursor: what is meant stands behind them.
    pub fn skip_anchors(&mut self, line: &str, at: usize) {
        while let Some(word) = line
            .get(self.start..at)
            .filter(|word| word.starts_with(['&', '!']))
        {
            let Some(blank) = word.find([' ', '\t']) else {
                return;
            };
            let behind = word
                .get(blank..)
                .unwrap_or("")
                .trim_start_matches([' ', '\t']);
            self.start = at - behind.len();
            self.meant = self.start;
        }
    }

    /// What must come before the inserted text. A full-width colon before a value becomes part of the word.
    pub fn before(&mut self, line: &str, role: Role) -> &'static str {
        let before = line.get(..self.start).unwrap_or("");
        match role {
            Role::Value if before.trim_end().ends_with('：') => {
                self.start = before.trim_end().len() - '：'.len_utf8();
                ": "
            }
            Role::Value if before.ends_with(':') => " ",
            Role::Item { .. } if before.ends_with('-') => " ",
            _ => "",
        }
    }
}

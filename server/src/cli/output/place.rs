//! Places as the formats name them.

use serde::Serialize;

use crate::syntax::{Document, Encoding, Span};

/// A place: both numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Place {
    /// Line.
    pub line: u32,
    /// Column, in units of the encoding it was made with.
    pub column: u32,
}

/// A range; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Range {
    /// Its first character.
    pub start: Place,
    /// The character after its last one.
    pub end: Place,
}

/// The range of a span.
pub(in crate::cli) fn range(document: &Document, span: Span, encoding: Encoding) -> Range {
    let place = |offset| {
        let position = document.text().position(offset, encoding);
        Place {
            line: position.line + 1,
            column: position.character + 1,
        }
    };
    Range {
        start: place(span.start),
        end: place(span.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_the_encoding_counts() {
        let document = Document::new("a: 1\n云🙂: x\n");
        let span = Span::new(5 + 3, 5 + 3 + 4);
        let columns = |encoding| {
            let range = range(&document, span, encoding);
            (range.start.line, range.start.column, range.end.column)
        };
        assert_eq!(columns(Encoding::Utf32), (2, 2, 3));
        assert_eq!(columns(Encoding::Utf16), (2, 2, 4));
    }
}

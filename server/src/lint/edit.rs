//! Edits that more than one rule makes, and the move to another cloud.

use crate::syntax::{Entry, Span, Style};

/// The edit that puts `text` in the place of an entry's value. A list or map by indentation begins on the next line;
/// what replaces it stands behind the colon, unless a comment stands there.
pub(crate) fn replace_value(entry: Entry, text: &str) -> (Span, String) {
    let (key, value) = (entry.key.span(), entry.value.span());
    let between = Span {
        start: key.end,
        end: value.start,
    };
    let is_plain =
        key.end <= value.start && entry.key.document().text().slice(between).trim() == ":";
    if entry.value.style() == Style::Block && is_plain {
        let whole = Span {
            start: key.end,
            end: value.end,
        };
        return (whole, format!(": {text}"));
    }
    (value, text.to_owned())
}

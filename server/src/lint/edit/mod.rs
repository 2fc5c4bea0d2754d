//! Edits that rules, refactorings and the move to another cloud share.

pub(crate) mod comments;
mod fields;
pub(crate) mod place;
mod removal;

pub(crate) use fields::with_fields;
pub(crate) use removal::{item_removal, removal};

use crate::syntax::{Entry, Node, Span, Style};

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

/// The edit that puts `entry` before the first entry of a map, on a line of its own where the map is written by
/// indentation. `None` for an alias, an empty map, and where something else stands before the first key.
pub(crate) fn first_entry(map: Node, entry: &str) -> Option<(Span, String)> {
    let first = map.written_entries_here().next()?.key.span().start;
    let text = map.document().text();
    let before = |start| text.slice(Span { start, end: first });
    match map.style() {
        Style::Block => {
            let indent = before(text.line_start(text.line_of(first)));
            let is_alone = indent.bytes().all(|byte| byte == b' ');
            let lines = entry.replace('\n', &format!("\n{indent}"));
            is_alone.then(|| (Span::empty(first), format!("{lines}\n{indent}")))
        }
        Style::Flow => {
            let is_first = before(map.span().start).trim() == "{";
            (is_first && !entry.contains('\n')).then(|| (Span::empty(first), format!("{entry}, ")))
        }
        _ => None,
    }
}

/// The edit that writes `text`, a blank or a line break before it, behind the colon of a key without a value.
pub(crate) fn first_value(entry: Entry, text: &str) -> Option<(Span, String)> {
    let end = entry.key.span().end;
    let colon = Span {
        start: end,
        end: end + 1,
    };
    let is_empty =
        entry.value.style() == Style::Absent && entry.key.document().text().slice(colon) == ":";
    is_empty.then(|| (Span::empty(colon.end), text.to_owned()))
}

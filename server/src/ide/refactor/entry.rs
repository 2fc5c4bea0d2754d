//! Entries taken out of one map and written into another.

use crate::ide::completion::Pen;
use crate::lint::TextEdit;
use crate::lint::edit::place;
use crate::syntax::{Entry, Kind, Node, Span, Style};

/// The edit that writes an entry into another map: behind its entry `after`, else as its last one. Comments around the
/// entry are left out.
pub(super) fn insertion(
    map: Node<'_>,
    after: Option<Entry<'_>>,
    entry: Entry<'_>,
) -> Option<TextEdit> {
    let document = map.document();
    let text = document.text();
    let own = Span {
        start: entry.key.span().start,
        end: entry.span().end,
    };
    let written = text.slice(own);
    let written = written.trim_end();
    let is_one_line = !written.contains('\n');
    if place::is_flow(map) {
        let last = map.written_entries().last()?;
        let is_scalar = entry.value.is_scalar() && entry.value.style() != Style::Plain;
        let is_number = matches!(entry.value.kind(), Kind::Int | Kind::Float | Kind::Bool);
        let fits = is_one_line && (is_scalar || is_number || place::is_flow(entry.value));
        let written = match entry.value.as_str() {
            Some(value) if is_one_line && entry.value.style() == Style::Plain => {
                let pen = Pen::at(document, map.span().start, true);
                format!("{}: {}", entry.key.raw(), pen.text(value))
            }
            _ if fits => written.to_owned(),
            _ => return None,
        };
        return Some(place::insert_in_flow(map, Some(last.span()), &written));
    }
    let here = place::start(entry.key);
    // in a function in brackets, further lines may stand anywhere
    if !is_one_line && !place::begins_line(document, here) {
        return None;
    }
    let lines = Lines {
        text: written.to_owned(),
        column: place::column(document, here),
        is_begun: true,
    };
    lines.insertion(map, after)
}

/// Whole lines of an entry in a map by indentation.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    /// They, without the last line break.
    text: String,
    /// The column of the key, in characters.
    column: usize,
    /// Whether the blanks before the first line are left out.
    is_begun: bool,
}

impl Lines {
    /// The lines of an entry with the comments that belong to it (right above it, behind it and in it), and the edit
    /// that takes them away.
    pub fn of(map: Node<'_>, entry: Entry<'_>) -> Option<(Lines, TextEdit)> {
        let document = map.document();
        let start = place::start(entry.key);
        if !place::is_block(map) || !place::begins_line(document, start) {
            return None;
        }
        let text = document.text();
        let column = place::column(document, start);
        let before = map.written_entries().take_while(|one| *one != entry).last();
        let floor = before.map_or(0, |before| {
            text.line_of(before.span().end.saturating_sub(1)) + 1
        });
        let mut first = text.line_of(start);
        while first > floor {
            let line = text.line(first - 1);
            let content = line.trim_start_matches(' ');
            if !content.starts_with('#') || line.len() - content.len() != column {
                break;
            }
            first -= 1;
        }
        let behind = place::line_behind(document, entry.span().end, column);
        let span = Span {
            start: text.line_start(first),
            end: text.line_start(behind),
        };
        let lines = Lines {
            text: text.slice(span).trim_end().to_owned(),
            column,
            is_begun: false,
        };
        let removal = TextEdit {
            span,
            text: String::new(),
        };
        Some((lines, removal))
    }

    /// Whether a comment in them is addressed to us, and would say something else at another place.
    pub fn is_addressed(&self) -> bool {
        self.text.contains("fyml-ignore")
    }

    /// The edit that writes them into a map by indentation: behind its entry `after`, else as its last one.
    pub fn insertion(&self, map: Node<'_>, after: Option<Entry<'_>>) -> Option<TextEdit> {
        let document = map.document();
        let last = map.written_entries().last()?;
        let there = place::start(last.key);
        if !place::is_block(map) || !place::begins_line(document, there) {
            return None;
        }
        let to = place::column(document, there);
        let mut lines = String::new();
        for (number, line) in self.text.split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            let is_blank = line.trim().is_empty();
            let column = match number {
                0 if self.is_begun => to,
                _ if is_blank => 0,
                _ => (blanks + to).checked_sub(self.column)?,
            };
            lines.push_str(&" ".repeat(column));
            lines.push_str(line.get(blanks..)?);
        }
        let line = match after {
            Some(after) => place::line_behind(document, after.span().end, to),
            None => place::line_behind(document, last.span().end, to.saturating_sub(1)),
        };
        let pen = Pen::at(document, there, false);
        Some(place::insert_lines(document, line, &lines, pen.newline()))
    }
}

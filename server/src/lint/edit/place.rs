//! Where text stands and where new text goes.

use crate::lint::TextEdit;
use crate::syntax::{Document, Entry, Node, Span, Style};

/// The column of a byte offset, in characters from the beginning of its line.
pub(crate) fn column(document: &Document, offset: u32) -> usize {
    before(document, offset).chars().count()
}

/// Whether nothing but blanks stands before `offset` on its line.
pub(crate) fn begins_line(document: &Document, offset: u32) -> bool {
    before(document, offset).chars().all(|c| c == ' ')
}

/// Whether nothing but blanks and dashes stands before `offset` on its line.
pub(crate) fn begins_item(document: &Document, offset: u32) -> bool {
    let before = before(document, offset);
    before.split(' ').all(|word| matches!(word, "" | "-"))
}

fn before(document: &Document, offset: u32) -> String {
    let text = document.text();
    let start = text.line_start(text.line_of(offset));
    text.slice(Span { start, end: offset }).into_owned()
}

/// What stands behind `offset` on its line, without the line break.
pub(crate) fn rest_of_line(document: &Document, offset: u32) -> Span {
    let text = document.text();
    let line = text.line_of(offset);
    let end = text.line_start(line) + text.line(line).len() as u32;
    Span {
        start: offset,
        end: end.max(offset),
    }
}

/// Where a node begins, its anchor and tag included.
pub(crate) fn start(node: Node<'_>) -> u32 {
    let properties = [node.anchor_span(), node.tag_span()];
    let starts = properties.into_iter().flatten().map(|span| span.start);
    starts.fold(node.span().start, u32::min)
}

/// The number of the first line behind a block that ends at `end` and whose key or dash stands in `column`. Comments
/// right behind it that are indented deeper belong to it.
pub(crate) fn line_behind(document: &Document, end: u32, column: usize) -> u32 {
    let text = document.text();
    let line = text.line_of(end);
    let mut behind = if text.line_start(line) == end {
        line
    } else {
        line + 1
    };
    let mut next = behind;
    while (next as usize) < text.line_count() {
        let content = text.line(next);
        let indentation = content.len() - content.trim_start().len();
        if content.trim_start().starts_with('#') && indentation > column {
            behind = next + 1;
        } else if !content.trim().is_empty() {
            break;
        }
        next += 1;
    }
    behind
}

/// The edit that puts whole lines before line `line`, or at the end of the text.
pub(crate) fn insert_lines(document: &Document, line: u32, lines: &str, newline: &str) -> TextEdit {
    let text = document.text();
    let at = text.line_start(line);
    let begins = Span {
        start: at.saturating_sub(1),
        end: at,
    };
    let is_open = at > 0 && text.slice(begins) != "\n";
    TextEdit {
        span: Span::empty(at),
        text: match is_open {
            true => format!("{newline}{lines}"),
            false => format!("{lines}{newline}"),
        },
    }
}

/// Whether line `line` holds nothing.
pub(crate) fn is_blank(document: &Document, line: u32) -> bool {
    document.text().line(line).trim().is_empty()
}

/// The edit that adds an entry or item behind the last one of a flow collection.
pub(crate) fn insert_in_flow(collection: Node<'_>, last: Option<Span>, text: &str) -> TextEdit {
    let (at, text) = match last {
        Some(last) => (last.end, format!(", {text}")),
        None => (collection.span().start + 1, text.to_owned()),
    };
    TextEdit {
        span: Span::empty(at),
        text,
    }
}

/// The colon behind a key whose value begins at `value`, if nothing but blanks and comments stands around it: the
/// offset behind the colon.
pub(crate) fn behind_colon(entry: Entry<'_>, value: u32) -> Option<u32> {
    let document = entry.key.document();
    let between = Span {
        start: entry.key.span().end,
        end: value,
    };
    let text = document.text().slice(between);
    let blanks = text.len() - text.trim_start_matches(' ').len();
    text.get(blanks..)?
        .starts_with(':')
        .then(|| between.start + blanks as u32 + 1)
}

/// Whether a map or list is written by indentation.
pub(crate) fn is_block(node: Node<'_>) -> bool {
    node.style() == Style::Block
}

/// Whether a map or list is written in brackets.
pub(crate) fn is_flow(node: Node<'_>) -> bool {
    node.style() == Style::Flow
}

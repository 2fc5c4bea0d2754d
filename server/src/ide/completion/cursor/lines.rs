//! The lines around the cursor: where they begin, and what may go on there.

use crate::ide::completion::style::Layout;
use crate::syntax::cursor;
use crate::syntax::{Document, Node, Style, Text};

/// How many lines are looked at to find the next one that is not blank. Beyond that a line has no neighbours.
const NEAR: u32 = 100;

/// The column for something on line `number`, whose indentation holds tabs: YAML takes none there.
pub(super) fn column_without_tabs(
    document: &Document,
    number: u32,
    context: &cursor::Context,
) -> usize {
    match neighbours_column(document.text(), number, context) {
        Some((Some(own), _)) => own,
        Some((None, parent)) => {
            parent + Layout::around(document, document.text().line_start(number)).unit
        }
        None => context.indent as usize,
    }
}

/// The column of the keys between line `number` and the key that they belong to, if there are any, and of that key;
/// `None` if it is not near or no key.
pub(super) fn neighbours_column(
    text: &Text,
    number: u32,
    context: &cursor::Context,
) -> Option<(Option<usize>, usize)> {
    let Some(cursor::PathStep::Key(parent)) = context.path.last() else {
        return None;
    };
    let mut own: Option<usize> = None;
    for above in (number.saturating_sub(NEAR)..number).rev() {
        let line = text.line(above);
        let content = line.trim_start_matches([' ', '\t', '-']);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let column = key_column(&line);
        let name = content.split(':').next().unwrap_or(content);
        let name = name.trim_matches([' ', '\t', '"', '\'']);
        if name == parent && own.is_none_or(|own| column < own) {
            return Some((own, column));
        }
        own = Some(own.map_or(column, |own| own.min(column)));
    }
    None
}

/// Whether `...` is the next thing above.
pub(super) fn is_after_end(text: &Text, number: u32) -> bool {
    line_above(text, number).is_some_and(|line| line.trim_end() == "...")
}

/// The next line above that holds something.
pub(super) fn line_above(text: &Text, number: u32) -> Option<String> {
    let lines = (number.saturating_sub(NEAR)..number).rev();
    let mut lines = lines.map(|above| text.line(above));
    lines
        .find(|line| !line.trim().is_empty())
        .map(|line| line.to_string())
}

/// Whether a tab stands in the indentation.
pub(super) fn leads_with_tab(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with('\t')
}

/// The column that something on the empty line `number` would stand in if it is typed in `column`: that itself below
/// a key without a value, else the nearest one to the left where a map or a list above goes on.
pub(super) fn open_column(text: &Text, number: u32, column: usize) -> usize {
    let mut limit = usize::MAX;
    for above in (0..number).rev() {
        let line = text.line(above);
        let content = line.trim_start_matches([' ', '\t']);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let key = key_column(&line);
        let is_first = limit == usize::MAX;
        let bare = content.split(" #").next().unwrap_or(content).trim_end();
        if is_first
            && column > key
            && (bare.ends_with([':', '-', '|', '>'])
                || bare.contains(": &")
                || bare.contains(": !"))
        {
            return column;
        }
        let mut columns: Vec<usize> = dashes(&line).chain([key]).collect();
        columns.retain(|&open| open < limit);
        if let Some(open) = columns.iter().rev().find(|&&open| open <= column) {
            return *open;
        }
        limit = columns.first().copied().unwrap_or(limit).min(limit);
        if limit == 0 {
            break;
        }
    }
    if limit == usize::MAX { column } else { 0 }
}

/// The columns of the dashes that a line begins with.
fn dashes(line: &str) -> impl Iterator<Item = usize> {
    let end = key_column(line);
    let beginning = line.trim_start_matches('\u{feff}').get(..end).unwrap_or("");
    beginning
        .char_indices()
        .filter(|(_, c)| *c == '-')
        .map(|(at, _)| at)
}

/// The column of the first key on a line, behind its dashes, in characters.
pub(super) fn key_column(line: &str) -> usize {
    let mut key = line.trim_start_matches([' ', '\t']);
    while let Some(behind) = key.strip_prefix("- ") {
        key = behind.trim_start_matches(' ');
    }
    columns(line.strip_suffix(key).unwrap_or(""))
}

/// The columns that a text takes; a byte order mark takes none.
pub(super) fn columns(text: &str) -> usize {
    text.chars().filter(|c| *c != '\u{feff}').count()
}

/// Whether a node is text over several lines, or in the form that such text has.
pub(super) fn is_text_of_lines(node: Node<'_>, text: &Text) -> bool {
    let span = node.span();
    matches!(node.style(), Style::Literal | Style::Folded)
        || (node.is_scalar() && text.line_of(span.start) != text.line_of(span.end))
}

/// A line that holds something.
pub(super) struct NextLine {
    pub indent: usize,
    pub is_dash: bool,
    pub is_explicit: bool,
}

/// Whether a line begins like `? key` or its `: value`.
pub(super) fn is_explicit(content: &str) -> bool {
    matches!(content, "?" | ":") || content.starts_with("? ") || content.starts_with(": ")
}

/// The next line that holds more than a comment.
pub(super) fn next_line(text: &Text, number: u32) -> Option<NextLine> {
    let last = (text.line_count() as u32).min(number + NEAR);
    for number in number + 1..last {
        let line = text.line(number);
        let content = line.trim_start_matches([' ', '\t']);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        return Some(NextLine {
            indent: line.len() - content.len(),
            is_dash: content == "-" || content.starts_with("- "),
            is_explicit: is_explicit(content),
        });
    }
    None
}

//! The lines of a piece of text, for reading what is broken.

use super::{is_blank, is_eol};
use crate::syntax::outline::is_conflict_marker;

/// What a line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Nothing, or only a comment.
    Empty,
    /// `- …` or `-` alone.
    Dash,
    /// Something else.
    Content,
}

/// A line, or the rest of one behind a dash.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// Where it begins.
    pub start: usize,
    /// Byte offset of its first character that is no blank.
    pub content: usize,
    /// One past its last character that is no blank.
    pub end: usize,
    /// Where its line break is.
    pub stop: usize,
    /// Where the next line begins.
    pub next: usize,
    /// The column of `content`. A tab counts for two.
    pub indent: usize,
    /// The first tab in its indentation.
    pub tab: Option<usize>,
    pub kind: LineKind,
}

/// The lines of `text`, and where conflict markers stand, which are no lines.
pub(crate) fn split(text: &str) -> (Vec<Line>, Vec<(usize, usize)>) {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut markers = Vec::new();
    let mut start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    while start < bytes.len() {
        let length = bytes[start..].iter().position(|&byte| is_eol(byte));
        let line_end = length.map_or(bytes.len(), |length| start + length);
        let next = match (bytes.get(line_end), bytes.get(line_end + 1)) {
            (None, _) => line_end,
            (Some(b'\r'), Some(b'\n')) => line_end + 2,
            _ => line_end + 1,
        };
        let (mut content, mut indent, mut tab) = (start, 0, None);
        while content < line_end && is_blank(bytes[content]) {
            if bytes[content] == b'\t' {
                tab.get_or_insert(content);
                indent += 1;
            }
            indent += 1;
            content += 1;
        }
        let blanks = bytes[content..line_end].iter().rev();
        let end = line_end - blanks.take_while(|&&byte| is_blank(byte)).count();
        if is_conflict_marker(&bytes[start..line_end]) {
            markers.push((start, end));
        } else {
            let line = Line {
                start,
                content,
                end,
                stop: line_end,
                next,
                indent,
                tab,
                kind: kind_of(&bytes[content..end]),
            };
            lines.push(line);
        }
        start = next;
    }
    place_tabs(&mut lines, text);
    (lines, markers)
}

/// Guesses the columns of lines that are indented with tabs: like the line above, or below its key.
fn place_tabs(lines: &mut [Line], text: &str) {
    let mut above: Option<(Line, usize)> = None;
    for line in lines {
        if line.is_empty() {
            continue;
        }
        let written = line.indent;
        if let (Some(_), Some((above, above_written))) = (line.tab, above) {
            line.indent = if above.tab.is_some() {
                (above.indent + written).saturating_sub(above_written)
            } else {
                let inner = above.inner(text.as_bytes());
                let key = super::head::split(text, inner.content, inner.end);
                inner.indent + if key.heads_a_value() { 2 } else { 0 }
            };
        }
        above = Some((*line, written));
    }
}

impl Line {
    /// What stands in this line from `content` on, as a line of its own.
    pub(crate) fn from(self, content: usize, bytes: &[u8]) -> Line {
        Line {
            content,
            indent: self.indent + (content - self.content),
            kind: kind_of(&bytes[content.min(self.end)..self.end]),
            tab: None,
            ..self
        }
    }

    /// What stands behind the dashes of a line.
    pub(crate) fn inner(self, bytes: &[u8]) -> Line {
        let mut line = self;
        while line.kind == LineKind::Dash {
            let mut content = line.content + 1;
            while content < line.end && is_blank(bytes[content]) {
                content += 1;
            }
            line = line.from(content, bytes);
        }
        line
    }

    pub(crate) fn is_empty(self) -> bool {
        self.kind == LineKind::Empty
    }
}

fn kind_of(content: &[u8]) -> LineKind {
    match content {
        [] | [b'#', ..] => LineKind::Empty,
        [b'-'] => LineKind::Dash,
        [b'-', next, ..] if is_blank(*next) => LineKind::Dash,
        _ => LineKind::Content,
    }
}

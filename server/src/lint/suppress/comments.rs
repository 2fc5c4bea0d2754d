//! Finding the comments that silence rules.

use crate::syntax::{Document, Mark, Node, Span, Style};

/// The word that every such comment begins with.
pub(super) const WORD: &str = "fyml-ignore";

/// The word for every rule; it counts for whole files only.
pub(crate) const ALL: &str = "all";

/// A `fyml-ignore` in a comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// What it reaches.
    pub scope: Scope,
    /// Whether it is written with `-file`.
    pub is_file: bool,
    /// Whether the colon is there.
    pub has_colon: bool,
    /// From its `#` to the end of the comment, or to the next `#` that begins another one.
    pub span: Span,
    /// What it names.
    pub codes: Vec<Code>,
}

/// What a comment reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The problems that begin on this line (from 0).
    Line(u32),
    /// The whole file.
    File,
    /// Stands alone with nothing after it.
    Nothing,
    /// Meant for the whole file, but not in the first comments.
    LateFile,
}

/// A code in such a comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Code {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Directive {
    /// The word it is written with.
    pub(super) fn word(&self) -> &'static str {
        if self.is_file {
            "fyml-ignore-file"
        } else {
            WORD
        }
    }

    /// What has to go so that the code number `index` is no longer named: the code with one separator; with the only
    /// code the whole comment, and with a comment that fills its line the line.
    pub(super) fn without(&self, index: usize, document: &Document) -> Span {
        if let Some(next) = self.codes.get(index + 1) {
            return Span {
                end: next.span.start,
                ..self.codes[index].span
            };
        }
        if let Some(previous) = index.checked_sub(1).map(|before| &self.codes[before]) {
            return Span {
                start: previous.span.end,
                ..self.codes[index].span
            };
        }
        let text = document.text();
        let line = text.line_of(self.span.start);
        let line_start = text.line_start(line);
        let before = text.slice(Span {
            start: line_start,
            end: self.span.start,
        });
        let kept = before.trim_end();
        let after = text.slice(Span {
            start: self.span.end,
            end: text.line_start(line + 1),
        });
        if kept.is_empty() && after.trim().is_empty() {
            return Span {
                start: line_start,
                end: text.line_start(line + 1),
            };
        }
        if after.trim().is_empty() {
            return Span {
                start: line_start + kept.len() as u32,
                end: self.span.end,
            };
        }
        self.span
    }
}

/// Whether the word is written anywhere.
pub(in crate::lint) fn is_anywhere(document: &Document) -> bool {
    document.bears_anywhere(Mark::Ignore)
}

/// All directives of a document, in the order of the text.
pub(super) fn directives(document: &Document) -> Vec<Directive> {
    if !is_anywhere(document) {
        return Vec::new(); // nearly every document
    }
    let text = document.text().to_cow();
    let opaque = opaque_spans(document);
    let content_start = first_content(&text);
    let mut found = Vec::new();
    for (at, _) in text.match_indices(WORD) {
        let Some(hash) = text[..at].trim_end_matches([' ', '\t']).strip_suffix('#') else {
            continue; // words in the middle of a comment, or no comment at all
        };
        let hash = hash.len();
        let line = document.text().line_of(at as u32);
        let line_start = document.text().line_start(line) as usize;
        let line_text = document.text().line(line);
        let is_file = text[at + WORD.len()..].starts_with("-file");
        let Some(comment) = comment_start(&line_text, line_start, &opaque) else {
            continue;
        };
        if comment > hash {
            continue;
        }
        let line_end = line_start + line_text.len();
        let stands_alone = text[line_start..comment].trim().is_empty();
        let scope = match (is_file, stands_alone) {
            (true, _) if comment < content_start => Scope::File,
            (true, _) => Scope::LateFile,
            (false, false) => Scope::Line(line),
            (false, true) => next_content_line(document, line).map_or(Scope::Nothing, Scope::Line),
        };
        found.push(read(&text, hash, at, line_end, scope, is_file));
    }
    found
}

/// Reads the directive whose word stands at `at`.
fn read(
    text: &str,
    hash: usize,
    at: usize,
    line_end: usize,
    scope: Scope,
    is_file: bool,
) -> Directive {
    let word_end = at + WORD.len() + if is_file { "-file".len() } else { 0 };
    let rest = text[word_end..line_end].trim_start();
    let colon = [':', '：'].into_iter().find(|&c| rest.starts_with(c));
    let list_start = line_end - rest.len() + colon.map_or(0, char::len_utf8);
    // another comment, or the reason, ends the list
    let list_end = ["#", "--"]
        .iter()
        .filter_map(|end| text[list_start..line_end].find(end))
        .min()
        .map_or(line_end, |end| list_start + end);
    let end = text[list_start..line_end]
        .find('#')
        .map_or(line_end, |end| list_start + end);
    let mut codes = Vec::new();
    if colon.is_some() {
        let list = &text[list_start..list_end];
        let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、');
        let mut position = list_start;
        for part in list.split_inclusive(is_separator) {
            let word = part.trim_end_matches(is_separator);
            if !word.is_empty() {
                codes.push(Code {
                    text: word.to_owned(),
                    span: Span::new(position, position + word.len()),
                });
            }
            position += part.len();
        }
    }
    Directive {
        scope,
        is_file,
        has_colon: colon.is_some(),
        span: Span::new(hash, end),
        codes,
    }
}

/// Where the comment of a line begins: at the first `#` that stands at the line's beginning or behind a blank, and
/// outside of quotes and block scalars.
fn comment_start(line: &str, line_start: usize, opaque: &[Span]) -> Option<usize> {
    line.match_indices('#')
        .find(|(column, _)| {
            let offset = (line_start + column) as u32;
            let is_separated = line[..*column]
                .chars()
                .next_back()
                .is_none_or(|c| matches!(c, ' ' | '\t' | '\u{feff}'));
            let after = opaque.partition_point(|span| span.end <= offset);
            is_separated && opaque.get(after).is_none_or(|span| offset < span.start)
        })
        .map(|(column, _)| line_start + column)
}

/// Where a `#` is data: quoted scalars, and block scalars behind their first line. In the order of the text.
fn opaque_spans(document: &Document) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut stack: Vec<Node> = document.root().into_iter().collect();
    while let Some(node) = stack.pop() {
        match node.style() {
            Style::SingleQuoted | Style::DoubleQuoted => spans.push(node.span()),
            Style::Literal | Style::Folded => {
                let header = node.raw().find(['\n', '\r']).unwrap_or(node.raw().len());
                let span = node.span();
                spans.push(Span {
                    start: span.start + header as u32,
                    ..span
                });
            }
            _ => stack.extend(node.children()),
        }
    }
    spans.sort_unstable();
    spans
}

/// The byte offset of the first line that holds more than blanks, comments and document markers.
fn first_content(text: &str) -> usize {
    let mut offset = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let content = line.trim().trim_start_matches('\u{feff}').trim_start();
        if !content.is_empty() && !content.starts_with(['#', '%']) && content != "---" {
            return offset;
        }
        offset += line.len();
    }
    offset
}

/// The next line after `line` that holds more than a comment.
fn next_content_line(document: &Document, line: u32) -> Option<u32> {
    let last = document.text().line_count() as u32;
    (line + 1..last).find(|&next| {
        let text = document.text().line(next);
        let content = text.trim_start();
        !content.is_empty() && !content.starts_with('#')
    })
}

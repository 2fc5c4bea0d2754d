//! Writing the comment that silences a problem.

use super::comments::{self, Scope};
use crate::lint::{Fix, Problem, TextEdit};
use crate::message;
use crate::syntax::{Document, Kind, Span};

/// The comment that silences a problem where it stands: a line of its own above, or a code more in the comment that is
/// there. `None` where no comment can stand, and for problems that are about such comments or about the YAML itself.
pub fn ignoring(problem: &Problem, document: &Document) -> Option<Fix> {
    let code = problem.rule.code;
    if code.starts_with("fyml-") || !document.syntax_errors().is_empty() {
        return None;
    }
    let text = document.text();
    if problem.span == Span::default() {
        return Some(in_file(document, code)); // what is missing stands on no line
    }
    let line = text.line_of(problem.span.start);
    let edit = match existing(document, line) {
        Some(behind) => TextEdit {
            span: Span::empty(behind),
            text: format!(", {code}"),
        },
        None => above(document, line, problem.span.start, code)?,
    };
    Some(Fix {
        title: message!("Ignore `{code}` here", "在此处忽略 `{code}`"),
        edits: vec![edit],
        is_safe: false,
    })
}

/// The comment that silences a problem's rule in the whole file. `None` for problems that are about such comments or
/// about the YAML itself.
pub fn ignoring_in_file(problem: &Problem, document: &Document) -> Option<Fix> {
    let code = problem.rule.code;
    let is_possible = !code.starts_with("fyml-") && document.syntax_errors().is_empty();
    is_possible.then(|| in_file(document, code))
}

/// A line of its own at the beginning, or a code more in the comment that is there.
fn in_file(document: &Document, code: &str) -> Fix {
    let directives = comments::directives(document);
    let mut of_file = directives.iter().filter(|one| one.scope == Scope::File);
    let edit = match of_file.find_map(|directive| directive.codes.last()) {
        Some(last) => TextEdit {
            span: Span::empty(last.span.end),
            text: format!(", {code}"),
        },
        None => TextEdit {
            span: Span::empty(beginning(document)),
            text: format!("# {}-file: {code}{}", comments::WORD, newline(document, 0)),
        },
    };
    Fix {
        title: message!("Ignore `{code}` in this file", "在此文件中忽略 `{code}`"),
        edits: vec![edit],
        is_safe: false,
    }
}

/// Behind a byte order mark.
fn beginning(document: &Document) -> u32 {
    const MARK: &str = "\u{feff}";
    let head = Span::new(0, MARK.len());
    match document.text().slice(head) == MARK {
        true => head.end,
        false => head.start,
    }
}

/// The end of the last code in a comment that silences rules on this line.
fn existing(document: &Document, line: u32) -> Option<u32> {
    let text = document.text();
    let is_comment = |line: u32| text.line(line).trim_start().starts_with('#');
    let above = (0..line).rev().take_while(|&line| is_comment(line));
    let mut near = std::iter::once(line).chain(above);
    // nearly never
    near.find(|&line| text.line(line).contains(comments::WORD))?;
    let directives = comments::directives(document);
    let mut here = directives
        .iter()
        .filter(|one| one.scope == Scope::Line(line));
    here.find_map(|directive| Some(directive.codes.last()?.span.end))
}

/// A line of its own above `line`.
fn above(document: &Document, line: u32, at: u32, code: &str) -> Option<TextEdit> {
    let text = document.text();
    let start = text.line_start(line);
    // within a text over several lines it would be a part of the text
    let around = document.node_at(at)?;
    let is_within =
        around.span().start < start && !matches!(around.kind(), Kind::Mapping | Kind::Sequence);
    let content = text.line(line);
    let blanks = content.len() - content.trim_start_matches([' ', '\t']).len();
    if is_within || content.trim().is_empty() || content.trim_start().starts_with('#') {
        return None;
    }
    let newline = newline(document, line);
    let indentation = content.get(..blanks)?;
    Some(TextEdit {
        span: Span::empty(start),
        text: format!("{indentation}# {}: {code}{newline}", comments::WORD),
    })
}

/// The line break at the end of a line.
fn newline(document: &Document, line: u32) -> &'static str {
    let text = document.text();
    let end = text.line_start(line + 1);
    let ends = Span {
        start: end.saturating_sub(2),
        end,
    };
    match text.slice(ends) == "\r\n" {
        true => "\r\n",
        false => "\n",
    }
}

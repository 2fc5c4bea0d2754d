//! Repairs of syntax errors, where the parser could tell what was meant.
//!
//! They are found on the line of the error alone, and offered only if the repaired line can be read on its own.

use crate::lint::{Fix, Message, TextEdit};
use crate::message;
use crate::syntax::{Document, Hint, Span, SyntaxError};

/// Blanks for one tab.
const INDENT: &str = "  ";

/// The repair of an error, if there is one that most likely says what its author meant.
pub(super) fn repair(document: &Document, error: &SyntaxError) -> Option<Fix> {
    let hint = error.hint.as_ref()?;
    if *hint == Hint::Tab {
        return tabs(document, error);
    }
    let line_number = document.text().line_of(error.span.start);
    let start = document.text().line_start(line_number);
    let text = document.text().line(line_number);
    let at = (error.span.start - start) as usize;
    let line = Line {
        text: &text,
        start,
        at,
    };
    let (title, edits, is_safe) = match hint {
        Hint::QuoteValue(c) => (
            message!("Quote the value", "给值加引号"),
            line.quote(line.value_beginning_with(*c)?)?,
            !line.may_be_reference(*c),
        ),
        Hint::ColonInValue => (
            message!("Quote the value", "给值加引号"),
            line.quote(line.value()?)?,
            true,
        ),
        Hint::SlashComment => (
            message!("Write the comment with `#`", "改用 `#` 注释"),
            vec![line.edit(line.slash_comment()?, "#")],
            true,
        ),
        Hint::MissingBlank => (
            message!("Insert a blank after the colon", "在冒号后插入空格"),
            vec![line.edit(line.after_first_colon()?, " ")],
            false,
        ),
        Hint::MissingColon => (
            message!("Insert the colon", "插入冒号"),
            vec![line.edit(line.after_first_word()?, ":")],
            false,
        ),
        Hint::UnclosedQuote(c) => (
            message!("Close the quote", "补上引号"),
            vec![line.edit(line.content_end(), &c.to_string())],
            false,
        ),
        Hint::UnclosedBracket(c) => (
            message!("Close the bracket", "补上括号"),
            vec![line.edit(line.content_end(), closing(*c)?)],
            false,
        ),
        Hint::FullWidthColon => (
            message!("Write `: `", "改为 `: `"),
            vec![line.edit(line.full_width_colon()?, ": ")],
            false,
        ),
        Hint::Tab
        | Hint::Indentation
        | Hint::ConflictMarker
        | Hint::StrayDash
        | Hint::UnopenedBracket(_)
        | Hint::Placeholder => return None,
    };
    line.can_be_read_after(&edits).then_some(Fix {
        title,
        edits,
        is_safe,
    })
}

fn closing(bracket: char) -> Option<&'static str> {
    match bracket {
        '[' => Some("]"),
        '{' => Some("}"),
        _ => None,
    }
}

/// Blanks for the tabs that this line and the ones right below it are indented with.
fn tabs(document: &Document, error: &SyntaxError) -> Option<Fix> {
    let mut edits = Vec::new();
    for number in document.text().line_of(error.span.start).. {
        let line = document.text().line(number);
        let indentation = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if !indentation.contains('\t') {
            break;
        }
        let start = document.text().line_start(number) as usize;
        edits.push(TextEdit {
            span: Span::new(start, start + indentation.len()),
            text: indentation.replace('\t', INDENT),
        });
    }
    let title: Message = message!("Indent with blanks", "改用空格缩进");
    (!edits.is_empty()).then_some(Fix {
        title,
        edits,
        is_safe: false,
    })
}

/// The line that an error begins on.
struct Line<'t> {
    /// Without its line break.
    text: &'t str,
    /// Its byte offset in the document.
    start: u32,
    /// Where in it the error begins, in bytes.
    at: usize,
}

impl Line<'_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(range.start, range.end).shifted(self.start)
    }

    fn edit(&self, range: std::ops::Range<usize>, text: &str) -> TextEdit {
        TextEdit {
            span: self.span(range),
            text: text.to_owned(),
        }
    }

    /// Where the line's content ends: before a comment and the blanks in front of it.
    fn content_end(&self) -> std::ops::Range<usize> {
        let comment = self.text.find(" #").or(self.text.find("\t#"));
        let end = self.text[..comment.unwrap_or(self.text.len())]
            .trim_end()
            .len();
        end..end
    }

    /// Behind the indentation and the dashes of list items.
    fn entry_start(&self) -> usize {
        let mut start = self.text.len() - self.text.trim_start().len();
        while let Some(rest) = self.text[start..].strip_prefix("- ") {
            start = self.text.len() - rest.trim_start().len();
        }
        start
    }

    /// The value of the line: behind the first `: `, or the whole item of a list.
    fn value(&self) -> Option<std::ops::Range<usize>> {
        let entry = self.entry_start();
        let rest = &self.text[entry..];
        let key = rest.find(": ").map_or(0, |colon| colon + 2);
        let start = self.text.len() - rest[key..].trim_start().len();
        let end = self.content_end().end;
        (start < end).then_some(start..end)
    }

    fn value_beginning_with(&self, c: char) -> Option<std::ops::Range<usize>> {
        self.value()
            .filter(|range| self.text[range.clone()].starts_with(c))
    }

    /// Whether the value could also be meant as an alias, an anchor or a tag.
    fn may_be_reference(&self, c: char) -> bool {
        let value = self.value().and_then(|range| self.text.get(range));
        let next = value.and_then(|value| value.chars().nth(1));
        matches!(c, '*' | '&' | '!')
            && next.is_some_and(|next| next.is_alphanumeric() || next == '_')
    }

    fn quote(&self, range: std::ops::Range<usize>) -> Option<Vec<TextEdit>> {
        let value = self.text.get(range.clone())?;
        Some(vec![
            self.edit(range, &format!("'{}'", value.replace('\'', "''"))),
        ])
    }

    /// The `//` at the error or before it that stands at the beginning of a word.
    fn slash_comment(&self) -> Option<std::ops::Range<usize>> {
        let begins_word = |at: usize| {
            self.text[..at]
                .chars()
                .next_back()
                .is_none_or(char::is_whitespace)
        };
        let found: Vec<usize> = self
            .text
            .match_indices("//")
            .map(|(at, _)| at)
            .filter(|&at| begins_word(at))
            .collect();
        let at = found.iter().find(|&&at| at == self.at).or(found.first())?;
        Some(*at..*at + 2)
    }

    fn after_first_colon(&self) -> Option<std::ops::Range<usize>> {
        let entry = self.entry_start();
        let at = entry + self.text[entry..].find(':')? + 1;
        Some(at..at)
    }

    fn full_width_colon(&self) -> Option<std::ops::Range<usize>> {
        let at = self.text.find('：')?;
        Some(at..at + '：'.len_utf8())
    }

    fn after_first_word(&self) -> Option<std::ops::Range<usize>> {
        let entry = self.entry_start();
        let length = self.text[entry..].split_whitespace().next()?.len();
        Some(entry + length..entry + length)
    }

    /// Whether the repaired line is YAML by itself.
    fn can_be_read_after(&self, edits: &[TextEdit]) -> bool {
        let mut after = self.text.to_owned();
        for edit in edits.iter().rev() {
            after.replace_range(edit.span.relative_to(self.start).range(), &edit.text);
        }
        Document::new(after.trim_start()).syntax_errors().is_empty()
    }
}

//! What the user most likely did: judged from the text of a piece that cannot be read.

use super::head::closing_quote;
use super::{Span, is_blank};
use crate::syntax::error::{Hint, Repair};

/// A guess at the cause of an error: what to point at, what it is, how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cause {
    pub span: Span,
    pub hint: Hint,
    pub repair: Option<Repair>,
}

impl Cause {
    pub(super) fn new(span: Span, hint: Hint) -> Cause {
        Cause {
            span,
            hint,
            repair: None,
        }
    }

    pub(super) fn mended(self, span: Span, text: impl Into<String>) -> Cause {
        Cause {
            repair: Some(Repair {
                span,
                text: text.into(),
            }),
            ..self
        }
    }
}

/// Why the value between `start` and `end`, on one line and without its comment, cannot be read.
pub(super) fn of_value(text: &str, start: usize, end: usize) -> Option<Cause> {
    let value = text.get(start..end)?;
    let bytes = value.as_bytes();
    let whole = Span::new(start, end);
    let first = *bytes.first()?;
    if value.starts_with("{{") {
        return Some(Cause::new(whole, Hint::Placeholder).mended(whole, quoted(value)));
    }
    match first {
        b'"' | b'\'' => {
            let Some(closing) = closing_quote(bytes, first) else {
                let opening = Span::new(start, start + 1);
                let cause = Cause::new(opening, Hint::UnclosedQuote(char::from(first)));
                return Some(cause.mended(Span::new(end, end), char::from(first)));
            };
            let rest = start + closing + 1;
            let blanks = bytes[closing + 1..]
                .iter()
                .take_while(|&&byte| is_blank(byte))
                .count();
            return text
                .get(rest + blanks..end)
                .is_some_and(|rest| rest.starts_with("//"))
                .then(|| slash_comment(rest + blanks, end));
        }
        b'[' | b'{' | b']' | b'}' => return unclosed_bracket(bytes, start),
        b'@' | b'`' | b'%' | b'*' | b'&' | b'!' => {
            let cause = Cause::new(whole, Hint::QuoteValue(char::from(first)));
            return Some(cause.mended(whole, quoted(value)));
        }
        _ => {}
    }
    if let Some(at) = value.find(" //") {
        return Some(slash_comment(start + at + 1, end));
    }
    if value.contains(": ") || value.contains(":\t") || value.ends_with(':') {
        return Some(Cause::new(whole, Hint::ColonInValue).mended(whole, quoted(value)));
    }
    None
}

fn slash_comment(start: usize, end: usize) -> Cause {
    let slashes = Span::new(start, start + 2);
    Cause::new(Span::new(start, end), Hint::SlashComment).mended(slashes, "#")
}

/// The innermost bracket that nothing closes, or the first that closes nothing.
pub(super) fn unclosed_bracket(bytes: &[u8], start: usize) -> Option<Cause> {
    let mut open = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            byte @ (b'[' | b'{') => open.push((at, byte)),
            byte @ (b']' | b'}') => match open.pop() {
                None => {
                    let span = Span::new(start + at, start + at + 1);
                    let cause = Cause::new(span, Hint::UnopenedBracket(char::from(byte)));
                    return Some(cause.mended(span, ""));
                }
                Some((_, opening)) if opening != byte - 2 => return None,
                Some(_) => {}
            },
            quote @ (b'"' | b'\'') if at == 0 || b" [{,:\n".contains(&bytes[at - 1]) => {
                match closing_quote(&bytes[at..], quote) {
                    Some(closing) => at += closing,
                    None => {
                        let opening = Span::new(start + at, start + at + 1);
                        return Some(Cause::new(opening, Hint::UnclosedQuote(char::from(quote))));
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    let (at, opening) = open.pop()?;
    let span = Span::new(start + at, start + at + 1);
    let closing = char::from(opening + 2);
    let end = start + bytes.len();
    let cause = Cause::new(span, Hint::UnclosedBracket(char::from(opening)));
    Some(if open.is_empty() {
        cause.mended(Span::new(end, end), closing)
    } else {
        cause
    })
}

/// `value` in quotes.
pub(super) fn quoted(value: &str) -> String {
    if value.contains('\'') && !value.contains(['"', '\\']) {
        format!("\"{value}\"")
    } else {
        format!("'{}'", value.replace('\'', "''"))
    }
}

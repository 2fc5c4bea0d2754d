//! The first line of an entry that cannot be read: what of it is the key.

use super::{is_blank, is_blank_or_eol};

/// An entry's first line, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// The key: from here to there.
    pub key: (usize, usize),
    /// What stands between key and value.
    pub colon: Colon,
    /// The value on this line without a comment; empty if there is none.
    pub value: (usize, usize),
}

impl Head {
    /// `key:` with nothing behind it.
    pub(crate) fn heads_a_value(self) -> bool {
        matches!(self.colon, Colon::There(_)) && self.value.0 == self.value.1
    }
}

/// How a key ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colon {
    /// `: ` or `:` at the end of the line; the offset is right behind it.
    There(usize),
    /// `key:value`; the offset is right behind the colon.
    WithoutBlank(usize),
    /// `：` (U+FF1A) at this offset.
    FullWidth(usize),
    /// No colon at all.
    Missing,
}

/// Takes apart the bytes of `text` from `start` to `end`.
pub(crate) fn split(text: &str, start: usize, end: usize) -> Head {
    let bytes = text.as_bytes();
    let line = &bytes[start..end];
    if let Some(quote @ (b'"' | b'\'')) = line.first().copied()
        && let Some(closing) = closing_quote(line, quote)
    {
        let after = closing + 1;
        let blanks = line[after..]
            .iter()
            .take_while(|&&byte| is_blank(byte))
            .count();
        if line.get(after + blanks) == Some(&b':') {
            let colon = after + blanks + 1;
            return head(
                text,
                (start, start + after),
                Colon::There(start + colon),
                start + colon,
                end,
            );
        }
    }
    let mut glued = None;
    for (at, &byte) in line.iter().enumerate() {
        if byte == b'#' && at > 0 && is_blank(line[at - 1]) {
            break;
        }
        if byte != b':' {
            continue;
        }
        if line.get(at + 1).is_none_or(|&next| is_blank_or_eol(next)) {
            let key = trimmed(bytes, start, start + at);
            return head(text, key, Colon::There(start + at + 1), start + at + 1, end);
        }
        glued.get_or_insert(at);
    }
    if let Some(at) = line.windows(3).position(|bytes| bytes == "：".as_bytes()) {
        let key = trimmed(bytes, start, start + at);
        return head(text, key, Colon::FullWidth(start + at), start + at + 3, end);
    }
    if let Some(at) = glued
        && at > 0
        && line[..at]
            .iter()
            .all(|&byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
        && !line[at + 1..].starts_with(b"//")
    {
        let colon = start + at + 1;
        return head(
            text,
            (start, start + at),
            Colon::WithoutBlank(colon),
            colon,
            end,
        );
    }
    let (from, to) = without_comment(text, start, end);
    Head {
        key: (from, to),
        colon: Colon::Missing,
        value: (to, to),
    }
}

fn head(text: &str, key: (usize, usize), colon: Colon, value: usize, end: usize) -> Head {
    Head {
        key,
        colon,
        value: without_comment(text, value, end),
    }
}

/// `start..end` without blanks at its ends and a comment; quotes hide a `#`.
pub(crate) fn without_comment(text: &str, start: usize, end: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (start, end) = trimmed(bytes, start, end);
    let mut quote = None;
    for at in start..end {
        match (bytes[at], quote) {
            (byte, Some(open)) if byte == open => quote = None,
            (_, Some(_)) => {}
            (byte @ (b'"' | b'\''), None) if at == start || b" [{,".contains(&bytes[at - 1]) => {
                quote = Some(byte);
            }
            (b'#', None) if at == start || is_blank(bytes[at - 1]) => {
                return trimmed(bytes, start, at);
            }
            _ => {}
        }
    }
    (start, end)
}

fn trimmed(bytes: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end && is_blank(bytes[start]) {
        start += 1;
    }
    while end > start && is_blank(bytes[end - 1]) {
        end -= 1;
    }
    (start, end)
}

/// The index of the quote that closes the one at the start of `line`.
pub(crate) fn closing_quote(line: &[u8], quote: u8) -> Option<usize> {
    let mut at = 1;
    while at < line.len() {
        if line[at] == b'\\' && quote == b'"' {
            at += 1;
        } else if line[at] == quote {
            if quote == b'\'' && line.get(at + 1) == Some(&b'\'') {
                at += 1;
            } else {
                return Some(at);
            }
        }
        at += 1;
    }
    None
}

//! When a text needs quotes in YAML, and how they are written.

use std::borrow::Cow;

use crate::syntax::Dialect;
use crate::syntax::scalar::{Resolved, resolve};

/// Words that other YAML readers, and people, take for booleans.
const OTHER_BOOLEANS: [&str; 6] = ["yes", "no", "on", "off", "y", "n"];

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// As it is.
    Plain,
    /// In `'…'`.
    Single,
    /// In `"…"`.
    Double,
}

impl Quoting {
    /// The quotes that are open already.
    pub fn open(quote: char) -> Quoting {
        if quote == '"' {
            Quoting::Double
        } else {
            Quoting::Single
        }
    }

    /// The quotes that `text` needs so that it is read as that text by both versions of js-yaml.
    pub fn needed(text: &str, in_flow: bool) -> Quoting {
        if text.chars().any(|c| c.is_control() || c == '\u{feff}') {
            return Quoting::Double;
        }
        if is_plain(text, in_flow) {
            Quoting::Plain
        } else {
            Quoting::Single
        }
    }

    /// What stands before and behind.
    pub fn mark(self) -> &'static str {
        match self {
            Quoting::Plain => "",
            Quoting::Single => "'",
            Quoting::Double => "\"",
        }
    }

    /// A piece of the text as it stands between the quotes.
    pub fn escape(self, piece: &str) -> Cow<'_, str> {
        match self {
            Quoting::Plain => Cow::Borrowed(piece),
            Quoting::Single => Cow::Owned(piece.replace('\'', "''")),
            Quoting::Double => {
                let mut escaped = String::with_capacity(piece.len());
                for c in piece.chars() {
                    match c {
                        '"' | '\\' => escaped.extend(['\\', c]),
                        '\n' => escaped.push_str("\\n"),
                        '\r' => escaped.push_str("\\r"),
                        '\t' => escaped.push_str("\\t"),
                        c if c.is_control() || c == '\u{feff}' => {
                            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
                        }
                        c => escaped.push(c),
                    }
                }
                Cow::Owned(escaped)
            }
        }
    }
}

fn is_plain(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let second = text.chars().nth(1);
    let begins_well = match first {
        '-' | '?' | ':' => {
            second.is_some_and(|c| !(c.is_whitespace() || (in_flow && is_flow_mark(c))))
        }
        _ => !",[]{}#&*!|>'\"%@`".contains(first),
    };
    begins_well
        && !text.starts_with("---")
        && !text.starts_with("...")
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !(in_flow && text.contains(is_flow_mark))
        && !(in_flow && text.contains(':'))
        && [Dialect::JsYaml3, Dialect::JsYaml4]
            .iter()
            .all(|dialect| resolve(text, *dialect) == Resolved::Str)
        && !OTHER_BOOLEANS
            .iter()
            .any(|word| word.eq_ignore_ascii_case(text))
}

fn is_flow_mark(c: char) -> bool {
    ",[]{}".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Document;

    #[test]
    fn texts_survive_the_way_through_yaml() {
        for text in [
            "*",
            "@midwayjs/fc-starter",
            "0777",
            "0o17",
            "1:30",
            "1_000",
            "yes",
            "No",
            "true",
            "null",
            "~",
            "",
            " a",
            "a ",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "a#b",
            "a:b",
            "-",
            "- a",
            "-a",
            "?",
            ":",
            "[a]",
            "{a}",
            "a,b",
            "a]b",
            "it's",
            "'a'",
            "\"a\"",
            "a\"b\\c",
            "a\nb",
            "\t",
            "%a",
            "`",
            "&a",
            "!a",
            "|",
            ">",
            "---",
            "...",
            "2020-01-01",
            "1e3",
            "0x1F",
            "/*",
            "!name",
            "oss:ObjectCreated:*",
            "${env.A}",
            "中文",
            "<<",
            "=",
            "*/5 * * * *",
            ".5",
            "+1",
            "\u{feff}a",
            "${{ A }}",
        ] {
            for (in_flow, frame) in [(false, "a: $\nb: 1\n"), (true, "a: [$, 1]\nb: 1\n")] {
                let quoting = Quoting::needed(text, in_flow);
                let mark = quoting.mark();
                let written = format!("{mark}{}{mark}", quoting.escape(text));
                let document = Document::new(&frame.replace('$', &written));
                assert!(document.syntax_errors().is_empty(), "{text:?}: {written}");
                let value = document.root().and_then(|root| root.value("a"));
                let value = value.and_then(|value| match in_flow {
                    true => value.items().next(),
                    false => Some(value),
                });
                assert_eq!(
                    value.and_then(|value| value.as_str()),
                    Some(text),
                    "{written}"
                );
            }
        }
    }

    #[test]
    fn ordinary_words_stay_bare() {
        for text in [
            "aliyun", "nodejs20", "/api/*", "a b", "user*", "12.x", "a-b", "function",
        ] {
            assert_eq!(Quoting::needed(text, false), Quoting::Plain, "{text}");
        }
        for text in ["*", "0777", "yes", "@a/b", "a: b"] {
            assert_eq!(Quoting::needed(text, false), Quoting::Single, "{text}");
        }
    }
}

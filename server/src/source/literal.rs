//! Literal values in code.

use tree_sitter::Node;

use super::file::Setting;
use super::parse::{span_of, text_of};

/// How deep literals are read; what lies deeper is [`Literal::Unknown`].
const MAX_DEPTH: usize = 16;

/// A value, as far as it stands in the code and needs no running.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null` or `undefined`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Text, escapes resolved; a template without `${}` counts.
    Text(String),
    /// An array.
    List(Vec<Literal>),
    /// An object. Properties that are no `name: value` (spreads, methods, computed names) are left out.
    Map(Vec<Setting>),
    /// A name, as written: `ServerlessTriggerType.HTTP`.
    Name(String),
    /// Something that only running the code could tell.
    Unknown,
}

impl Literal {
    /// The text of a [`Literal::Text`].
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Literal::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The properties of a [`Literal::Map`]; none otherwise.
    pub fn settings(&self) -> &[Setting] {
        match self {
            Literal::Map(settings) => settings,
            _ => &[],
        }
    }
}

impl Literal {
    /// The value of a property of a [`Literal::Map`].
    pub fn get(&self, name: &str) -> Option<&Literal> {
        super::file::find(self.settings(), name).map(|setting| &setting.value)
    }
}

/// Reads an expression.
pub(super) fn read(node: Node<'_>, text: &str) -> Literal {
    read_within(node, text, 0)
}

fn read_within(node: Node<'_>, text: &str, depth: usize) -> Literal {
    if depth > MAX_DEPTH {
        return Literal::Unknown;
    }
    let raw = text_of(node, text);
    match node.kind() {
        "null" | "undefined" => Literal::Null,
        "true" => Literal::Bool(true),
        "false" => Literal::Bool(false),
        "number" => number(raw).map_or(Literal::Unknown, Literal::Number),
        "string" => Literal::Text(unescape(unquote(raw))),
        "template_string" if !raw.contains("${") => Literal::Text(unescape(unquote(raw))),
        "identifier" | "member_expression" if raw.len() <= 120 && !raw.contains(['(', '[']) => {
            Literal::Name(raw.split_whitespace().collect())
        }
        "unary_expression" => match raw.strip_prefix('-').and_then(|rest| number(rest.trim())) {
            Some(number) => Literal::Number(-number),
            None => Literal::Unknown,
        },
        "parenthesized_expression" | "as_expression" | "satisfies_expression" => {
            match node.named_child(0) {
                Some(inner) => read_within(inner, text, depth + 1),
                None => Literal::Unknown,
            }
        }
        "array" => {
            let mut cursor = node.walk();
            let items = node.named_children(&mut cursor);
            let items = items.filter(|item| item.kind() != "comment");
            Literal::List(
                items
                    .map(|item| read_within(item, text, depth + 1))
                    .collect(),
            )
        }
        "object" => {
            let mut cursor = node.walk();
            let pairs = node.named_children(&mut cursor);
            Literal::Map(
                pairs
                    .filter_map(|pair| setting(pair, text, depth))
                    .collect(),
            )
        }
        _ => Literal::Unknown,
    }
}

fn setting(pair: Node<'_>, text: &str, depth: usize) -> Option<Setting> {
    if pair.kind() == "shorthand_property_identifier" {
        let name = text_of(pair, text).to_owned();
        return Some(Setting {
            value: Literal::Name(name.clone()),
            name,
            name_span: span_of(pair),
            value_span: span_of(pair),
        });
    }
    let key = pair.child_by_field_name("key")?;
    let value = pair.child_by_field_name("value")?;
    let raw = text_of(key, text);
    let name = match key.kind() {
        "string" => unescape(unquote(raw)),
        "property_identifier" | "number" => raw.to_owned(),
        _ => return None,
    };
    Some(Setting {
        name,
        name_span: span_of(key),
        value: read_within(value, text, depth + 1),
        value_span: span_of(value),
    })
}

fn unquote(raw: &str) -> &str {
    let inner = raw.get(1..).unwrap_or("");
    inner.strip_suffix(['"', '\'', '`']).unwrap_or(inner)
}

fn number(raw: &str) -> Option<f64> {
    let plain = raw.replace('_', "");
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok().map(|n| n as f64);
    match plain.get(..2) {
        Some("0x" | "0X") => radix(&plain[2..], 16),
        Some("0o" | "0O") => radix(&plain[2..], 8),
        Some("0b" | "0B") => radix(&plain[2..], 2),
        _ => plain.parse().ok(),
    }
}

/// Resolves the escapes of a JavaScript string.
fn unescape(raw: &str) -> String {
    if !raw.contains('\\') {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let Some(escaped) = chars.next() else { break };
        match escaped {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'v' => out.push('\u{b}'),
            '0' => out.push('\0'),
            '\n' => {}
            'x' | 'u' => {
                let rest = chars.as_str();
                let (digits, length) = match (escaped, rest.strip_prefix('{')) {
                    ('x', _) => (rest.get(..2), 2),
                    (_, Some(braced)) => {
                        let end = braced.find('}').filter(|&end| end <= 6);
                        (end.and_then(|end| braced.get(..end)), end.unwrap_or(0) + 2)
                    }
                    _ => (rest.get(..4), 4),
                };
                let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                match code.and_then(char::from_u32) {
                    Some(c) => {
                        out.push(c);
                        chars = rest.get(length..).unwrap_or("").chars();
                    }
                    None => out.push(char::REPLACEMENT_CHARACTER),
                }
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        for (raw, expected) in [
            ("plain", "plain"),
            (r"a\nb\'c\\", "a\nb'c\\"),
            (r"\x41\u4e2d\u{1F642}", "A中🙂"),
            (r"\u{zz}\u12", "\u{fffd}{zz}\u{fffd}12"),
            ("\\", ""),
        ] {
            assert_eq!(unescape(raw), expected, "{raw}");
        }
    }

    #[test]
    fn numbers_are_javascripts() {
        for (raw, expected) in [
            ("10", Some(10.0)),
            ("1_000", Some(1000.0)),
            ("0x1F", Some(31.0)),
            ("1e3", Some(1000.0)),
            ("10n", None),
        ] {
            assert_eq!(number(raw), expected, "{raw}");
        }
    }
}

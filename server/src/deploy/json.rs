//! Writing JSON as `JSON.stringify` does.

use super::date;
use super::value::Value;
use crate::syntax::tree::number_text;

/// On one line, without blanks. `None` for `undefined`.
pub fn compact(value: &Value) -> Option<String> {
    stringify(value, None)
}

/// On many lines, indented by two. `None` for `undefined`.
pub fn pretty(value: &Value) -> Option<String> {
    stringify(value, Some(0))
}

fn stringify(value: &Value, indent: Option<usize>) -> Option<String> {
    let mut text = String::new();
    (*value != Value::Undefined).then(|| {
        write(value, indent, &mut text);
        text
    })
}

fn write(value: &Value, indent: Option<usize>, into: &mut String) {
    match value {
        Value::Undefined | Value::Null => into.push_str("null"),
        Value::Bool(value) => into.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) if number.is_finite() => into.push_str(&number_text(*number)),
        Value::Number(_) => into.push_str("null"),
        Value::Text(text) => quote(text, into),
        Value::Date(instant) => quote(&date::iso(*instant), into),
        Value::List(items) => {
            let items = items.iter().map(|item| (None, item));
            collection(items.collect(), ('[', ']'), indent, into);
        }
        Value::Map(map) => {
            let entries = map.iter().filter(|(_, value)| **value != Value::Undefined);
            let entries = entries.map(|(key, value)| (Some(key), value));
            collection(entries.collect(), ('{', '}'), indent, into);
        }
    }
}

fn collection(
    parts: Vec<(Option<&str>, &Value)>,
    (open, close): (char, char),
    indent: Option<usize>,
    into: &mut String,
) {
    let inner = indent.map(|indent| indent + 1);
    let line = |indent: Option<usize>, into: &mut String| {
        if let Some(indent) = indent {
            into.push('\n');
            into.extend(std::iter::repeat_n("  ", indent));
        }
    };
    into.push(open);
    let is_empty = parts.is_empty();
    for (index, (key, value)) in parts.into_iter().enumerate() {
        if index > 0 {
            into.push(',');
        }
        line(inner, into);
        if let Some(key) = key {
            quote(key, into);
            into.push_str(if indent.is_some() { ": " } else { ":" });
        }
        write(value, inner, into);
    }
    if !is_empty {
        line(indent, into);
    }
    into.push(close);
}

/// A text in JSON's quotes.
pub(super) fn quote(text: &str, into: &mut String) {
    into.push_str(&serde_json::Value::from(text).to_string());
}

/// The value of a JSON text, with `JSON.parse`'s order of keys; `None` if it is none.
pub(super) fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().map(of_json)
}

fn of_json(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => value.into(),
        serde_json::Value::Number(number) => number.as_f64().unwrap_or(f64::NAN).into(),
        serde_json::Value::String(text) => text.into(),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(of_json).collect()),
        serde_json::Value::Object(entries) => {
            let entries = entries
                .into_iter()
                .map(|(key, value)| (key, of_json(value)));
            Value::Map(entries.collect())
        }
    }
}

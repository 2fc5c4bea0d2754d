//! Writing YAML that reads back as the same value.

use super::date;
use super::json;
use super::value::Value;
use crate::syntax::tree::number_text;
use crate::syntax::{Dialect, scalar};

/// The value as a block of YAML, ending in a line break. `undefined` gives nothing.
pub fn write(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Undefined => {}
        value => node(value, 0, &mut text),
    }
    text.trim_start_matches(' ').to_owned()
}

/// Writes what follows a key or a dash, with the blank or line break in front of it.
fn node(value: &Value, indent: usize, into: &mut String) {
    match value {
        Value::List(items) if !is_empty(value) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    begin_line(indent, into);
                }
                into.push('-');
                child(item, indent, into);
            }
        }
        Value::Map(map) if !is_empty(value) => {
            let entries = map.iter().filter(|(_, value)| **value != Value::Undefined);
            for (index, (key, value)) in entries.enumerate() {
                if index > 0 {
                    begin_line(indent, into);
                }
                into.push_str(&text(key));
                into.push(':');
                let is_block = matches!(value, Value::Map(_) | Value::List(_));
                if is_block && !is_empty(value) {
                    into.push('\n');
                    into.extend(std::iter::repeat_n(' ', indent + 2));
                    node(value, indent + 2, into);
                } else {
                    child(value, indent, into);
                }
            }
        }
        value => {
            into.push_str(&leaf(value));
            into.push('\n');
        }
    }
}

/// What stands on the line of its dash or key.
fn child(value: &Value, indent: usize, into: &mut String) {
    into.push(' ');
    node(value, indent + 2, into);
}

fn begin_line(indent: usize, into: &mut String) {
    into.extend(std::iter::repeat_n(' ', indent));
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.iter().all(|(_, value)| *value == Value::Undefined),
        _ => true,
    }
}

fn leaf(value: &Value) -> String {
    match value {
        Value::Undefined | Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) if number.is_nan() => ".nan".to_owned(),
        Value::Number(number) if number.is_infinite() && *number > 0.0 => ".inf".to_owned(),
        Value::Number(number) if number.is_infinite() => "-.inf".to_owned(),
        Value::Number(number) => number_text(*number),
        Value::Text(content) => text(content),
        Value::Date(instant) => date::iso(*instant),
        Value::List(_) => "[]".to_owned(),
        Value::Map(_) => "{}".to_owned(),
    }
}

/// A text without quotes where nobody could take it for anything else.
fn text(content: &str) -> String {
    let is_usual = |c: char| c.is_alphanumeric() || "_/.-*@$()+~%=^".contains(c);
    let begins_well = content.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '/');
    let is_text = !content.is_empty()
        && [Dialect::JsYaml3, Dialect::JsYaml4]
            .iter()
            .all(|&dialect| scalar::resolve(content, dialect) == scalar::Resolved::Str);
    if begins_well && is_text && content.chars().all(is_usual) {
        return content.to_owned();
    }
    let mut quoted = String::new();
    json::quote(content, &mut quoted);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::value;
    use crate::deploy::value::object;
    use crate::syntax::Document;

    #[test]
    fn what_is_written_reads_back_the_same() {
        for source in [
            "a: 1\nb: [x, [y, {c: z}], [], {}, {d: {e: [1, 2]}}]\n",
            "- a: 'true'\n  b: '1'\n- [1]\n- ''\n",
            "'': ~\n'a: b': '- c'\n'#': ' d '\ntext: \"line\\nbreak \\\" \\\\ 中文\"\n",
            "a: /user/:id\nb: /*\nc: '@every 5m'\nd: 2020-01-01\ne: .nan\nf: -.inf\ng: 1e21\nh: '2020-01-01'\n",
            "just text\n",
            "[]\n",
        ] {
            let read = |text: &str| value(&Document::new(text)).expect("it is valid");
            let once = read(source);
            let written = write(&once);
            // NaN is not equal to itself
            assert_eq!(
                json::compact(&read(&written)),
                json::compact(&once),
                "{written}"
            );
        }
    }

    #[test]
    fn a_map_of_nothing_is_an_empty_one() {
        let nothing = object! { "a" => object! { "b" => Value::Undefined }, "c" => 1.0 };
        assert_eq!(write(&nothing), "a: {}\nc: 1\n");
        let inside = Value::List(vec![object! { "b" => Value::Undefined }]);
        assert_eq!(write(&inside), "- {}\n");
    }
}

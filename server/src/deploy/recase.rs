//! `uppercaseObjectKey` and `lowercaseObjectKey` of the builders: the first letter of every key, changed in the JSON
//! text. The pattern they use, `/"([^"])([^"]*)":/gim`, also finds keys where there are none: in texts that hold `":`.

use super::json;
use super::thrown::{Cause, Thrown};
use super::value::Value;

/// Which way the first letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Upper,
    Lower,
}

/// A setting with the first letter of its keys changed. What is falsy becomes `undefined`.
///
/// # Errors
/// If the changed text is no JSON any more; `at` says where the setting stands.
pub(super) fn recase(value: &Value, case: Case, at: &str) -> Result<Value, Thrown> {
    let Some(text) = value.truthy().and_then(json::compact) else {
        return Ok(Value::Undefined);
    };
    json::parse(&recased(&text, case)).ok_or_else(|| Thrown::new(at, Cause::NotJson))
}

fn recased(text: &str, case: Case) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let (before, quoted) = rest.split_at(start + 1);
        changed.push_str(before);
        match key(quoted) {
            Some((first, others, after)) => {
                match case {
                    // JavaScript sees half a pair there, which has no case
                    _ if first.len_utf16() > 1 => changed.push(first),
                    Case::Upper => changed.extend(first.to_uppercase()),
                    Case::Lower => changed.extend(first.to_lowercase()),
                }
                changed.push_str(others);
                changed.push_str("\":");
                rest = after;
            }
            None => rest = quoted,
        }
    }
    changed.push_str(rest);
    changed
}

/// `([^"])([^"]*)":` at the start of a text: the first character, the others, what follows.
fn key(text: &str) -> Option<(char, &str, &str)> {
    let first = text.chars().next().filter(|&c| c != '"')?;
    let (others, after) = text[first.len_utf8()..].split_once('"')?;
    Some((first, others, after.strip_prefix(':')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_change_and_so_do_texts_that_look_like_keys() {
        let upper = |text| recased(text, Case::Upper);
        assert_eq!(upper(r#"{"a":{"b c":["d"]}}"#), r#"{"A":{"B c":["d"]}}"#);
        assert_eq!(upper(r#"{"a":"x\"y\":z"}"#), r#"{"A":"x\"Y\":z"}"#);
        assert_eq!(upper(r#"{"":{"a":1}}"#), r#"{"":{"A":1}}"#);
        assert_eq!(recased(r#"{"Abc":"Def"}"#, Case::Lower), r#"{"abc":"Def"}"#);
    }
}

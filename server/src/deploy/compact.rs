//! `removeObjectEmptyAttributes` of the builders: what is null, an empty text, an empty list or an empty map is left
//! out, and what is empty after that too.

use super::value::{Map, Value};

/// An object without what is empty; `undefined` if nothing is left.
pub(super) fn without_empty(value: &Value) -> Value {
    let mut kept = Map::new();
    for (key, value) in value.properties() {
        match value.as_ref() {
            Value::List(items) => {
                if let Some(items) = items_without_empty(items) {
                    kept.assign(key, items);
                }
            }
            // a Date has no keys of its own
            Value::Map(_) | Value::Date(_) => match without_empty(&value) {
                Value::Undefined => {}
                value => kept.assign(key, value),
            },
            value if is_filled(value) => kept.assign(key, value),
            _ => {}
        }
    }
    if kept.is_empty() {
        Value::Undefined
    } else {
        kept.into()
    }
}

fn items_without_empty(items: &[Value]) -> Option<Value> {
    let kept: Vec<Value> = items
        .iter()
        .map(|item| match item {
            // a list in a list comes out as a map of its indices
            Value::List(_) | Value::Map(_) | Value::Date(_) => without_empty(item),
            item => item.clone(),
        })
        .filter(is_filled)
        .collect();
    (!kept.is_empty()).then_some(Value::List(kept))
}

fn is_filled(value: &Value) -> bool {
    !value.is_nullish() && value.as_text() != Some("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::{json, value};
    use crate::syntax::Document;

    #[test]
    fn what_is_empty_goes() {
        let document = Document::new(
            "a: ''\nb: {c: ~, d: []}\ne: [[1, ''], [], ~, {f: ''}, 2020-01-01]\ng: 0\nh: false\n__proto__: {i: 1}\n",
        );
        let value = value(&document).expect("it is valid");
        assert_eq!(
            json::compact(&without_empty(&value)).as_deref(),
            Some(r#"{"e":[{"0":1}],"g":0,"h":false}"#)
        );
        assert_eq!(without_empty(&Map::new().into()), Value::Undefined);
    }
}

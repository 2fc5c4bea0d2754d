//! Answers that are JSON already: long ones are written once, from what is known, and never become a tree of values,
//! which takes twenty times the room.
//!
//! `tower-lsp` takes answers as values only. So the JSON travels as one text below a name that no answer of the protocol
//! has, and is unwrapped where messages are written.

use serde::{Serialize, Serializer};
use serde_json::Value;
use tower_lsp::jsonrpc::{Id, Response};

const NAME: &str = "fyml/written";

/// An answer that is JSON already.
#[derive(Debug)]
pub struct Written(String);

impl Written {
    /// An answer as JSON.
    pub fn of(answer: &impl Serialize) -> Written {
        // answers are made of texts and numbers: nothing that JSON could not say
        Written(serde_json::to_string(answer).unwrap_or_else(|_| "null".to_owned()))
    }

    /// From JSON.
    pub fn json(json: String) -> Written {
        Written(json)
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(NAME, &self.0)])
    }
}

/// The message that a response is, if its answer is JSON already; else the response.
pub fn message(response: Response) -> Result<String, Response> {
    let wrapped = response.result().and_then(|answer| answer.get(NAME));
    match wrapped.and_then(Value::as_str) {
        Some(json) => Ok(with(response.id(), json)),
        None => Err(response),
    }
}

fn with(id: &Id, json: &str) -> String {
    let id = serde_json::to_string(id).unwrap_or_else(|_| "null".to_owned());
    format!("{{\"jsonrpc\":\"2.0\",\"result\":{json},\"id\":{id}}}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_written_is_what_a_value_would_be() {
        let answer = json!([{"name": "商店 \"a\"", "range": {"line": 3}}]);
        for id in [Id::Number(7), Id::String("seven \"7\"".to_owned())] {
            let wrapped = json!(Written::of(&answer));
            let written = message(Response::from_ok(id.clone(), wrapped)).expect("it is wrapped");
            let plain = json!(Response::from_ok(id, answer.clone()));
            assert_eq!(serde_json::from_str::<Value>(&written).ok(), Some(plain));
        }
    }

    #[test]
    fn other_answers_stay_as_they_are() {
        for answer in [json!(null), json!([]), json!({"name": "a"})] {
            let response = Response::from_ok(Id::Number(1), answer);
            assert_eq!(message(response.clone()), Err(response));
        }
    }
}

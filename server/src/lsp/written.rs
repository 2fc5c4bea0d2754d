//! Answers that are JSON already: long ones are written once, from what is known, and never become a tree of values,
//! which takes twenty times the room.
//!
//! `tower-lsp` takes answers as values only. So the JSON is left beside the way, with the thread that makes a response of
//! the answer, and what travels is its number below a name that no answer of the protocol has. Where messages are
//! written, on the same thread and before it does anything else, the two meet again. Nothing of it is copied.

use std::cell::{Cell, RefCell};
use std::io;

use serde::{Serialize, Serializer};
use tower_lsp::jsonrpc::{Id, Response};

const NAME: &str = "fyml/written";

thread_local! {
    /// The answer that is on its way on this thread: one at a time.
    static ON_ITS_WAY: RefCell<(u64, Parts)> = const { RefCell::new((0, Vec::new())) };
    static LAST_NUMBER: Cell<u64> = const { Cell::new(0) };
}

/// A message, or an answer in it, as it is written: its parts, one behind the other.
pub type Parts = Vec<Vec<u8>>;

/// About so many bytes of a long answer stand in one piece of memory. A list that doubles whenever it is full would take
/// three times the room while it grows.
const PART: usize = 64 * 1024;

/// An answer that is JSON already.
#[derive(Debug)]
pub struct Written(RefCell<Parts>);

impl Written {
    /// An answer as JSON.
    pub fn of(answer: &impl Serialize) -> Written {
        // answers are made of texts and numbers: nothing that JSON could not say
        Written::json(serde_json::to_string(answer).unwrap_or_else(|_| "null".to_owned()))
    }

    /// The same of a list, item by item: they need not all be there at once.
    pub fn list<T: Serialize>(items: impl Iterator<Item = T>) -> Written {
        let mut pieces = Pieces::default();
        let mut separator: &[u8] = b"[";
        for item in items {
            pieces.push(separator);
            separator = b",";
            if serde_json::to_writer(&mut pieces, &item).is_err() {
                return Written::json("null".to_owned()); // as above
            }
        }
        pieces.push(if separator == b"[" { b"[]" } else { b"]" });
        Written(RefCell::new(pieces.0))
    }

    /// From JSON.
    pub fn json(json: String) -> Written {
        Written(RefCell::new(vec![json.into_bytes()]))
    }
}

/// Takes what is written in pieces of memory that never grow.
#[derive(Default)]
struct Pieces(Parts);

impl Pieces {
    fn push(&mut self, bytes: &[u8]) {
        match self.0.last_mut() {
            Some(last) if last.capacity() - last.len() >= bytes.len() => {
                last.extend_from_slice(bytes);
            }
            _ => {
                let mut next = Vec::with_capacity(PART.max(bytes.len()));
                next.extend_from_slice(bytes);
                self.0.push(next);
            }
        }
    }
}

impl io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = LAST_NUMBER.get() + 1;
        LAST_NUMBER.set(number);
        ON_ITS_WAY.replace((number, self.0.take()));
        serializer.collect_map([(NAME, number)])
    }
}

/// The message that a response is, if its answer is JSON already.
pub fn message(response: &Response) -> Option<Parts> {
    let number = response.result()?.get(NAME)?.as_u64()?;
    let (waiting, json) = ON_ITS_WAY.take();
    let id: &Id = response.id();
    let id = serde_json::to_string(id).unwrap_or_else(|_| "null".to_owned());
    let mut message = vec![b"{\"jsonrpc\":\"2.0\",\"result\":".to_vec()];
    if waiting == number {
        message.extend(json);
    } else {
        message.push(b"null".to_vec());
    }
    message.push(format!(",\"id\":{id}}}").into_bytes());
    Some(message)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn what_is_written_is_what_a_value_would_be() {
        let answer = json!([{"name": "商店 \"a\"", "range": {"line": 3}}]);
        for id in [Id::Number(7), Id::String("seven \"7\"".to_owned())] {
            let wrapped = json!(Written::of(&answer));
            let written = message(&Response::from_ok(id.clone(), wrapped)).expect("it is wrapped");
            let plain = json!(Response::from_ok(id, answer.clone()));
            let written = serde_json::from_slice::<Value>(&written.concat());
            assert_eq!(written.ok(), Some(plain));
        }
    }

    #[test]
    fn a_list_is_written_item_by_item() {
        for items in [vec![], vec![json!({"a": 1})], vec![json!("b"), json!(null)]] {
            let wrapped = json!(Written::list(items.iter()));
            let written = message(&Response::from_ok(Id::Number(1), wrapped)).expect("wrapped");
            let written: Value = serde_json::from_slice(&written.concat()).expect("JSON");
            assert_eq!(written["result"], json!(items));
        }
    }

    #[test]
    fn other_answers_stay_as_they_are() {
        for answer in [json!(null), json!([]), json!({"name": "a"})] {
            assert_eq!(message(&Response::from_ok(Id::Number(1), answer)), None);
        }
    }
}

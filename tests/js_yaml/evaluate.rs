//! Our tree as the value JavaScript would see, in the encoding of oracle.js.

use fyml::syntax::{Dialect, Document, Kind, Node, Text};
use serde_json::{Value, json};

use crate::oracle::Answer;

/// Reads a document and says what comes of it.
pub fn answer(text: &str, dialect: Dialect) -> Answer {
    let document = Document::of(Text::new(text), dialect, None);
    if let Some(error) = document.syntax_errors().first() {
        return Answer::Error {
            reason: error.kind.reason(),
            line: Some(u64::from(document.text().line_of(error.offset))),
            foreign: false,
        };
    }
    let value = document.root().map_or(Value::Null, |root| {
        Evaluation { met: Vec::new() }.value(root)
    });
    Answer::Value(value)
}

struct Evaluation<'d> {
    /// Collections in order of meeting.
    met: Vec<Node<'d>>,
}

impl<'d> Evaluation<'d> {
    fn value(&mut self, node: Node<'d>) -> Value {
        let node = node.resolved();
        match node.kind() {
            Kind::Null => Value::Null,
            Kind::Bool => json!(node.as_bool()),
            Kind::Int | Kind::Float => number(node.as_number().unwrap_or(f64::NAN)),
            Kind::Timestamp => json!({ "d": node.as_instant() }),
            Kind::Binary => json!({ "b": hexadecimal(&base64(node.scalar_str().unwrap_or(""))) }),
            Kind::Str => json!(node.as_str()),
            Kind::Mapping | Kind::Sequence => {
                if let Some(index) = self.met.iter().position(|&known| known == node) {
                    return json!({ "r": index });
                }
                self.met.push(node);
                self.collection(node)
            }
            Kind::Alias | Kind::Broken => json!({ "x": format!("{:?}", node.kind()) }),
        }
    }

    fn collection(&mut self, node: Node<'d>) -> Value {
        let tag = node
            .tag_span()
            .map(|span| node.document().text().slice(span));
        if node.kind() == Kind::Sequence {
            let is_pairs = tag.is_some_and(|tag| tag == "!!pairs");
            let items: Vec<Value> = node
                .items()
                .map(|item| {
                    if is_pairs {
                        let pair = item.entries();
                        self.met.push(item.resolved());
                        json!({ "a": [pair[0].name(), self.value(pair[0].value)] })
                    } else {
                        self.value(item)
                    }
                })
                .collect();
            return json!({ "a": items });
        }
        let mut entries: Vec<(String, Node<'d>)> = node
            .entries()
            .into_iter()
            .map(|entry| (entry.name().into_owned(), entry.value))
            .collect();
        // JavaScript puts keys that are array indices first, by size
        entries.sort_by_key(|(name, _)| array_index(name).map_or((1, 0), |index| (0, index)));
        let entries: Vec<Value> = entries
            .into_iter()
            .map(|(name, value)| json!([name, self.value(value)]))
            .collect();
        json!({ "o": entries })
    }
}

fn array_index(name: &str) -> Option<u32> {
    let index: u32 = name.parse().ok()?;
    (index < u32::MAX && index.to_string() == name).then_some(index)
}

fn number(number: f64) -> Value {
    if number.is_nan() {
        json!({ "n": "nan" })
    } else {
        json!({ "n": format!("{:016x}", number.to_bits()) })
    }
}

/// js-yaml's reading of base64: six bits a character, padding and line breaks left out.
fn base64(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text
        .bytes()
        .filter_map(|c| match c {
            b'A'..=b'Z' => Some(c - b'A'),
            b'a'..=b'z' => Some(c - b'a' + 26),
            b'0'..=b'9' => Some(c - b'0' + 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        })
        .map(u32::from)
        .collect();
    if digits.is_empty() {
        return vec![0, 0, 0]; // js-yaml flushes three bytes even when there are none
    }
    let mut bytes = Vec::new();
    for group in digits.chunks(4) {
        let bits = group.iter().fold(0, |bits, digit| bits << 6 | digit);
        match group.len() {
            4 => bytes.extend([(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]),
            3 => bytes.extend([(bits >> 10) as u8, (bits >> 2) as u8]),
            2 => bytes.push((bits >> 4) as u8),
            _ => {}
        }
    }
    bytes
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

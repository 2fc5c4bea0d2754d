//! Changes of a text. The documents of the benchmark are ASCII: a column is a byte.

use serde_json::{Value, json};

/// One change, as the protocol has it.
#[derive(Debug, Clone)]
pub struct Change {
    /// Line and column where the replaced part begins.
    pub start: (u32, u32),
    /// Line and column where it ends.
    pub end: (u32, u32),
    /// What is written there.
    pub text: String,
}

impl Change {
    /// Writes `text` at a place.
    pub fn insert(at: (u32, u32), text: &str) -> Change {
        Change {
            start: at,
            end: at,
            text: text.to_owned(),
        }
    }

    /// Takes away what lies between two places.
    pub fn delete(start: (u32, u32), end: (u32, u32)) -> Change {
        Change {
            start,
            end,
            text: String::new(),
        }
    }

    /// In the protocol's words.
    pub fn to_json(&self) -> Value {
        let position =
            |(line, character): (u32, u32)| json!({"line": line, "character": character});
        json!({
            "range": {"start": position(self.start), "end": position(self.end)},
            "text": self.text,
        })
    }

    /// Makes the change.
    pub fn apply(&self, text: &mut String) {
        let range = offset(text, self.start)..offset(text, self.end);
        text.replace_range(range, &self.text);
    }
}

/// The byte at which a place lies; the end of the text where there is no such line.
pub fn offset(text: &str, (line, column): (u32, u32)) -> usize {
    let lines = text.split_inclusive('\n').take(line as usize);
    (lines.map(str::len).sum::<usize>() + column as usize).min(text.len())
}

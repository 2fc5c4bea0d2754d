//! What a change of the protocol means, written plainly: the measure for the server's own text.

use serde_json::{Value, json};

/// A `TextDocumentContentChangeEvent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Lines and columns (UTF-16 code units) of start and end; `None` for the whole text.
    pub range: Option<[(usize, usize); 2]>,
    /// What stands there afterwards.
    pub text: String,
}

impl Change {
    /// The change that replaces these bytes of `before`.
    pub fn of(before: &str, from: usize, to: usize, text: &str) -> Change {
        Change {
            range: Some([position(before, from), position(before, to)]),
            text: text.to_owned(),
        }
    }

    /// The whole text anew.
    pub fn whole(text: &str) -> Change {
        Change {
            range: None,
            text: text.to_owned(),
        }
    }

    /// The bytes of `text` it replaces.
    pub fn bytes(&self, text: &str) -> std::ops::Range<usize> {
        match self.range {
            None => 0..text.len(),
            Some([start, end]) => {
                // a reversed range is turned round, as editors do
                let (start, end) = (offset(text, start), offset(text, end));
                start.min(end)..start.max(end)
            }
        }
    }

    /// Makes the change.
    pub fn apply(&self, text: &mut String) {
        let bytes = self.bytes(text);
        text.replace_range(bytes, &self.text);
    }

    /// As the protocol writes it.
    pub fn to_json(&self) -> Value {
        let Some([start, end]) = self.range else {
            return json!({"text": self.text});
        };
        let position = |(line, character)| json!({"line": line, "character": character});
        json!({"range": {"start": position(start), "end": position(end)}, "text": self.text})
    }

    /// Read from the protocol's form.
    ///
    /// # Panics
    /// If it is something else.
    pub fn from_json(value: &Value) -> Change {
        let position = |value: &Value| {
            let number = |name: &str| value[name].as_u64().expect("a number") as usize;
            (number("line"), number("character"))
        };
        Change {
            range: value
                .get("range")
                .map(|range| [position(&range["start"]), position(&range["end"])]),
            text: value["text"].as_str().expect("a text").to_owned(),
        }
    }
}

/// The bytes of the text's lines: where each begins, and where its content ends before `\n`, `\r\n` or `\r`.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        let length = match (bytes[at], bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => 2,
            (b'\r' | b'\n', _) => 1,
            _ => 0,
        };
        if length > 0 {
            lines.push((start, at));
            start = at + length;
        }
        at += length.max(1);
    }
    lines.push((start, bytes.len()));
    lines
}

/// The position of a byte. One inside a line break counts as the end of the line.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let lines = lines(text);
    let line = lines.partition_point(|&(start, _)| start <= at) - 1;
    let (start, end) = lines[line];
    let before = &text[start..at.min(end).max(start)];
    (line, before.encode_utf16().count())
}

/// The byte of a position: behind the end of a line its end, behind the text its end, inside a pair of surrogates the
/// start of the character.
fn offset(text: &str, (line, column): (usize, usize)) -> usize {
    let Some(&(start, end)) = lines(text).get(line) else {
        return text.len();
    };
    let mut units = 0;
    for (at, character) in text[start..end].char_indices() {
        units += character.len_utf16();
        if units > column {
            return start + at;
        }
    }
    end
}

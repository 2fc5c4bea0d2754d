//! The block between `--------- result start --------` and `--------- result end --------` that `f invoke` prints: the
//! handler's answer as JSON.

use serde_json::Value;

/// How many bytes of a block are kept. An http answer has at most 6 MB in the clouds.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Reads the block out of stdout, piece by piece.
#[derive(Debug, Default)]
pub(super) struct ResultBlock {
    line: String,
    body: String,
    state: State,
    is_too_long: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Before,
    Inside,
    After,
}

impl ResultBlock {
    /// Takes more of the output.
    pub fn push(&mut self, text: &str) {
        for piece in text.split_inclusive('\n') {
            if self.line.len() + piece.len() > MAX_BYTES {
                self.is_too_long |= self.state == State::Inside;
                self.line.clear();
                continue;
            }
            self.line.push_str(piece);
            if piece.ends_with('\n') {
                self.end_line();
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        match (self.state, line.trim()) {
            // the last block counts: a handler may print such lines itself
            (State::Before | State::After, "--------- result start --------") => {
                self.body.clear();
                self.is_too_long = false;
                self.state = State::Inside;
            }
            (State::Inside, "--------- result end --------") => self.state = State::After,
            (State::Inside, _) if self.body.len() + line.len() <= MAX_BYTES => {
                self.body.push_str(&line);
            }
            (State::Inside, _) => self.is_too_long = true,
            _ => {}
        }
    }

    /// The answer. `None` without a whole block, or if it holds no JSON. A handler that returns nothing leaves the
    /// word `undefined` there, which is null here.
    pub fn value(&mut self) -> Option<Value> {
        if !self.line.is_empty() {
            self.end_line();
        }
        if self.state != State::After || self.is_too_long {
            return None;
        }
        match self.body.trim() {
            "undefined" => Some(Value::Null),
            body => serde_json::from_str(body).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(text: &str) -> Option<Value> {
        let mut block = ResultBlock::default();
        for (at, c) in text.char_indices() {
            block.push(&text[at..at + c.len_utf8()]);
        }
        let by_ones = block.value();
        let mut block = ResultBlock::default();
        block.push(text);
        assert_eq!(block.value(), by_ones);
        by_ones
    }

    #[test]
    fn the_answer_stands_between_the_marks() {
        let block = |body: &str| {
            format!(
                "log\n--------- result start --------\n\n{body}\n\n--------- result end --------\n"
            )
        };
        assert_eq!(value(&block(r#"{"a": "中"}"#)), Some(json!({"a": "中"})));
        assert_eq!(value(&block("undefined")), Some(Value::Null));
        assert_eq!(value(&block("{half")), None);
        assert_eq!(value(&(block("1") + &block("2"))), Some(json!(2)));
        assert_eq!(value(block("1").trim_end()), Some(json!(1)));
    }

    #[test]
    fn half_a_block_is_no_answer() {
        assert_eq!(value("--------- result start --------\n\n1\n"), None);
        assert_eq!(value(""), None);
    }
}

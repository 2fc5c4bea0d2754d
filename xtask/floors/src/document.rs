//! A document held by functions, and its diagnostics.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

/// How diagnostics are kept current.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Everything again.
    Full,
    /// The edited function alone.
    Block,
}

/// A piece of the text: what comes before the functions, one function, or what comes after them.
struct Block {
    text: String,
    lines: usize,
    is_function: bool,
    found: Vec<Found>,
}

/// A diagnostic in a block; the line counts from the block's first.
struct Found {
    line: usize,
    start: usize,
    end: usize,
    message: String,
}

/// An open document.
pub struct Document {
    blocks: Vec<Block>,
}

impl Document {
    /// Cuts a text into its functions.
    pub fn new(text: &str) -> Document {
        Document {
            blocks: split(text),
        }
    }

    /// All diagnostics anew.
    pub fn check_all(&mut self, way: Way, whole: &Validator, function: &Validator) {
        match way {
            Way::Block => {
                let functions = self.blocks.iter_mut().filter(|block| block.is_function);
                functions.for_each(|block| block.check(function));
            }
            Way::Full => self.check_whole(whole),
        }
    }

    fn check_whole(&mut self, whole: &Validator) {
        let text: String = self
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        self.blocks = split(&text);
        match serde_yaml::from_str::<Value>(&text) {
            Err(error) => {
                let line = error
                    .location()
                    .map_or(0, |place| place.line().saturating_sub(1));
                let found = Found {
                    line,
                    start: 0,
                    end: 1,
                    message: error.to_string(),
                };
                self.add(found);
            }
            Ok(value) => {
                for error in whole.iter_errors(&value) {
                    let keys = keys_of(&error);
                    let head =
                        format!("  {}:", keys.get(1).map(String::as_str).unwrap_or_default());
                    let block = self
                        .blocks
                        .iter_mut()
                        .find(|b| b.is_function && b.text.starts_with(&head));
                    if let Some(block) = block {
                        let found = place(
                            &block.text,
                            keys.get(1..).unwrap_or_default(),
                            error.to_string(),
                        );
                        block.found.push(found);
                    }
                }
            }
        }
    }

    fn add(&mut self, mut found: Found) {
        for block in &mut self.blocks {
            if found.line < block.lines {
                block.found.push(found);
                return;
            }
            found.line -= block.lines;
        }
    }

    /// Makes one change of the protocol; with `Way::Block`, the function it lies in is checked.
    pub fn change(&mut self, change: &Value, way: Way, function: &Validator) {
        let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
        let (start, end) = (&change["range"]["start"], &change["range"]["end"]);
        let mut first = 0;
        let start_line = number(&start["line"]);
        let mut block = None;
        for candidate in &mut self.blocks {
            if start_line < first + candidate.lines {
                block = Some(candidate);
                break;
            }
            first += candidate.lines;
        }
        let Some(block) = block else { return };
        let offset = |place: &Value| {
            let skipped = number(&place["line"]).saturating_sub(first);
            let lines = block.text.split_inclusive('\n').take(skipped);
            lines.map(str::len).sum::<usize>() + number(&place["character"])
        };
        let (from, to) = (offset(start), offset(end));
        let Some(before) = block.text.get(..from) else {
            return;
        };
        let after = block.text.get(to..).unwrap_or_default();
        block.text = [before, change["text"].as_str().unwrap_or_default(), after].concat();
        block.lines = block.text.matches('\n').count();
        if way == Way::Block && block.is_function {
            block.check(function);
        }
    }

    /// The diagnostics in the protocol's words.
    pub fn diagnostics(&self) -> Value {
        let mut first = 0;
        let mut all = Vec::new();
        for block in &self.blocks {
            all.extend(block.found.iter().map(|found| {
                let line = first + found.line;
                json!({
                    "range": {"start": {"line": line, "character": found.start}, "end": {"line": line, "character": found.end}},
                    "severity": 1,
                    "source": "floor",
                    "message": found.message,
                })
            }));
            first += block.lines;
        }
        Value::Array(all)
    }

    /// One symbol for each function, after parsing everything: the least an outline takes.
    pub fn symbols(&self) -> Value {
        let text: String = self
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        let value: Value = serde_yaml::from_str(&text).unwrap_or_default();
        let names = value["functions"].as_object();
        let range =
            json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
        let symbols = names.into_iter().flat_map(|names| names.keys());
        symbols
            .map(|name| json!({"name": name, "kind": 12, "range": range, "selectionRange": range}))
            .collect()
    }
}

impl Block {
    fn of(text: &str, is_function: bool) -> Block {
        Block {
            text: text.to_owned(),
            lines: text.matches('\n').count(),
            is_function,
            found: Vec::new(),
        }
    }

    fn check(&mut self, function: &Validator) {
        self.found.clear();
        match serde_yaml::from_str::<Value>(&self.text) {
            Err(error) => {
                let line = error
                    .location()
                    .map_or(0, |place| place.line().saturating_sub(1));
                self.found.push(Found {
                    line,
                    start: 0,
                    end: 1,
                    message: error.to_string(),
                });
            }
            Ok(value) => {
                let errors = function.iter_errors(&value);
                let found =
                    errors.map(|error| place(&self.text, &keys_of(&error), error.to_string()));
                self.found.extend(found.collect::<Vec<_>>());
            }
        }
    }
}

/// Head, one block for each function, tail.
fn split(text: &str) -> Vec<Block> {
    const HEAD: &str = "\nfunctions:\n";
    let Some(start) = text.find(HEAD).map(|at| at + HEAD.len()) else {
        return vec![Block::of(text, false)];
    };
    let mut blocks = Vec::new();
    let (mut from, mut at, mut is_function) = (0, start, false);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    for line in part(start, text.len()).split_inclusive('\n') {
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        let is_blank = line.trim().is_empty();
        if indent == 0 && !is_blank {
            break;
        }
        if indent == 2 && !line.trim_start().starts_with('#') {
            blocks.push(Block::of(part(from, at), is_function));
            (from, is_function) = (at, true);
        }
        at += line.len();
    }
    blocks.push(Block::of(part(from, at), is_function));
    blocks.push(Block::of(part(at, text.len()), false));
    blocks
}

/// The keys that lead to an error, numbers of list items left out.
fn keys_of(error: &ValidationError) -> Vec<String> {
    let path = error.instance_path().to_string();
    let keys = path
        .split('/')
        .filter(|key| !key.is_empty() && key.parse::<usize>().is_err());
    let mut keys: Vec<String> = keys.map(str::to_owned).collect();
    if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
        keys.extend(unexpected.first().cloned());
    }
    keys
}

/// On the last of `keys` that can be found below each other, else on the first line.
fn place(text: &str, keys: &[String], message: String) -> Found {
    let mut found = Found {
        line: 0,
        start: 0,
        end: 1,
        message,
    };
    let mut from = 0;
    for key in keys {
        for (line, content) in text.lines().enumerate().skip(from) {
            let bare = content.trim_start().trim_start_matches("- ");
            if bare
                .strip_prefix(key.as_str())
                .is_some_and(|rest| rest.starts_with(':'))
            {
                found.line = line;
                found.start = content.len() - bare.len();
                found.end = found.start + key.len();
                from = line;
                break;
            }
        }
    }
    found
}

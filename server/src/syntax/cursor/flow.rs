//! What encloses a cursor within brackets, read from the opening one on.

use super::{PathStep, Role};

/// What encloses a cursor within brackets.
pub(super) struct Flow {
    pub path: Vec<PathStep>,
    pub role: Role,
    pub siblings: Vec<String>,
    pub from: usize,
    pub to: usize,
}

fn is_word_start(text: &str, frame: Option<&Frame>, place: usize) -> bool {
    frame.is_some_and(|frame| text[frame.word..place].trim().is_empty())
}

/// One open bracket.
struct Frame {
    is_map: bool,
    items: usize,
    keys: Vec<String>,
    key: Option<String>,
    /// Where the current word begins.
    word: usize,
}

impl Flow {
    /// Reads from an opening bracket at `start` to the cursor at `at`; `None` if it is closed by then.
    pub fn read(text: &str, start: usize, at: usize) -> Option<Flow> {
        let bytes = text.as_bytes();
        let mut frames: Vec<Frame> = Vec::new();
        let mut quote = None;
        let mut place = start;
        while place < at {
            let byte = bytes[place];
            match (byte, quote) {
                (b'\\', Some(b'"')) => place += 1,
                (_, Some(open)) if byte == open => quote = None,
                (_, Some(_)) => {}
                (b'"' | b'\'', None) if is_word_start(text, frames.last(), place) => {
                    quote = Some(byte)
                }
                (b'[' | b'{', None) => frames.push(Frame {
                    is_map: byte == b'{',
                    items: 0,
                    keys: Vec::new(),
                    key: None,
                    word: place + 1,
                }),
                (b']' | b'}', None) => {
                    frames.pop();
                    frames.last()?;
                }
                (b',', None) => {
                    if let Some(frame) = frames.last_mut() {
                        let word = unquoted(text[frame.word..place].trim()).to_owned();
                        match frame.key.take() {
                            Some(_) if !frame.is_map => {}
                            Some(key) => frame.keys.push(key),
                            None if frame.is_map && !word.is_empty() => frame.keys.push(word),
                            None => {}
                        }
                        frame.items += 1;
                        frame.word = place + 1;
                    }
                }
                (b':', None) => {
                    let ends = bytes
                        .get(place + 1)
                        .is_none_or(|next| b" \t\r\n,[]{}\"'".contains(next))
                        || place + 1 == at;
                    if let Some(frame) = frames.last_mut()
                        && frame.key.is_none()
                        && ends
                    {
                        frame.key = Some(unquoted(text[frame.word..place].trim()).to_owned());
                        frame.word = place + 1;
                    }
                }
                _ => {}
            }
            place += 1;
        }
        let last = frames.len().checked_sub(1)?;
        let mut path = Vec::new();
        for frame in &frames[..last] {
            // `[a: b]` is a list of maps of one entry
            if !frame.is_map {
                path.push(PathStep::Index(frame.items));
            }
            match &frame.key {
                Some(key) => path.push(PathStep::Key(key.clone())),
                None if frame.is_map => return None,
                None => {}
            }
        }
        let frame = frames.pop()?;
        let word = &text[frame.word..at];
        let from = frame.word + (word.len() - word.trim_start().len());
        let rest = &text[at..];
        let length = match quote {
            Some(open) => rest
                .find([char::from(open), '\n', '\r'])
                .map_or(rest.len(), |found| {
                    found + usize::from(rest.as_bytes()[found] == open)
                }),
            None => rest
                .find([',', ']', '}', ':', '\n', '\r', '#'])
                .unwrap_or(rest.len()),
        };
        let word_end = at + text[at..at + length].trim_end().len();
        if !frame.is_map && frame.key.is_some() {
            path.push(PathStep::Index(frame.items));
        }
        let role = match (frame.is_map, frame.key) {
            (_, Some(key)) => Role::Value { key },
            (true, None) => Role::Key,
            (false, None) => Role::Item,
        };
        Some(Flow {
            path,
            role,
            siblings: frame.keys,
            from,
            to: word_end,
        })
    }
}

/// A word without its quotes.
pub(super) fn unquoted(text: &str) -> &str {
    let inner = text.strip_prefix(['"', '\'']).unwrap_or(text);
    inner.strip_suffix(['"', '\'']).unwrap_or(inner)
}

//! What a program said: as text for people, and taken apart for [`outcome`](super::outcome). Bounded, however much
//! it says.

use std::collections::VecDeque;

use serde_json::Value;

use super::Stream;
use super::result_block::ResultBlock;
use super::text_stream::TextStream;

/// How much of the beginning is kept, in bytes.
const HEAD: usize = 256 * 1024;
/// How much of the end is kept, in bytes.
const TAIL: usize = 768 * 1024;

/// Takes down what a program says while it runs.
#[derive(Debug, Default)]
pub struct Transcript {
    out: TextStream,
    err: TextStream,
    result: ResultBlock,
    all: Bounded,
    stdout: Bounded,
    stderr: Bounded,
}

/// What a program has said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Output {
    /// Both streams in the order in which they arrived.
    pub all: String,
    /// Its stdout.
    pub stdout: String,
    /// Its stderr.
    pub stderr: String,
    /// The answer in the result block; `None` if there is no whole one.
    pub result: Option<Value>,
}

impl Transcript {
    /// Takes down some bytes and gives their text.
    pub fn push(&mut self, stream: Stream, bytes: &[u8]) -> String {
        let text = match stream {
            Stream::Out => self.out.push(bytes),
            Stream::Err => self.err.push(bytes),
        };
        self.add(stream, &text);
        text
    }

    fn add(&mut self, stream: Stream, text: &str) {
        self.all.push(text);
        match stream {
            Stream::Out => {
                self.result.push(text);
                self.stdout.push(text);
            }
            Stream::Err => self.stderr.push(text),
        }
    }

    /// All of it.
    pub fn finish(mut self) -> Output {
        let (out, err) = (self.out.finish(), self.err.finish());
        self.add(Stream::Out, &out);
        self.add(Stream::Err, &err);
        Output {
            all: self.all.text(),
            stdout: self.stdout.text(),
            stderr: self.stderr.text(),
            result: self.result.value(),
        }
    }
}

/// The beginning and the end of a text.
#[derive(Debug, Default)]
struct Bounded {
    head: String,
    tail: VecDeque<String>,
    tail_bytes: usize,
    left_out: usize,
}

impl Bounded {
    fn push(&mut self, mut text: &str) {
        if self.tail.is_empty() && self.head.len() < HEAD {
            let room = floor_char_boundary(text, HEAD - self.head.len());
            self.head.push_str(&text[..room]);
            text = &text[room..];
        }
        if text.is_empty() {
            return;
        }
        self.tail.push_back(text.to_owned());
        self.tail_bytes += text.len();
        while self.tail_bytes > TAIL
            && self.tail.len() > 1
            && let Some(oldest) = self.tail.pop_front()
        {
            self.tail_bytes -= oldest.len();
            self.left_out += oldest.len();
        }
    }

    fn text(self) -> String {
        let mut text = self.head;
        if self.left_out > 0 {
            text.push_str(&format!("\n[… {} bytes …]\n", self.left_out));
        }
        text.extend(self.tail);
        text
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_keeps_its_beginning_and_its_end() {
        let mut transcript = Transcript::default();
        transcript.push(Stream::Out, b"first\n");
        for number in 0..100_000 {
            transcript.push(
                Stream::Out,
                format!("中 line {number} {}\n", "x".repeat(40)).as_bytes(),
            );
        }
        transcript.push(Stream::Err, b"last\n");
        let output = transcript.finish();
        assert!(output.all.starts_with("first\n"));
        assert!(output.all.ends_with("last\n"));
        assert!(output.all.contains("bytes …]"));
        assert!(output.all.len() < HEAD + TAIL + 100);
        assert_eq!(output.stderr, "last\n");
    }

    #[test]
    fn the_streams_are_kept_apart_and_together() {
        let mut transcript = Transcript::default();
        transcript.push(Stream::Out, b"--------- result start --------\n");
        transcript.push(Stream::Err, b"warning\n");
        transcript.push(Stream::Out, b"7\n--------- result end --------\n");
        let output = transcript.finish();
        assert_eq!(output.result, Some(7.into()));
        assert_eq!(output.stderr, "warning\n");
        assert!(output.all.contains("start --------\nwarning\n7\n"));
    }
}

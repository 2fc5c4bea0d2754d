//! Messages on stdin and stdout, each behind a `Content-Length` header. Reading is lenient: header names in any case,
//! unknown headers, stray blank lines; what cannot be read is skipped and reported, and the next message is read.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use tower_lsp::jsonrpc::{Request, Response};

use super::written::{self, Parts};

/// The longest message that is read, in bytes. A longer one is skipped.
const MAX_MESSAGE: u64 = 512 * 1024 * 1024;
/// The longest header line, in bytes.
const MAX_HEADER_LINE: u64 = 64 * 1024;
/// How many bytes may wait for a client that does not read before no more of its messages are taken in.
const MOST_WAITING: usize = 32 * 1024 * 1024;
/// How many messages may wait between the reader and the loop.
const QUEUE: usize = 256;
/// How many bytes of them may wait there; one message may have more.
const MOST_READ: usize = 32 * 1024 * 1024;
/// How often the reader looks whether there is room again.
const ROOM: Duration = Duration::from_millis(5);

/// What the reader found.
#[derive(Debug)]
pub enum Frame {
    /// A message.
    Message(Value),
    /// Something that is no message; holds the reason.
    Malformed(String),
}

/// What the reader has found and nobody has taken yet.
pub struct Frames {
    frames: tokio::sync::mpsc::Receiver<(Frame, usize)>,
    /// How many bytes they had.
    waiting: Arc<AtomicUsize>,
}

impl Frames {
    /// The next one, with its size in bytes; `None` where the input ends.
    pub async fn next(&mut self) -> Option<(Frame, usize)> {
        let (frame, size) = self.frames.recv().await?;
        self.waiting.fetch_sub(size, Ordering::Relaxed);
        Some((frame, size))
    }

    /// Whether the input has ended.
    pub fn is_closed(&self) -> bool {
        self.frames.is_closed()
    }
}

/// Reads the client's messages on a thread of its own.
pub fn read(input: impl Read + Send + 'static) -> io::Result<Frames> {
    let (sender, frames) = tokio::sync::mpsc::channel(QUEUE);
    let waiting = Arc::new(AtomicUsize::new(0));
    let frames = Frames {
        frames,
        waiting: Arc::clone(&waiting),
    };
    std::thread::Builder::new()
        .name("stdin".to_owned())
        .spawn(move || {
            let mut input = BufReader::with_capacity(64 * 1024, input);
            loop {
                while waiting.load(Ordering::Relaxed) > MOST_READ && !sender.is_closed() {
                    std::thread::sleep(ROOM);
                }
                match read_frame(&mut input) {
                    Ok(Some((frame, size))) => {
                        waiting.fetch_add(size, Ordering::Relaxed);
                        if sender.blocking_send((frame, size)).is_err() {
                            return;
                        }
                    }
                    Ok(None) => return,
                    Err(error) => {
                        tracing::warn!("stdin: {error}");
                        return;
                    }
                }
            }
        })?;
    Ok(frames)
}

/// Reads one message, and says how long it was; `None` at the end of the input.
fn read_frame(input: &mut impl BufRead) -> io::Result<Option<(Frame, usize)>> {
    let mut length: Option<Result<u64, String>> = None;
    let mut has_header = false;
    loop {
        let mut line = Vec::new();
        let read = input
            .by_ref()
            .take(MAX_HEADER_LINE)
            .read_until(b'\n', &mut line)?;
        if read == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            if has_header {
                break;
            }
            continue;
        }
        has_header = true;
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            let value = value.trim();
            length = Some(value.parse().map_err(|_| value.to_owned()));
        }
    }
    let length = match length {
        Some(Ok(length)) => length,
        Some(Err(value)) => {
            let reason = format!("Content-Length is no number: {value:?}");
            return Ok(Some((Frame::Malformed(reason), 0)));
        }
        None => {
            let reason = "a header without Content-Length".to_owned();
            return Ok(Some((Frame::Malformed(reason), 0)));
        }
    };
    if length > MAX_MESSAGE {
        let skipped = io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
        let reason = format!("a message of {length} bytes is too long");
        return Ok((skipped == length).then(|| (Frame::Malformed(reason), 0)));
    }
    let mut body = Vec::new();
    input.by_ref().take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    let frame = match serde_json::from_slice(&body) {
        Ok(message) => Frame::Message(message),
        Err(error) => Frame::Malformed(format!("no JSON: {error}")),
    };
    Ok(Some((frame, body.len())))
}

/// What can be written.
enum Outgoing {
    /// A message, as JSON: its parts, one behind the other.
    Message(Parts),
    /// Answered when everything before it is written.
    Flush(mpsc::Sender<()>),
}

/// The way to the client: messages are written in the order in which they are sent. Sending never waits, even if the
/// client does not read; who takes in new work asks [`Outbox::is_full`] before.
#[derive(Clone)]
pub struct Outbox {
    messages: mpsc::Sender<Outgoing>,
    /// How many bytes wait to be written.
    waiting: Arc<AtomicUsize>,
    /// Whether nothing can be written any more.
    is_closed: Arc<AtomicBool>,
}

impl Outbox {
    /// Writes to `output`, on a thread of its own.
    pub fn to(output: impl Write + Send + 'static) -> io::Result<Outbox> {
        let (messages, receiver) = mpsc::channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let outbox = Outbox {
            messages,
            waiting: Arc::clone(&waiting),
            is_closed: Arc::default(),
        };
        let is_closed = Arc::clone(&outbox.is_closed);
        std::thread::Builder::new()
            .name("stdout".to_owned())
            .spawn(move || {
                if let Err(error) = write_all(&receiver, &waiting, BufWriter::new(output)) {
                    tracing::warn!("stdout: {error}");
                }
                // nobody reads any more, so nothing waits
                drop(receiver);
                is_closed.store(true, Ordering::Relaxed);
                waiting.store(0, Ordering::Relaxed);
            })?;
        Ok(outbox)
    }

    /// Sends an answer.
    pub fn respond(&self, response: Response) {
        match written::message(&response) {
            Some(parts) => self.write(parts),
            None => self.send(&response),
        }
    }

    /// Sends a request or a notification.
    pub fn call(&self, request: Request) {
        self.send(&request);
    }

    /// Whether so much waits for a client that does not read that nothing should be added.
    pub fn is_full(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > MOST_WAITING
    }

    /// Whether the client has closed its end: it is gone.
    pub fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Relaxed)
    }

    /// Sends a message that is JSON already.
    pub fn write(&self, message: Parts) {
        self.waiting.fetch_add(length(&message), Ordering::Relaxed);
        if self.messages.send(Outgoing::Message(message)).is_err() {
            // The output is closed: the client is gone, and the loop will notice by itself.
            self.waiting.store(0, Ordering::Relaxed);
        }
    }

    /// Waits until everything sent so far is written, but no longer than `patience`.
    pub fn flush(&self, patience: Duration) {
        let (done, written) = mpsc::channel();
        // Fails if the output is closed: then nothing can be written.
        let is_open = self.messages.send(Outgoing::Flush(done)).is_ok();
        if is_open && written.recv_timeout(patience).is_err() {
            tracing::debug!("the client no longer reads");
        }
    }

    fn send(&self, message: &impl serde::Serialize) {
        match serde_json::to_vec(message) {
            Ok(body) => self.write(vec![body]),
            Err(error) => tracing::error!("a message cannot be written: {error}"),
        }
    }
}

fn length(message: &[Vec<u8>]) -> usize {
    message.iter().map(Vec::len).sum()
}

fn write_all(
    messages: &mpsc::Receiver<Outgoing>,
    waiting: &AtomicUsize,
    mut output: impl Write,
) -> io::Result<()> {
    let mut next = messages.recv().ok();
    while let Some(message) = next {
        match message {
            Outgoing::Message(message) => {
                let length = length(&message);
                write!(output, "Content-Length: {length}\r\n\r\n")?;
                for part in &message {
                    output.write_all(part)?;
                }
                waiting.fetch_sub(length, Ordering::Relaxed);
            }
            Outgoing::Flush(done) => {
                output.flush()?;
                let _ = done.send(());
            }
        }
        next = messages.try_recv().ok();
        if next.is_none() {
            output.flush()?;
            next = messages.recv().ok();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(input: &str) -> Vec<String> {
        let mut input = input.as_bytes();
        let mut found = Vec::new();
        while let Ok(Some((frame, _))) = read_frame(&mut input) {
            found.push(match frame {
                Frame::Message(message) => message.to_string(),
                Frame::Malformed(reason) => format!("! {reason}"),
            });
        }
        found
    }

    #[test]
    fn headers_are_read_as_they_come() {
        for header in [
            "Content-Length: 2\r\n\r\n",
            "content-length:2\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
            "CONTENT-LENGTH : 2\n\n",
            "\r\n\r\nX: y\r\nContent-Length: 2\r\n\r\n",
        ] {
            assert_eq!(frames(&format!("{header}{{}}")), ["{}"], "{header:?}");
        }
    }

    #[test]
    fn what_is_no_message_is_skipped() {
        let good = "Content-Length: 2\r\n\r\n{}";
        assert_eq!(
            frames(&format!("Content-Length: 3\r\n\r\n{{x}}{good}")),
            ["! no JSON: key must be a string at line 1 column 2", "{}"]
        );
        assert_eq!(
            frames(&format!("X: 1\r\n\r\n{good}")),
            ["! a header without Content-Length", "{}"]
        );
        assert_eq!(
            frames(&format!("Content-Length: two\r\n\r\n{good}")),
            ["! Content-Length is no number: \"two\"", "{}"]
        );
    }

    #[test]
    fn an_input_that_ends_early_ends() {
        for input in ["", "\r\n", "Content-Len", "Content-Length: 9\r\n\r\n{}"] {
            assert!(frames(input).is_empty(), "{input:?}");
        }
    }

    #[test]
    fn a_message_that_is_far_too_long_is_not_kept() {
        let mut input: &[u8] = b"Content-Length: 99999999999999\r\n\r\nabc";
        assert!(matches!(read_frame(&mut input), Ok(None)));
    }

    #[test]
    fn messages_are_written_in_order_with_their_length_in_bytes() {
        let (sender, receiver) = mpsc::channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let outbox = Outbox {
            messages: sender,
            waiting: Arc::clone(&waiting),
            is_closed: Arc::default(),
        };
        outbox.call(Request::build("中文").finish());
        outbox.respond(Response::from_ok(1.into(), Value::Null));
        drop(outbox);
        let mut written = Vec::new();
        write_all(&receiver, &waiting, &mut written).expect("a vector takes everything");
        assert_eq!(waiting.load(Ordering::Relaxed), 0);
        assert_eq!(
            String::from_utf8_lossy(&written),
            "Content-Length: 35\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"中文\"}\
             Content-Length: 38\r\n\r\n{\"jsonrpc\":\"2.0\",\"result\":null,\"id\":1}"
        );
    }
}

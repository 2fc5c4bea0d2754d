//! Messages in and out.

use std::io::{BufRead, BufReader, BufWriter, StdoutLock, Write};

use serde_json::Value;

/// Where answers go.
pub struct Out(BufWriter<StdoutLock<'static>>);

impl Out {
    /// Writes one message.
    pub fn send(&mut self, message: &Value) -> Result<(), String> {
        let body = message.to_string();
        let written = write!(self.0, "Content-Length: {}\r\n\r\n{body}", body.len());
        written
            .and_then(|()| self.0.flush())
            .map_err(|error| error.to_string())
    }
}

/// Hands every message to `answer`, until it says `false` or the input ends.
pub fn each_message(
    mut answer: impl FnMut(&Value, &mut Out) -> Result<bool, String>,
) -> Result<(), String> {
    let mut from = BufReader::with_capacity(1 << 16, std::io::stdin().lock());
    let mut out = Out(BufWriter::with_capacity(1 << 16, std::io::stdout().lock()));
    while let Some(message) = receive(&mut from)? {
        if !answer(&message, &mut out)? {
            break;
        }
    }
    Ok(())
}

fn receive(from: &mut impl BufRead) -> Result<Option<Value>, String> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        if from
            .read_line(&mut line)
            .map_err(|error| error.to_string())?
            == 0
        {
            return Ok(None);
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length:") {
            length = value
                .trim()
                .parse()
                .map_err(|_| format!("bad header {line}"))?;
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)
        .map_err(|error| error.to_string())?;
    serde_json::from_slice(&body)
        .map(Some)
        .map_err(|error| error.to_string())
}

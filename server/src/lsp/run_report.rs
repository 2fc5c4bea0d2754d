//! Telling the client of a run while it goes on. Lives on the run's own thread; nothing here waits for the client.

use std::time::{Duration, Instant};

use fyml_schema::Lang;
use serde_json::{Value, json};

use super::to_client::ToClient;
use crate::run::{Action, Stream};

/// How often output is sent at most.
const SEND_EVERY: Duration = Duration::from_millis(50);
/// How much output is sent at a time, in bytes; what comes faster is left out, with a line that says so.
const SEND_MOST: usize = 128 * 1024;
/// How often the progress shows another line.
const PROGRESS_EVERY: Duration = Duration::from_millis(300);
/// How long the line in a progress may be, in characters.
const PROGRESS_LINE: usize = 120;

/// Sends output and progress.
pub struct RunReport {
    to_client: ToClient,
    lang: Lang,
    run: u64,
    action: Action,
    /// Whether the client shows output itself.
    streams: bool,
    token: Option<Value>,
    waiting: Vec<(Stream, String)>,
    waiting_bytes: usize,
    left_out: usize,
    sent_at: Instant,
    last_line: String,
    shown_line: String,
    progress_at: Instant,
}

impl RunReport {
    /// Begins to report a run. `title` heads the progress.
    pub fn begin(
        to_client: ToClient,
        lang: Lang,
        (run, action): (u64, Action),
        streams: bool,
        token: Option<Value>,
        title: &str,
    ) -> RunReport {
        if let Some(token) = &token {
            let begin = json!({"kind": "begin", "title": title, "cancellable": true});
            to_client.progress(token, begin);
        }
        RunReport {
            to_client,
            lang,
            run,
            action,
            streams,
            token,
            waiting: Vec::new(),
            waiting_bytes: 0,
            left_out: 0,
            sent_at: Instant::now(),
            last_line: String::new(),
            shown_line: String::new(),
            progress_at: Instant::now(),
        }
    }

    /// Sends a line of our own.
    pub fn say(&self, text: &str) {
        if self.streams {
            self.to_client
                .run_output(self.run, self.action.as_str(), "info", &format!("{text}\n"));
        }
    }

    /// Takes some output; sends what is due.
    pub fn hear(&mut self, stream: Stream, text: String) {
        if let Some(line) = text.lines().rev().find(|line| !line.trim().is_empty()) {
            self.last_line = line.trim().chars().take(PROGRESS_LINE).collect();
        }
        if self.streams && !text.is_empty() {
            if self.waiting_bytes + text.len() > SEND_MOST {
                self.left_out += text.len();
            } else {
                self.waiting_bytes += text.len();
                match self.waiting.last_mut() {
                    Some((last, waiting)) if *last == stream => waiting.push_str(&text),
                    _ => self.waiting.push((stream, text)),
                }
            }
        }
        if self.sent_at.elapsed() >= SEND_EVERY {
            self.send();
        }
        if self.progress_at.elapsed() >= PROGRESS_EVERY {
            self.show_progress();
        }
    }

    fn send(&mut self) {
        self.sent_at = Instant::now();
        if self.to_client.is_behind() {
            // it does not read: what it has not seen must not be kept for it
            self.waiting.clear();
            self.left_out += std::mem::take(&mut self.waiting_bytes);
            return;
        }
        for (stream, text) in self.waiting.drain(..) {
            let name = match stream {
                Stream::Out => "stdout",
                Stream::Err => "stderr",
            };
            self.to_client
                .run_output(self.run, self.action.as_str(), name, &text);
        }
        self.waiting_bytes = 0;
        let left_out = std::mem::take(&mut self.left_out);
        if left_out > 0 {
            let text = match self.lang {
                Lang::En => format!("[… {left_out} bytes left out …]"),
                Lang::ZhCn => format!("[… 省略 {left_out} 字节 …]"),
            };
            self.say(&text);
        }
    }

    fn show_progress(&mut self) {
        self.progress_at = Instant::now();
        if self.to_client.is_behind() {
            return;
        }
        if let Some(token) = &self.token
            && self.last_line != self.shown_line
        {
            self.shown_line.clone_from(&self.last_line);
            let report = json!({"kind": "report", "message": self.last_line});
            self.to_client.progress(token, report);
        }
    }

    /// Sends what is left and ends the progress.
    pub fn end(mut self, summary: &str) {
        self.send();
        if let Some(token) = &self.token {
            let message = summary.lines().next().unwrap_or_default();
            self.to_client
                .progress(token, json!({"kind": "end", "message": message}));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::*;
    use crate::lsp::server::{self, Server};
    use crate::lsp::transport::Outbox;
    use crate::lsp::worker::Worker;

    #[test]
    fn output_for_a_client_that_does_not_read_is_left_out_and_that_is_said() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        let (mut output, input) = io::pipe().expect("a pipe");
        let (worker, _jobs) = Worker::new();
        let mut to_client = None;
        server::service(|client| {
            let outbox = Outbox::to(input).expect("a thread");
            let handle = runtime.handle().clone();
            to_client = Some(ToClient::new(client, outbox, handle, worker.clone()));
            Server::new(worker.clone())
        });
        let to_client = to_client.expect("made above");
        let run = (1, Action::Dev);
        let mut report = RunReport::begin(to_client.clone(), Lang::En, run, true, None, "dev");
        let piece = "x".repeat(SEND_MOST);
        // as if time passed: every piece is due at once
        let mut hear = |text: String| {
            report.hear(Stream::Out, text);
            report.send();
        };
        let mut written = 0;
        while !to_client.is_behind() {
            hear(piece.clone());
            written += piece.len();
        }
        for _ in 0..written / piece.len() {
            hear(piece.clone());
        }
        let reader = std::thread::spawn(move || {
            let mut said = String::new();
            output.read_to_string(&mut said).map(|_| said)
        });
        while to_client.is_behind() {
            std::thread::yield_now();
        }
        hear("the end\n".to_owned());
        drop(report);
        drop(to_client);
        let said = reader.join().expect("no panic").expect("UTF-8");
        let length = said.matches('x').count();
        assert!(length < written + SEND_MOST, "{length} of {written}");
        assert!(said.contains(&format!("[… {written} bytes left out …]")));
        assert!(said.contains("the end"));
    }
}

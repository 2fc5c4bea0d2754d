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

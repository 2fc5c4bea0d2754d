//! A run on its own thread. What it has to say it sends to the client by itself; its end becomes a job of the worker.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fyml_schema::Lang;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::run_report::RunReport;
use super::run_request::Prepared;
use super::run_result::Ended;
use super::to_client::ToClient;
use crate::run::{self, BUILD_FOLDER, Limits, Stop, Stream, Supervisor, Transcript};

/// How often a local server's port is tried.
const PORT_EVERY: Duration = Duration::from_millis(250);

/// A run on its own thread.
pub(super) struct RunThread {
    pub(super) run: u64,
    pub(super) what: String,
    pub(super) prepared: Arc<Prepared>,
    pub(super) stop: Stop,
    pub(super) report: RunReport,
    /// Who waits for the result; a local server is answered for when its port answers.
    pub(super) sender: Option<oneshot::Sender<Value>>,
}

impl RunThread {
    /// Runs it to its end.
    pub(super) fn work(mut self, to_client: &ToClient, lang: Lang) {
        let begin = Instant::now();
        let prepared = Arc::clone(&self.prepared);
        self.report.say(&format!(
            "> {} {}",
            prepared.tool.get(lang),
            prepared.line.args.join(" ")
        ));
        for note in &prepared.notes {
            self.report.say(note.get(lang));
        }
        let limits = Limits {
            time: prepared.limit,
            stop: self.stop.clone(),
        };
        let mut transcript = Transcript::default();
        let mut port_tried = Instant::now();
        let supervisor = Supervisor::of_process();
        let end = run::run(
            &prepared.line,
            &limits,
            supervisor.as_ref(),
            &mut |stream, bytes| {
                let text = transcript.push(stream, bytes);
                self.report.hear(stream, text);
                if self.sender.as_ref().is_some_and(oneshot::Sender::is_closed) {
                    // the request was cancelled
                    self.stop.request();
                }
                if let Some(port) = prepared.port
                    && self.sender.is_some()
                    && port_tried.elapsed() > PORT_EVERY
                {
                    port_tried = Instant::now();
                    if is_answering(port) {
                        self.answer(
                            json!({"url": format!("http://127.0.0.1:{port}"), "runId": self.run}),
                        );
                    }
                }
            },
        );
        let end = end.unwrap_or_else(|error| {
            transcript.push(
                Stream::Err,
                format!("{}: {error}\n", prepared.line.program.display()).as_bytes(),
            );
            run::End::Exited(127)
        });
        let output = transcript.finish();
        let outcome = run::outcome::judge(prepared.action, end, &output, &prepared.folder);
        if outcome.exit_code.is_none() && !prepared.had_build_folder {
            remove_build_folder(&prepared.folder);
        }
        let (run, duration, what) = (self.run, begin.elapsed(), self.what);
        let (report, sender) = (self.report, self.sender);
        to_client.post(move |session| {
            let ended = Ended {
                run,
                what: &what,
                outcome: &outcome,
                output: &output,
                duration,
                input: prepared.input.as_ref(),
                notes: &prepared.notes,
                handler: prepared.handler.as_ref(),
            };
            report.end(&ended.summary(session.lang(), &prepared.folder));
            let result = session.run_ended(&ended, &prepared.folder);
            if let Some(sender) = sender {
                // fails if the request was cancelled
                let _ = sender.send(result);
            }
        });
    }

    fn answer(&mut self, value: Value) {
        if let Some(sender) = self.sender.take() {
            let _ = sender.send(value);
        }
    }
}

/// What an interrupted `f invoke` leaves behind. A link in its place is left alone.
fn remove_build_folder(folder: &Path) {
    let path = folder.join(BUILD_FOLDER);
    let is_folder = path
        .symlink_metadata()
        .is_ok_and(|metadata| metadata.is_dir());
    if is_folder && let Err(error) = std::fs::remove_dir_all(&path) {
        tracing::warn!("{}: {error}", path.display());
    }
}

fn is_answering(port: u16) -> bool {
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], port));
    std::net::TcpStream::connect_timeout(&address, Duration::from_millis(50)).is_ok()
}

//! The worker's part in a run: it begins one on a thread of its own, takes note, and tells everybody when it is over.

use std::path::Path;
use std::sync::Arc;

use lsp_types::MessageType;
use serde_json::Value;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::Result;

use super::run_command::{failed, refusal};
use super::run_report::RunReport;
use super::run_request::Prepared;
use super::run_result::{Ended, Sources};
use super::run_thread::RunThread;
use super::runs::Going;
use super::session::Session;
use super::worker::guarded;
use crate::lint::Message;
use crate::message;
use crate::run::Stop;

/// A run that has begun, or the answer to one that must not.
type Begun = std::result::Result<oneshot::Receiver<Value>, Value>;

impl Session {
    /// Stops a run: the one of this number, or the only one. Gives what it is, and what fails when it has ended.
    ///
    /// # Errors
    /// If there is none.
    pub fn cancel_run(&mut self, run: Option<u64>) -> Result<(String, oneshot::Receiver<()>)> {
        self.runs.stop(run).ok_or_else(|| {
            let reason = message!("There is no such run.", "没有这样的运行任务。");
            failed(reason.get(self.lang()))
        })
    }

    /// Why nothing can begin in a folder for the moment.
    pub(super) fn busy(&self, folder: &Path) -> Option<Message> {
        let (run, going) = self.runs.in_folder(folder)?;
        let what = going.what();
        Some(message!(
            "`{what}` is running in this folder (run {run}). The toolchain can do one thing at a time there: stop it first.",
            "此目录中正在运行 `{what}`（任务 {run}）。工具链在同一目录中一次只能做一件事，请先停止它。"
        ))
    }

    /// A number for a run, and whether the client shows progress.
    pub(super) fn new_run(&mut self) -> (u64, bool) {
        (self.runs.next(), self.capabilities().work_done_progress)
    }

    /// The result of a run that was refused; clients that show no results are told in a message.
    pub(super) fn refused(&mut self, reason: &Message) -> Value {
        let reason = reason.get(self.lang());
        if !self.capabilities().run_output {
            self.to_client().show_message(MessageType::Error, reason);
        }
        refusal(reason)
    }

    /// Begins a run on a thread of its own.
    ///
    /// # Errors
    /// If nothing may be run any more, or there is no thread for it.
    pub(super) fn begin(
        &mut self,
        run: u64,
        prepared: Prepared,
        token: Option<Value>,
    ) -> Result<Begun> {
        // much time may have passed since it was prepared: somebody was asked
        self.check_trust()?;
        if let Some(reason) = self.busy(&prepared.folder) {
            return Ok(Err(self.refused(&reason)));
        }
        let stop = Stop::default();
        let going = Going {
            folder: prepared.folder.clone(),
            action: prepared.action,
            function: prepared.function.clone(),
            stop: stop.clone(),
            token: token.clone(),
            waiting: Vec::new(),
        };
        let what = going.what();
        self.runs.begin(run, going);
        if prepared.is_own_input
            && let (Some(function), Some(event)) = (&prepared.function, &prepared.input)
        {
            self.runs
                .remember(&prepared.folder, function, event.clone());
        }
        self.unmark(&prepared.folder);
        self.lenses_changed();
        let (sender, receiver) = oneshot::channel();
        let to_client = self.to_client();
        let (lang, streams) = (self.lang(), self.capabilities().run_output);
        let report = RunReport::begin(
            to_client.clone(),
            lang,
            (run, prepared.action),
            streams,
            token,
            &format!("fyml {what}"),
        );
        let thread = RunThread {
            run,
            what,
            prepared: Arc::new(prepared),
            stop,
            report,
            sender: Some(sender),
        };
        match self.start(run, move || thread.work(&to_client, lang)) {
            Ok(()) => Ok(Ok(receiver)),
            Err(error) => {
                self.runs.end(run);
                Err(failed(&error.to_string()))
            }
        }
    }

    /// Lets a thread do the work of a run. A panic there ends the run, not the session.
    pub(super) fn start(
        &self,
        run: u64,
        work: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<()> {
        let to_client = self.to_client();
        let thread = std::thread::Builder::new().name(format!("run {run}"));
        thread.spawn(move || {
            if guarded(work).is_none() {
                to_client.post(move |session| {
                    session.runs.end(run);
                    session.lenses_changed();
                    session.report_panic();
                });
            }
        })?;
        Ok(())
    }

    /// Takes away the diagnostics of the last run in a folder.
    fn unmark(&mut self, folder: &Path) {
        for uri in self.runs.mark(folder, Default::default()) {
            self.to_client().publish_diagnostics(&uri, None, Vec::new());
        }
    }

    /// Takes note of a run that is over and tells everybody.
    pub(super) fn run_ended(&mut self, ended: &Ended<'_>, folder: &Path) -> Value {
        self.runs.end(ended.run);
        let lang = self.lang();
        let mut sources = Sources::new(self.capabilities().encoding);
        let result = ended.result(lang, &mut sources);
        let diagnostics = ended.diagnostics(&mut sources);
        self.unmark(folder);
        let uris = diagnostics.keys().cloned().collect();
        self.runs.mark(folder, uris);
        for (uri, diagnostics) in diagnostics {
            self.to_client()
                .publish_diagnostics(&uri, None, diagnostics);
        }
        self.lenses_changed();
        let to_client = self.to_client();
        if self.capabilities().run_output {
            to_client.run_ended(ended.run, &result);
        } else {
            to_client.log_message(&ended.output.all);
            let kind = if ended.outcome.is_ok {
                MessageType::Info
            } else {
                MessageType::Error
            };
            to_client.show_message(kind, &ended.summary(lang, folder));
            if let Some(place) = ended.location(&mut sources)
                && self.capabilities().show_document
            {
                to_client.show_place(place.uri.0, place.range);
            }
        }
        result
    }
}

//! What the server says and asks of its own accord.

use std::sync::Arc;
use std::time::Duration;

use lsp_types::{
    ConfigurationItem, Diagnostic, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher,
    GlobPattern, MessageActionItem, MessageType, ProgressToken, PublishDiagnosticsParams, Range,
    Registration, ShowDocumentParams, Uri,
};
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Request;

use super::session::Session;
use super::settings::SECTION;
use super::transport::Outbox;
use super::worker::{Worker, guarded};
use crate::model::FileName;
use crate::project::{self, SourceIndex};

/// The files that handlers lie in.
const SOURCE_FILES: &str = "*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}";

/// How long a client may take to agree to a progress before the run begins without it.
const PROGRESS_PATIENCE: Duration = Duration::from_secs(1);

/// The way to the client for everything that is no answer. Nothing here waits: notifications go out in the order in
/// which they are sent, and what the client answers to a request comes back as a job of the worker.
#[derive(Clone)]
pub struct ToClient {
    client: Client,
    outbox: Outbox,
    runtime: Handle,
    worker: Worker,
}

impl ToClient {
    /// Speaks through `outbox`; requests are waited for on `runtime`, their answers go to `worker`.
    pub fn new(client: Client, outbox: Outbox, runtime: Handle, worker: Worker) -> ToClient {
        ToClient {
            client,
            outbox,
            runtime,
            worker,
        }
    }

    /// Whether so much waits for the client to read that nothing should be added.
    pub fn is_behind(&self) -> bool {
        self.outbox.is_full()
    }

    /// Sends the diagnostics of a document.
    pub fn publish_diagnostics(
        &self,
        uri: &str,
        version: Option<i32>,
        diagnostics: Vec<Diagnostic>,
    ) {
        let params = PublishDiagnosticsParams {
            uri: Uri(uri.to_owned()),
            version,
            diagnostics,
        };
        self.notify("textDocument/publishDiagnostics", json!(params));
    }

    /// Sends the diagnostics of a document, which are written as a JSON list already.
    pub fn publish_written(&self, uri: &str, version: Option<i32>, diagnostics: String) {
        let mut params = json!({"uri": uri});
        if let Some(version) = version {
            params["version"] = json!(version);
        }
        let params = params.to_string();
        let open = params.strip_suffix('}').unwrap_or(&params);
        let head = format!(
            "{{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\",\"params\":{open},\"diagnostics\":"
        );
        self.outbox.write(vec![
            head.into_bytes(),
            diagnostics.into_bytes(),
            b"}}".to_vec(),
        ]);
    }

    /// Sends a piece of a run's output to a client that shows it. `kind` is what runs: `invoke`, `dev` …
    pub fn run_output(&self, run: u64, kind: &str, stream: &str, text: &str) {
        let params = json!({"runId": run, "kind": kind, "stream": stream, "text": text});
        self.notify("fyml/runOutput", params);
    }

    /// Tells a client that shows runs itself that one has ended.
    pub fn run_ended(&self, run: u64, result: &Value) {
        self.notify("fyml/runEnded", json!({"runId": run, "result": result}));
    }

    /// Sends one step of a progress.
    pub fn progress(&self, token: &Value, value: Value) {
        self.notify("$/progress", json!({"token": token, "value": value}));
    }

    /// Shows a message to the user.
    pub fn show_message(&self, kind: MessageType, message: &str) {
        let params = json!({"type": kind, "message": message});
        self.notify("window/showMessage", params);
    }

    /// Adds to the client's log of this server.
    pub fn log_message(&self, message: &str) {
        let params = json!({"type": MessageType::Info, "message": message});
        self.notify("window/logMessage", params);
    }

    /// Asks the user to choose. `None` if they chose nothing, or the client cannot ask.
    pub async fn ask_user(&self, message: String, choices: &[String]) -> Option<String> {
        let action = |title: &String| MessageActionItem {
            title: title.clone(),
            properties: Default::default(),
        };
        let actions = choices.iter().map(action).collect();
        let client = self.client.clone();
        match client
            .show_message_request(MessageType::Warning, message, Some(actions))
            .await
        {
            Ok(choice) => choice.map(|action| action.title),
            Err(error) => {
                tracing::warn!("window/showMessageRequest: {error}");
                None
            }
        }
    }

    /// Begins a progress of the server's own; gives its token if the client takes part.
    pub async fn create_progress(&self, run: u64) -> Option<Value> {
        let token = format!("fyml-run-{run}");
        let create = self
            .client
            .create_work_done_progress(ProgressToken::String(token.clone()));
        match tokio::time::timeout(PROGRESS_PATIENCE, create).await {
            Ok(Ok(())) => Some(json!(token)),
            Ok(Err(error)) => {
                tracing::warn!("window/workDoneProgress/create: {error}");
                None
            }
            Err(_) => None,
        }
    }

    /// Asks the client to show a place without taking the focus.
    pub fn show_place(&self, uri: String, selection: Range) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let params = ShowDocumentParams {
                uri: Uri(uri),
                external: None,
                take_focus: Some(false),
                selection: Some(selection),
            };
            if let Err(error) = client.show_document(params).await {
                tracing::warn!("window/showDocument: {error}");
            }
        });
    }

    /// Asks the client to ask for lenses again.
    pub fn refresh_lenses(&self) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            if let Err(error) = client.code_lens_refresh().await {
                tracing::warn!("workspace/codeLens/refresh: {error}");
            }
        });
    }

    /// Gives the worker a job.
    pub fn post(&self, job: impl FnOnce(&mut Session) + Send + 'static) {
        self.worker.post(job);
    }

    /// Runs `work` on a thread of its own, then what it gives as a job of the worker; `failed` in its place if the work
    /// panicked.
    pub fn work_beside<J>(
        &self,
        work: impl FnOnce() -> J + Send + 'static,
        failed: fn(&mut Session),
    ) where
        J: FnOnce(&mut Session) + Send + 'static,
    {
        let worker = self.worker.clone();
        self.runtime.spawn_blocking(move || match guarded(work) {
            Some(job) => worker.post(job),
            None => worker.post(failed),
        });
    }

    /// Reads the source files of a project on a thread of its own, then hands them to the worker.
    pub fn read_sources(&self, index: Arc<SourceIndex>) {
        let read = move || {
            let sources = index.sources();
            move |session: &mut Session| session.take_sources(index.folder(), &sources)
        };
        self.work_beside(read, Session::report_panic);
    }

    fn notify(&self, method: &'static str, params: Value) {
        self.outbox
            .call(Request::build(method).params(params).finish());
    }

    /// Asks the client to ask for diagnostics again.
    pub fn refresh_diagnostics(&self) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            if let Err(error) = client.workspace_diagnostic_refresh().await {
                tracing::warn!("workspace/diagnostic/refresh: {error}");
            }
        });
    }

    /// Asks for the settings. `number` tells a late answer from the latest one.
    pub fn pull_configuration(&self, number: u64) {
        let (client, worker) = (self.client.clone(), self.worker.clone());
        self.runtime.spawn(async move {
            let section = ConfigurationItem {
                section: Some(SECTION.to_owned()),
                ..ConfigurationItem::default()
            };
            match client.configuration(vec![section]).await {
                Ok(answers) => {
                    let section = answers.into_iter().next().unwrap_or_default();
                    worker.post(move |session| session.take_configuration(number, &section));
                }
                Err(error) => tracing::warn!("workspace/configuration: {error}"),
            }
        });
    }

    /// Asks to be told when the settings change.
    pub fn register_configuration(&self) {
        self.register(Registration {
            id: "fyml-configuration".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(json!({"section": SECTION})),
        });
    }

    /// Asks to be told when a file changes that lies beside an f.yml and matters.
    pub fn register_watched_files(&self) {
        let names = FileName::ALL.map(FileName::as_str).into_iter();
        let watchers = names
            .chain(project::neighbour_files())
            .chain([SOURCE_FILES])
            .map(|name| FileSystemWatcher {
                glob_pattern: GlobPattern::Pattern(format!("**/{name}")),
                kind: None,
            })
            .collect();
        self.register(Registration {
            id: "fyml-watched-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!(DidChangeWatchedFilesRegistrationOptions { watchers })),
        });
    }

    fn register(&self, registration: Registration) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let method = registration.method.clone();
            if let Err(error) = client.register_capability(vec![registration]).await {
                tracing::warn!("client/registerCapability for {method}: {error}");
            }
        });
    }
}

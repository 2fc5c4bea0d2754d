//! What the server says and asks of its own accord.

use lsp_types::{
    ConfigurationItem, Diagnostic, DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher,
    GlobPattern, PublishDiagnosticsParams, Registration, Uri,
};
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::jsonrpc::Request;

use super::settings::SECTION;
use super::transport::Outbox;
use super::worker::Worker;
use crate::model::FileName;
use crate::project;

/// The files that handlers lie in.
const SOURCE_FILES: &str = "*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}";

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

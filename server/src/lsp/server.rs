//! The methods of the protocol and who answers them.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use fyml_schema::Lang;
use lsp_types::{InitializeParams, InitializeResult, InitializedParams, ServerInfo};
use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::{Client, ClientSocket, LanguageServer, LspService};

use super::capabilities::Capabilities;
use super::client_process::ClientProcess;
use super::worker::Worker;
use super::{convert_in, message};

/// What the handlers share. It holds no state of its own beyond the lifecycle; see
/// [`Session`](super::session::Session).
pub struct Server {
    pub(super) worker: Worker,
    client_process: OnceLock<ClientProcess>,
    is_shut_down: AtomicBool,
}

/// The service with all its methods; `make` gets the way to the client.
pub fn service(make: impl FnOnce(Client) -> Server) -> (LspService<Server>, ClientSocket) {
    LspService::build_with_lifecycle_methods(make)
        .custom_method("textDocument/didOpen", Server::did_open)
        .custom_method("textDocument/didChange", Server::did_change)
        .custom_method("textDocument/didClose", Server::did_close)
        .custom_method("textDocument/diagnostic", Server::diagnostic)
        .custom_method("textDocument/documentSymbol", Server::document_symbol)
        .custom_method("textDocument/completion", Server::completion)
        .custom_method("completionItem/resolve", Server::completion_resolve)
        .custom_method("textDocument/hover", Server::hover)
        .custom_method("textDocument/codeAction", Server::code_action)
        .custom_method("codeAction/resolve", Server::code_action_resolve)
        .custom_method("textDocument/definition", Server::definition)
        .custom_method("textDocument/references", Server::references)
        .custom_method("textDocument/documentHighlight", Server::document_highlight)
        .custom_method("textDocument/prepareRename", Server::prepare_rename)
        .custom_method("textDocument/rename", Server::rename)
        .custom_method("textDocument/documentLink", Server::document_link)
        .custom_method("textDocument/foldingRange", Server::folding_range)
        .custom_method("textDocument/selectionRange", Server::selection_range)
        .custom_method("workspace/symbol", Server::workspace_symbol)
        .custom_method("textDocument/inlayHint", Server::inlay_hint)
        .custom_method("textDocument/codeLens", Server::code_lens)
        .custom_method("workspace/executeCommand", Server::execute_command)
        .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
        .custom_method(
            "workspace/didChangeConfiguration",
            Server::did_change_configuration,
        )
        .custom_method(
            "workspace/didChangeWatchedFiles",
            Server::did_change_watched_files,
        )
        .custom_method(
            "workspace/didChangeWorkspaceFolders",
            Server::did_change_workspace_folders,
        )
        .finish()
}

impl Server {
    /// A server that gives its work to `worker`.
    pub fn new(worker: Worker) -> Server {
        Server {
            worker,
            client_process: OnceLock::new(),
            is_shut_down: AtomicBool::new(false),
        }
    }

    /// Whether the client has said `shutdown`.
    pub fn is_shut_down(&self) -> bool {
        self.is_shut_down.load(Ordering::Relaxed)
    }

    /// Whether the client's process is known to have ended.
    pub fn is_client_gone(&self) -> bool {
        self.client_process
            .get()
            .is_some_and(|process| !process.is_alive())
    }
}

impl LanguageServer for Server {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let params = message::initialize_params(params.initialization_options);
        let process = params
            .get("processId")
            .and_then(Value::as_u64)
            .and_then(|id| ClientProcess::find(u32::try_from(id).ok()?));
        if let Some(process) = process {
            self.client_process.get_or_init(|| process);
        }
        let locale = params.get("locale").and_then(Value::as_str);
        let lang = Lang::from_locale(locale.unwrap_or_default());
        let capabilities = Capabilities::of(&params);
        let offered = capabilities.offered();
        self.worker.post(move |session| {
            let options = params.get("initializationOptions").unwrap_or(&Value::Null);
            session.initialize(capabilities, lang, options, convert_in::folders(&params));
        });
        Ok(InitializeResult {
            capabilities: offered,
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.worker.post(|session| session.initialized());
    }

    async fn shutdown(&self) -> Result<()> {
        self.is_shut_down.store(true, Ordering::Relaxed);
        Ok(())
    }
}

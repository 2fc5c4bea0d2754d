//! `textDocument/didChange`

use crate::lsp::convert_in::DidChange;
use crate::lsp::server::Server;

impl Server {
    /// Changes a document.
    pub async fn did_change(&self, params: DidChange) {
        self.worker.post(move |session| session.change(params));
    }
}

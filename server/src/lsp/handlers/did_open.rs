//! `textDocument/didOpen`

use crate::lsp::convert_in::DidOpen;
use crate::lsp::server::Server;

impl Server {
    /// Opens a document.
    pub async fn did_open(&self, params: DidOpen) {
        self.worker
            .post(move |session| session.open(&params.text_document));
    }
}

//! `textDocument/didClose`

use crate::lsp::convert_in::OfDocument;
use crate::lsp::server::Server;

impl Server {
    /// Closes a document.
    pub async fn did_close(&self, params: OfDocument) {
        self.worker
            .post(move |session| session.close(&params.text_document.uri));
    }
}

//! `textDocument/codeLens`

use lsp_types::CodeLens;
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::OfDocument;
use crate::lsp::server::Server;

impl Server {
    /// The lenses of a document.
    pub async fn code_lens(&self, params: OfDocument) -> Result<Option<Vec<CodeLens>>> {
        let job = self.worker.ask(move |session, cancellation| {
            let (asked, context) = session.ask_about_lenses(&params.text_document.uri)?;
            if cancellation.is_requested() {
                return None;
            }
            let target = asked.target();
            let lenses = ide::lenses(&asked.analysis, &context);
            Some(lenses.iter().map(|lens| target.lens(lens)).collect())
        });
        job.await
    }
}

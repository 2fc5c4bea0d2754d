//! `textDocument/codeLens`

use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::OfDocument;
use crate::lsp::server::Server;
use crate::lsp::written::Written;

impl Server {
    /// The lenses of a document.
    pub async fn code_lens(&self, params: OfDocument) -> Result<Option<Written>> {
        let job = self.worker.ask(move |session, cancellation| {
            let (asked, context) = session.ask_about_lenses(&params.text_document.uri)?;
            if cancellation.is_requested() {
                return None;
            }
            let target = asked.target();
            let lenses = ide::lenses(&asked.analysis, &context);
            Some(Written::list(lenses.iter().map(|lens| target.lens(lens))))
        });
        job.await
    }
}

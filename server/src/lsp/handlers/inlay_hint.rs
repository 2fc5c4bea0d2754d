//! `textDocument/inlayHint`

use lsp_types::InlayHint;
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::InRange;
use crate::lsp::server::Server;

impl Server {
    /// The hints in a range of a document.
    pub async fn inlay_hint(&self, params: InRange) -> Result<Option<Vec<InlayHint>>> {
        let job = self.worker.ask(move |session, _| {
            let kinds = session.settings().hint_kinds();
            let asked = session.ask_about(&params.text_document.uri)?;
            let range = params
                .range
                .span(asked.analysis.text(), asked.capabilities.encoding);
            let target = asked.target();
            let hints = ide::inlay_hints(&asked.analysis, range, &kinds);
            Some(hints.iter().map(|hint| target.inlay_hint(hint)).collect())
        });
        job.await
    }
}

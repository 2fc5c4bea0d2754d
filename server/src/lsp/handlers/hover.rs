//! `textDocument/hover`

use lsp_types::Hover;
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::AtPosition;
use crate::lsp::server::Server;

impl Server {
    /// What is known of the thing at a place.
    pub async fn hover(&self, params: AtPosition) -> Result<Option<Hover>> {
        let job = self.worker.ask(move |session, _| {
            let asked = session.ask_about(&params.text_document.uri)?;
            let offset = params
                .position
                .offset(asked.analysis.text(), asked.capabilities.encoding);
            let hover = ide::hover(&asked.analysis, offset, asked.lang)?;
            Some(asked.target().hover(&hover))
        });
        job.await
    }
}

//! `textDocument/completion`

use lsp_types::CompletionList;
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::AtPosition;
use crate::lsp::server::Server;

impl Server {
    /// What can be typed at a place. Everything comes at once, so the client filters by itself while typing goes on.
    pub async fn completion(&self, params: AtPosition) -> Result<Option<CompletionList>> {
        let job = self.worker.ask(move |session, cancellation| {
            let asked = session.ask_about_half_typed(&params.text_document.uri)?;
            if cancellation.is_requested() {
                return None;
            }
            let offset = params
                .position
                .offset(asked.analysis.text(), asked.capabilities.encoding);
            let completions = ide::completions(&asked.analysis, offset, asked.lang);
            Some(asked.target().completions(&completions))
        });
        job.await
    }
}

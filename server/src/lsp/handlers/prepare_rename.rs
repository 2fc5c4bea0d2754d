//! `textDocument/prepareRename`

use lsp_types::{PrepareRenamePlaceholder, PrepareRenameResult};
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::AtPosition;
use crate::lsp::server::Server;

impl Server {
    /// What would be renamed.
    pub async fn prepare_rename(&self, params: AtPosition) -> Result<Option<PrepareRenameResult>> {
        let job = self.worker.ask(move |session, _| {
            let asked = session.ask_about(&params.text_document.uri)?;
            let text = asked.analysis.text();
            let offset = params.position.offset(text, asked.capabilities.encoding);
            let (span, placeholder) = ide::prepare_rename(asked.analysis.document(), offset)?;
            let range = asked.target().range(span);
            Some(PrepareRenamePlaceholder { range, placeholder }.into())
        });
        job.await
    }
}

//! `textDocument/documentHighlight`

use lsp_types::{DocumentHighlight, DocumentHighlightKind};
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::AtPosition;
use crate::lsp::server::Server;

impl Server {
    /// Every mention of a thing in the same document. Nothing where no thing is: editors then mark equal words.
    pub async fn document_highlight(
        &self,
        params: AtPosition,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let job = self.worker.ask(move |session, _| {
            let asked = session.ask_about(&params.text_document.uri)?;
            let text = asked.analysis.text();
            let offset = params.position.offset(text, asked.capabilities.encoding);
            let mentions = ide::highlights(asked.analysis.document(), offset).into_iter();
            let target = asked.target();
            let highlights: Vec<DocumentHighlight> = mentions
                .map(|mention| DocumentHighlight {
                    range: target.range(mention.span),
                    kind: Some(if mention.is_definition {
                        DocumentHighlightKind::Write
                    } else {
                        DocumentHighlightKind::Read
                    }),
                })
                .collect();
            (!highlights.is_empty()).then_some(highlights)
        });
        job.await
    }
}

//! `textDocument/foldingRange`

use lsp_types::{FoldingRange, FoldingRangeKind};
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::OfDocument;
use crate::lsp::server::Server;
use crate::lsp::written::Written;

impl Server {
    /// What can be folded away.
    pub async fn folding_range(&self, params: OfDocument) -> Result<Option<Written>> {
        let job = self.worker.ask(move |session, _| {
            let asked = session.ask_about(&params.text_document.uri)?;
            let capabilities = &asked.capabilities;
            let folds = ide::folds(asked.analysis.document(), capabilities.fold_limit);
            let target = asked.target();
            let ranges = folds.into_iter().map(|fold| {
                let kind = fold.is_comment.then_some(FoldingRangeKind::Comment);
                if capabilities.line_folding_only {
                    return FoldingRange {
                        start_line: fold.first_line,
                        end_line: fold.last_line,
                        kind,
                        ..FoldingRange::default()
                    };
                }
                let range = target.range(fold.span);
                FoldingRange {
                    start_line: range.start.line,
                    start_character: Some(range.start.character),
                    end_line: range.end.line,
                    end_character: Some(range.end.character),
                    kind,
                    ..FoldingRange::default()
                }
            });
            Some(Written::list(ranges))
        });
        job.await
    }
}

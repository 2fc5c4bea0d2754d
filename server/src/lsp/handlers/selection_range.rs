//! `textDocument/selectionRange`

use lsp_types::{Range, SelectionRange};
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::SelectionRanges;
use crate::lsp::server::Server;

/// The most ranges around one place: each is written inside the one before it.
const MOST: usize = 256;

impl Server {
    /// The ranges that a selection grows through, one chain for each place.
    pub async fn selection_range(
        &self,
        params: SelectionRanges,
    ) -> Result<Option<Vec<SelectionRange>>> {
        let job = self.worker.ask(move |session, _| {
            let asked = session.ask_about(&params.text_document.uri)?;
            let text = asked.analysis.text();
            let target = asked.target();
            let chains = params.positions.iter().map(|position| {
                let offset = position.offset(text, asked.capabilities.encoding);
                let spans = ide::selections(asked.analysis.document(), offset);
                let ranges = spans.into_iter().take(MOST).map(|span| target.range(span));
                chain(ranges.collect())
            });
            Some(chains.collect())
        });
        job.await
    }
}

/// Ranges from the innermost out as one range with parents.
fn chain(ranges: Vec<Range>) -> SelectionRange {
    let outermost_first = ranges.into_iter().rev();
    let innermost = outermost_first.fold(None, |parent, range| {
        Some(SelectionRange {
            range,
            parent: parent.map(Box::new),
        })
    });
    innermost.unwrap_or_default()
}

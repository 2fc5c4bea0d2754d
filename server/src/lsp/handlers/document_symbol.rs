//! `textDocument/documentSymbol`

use lsp_types::DocumentSymbolResponse;
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::OfDocument;
use crate::lsp::server::Server;

impl Server {
    /// The outline of a document.
    pub async fn document_symbol(
        &self,
        params: OfDocument,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let job = self.worker.ask(move |session, _| {
            let asked = session.ask_about(&params.text_document.uri)?;
            let target = asked.target();
            let symbols = ide::symbols(asked.analysis.service());
            Some(if asked.capabilities.hierarchical_symbols {
                let symbols: Vec<_> = symbols.iter().map(|symbol| target.symbol(symbol)).collect();
                DocumentSymbolResponse::from(symbols)
            } else {
                DocumentSymbolResponse::from(target.flat_symbols(&symbols))
            })
        });
        job.await
    }
}

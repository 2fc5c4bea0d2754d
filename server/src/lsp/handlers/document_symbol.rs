//! `textDocument/documentSymbol`

use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::convert_in::OfDocument;
use crate::lsp::server::Server;
use crate::lsp::session::Asked;
use crate::lsp::written::Written;

impl Server {
    /// The outline of a document: a long answer, worked out where it holds up nobody.
    pub async fn document_symbol(&self, params: OfDocument) -> Result<Option<Written>> {
        let uri = params.text_document.uri;
        let job = self.worker.ask(move |session, _| session.ask_about(&uri));
        match job.await? {
            Some(asked) => self.worker.elsewhere(move || Some(symbols(&asked))).await,
            None => Ok(None),
        }
    }
}

fn symbols(asked: &Asked) -> Written {
    let target = asked.target();
    let service = asked.analysis.service();
    if asked.capabilities.hierarchical_symbols {
        let headings = ide::headings(service);
        Written::list(headings.map(|(symbol, inside)| target.heading(symbol, inside)))
    } else {
        Written::of(&target.flat_symbols(&ide::symbols(service)))
    }
}

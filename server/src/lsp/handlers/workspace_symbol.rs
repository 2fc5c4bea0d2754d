//! `workspace/symbol`

use lsp_types::SymbolInformation;
use tower_lsp::jsonrpc::Result;

use crate::ide::{self, MOST_FOUND, Query};
use crate::lsp::beside::{Around, Places, beside};
use crate::lsp::convert_in::WorkspaceSymbol;
use crate::lsp::convert_out::found_symbol;
use crate::lsp::server::Server;
use crate::model::Service;

impl Server {
    /// Functions, aggregations and handlers of every f.yml in the workspace, by name.
    pub async fn workspace_symbol(
        &self,
        params: WorkspaceSymbol,
    ) -> Result<Option<Vec<SymbolInformation>>> {
        let around = self.worker.ask(|session, _| session.ask_around()).await?;
        self.worker
            .elsewhere(move || Some(symbols(&around, &Query::new(&params.query))))
            .await
    }
}

fn symbols(around: &Around, query: &Query) -> Vec<SymbolInformation> {
    let places = Places::new(&around.capabilities);
    let mut symbols = Vec::new();
    for spec in around.specs() {
        let text = spec.document.text();
        for found in ide::found_in(Service::of(&spec.document), query) {
            let place = places.within(&spec.uri, text, found.span, found.span);
            symbols.push(found_symbol(found, place.location()));
        }
        let Some(sources) = around.sources(&spec.uri) else {
            continue;
        };
        for (path, found) in ide::found_in_code(&sources, query) {
            let place = beside(&spec.uri, path)
                .and_then(|path| places.in_file(&path, found.span, found.span));
            symbols.extend(place.map(|place| found_symbol(found, place.location())));
        }
        if symbols.len() >= MOST_FOUND {
            break;
        }
    }
    symbols.truncate(MOST_FOUND);
    symbols
}

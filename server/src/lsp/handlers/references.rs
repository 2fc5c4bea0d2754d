//! `textDocument/references`

use lsp_types::Location;
use tower_lsp::jsonrpc::Result;

use crate::ide::{self, Mention};
use crate::lsp::beside::{Around, Place, Places};
use crate::lsp::convert_in::References;
use crate::lsp::server::Server;
use crate::lsp::source_position::declared_at;
use crate::syntax::Document;

impl Server {
    /// Every mention of a thing, in f.yml and in the code.
    pub async fn references(&self, params: References) -> Result<Option<Vec<Location>>> {
        let around = self.worker.ask(|session, _| session.ask_around()).await?;
        self.worker
            .elsewhere(move || references(&around, &params))
            .await
    }
}

fn references(around: &Around, params: &References) -> Option<Vec<Location>> {
    let capabilities = &around.capabilities;
    let uri = &params.text_document.uri;
    let places = Places::new(capabilities);
    let is_wanted =
        |mention: &&Mention| params.context.include_declaration || !mention.is_definition;
    let here = |uri: &str, document: &Document, mentions: &[Mention]| -> Vec<Location> {
        let wanted = mentions.iter().filter(is_wanted);
        let wanted =
            wanted.map(|mention| places.within(uri, document.text(), mention.span, mention.span));
        wanted.map(Place::location).collect()
    };
    if let Some(asked) = around.asked(uri) {
        let document = asked.analysis.document();
        let offset = params
            .position
            .offset(document.text(), capabilities.encoding);
        let found = ide::references(document, offset, || around.sources(uri))?;
        let mut locations = here(uri, document, &found.here);
        let code = found.in_code.iter();
        let code = code.filter_map(|target| places.of(target, uri, document));
        locations.extend(code.map(Place::location));
        return Some(locations);
    }
    let declared = declared_at(uri, params.position, capabilities.encoding)?;
    let spec = around.spec_of(&declared.path)?;
    let mentions = ide::mentions_of_code(&spec.document, &declared.function);
    Some(here(&spec.uri, &spec.document, &mentions))
}

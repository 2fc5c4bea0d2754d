//! `textDocument/definition`

use lsp_types::{Definition, DefinitionResponse, Range};
use tower_lsp::jsonrpc::Result;

use crate::ide;
use crate::lsp::beside::{Around, Place, Places};
use crate::lsp::convert_in::AtPosition;
use crate::lsp::server::Server;
use crate::lsp::source_position::declared_at;
use crate::model::Service;

impl Server {
    /// Where a thing is defined: a handler in the code, a decorator's function in f.yml.
    pub async fn definition(&self, params: AtPosition) -> Result<Option<DefinitionResponse>> {
        let around = self.worker.ask(|session, _| session.ask_around()).await?;
        self.worker
            .elsewhere(move || definition(&around, &params))
            .await
    }
}

fn definition(around: &Around, params: &AtPosition) -> Option<DefinitionResponse> {
    let capabilities = &around.capabilities;
    let uri = &params.text_document.uri;
    let places = Places::new(capabilities);
    let (origin, found): (Option<Range>, Vec<Place>) = match around.asked(uri) {
        Some(asked) => {
            let document = asked.analysis.document();
            let offset = params
                .position
                .offset(document.text(), capabilities.encoding);
            let definition = ide::definition(document, offset, || around.sources(uri))?;
            let targets = definition.targets.iter();
            let found = targets.filter_map(|target| places.of(target, uri, document));
            (
                Some(asked.target().range(definition.origin)),
                found.collect(),
            )
        }
        None => {
            let declared = declared_at(uri, params.position, capabilities.encoding)?;
            if !declared.is_at_decorator {
                return None; // the language's own server knows better
            }
            let spec = around.spec_of(&declared.path)?;
            let targets = ide::entries_of(Service::of(&spec.document), &declared.function);
            let targets = targets.iter();
            let found = targets.filter_map(|target| places.of(target, &spec.uri, &spec.document));
            (None, found.collect())
        }
    };
    if found.is_empty() {
        return None;
    }
    let found = found.into_iter();
    Some(if capabilities.definition_links {
        let links: Vec<_> = found.map(|place| place.link(origin)).collect();
        DefinitionResponse::from(links)
    } else {
        let locations: Vec<_> = found.map(Place::location).collect();
        DefinitionResponse::from(Definition::from(locations))
    })
}

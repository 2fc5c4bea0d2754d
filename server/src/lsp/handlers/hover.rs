//! `textDocument/hover`

use std::time::{SystemTime, UNIX_EPOCH};

use lsp_types::Hover;
use tower_lsp::jsonrpc::Result;

use crate::ide::{self, HoverContext};
use crate::lsp::beside::{Around, elsewhere};
use crate::lsp::convert_in::AtPosition;
use crate::lsp::server::Server;

impl Server {
    /// What is known of the thing at a place.
    pub async fn hover(&self, params: AtPosition) -> Result<Option<Hover>> {
        let around = self.worker.ask(|session, _| session.ask_around());
        let around = around.await?;
        elsewhere(move || hover(&around, &params)).await
    }
}

fn hover(around: &Around, params: &AtPosition) -> Option<Hover> {
    let uri = &params.text_document.uri;
    let asked = around.asked(uri)?;
    let offset = params
        .position
        .offset(asked.analysis.text(), asked.capabilities.encoding);
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let context = HoverContext {
        now: now.map_or(0, |since| since.as_secs().try_into().unwrap_or(0)),
        is_set: &|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()),
        sources: &|| around.sources(uri),
    };
    let hover = ide::hover(&asked.analysis, offset, &context, asked.lang)?;
    Some(asked.target().hover(&hover))
}

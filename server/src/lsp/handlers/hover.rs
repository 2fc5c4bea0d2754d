//! `textDocument/hover`

use std::time::{SystemTime, UNIX_EPOCH};

use lsp_types::Hover;
use tower_lsp::jsonrpc::Result;

use crate::ide::{self, HoverContext};
use crate::lsp::beside::Beside;
use crate::lsp::convert_in::AtPosition;
use crate::lsp::server::Server;
use crate::lsp::session::Asked;

impl Server {
    /// What is known of the thing at a place.
    pub async fn hover(&self, params: AtPosition) -> Result<Option<Hover>> {
        let uri = params.text_document.uri.clone();
        let job = self.worker.ask(move |session, _| {
            let asked = session.ask_about(&uri)?;
            Some((asked, session.beside().clone()))
        });
        match job.await? {
            Some((asked, beside)) => {
                self.worker
                    .elsewhere(move || hover(&asked, &beside, &params))
                    .await
            }
            None => Ok(None),
        }
    }
}

/// The disk is looked at for handlers only, and then only if something may have changed.
fn hover(asked: &Asked, beside: &Beside, params: &AtPosition) -> Option<Hover> {
    let offset = params
        .position
        .offset(asked.analysis.text(), asked.capabilities.encoding);
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let is_told = asked.capabilities.register_watched_files;
    let context = HoverContext {
        now: now.map_or(0, |since| since.as_secs().try_into().unwrap_or(0)),
        is_set: &|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()),
        sources: &|| beside.sources_to_read(asked.uri(), is_told),
        routes: &|| beside.routes.routes(&asked.analysis),
    };
    let hover = ide::hover(&asked.analysis, offset, &context, asked.lang)?;
    Some(asked.target().hover(&hover))
}

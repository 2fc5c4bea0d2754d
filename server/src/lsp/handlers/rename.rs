//! `textDocument/rename`

use lsp_types::WorkspaceEdit;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::ide;
use crate::lsp::beside::{Around, beside};
use crate::lsp::convert_in::Rename;
use crate::lsp::convert_out::Target;
use crate::lsp::refactor::add;
use crate::lsp::server::Server;
use crate::lsp::uri;
use crate::project;
use crate::syntax::Text;

impl Server {
    /// Gives a thing another name, everywhere, in one edit.
    pub async fn rename(&self, params: Rename) -> Result<Option<WorkspaceEdit>> {
        let around = self.worker.ask(|session, _| session.ask_around()).await?;
        self.worker
            .elsewhere(move || rename(&around, &params))
            .await?
    }
}

fn rename(around: &Around, params: &Rename) -> Result<Option<WorkspaceEdit>> {
    let uri = &params.text_document.uri;
    let Some(asked) = around.asked(uri) else {
        return Ok(None);
    };
    let text = asked.analysis.text();
    let offset = params.position.offset(text, around.capabilities.encoding);
    let renamed = ide::rename(&asked.analysis, offset, &params.new_name, || {
        around.sources(uri)
    });
    let renamed = renamed.map_err(|reason| Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: reason.get(asked.lang).to_owned().into(),
        data: None,
    })?;
    let Some(renamed) = renamed else {
        return Ok(None);
    };
    let mut whole = asked.target().edit(renamed.here.iter(), asked.version);
    for (path, edits) in &renamed.in_code {
        let Some(path) = beside(uri, path) else {
            continue;
        };
        let Ok(source) = project::read(&path) else {
            continue;
        };
        let text = Text::new(&source.text);
        let target = Target {
            uri: &uri::from_path(&path),
            text: &text,
            ..asked.target()
        };
        add(&mut whole, target.edit(edits.iter(), None));
    }
    Ok(Some(whole))
}

/// `RequestFailed`: the request was right, but cannot be fulfilled; its message is for the user.
const REQUEST_FAILED: i64 = -32803;

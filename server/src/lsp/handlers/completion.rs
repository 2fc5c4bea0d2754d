//! `textDocument/completion`

use lsp_types::CompletionList;
use tower_lsp::jsonrpc::Result;

use crate::ide::{self, CompletionRequest, Completions, Writing};
use crate::lsp::convert_in::Completing;
use crate::lsp::neighbourhood::InFolder;
use crate::lsp::server::Server;
use crate::lsp::session::Asked;

impl Server {
    /// What can be typed at a place. Files and source code may be looked up on the disk, so the worker only hands out
    /// the document and takes note of what is answered.
    pub async fn completion(&self, params: Completing) -> Result<Option<CompletionList>> {
        let uri = params.text_document.uri.clone();
        let job = self.worker.ask(move |session, cancellation| {
            let mut asked = session.ask_about_half_typed(&uri)?;
            if cancellation.is_requested() {
                return None;
            }
            let folder = InFolder {
                folder: asked.folder.take(),
                beside: session.beside().clone(),
                is_told: asked.capabilities.register_watched_files,
                uri: asked.uri().to_owned(),
            };
            Some((asked, folder))
        });
        let Some((asked, folder)) = job.await? else {
            return Ok(None);
        };
        let work = move || {
            let completions = completions(&asked, &folder, &params);
            (asked, completions)
        };
        let (asked, completions) = self.worker.elsewhere(work).await?;
        let job = self.worker.ask(move |session, _| {
            let (cloud, path) = (asked.analysis.cloud(), asked.analysis.path());
            let number = session.recent_completions.keep(&completions, cloud, path);
            let target = asked.target();
            target.completions(&completions, number, cloud, path)
        });
        job.await.map(Some)
    }
}

fn completions(asked: &Asked, folder: &InFolder, params: &Completing) -> Completions {
    let capabilities = &asked.capabilities.completion;
    let request = CompletionRequest {
        offset: params
            .position
            .offset(asked.analysis.text(), asked.capabilities.encoding),
        trigger: params.trigger(),
        lang: asked.lang,
        writing: Writing {
            with_holes: capabilities.snippets,
            is_relative: capabilities.indents_lines,
        },
    };
    ide::completions(&asked.analysis, folder, request)
}

//! `textDocument/completion`

use lsp_types::CompletionList;
use tower_lsp::jsonrpc::Result;

use crate::ide::{self, CompletionRequest, Writing};
use crate::lsp::convert_in::Completing;
use crate::lsp::neighbourhood::InFolder;
use crate::lsp::server::Server;

impl Server {
    /// What can be typed at a place.
    pub async fn completion(&self, params: Completing) -> Result<Option<CompletionList>> {
        let job = self.worker.ask(move |session, cancellation| {
            let mut asked = session.ask_about_half_typed(&params.text_document.uri)?;
            if cancellation.is_requested() {
                return None;
            }
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
            let folder = asked.folder.take();
            let beside = InFolder {
                sources: folder.as_deref().map(|folder| session.sources(folder)),
                folder,
            };
            let analysis = &asked.analysis;
            let completions = ide::completions(analysis, &beside, request);
            let (cloud, path) = (analysis.cloud(), analysis.path());
            let number = session.recent_completions.keep(&completions, cloud, path);
            Some(
                asked
                    .target()
                    .completions(&completions, number, cloud, path),
            )
        });
        job.await
    }
}

//! `workspace/didChangeWatchedFiles`

use crate::lsp::convert_in::DidChangeWatchedFiles;
use crate::lsp::server::Server;

impl Server {
    /// Looks again at what lies beside the open documents.
    pub async fn did_change_watched_files(&self, params: DidChangeWatchedFiles) {
        self.worker.post(move |session| {
            let uris: Vec<String> = params.changes.into_iter().map(|file| file.uri).collect();
            session.files_changed(&uris);
        });
    }
}

//! `workspace/didChangeWorkspaceFolders`

use crate::lsp::convert_in::{DidChangeWorkspaceFolders, Folder};
use crate::lsp::server::Server;

impl Server {
    /// Takes added and removed folders.
    pub async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFolders) {
        self.worker.post(move |session| {
            let uris =
                |folders: Vec<Folder>| folders.into_iter().map(|folder| folder.uri).collect();
            let removed: Vec<String> = uris(params.event.removed);
            session.change_folders(uris(params.event.added), &removed);
        });
    }
}

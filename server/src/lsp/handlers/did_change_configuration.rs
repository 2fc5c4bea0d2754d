//! `workspace/didChangeConfiguration`

use crate::lsp::convert_in::DidChangeConfiguration;
use crate::lsp::server::Server;

impl Server {
    /// Takes new settings: asks for them where the client can be asked, else takes what came along.
    pub async fn did_change_configuration(&self, params: DidChangeConfiguration) {
        self.worker.post(move |session| {
            if !session.pull_configuration() {
                session.take_pushed_settings(&params.settings);
            }
        });
    }
}

//! `window/workDoneProgress/cancel`

use crate::lsp::convert_in::CancelProgress;
use crate::lsp::server::Server;

impl Server {
    /// Stops the run that a progress shows.
    pub async fn cancel_progress(&self, params: CancelProgress) {
        self.worker
            .post(move |session| session.runs.stop_of_token(&params.token));
    }
}

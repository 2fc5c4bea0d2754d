//! `fyml.port`

use fyml_schema::Cloud;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

use crate::ide;
use crate::lsp::convert_in::PortArgument;
use crate::lsp::server::Server;

impl Server {
    /// The edit that moves a service to another cloud, and what becomes of each of its settings. Nothing is applied:
    /// that is the client's part.
    pub(super) async fn port(&self, argument: PortArgument) -> Result<Value> {
        let job = self.worker.ask(move |session, _| {
            let asked = match &argument.uri {
                Some(uri) => session.ask_about(uri),
                None => session.ask_about_last_touched(),
            };
            let Some(asked) = asked else {
                return Err(Error::invalid_params("no such f.yml is open"));
            };
            let to = argument.to.as_deref().unwrap_or_default();
            let Some(to) = Cloud::from_name(to) else {
                return Err(Error::invalid_params(format!(
                    "`to` must be the name of a cloud, not {to:?}"
                )));
            };
            match ide::port(&asked.analysis, to) {
                Ok(port) => Ok(asked.target().port_result(&port, asked.version)),
                Err(why) => Err(Error {
                    code: ErrorCode::ServerError(REQUEST_FAILED),
                    message: why.get(asked.lang).to_owned().into(),
                    data: None,
                }),
            }
        });
        job.await?
    }
}

/// `RequestFailed` of the protocol: the request was right, and could not be fulfilled.
const REQUEST_FAILED: i64 = -32803;

//! What every way to speak with a server has in common.

use serde_json::{Value, json};

use crate::client::Client;

/// A way to speak with a server.
pub trait Speaks {
    /// Sends a notification.
    fn notify(&mut self, method: &str, params: Value);

    /// Sends a request without waiting; gives its id.
    fn ask(&mut self, method: &str, params: Value) -> i64;

    /// Waits for the answer to a request.
    ///
    /// # Errors
    /// The `error` of the answer.
    fn answer(&mut self, id: i64) -> Result<Value, Value>;

    /// Opens a document.
    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Changes a document.
    fn change(&mut self, uri: &str, version: usize, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// Closes a document.
    fn close(&mut self, uri: &str) {
        self.notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": uri}}),
        );
    }
}

impl Speaks for Client {
    fn notify(&mut self, method: &str, params: Value) {
        Client::notify(self, method, params);
    }

    fn ask(&mut self, method: &str, params: Value) -> i64 {
        Client::ask(self, method, params)
    }

    fn answer(&mut self, id: i64) -> Result<Value, Value> {
        Client::answer(self, &json!(id))
    }
}

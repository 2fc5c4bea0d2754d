//! The whole server inside the process of the test: the same messages as through the real program, without its start.

use std::collections::HashMap;
use std::io::{BufReader, PipeWriter, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use serde_json::{Value, json};

use crate::client::{PATIENCE, read_message};
use crate::speaks::Speaks;

/// A client with a server in the same process.
pub struct InProcess {
    to: Option<PipeWriter>,
    from: Receiver<Result<Value, String>>,
    server: Option<JoinHandle<()>>,
    next_id: i64,
    /// Answers that nobody has waited for yet.
    early: HashMap<i64, Value>,
}

impl InProcess {
    /// Starts a server and initializes it with these capabilities.
    ///
    /// # Panics
    /// If the system has no more pipes or threads.
    pub fn with_capabilities(capabilities: Value) -> InProcess {
        let (input, to) = std::io::pipe().expect("a pipe");
        let (from, output) = std::io::pipe().expect("a pipe");
        let server = std::thread::spawn(move || {
            fyml::lsp::run_over(input, output).expect("the server starts");
        });
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut from = BufReader::new(from);
            while let Some(message) = read_message(&mut from).transpose() {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let mut client = InProcess {
            to: Some(to),
            from: messages,
            server: Some(server),
            next_id: 1,
            early: HashMap::new(),
        };
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
        let id = client.ask("initialize", params);
        client.answer(id).expect("initialize is answered");
        client.notify("initialized", json!({}));
        client
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let to = self.to.as_mut().expect("closed by drop only");
        write!(to, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("the server reads");
    }
}

impl Speaks for InProcess {
    fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Whatever the server asks meanwhile is granted.
    fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let mut message = loop {
            if let Some(message) = self.early.remove(&id) {
                break message;
            }
            let message = self.from.recv_timeout(PATIENCE);
            let message = message.expect("an answer").expect("a message");
            if message.get("method").is_some() {
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
                continue;
            }
            let id = message["id"].as_i64().expect("ids are ours");
            self.early.insert(id, message);
        };
        match message.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(message["result"].take()),
        }
    }
}

impl Drop for InProcess {
    fn drop(&mut self) {
        self.to = None;
        if let Some(server) = self.server.take() {
            let ended = server.join();
            assert!(
                ended.is_ok() || std::thread::panicking(),
                "the server panicked"
            );
        }
    }
}

//! A language client for tests: it speaks to the real program over stdin and stdout, takes nothing on trust, and fails
//! the test if a message is malformed, unexpected, or never looked at.

#![allow(
    clippy::panic,
    reason = "the client is part of tests: a surprise ends the test"
)]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::conformance::{self, Conformance, Side};

/// How long a message may take. Long, because the machines that run tests are busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// A client with a server of its own.
pub struct Client {
    server: Child,
    stdin: Option<ChildStdin>,
    incoming: Receiver<Result<Value, String>>,
    /// Messages nobody has looked at yet.
    unread: VecDeque<Value>,
    /// Every message in the order it came.
    pub record: Vec<Value>,
    log: Arc<Mutex<String>>,
    next_id: i64,
    conformance: Conformance,
    /// Whether it may say what the protocol does not know.
    is_odd: bool,
    /// Whether the server is ours, so that what it says is judged.
    is_ours: bool,
}

impl Client {
    /// Starts `fyml server`.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start() -> Client {
        Client::start_command(Command::new(crate::binary()).arg("server"))
    }

    /// Starts a server by another command.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start_command(command: &mut Command) -> Client {
        let mut server = command
            .env_remove("FYML_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server can be started");
        let stdout = server.stdout.take().expect("stdout is piped");
        let stderr = server.stderr.take().expect("stderr is piped");
        let log = Arc::new(Mutex::new(String::new()));
        let written = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut log = written.lock().expect("nobody panics holding it");
                log.push_str(&line);
                log.push('\n');
            }
        });
        let (sender, incoming) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read_message(&mut stdout).transpose() {
                let is_broken = message.is_err();
                if sender.send(message).is_err() || is_broken {
                    return;
                }
            }
        });
        Client {
            stdin: server.stdin.take(),
            server,
            incoming,
            unread: VecDeque::new(),
            record: Vec::new(),
            log,
            next_id: 1,
            conformance: Conformance::default(),
            is_odd: false,
            is_ours: true,
        }
    }

    /// Starts a server of somebody else's, whose messages are not judged.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start_other(command: &mut Command) -> Client {
        let mut client = Client::start_command(command);
        client.is_ours = false;
        client
    }

    /// Starts a server and initializes it with these capabilities.
    pub fn with_capabilities(capabilities: Value) -> Client {
        Client::with(json!({"processId": null, "rootUri": null, "capabilities": capabilities})).0
    }

    /// Starts a server and initializes it with these parameters; also gives the answer.
    pub fn with(params: Value) -> (Client, Value) {
        Client::start().initialized(params)
    }

    /// The same for a client that does not keep to the protocol.
    pub fn odd_with(params: Value) -> (Client, Value) {
        let mut client = Client::start();
        client.be_odd();
        client.initialized(params)
    }

    fn initialized(mut self, mut params: Value) -> (Client, Value) {
        if !self.is_odd {
            for required in ["processId", "rootUri"] {
                if params.get(required).is_none() {
                    params[required] = Value::Null;
                }
            }
        }
        let answer = self.request("initialize", params);
        self.notify("initialized", json!({}));
        (self, answer)
    }

    /// From here on it may say what the protocol does not know; every other client keeps to it, or the test fails.
    pub fn be_odd(&mut self) {
        self.is_odd = true;
    }

    /// The server's process.
    pub fn process_id(&self) -> u32 {
        self.server.id()
    }

    /// What the server has written on stderr so far.
    ///
    /// # Panics
    /// Never: nobody panics while writing it down.
    pub fn log(&self) -> String {
        self.log.lock().expect("nobody panics holding it").clone()
    }

    /// Sends bytes as they are.
    ///
    /// # Panics
    /// If the server no longer reads.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        self.conformance.skip();
        self.write(bytes);
    }

    fn write(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("stdin is open");
        stdin.write_all(bytes).expect("the server reads");
        stdin.flush().expect("the server reads");
    }

    /// Sends a message as it is.
    pub fn send(&mut self, message: &Value) {
        if self.is_ours {
            let faults = self.conformance.check(Side::Client, message);
            assert!(
                faults.is_empty() || self.is_odd,
                "{faults:#?} in {message:#}; if the test means it, `be_odd()` says so"
            );
        }
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Sends a request without waiting; gives its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// Sends a request and waits for its result.
    ///
    /// # Panics
    /// If the answer is an error.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        match self.try_request(method, params) {
            Ok(result) => result,
            Err(error) => panic!("{method} failed: {error}"),
        }
    }

    /// Sends a request and waits for its result or its error.
    ///
    /// # Errors
    /// The `error` of the answer.
    pub fn try_request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(&json!(id))
    }

    /// Waits for the answer to a request; other messages stay unread.
    ///
    /// # Errors
    /// The `error` of the answer.
    pub fn answer(&mut self, id: &Value) -> Result<Value, Value> {
        let mut response = self.wait_for("an answer", |message| {
            message["id"] == *id && message["method"].is_null()
        });
        match response.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(response["result"].take()),
        }
    }

    /// Whether a message of this kind is waiting to be looked at.
    pub fn has_unread(&self, method: &str) -> bool {
        self.unread
            .iter()
            .any(|message| message["method"] == method)
    }

    /// Forgets the unread messages of this kind.
    pub fn forget(&mut self, method: &str) {
        self.unread.retain(|message| message["method"] != method);
    }

    /// Ends the server at once, as a crash would.
    ///
    /// # Panics
    /// If it cannot be ended.
    pub fn kill(&mut self) {
        self.server.kill().expect("the server is ours");
        self.server.wait().expect("the server is ours");
    }

    /// Waits for the next notification of this kind and gives its parameters.
    ///
    /// # Panics
    /// If it does not come.
    pub fn notification(&mut self, method: &str) -> Value {
        let mut message = self.wait_for(method, |message| message["method"] == method);
        assert!(message["id"].is_null(), "{method} is a request");
        message["params"].take()
    }

    /// Waits for the next request of this kind, answers it, and gives its parameters.
    ///
    /// # Panics
    /// If it does not come.
    pub fn answer_request(&mut self, method: &str, result: Value) -> Value {
        let mut message = self.wait_for(method, |message| message["method"] == method);
        let id = message["id"].take();
        assert!(!id.is_null(), "{method} is a notification");
        self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
        message["params"].take()
    }

    fn wait_for(&mut self, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(index) = self.unread.iter().position(&is_it) {
                return self.unread.remove(index).expect("found just now");
            }
            assert!(
                self.receive_until(end),
                "{what} did not come; unread: {:#?}",
                self.unread
            );
        }
    }

    /// Takes one message from the server; `false` if none comes in time.
    fn receive_until(&mut self, end: Instant) -> bool {
        let wait = end.saturating_duration_since(Instant::now());
        match self.incoming.recv_timeout(wait) {
            Ok(message) => {
                let message = message.unwrap_or_else(|fault| panic!("malformed message: {fault}"));
                if self.is_ours {
                    let faults = self.conformance.check(Side::Server, &message);
                    assert!(faults.is_empty(), "{faults:#?} in {message:#}");
                }
                self.record.push(message.clone());
                self.unread.push_back(message);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    /// Asserts that the server has nothing more to say: whatever it sends on its own has come before the answer to
    /// one more request.
    ///
    /// # Panics
    /// If a message is unread.
    pub fn assert_quiet(&mut self) {
        let answer = self.try_request("fyml-test/unknown", json!({}));
        assert_eq!(answer.expect_err("no such method")["code"], -32601);
        assert!(self.unread.is_empty(), "unread: {:#?}", self.unread);
    }

    /// Opens a document in version 1.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Replaces the whole text of a document.
    pub fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.change(uri, version, json!([{"text": text}]));
    }

    /// Changes a document.
    pub fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({"uri": uri, "version": version});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// Says goodbye and gives the exit code.
    ///
    /// # Panics
    /// If a message is unread, or the server does not end.
    pub fn finish(mut self) -> Option<i32> {
        assert_eq!(self.request("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        let code = self.wait();
        assert!(self.unread.is_empty(), "unread: {:#?}", self.unread);
        code
    }

    /// Closes the server's stdin.
    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }

    /// Waits for the server to end; takes in what it still says.
    ///
    /// # Panics
    /// If it does not end.
    pub fn wait(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        while self.receive_until(end) {}
        loop {
            if let Some(status) = self.server.try_wait().expect("the server is ours") {
                return status.code();
            }
            assert!(Instant::now() < end, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        conformance::count();
        let has_ended = matches!(self.server.try_wait(), Ok(Some(_)));
        if !has_ended {
            let _ = self.server.kill();
            let _ = self.server.wait();
        }
        if std::thread::panicking() {
            eprintln!("the server's log:\n{}", self.log());
        } else {
            assert!(has_ended, "the test left its server running");
        }
    }
}

/// Reads one message and looks closely at it; `None` at the end.
pub(crate) fn read_message(input: &mut impl BufRead) -> Result<Option<Value>, String> {
    let mut line = || -> Result<String, String> {
        let mut line = String::new();
        let read = input.read_line(&mut line);
        read.map(|_| line).map_err(|error| error.to_string())
    };
    let first = line()?;
    if first.is_empty() {
        return Ok(None);
    }
    let length: usize = first
        .strip_prefix("Content-Length: ")
        .and_then(|rest| rest.strip_suffix("\r\n"))
        .and_then(|length| length.parse().ok())
        .ok_or_else(|| format!("header {first:?}"))?;
    let second = line()?;
    if second != "\r\n" {
        return Err(format!("header {second:?}"));
    }
    let mut body = vec![0; length];
    input
        .read_exact(&mut body)
        .map_err(|error| error.to_string())?;
    let message: Value = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
    check(&message)?;
    Ok(Some(message))
}

/// Whether a message is what JSON-RPC allows.
fn check(message: &Value) -> Result<(), String> {
    let fields = message.as_object().ok_or("no object")?;
    let has = |name| fields.contains_key(name);
    let is_good = fields.get("jsonrpc") == Some(&json!("2.0"))
        && if has("method") {
            !has("result")
                && !has("error")
                && fields
                    .get("params")
                    .is_none_or(|params| params.is_object() || params.is_array())
        } else {
            has("id")
                && has("result") != has("error")
                && fields
                    .get("error")
                    .is_none_or(|error| error["code"].is_i64() && error["message"].is_string())
        };
    if is_good {
        Ok(())
    } else {
        Err(message.to_string())
    }
}

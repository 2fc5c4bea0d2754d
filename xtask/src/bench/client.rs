//! A small language client that measures. The clock of an exchange starts before its first byte is written and stops
//! when the last byte of the answer has been read.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::process::Process;
use super::subject::Subject;
use super::text::Change;

/// How long an answer may take before the session counts as failed.
const PATIENCE: Duration = Duration::from_secs(240);

/// A message from the server, and when its last byte had been read.
struct Received {
    at: Instant,
    message: Value,
}

/// A running server and the documents open in it.
pub struct Client {
    child: Child,
    to: ChildStdin,
    from: Receiver<Received>,
    next_id: i64,
    settings: Value,
    extension: &'static str,
    /// Whether the server takes whole texts only.
    takes_whole_texts: bool,
    /// Process start to the reply to `initialize`.
    pub startup: Duration,
}

/// A document open in a server.
pub struct Open {
    uri: String,
    version: i64,
    /// As it was opened; with all changes where the server takes whole texts.
    text: String,
}

impl Client {
    /// Starts a server and shakes hands. Diagnostics are pushed.
    pub fn start(subject: &Subject) -> Result<Client, String> {
        let mut command = Command::new(&subject.program);
        command.args(&subject.arguments);
        Client::start_command(command, subject)
    }

    /// The same with a command line of its own.
    pub fn start_command(mut command: Command, subject: &Subject) -> Result<Client, String> {
        let start = Instant::now();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", subject.name))?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("no pipes".to_owned());
        };
        let (sender, receiver) = channel();
        std::thread::spawn(move || read_all(from, &sender));
        let mut client = Client {
            child,
            to,
            from: receiver,
            next_id: 0,
            settings: subject.settings.clone(),
            extension: subject.syntax.extension(),
            takes_whole_texts: false,
            startup: Duration::ZERO,
        };
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-16"]},
            "workspace": {"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true}},
            "textDocument": {
                "publishDiagnostics": {"versionSupport": true},
                "completion": {"completionItem": {"snippetSupport": true}},
                "hover": {"contentFormat": ["markdown"]},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            },
        });
        let params =
            json!({"processId": std::process::id(), "rootUri": null, "capabilities": capabilities});
        let (at, result) = client.request("initialize", params)?;
        client.startup = at - start;
        let sync = &result["capabilities"]["textDocumentSync"];
        client.takes_whole_texts = sync == &json!(1) || sync["change"] == json!(1);
        client.notify("initialized", json!({}))?;
        if !subject.settings.is_null() {
            let settings = json!({"settings": subject.settings});
            client.notify("workspace/didChangeConfiguration", settings)?;
        }
        Ok(client)
    }

    /// Opens a document; answers with the time to its diagnostics and the lines they start on.
    pub fn open(&mut self, folder: &str, text: &str) -> Result<(Open, Duration, Vec<u32>), String> {
        let open = Open {
            uri: format!("file:///bench/{folder}/f.{}", self.extension),
            version: 1,
            text: text.to_owned(),
        };
        let language = if self.extension == "json" {
            "json"
        } else {
            "yaml"
        };
        let document = json!({"uri": open.uri, "languageId": language, "version": 1, "text": text});
        let start = Instant::now();
        self.notify("textDocument/didOpen", json!({"textDocument": document}))?;
        let (at, diagnostics) = self.settled(&open)?;
        let lines = diagnostics
            .iter()
            .filter_map(|d| d["range"]["start"]["line"].as_u64());
        let lines = lines.map(|line| line as u32).collect();
        Ok((open, at - start, lines))
    }

    /// Closes a document.
    pub fn close(&mut self, open: Open) -> Result<(), String> {
        let document = json!({"textDocument": {"uri": open.uri}});
        self.notify("textDocument/didClose", document)
    }

    /// Makes one change; answers with the time to the diagnostics of that state.
    pub fn change(&mut self, open: &mut Open, change: &Change) -> Result<Duration, String> {
        self.forget();
        let start = self.send_change(open, change)?;
        Ok(self.diagnostics(open)?.0 - start)
    }

    /// Makes a change and asks for completion behind it in the same breath; answers with the time to the items, the
    /// time to the diagnostics where `with_diagnostics`, and the number of items.
    pub fn change_and_complete(
        &mut self,
        open: &mut Open,
        change: &Change,
        place: (u32, u32),
        with_diagnostics: bool,
    ) -> Result<(Duration, Option<Duration>, usize), String> {
        self.forget();
        let start = self.send_change(open, change)?;
        let id = self.ask("textDocument/completion", at_place(open, place))?;
        let (mut answered, mut settled, mut items) = (None, None, 0);
        while answered.is_none() || (with_diagnostics && settled.is_none()) {
            let Received { at, message } = self.receive(PATIENCE)?;
            if is_answer(&message, id) {
                let result = &message["result"];
                let list = result["items"].as_array().or(result.as_array());
                items = list.map_or(0, Vec::len);
                answered = Some(at - start);
            } else if is_about(&message, open) {
                settled = Some(at - start);
            }
        }
        Ok((answered.unwrap_or_default(), settled, items))
    }

    /// The time of a request at a place.
    pub fn timed(
        &mut self,
        method: &str,
        open: &Open,
        place: (u32, u32),
    ) -> Result<Duration, String> {
        let start = Instant::now();
        let (at, _) = self.request(method, at_place(open, place))?;
        Ok(at - start)
    }

    /// The time of `documentSymbol`.
    pub fn timed_symbols(&mut self, open: &Open) -> Result<Duration, String> {
        let start = Instant::now();
        let document = json!({"textDocument": {"uri": open.uri}});
        let (at, _) = self.request("textDocument/documentSymbol", document)?;
        Ok(at - start)
    }

    /// The server's process number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What the kernel knows of the server.
    pub fn process(&self) -> Process {
        Process::new(self.id())
    }

    /// The diagnostics once nothing more comes: some servers publish more than once when a document is opened.
    fn settled(&mut self, open: &Open) -> Result<(Instant, Vec<Value>), String> {
        const QUIET: Duration = Duration::from_millis(400);
        let mut last = self.diagnostics(open)?;
        loop {
            match self.try_receive(QUIET)? {
                Some(received) if is_about(&received.message, open) => {
                    last = (received.at, items(&received.message));
                }
                Some(_) => (),
                None => return Ok(last),
            }
        }
    }

    /// Ends the session properly.
    pub fn stop(mut self) -> Result<(), String> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        let status = self.child.wait().map_err(|error| error.to_string())?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the server ended with {status}"))
        }
    }

    fn send_change(&mut self, open: &mut Open, change: &Change) -> Result<Instant, String> {
        open.version += 1;
        // What the client does between two keys takes the server's place in the processor's caches; so it follows the
        // text only where it must.
        let content = if self.takes_whole_texts {
            change.apply(&mut open.text);
            json!({"text": open.text})
        } else {
            change.to_json()
        };
        let document = json!({"uri": open.uri, "version": open.version});
        let params = json!({"textDocument": document, "contentChanges": [content]});
        let start = Instant::now();
        self.notify("textDocument/didChange", params)?;
        Ok(start)
    }

    /// The next diagnostics of this version, or of none where the server doesn't say.
    fn diagnostics(&mut self, open: &Open) -> Result<(Instant, Vec<Value>), String> {
        loop {
            let received = self.receive(PATIENCE)?;
            if is_about(&received.message, open) {
                return Ok((received.at, items(&received.message)));
            }
        }
    }

    /// Diagnostics that came unasked for since the last exchange belong to nothing that is measured.
    fn forget(&mut self) {
        while self.from.try_recv().is_ok() {}
    }

    fn notify(&mut self, method: &str, params: Value) -> Result<(), String> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    fn ask(&mut self, method: &str, params: Value) -> Result<i64, String> {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        Ok(id)
    }

    fn request(&mut self, method: &str, params: Value) -> Result<(Instant, Value), String> {
        let id = self.ask(method, params)?;
        loop {
            let received = self.receive(PATIENCE)?;
            if is_answer(&received.message, id) {
                return match received.message.get("error") {
                    Some(error) => Err(format!("{method}: {error}")),
                    None => Ok((received.at, received.message["result"].clone())),
                };
            }
        }
    }

    fn receive(&mut self, patience: Duration) -> Result<Received, String> {
        self.try_receive(patience)?
            .ok_or_else(|| format!("no answer in {} s", patience.as_secs()))
    }

    /// The next message that is not a question of the server's own; those are answered.
    fn try_receive(&mut self, patience: Duration) -> Result<Option<Received>, String> {
        loop {
            match self.from.recv_timeout(patience) {
                Ok(received) if received.message.get("method").is_some() => {
                    if received.message.get("id").is_none() {
                        return Ok(Some(received));
                    }
                    self.answer(&received.message)?;
                }
                Ok(received) => return Ok(Some(received)),
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(RecvTimeoutError::Disconnected) => {
                    return Err("the server has ended".to_owned());
                }
            }
        }
    }

    /// Answers what the server asks of its client: its settings by section, and nothing to everything else.
    fn answer(&mut self, message: &Value) -> Result<(), String> {
        let result = if message["method"] == "workspace/configuration" {
            let asked = message["params"]["items"].as_array();
            let sections = asked.into_iter().flatten().map(|item| {
                let section = item["section"].as_str().unwrap_or_default();
                self.settings[section].clone()
            });
            sections.collect()
        } else {
            Value::Null
        };
        self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": result}))
    }

    fn send(&mut self, message: &Value) -> Result<(), String> {
        let body = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let sent = self.to.write_all(framed.as_bytes());
        sent.and_then(|()| self.to.flush())
            .map_err(|error| format!("the server does not read: {error}"))
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // a session that failed half-way must not leave its server behind; one that ended is gone already
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn at_place(open: &Open, (line, character): (u32, u32)) -> Value {
    let position = json!({"line": line, "character": character});
    json!({"textDocument": {"uri": open.uri}, "position": position})
}

fn is_answer(message: &Value, id: i64) -> bool {
    message["id"] == json!(id) && message.get("method").is_none()
}

fn is_about(message: &Value, open: &Open) -> bool {
    let version = &message["params"]["version"];
    message["method"] == "textDocument/publishDiagnostics"
        && message["params"]["uri"] == json!(open.uri)
        && (version.is_null() || *version == json!(open.version))
}

fn items(message: &Value) -> Vec<Value> {
    let diagnostics = message["params"]["diagnostics"].as_array();
    diagnostics.cloned().unwrap_or_default()
}

fn read_all(from: ChildStdout, sender: &Sender<Received>) {
    let mut from = BufReader::with_capacity(1 << 16, from);
    // the end of the server's output ends the channel, which the client sees
    while let Some(received) = read(&mut from) {
        if sender.send(received).is_err() {
            return;
        }
    }
}

fn read(from: &mut impl BufRead) -> Option<Received> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    let at = Instant::now();
    let message = serde_json::from_slice(&body).ok()?;
    Some(Received { at, message })
}

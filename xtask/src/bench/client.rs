//! A small language client that measures.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const URI: &str = "file:///bench/f.yml";

/// A running server.
pub struct Client {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next_id: i64,
    version: i64,
    /// Process start to the reply to `initialize`.
    pub startup: Duration,
}

impl Client {
    /// Starts the server and shakes hands. Diagnostics are pushed: the clock stops when they arrive.
    pub fn start(program: &Path) -> Result<Client, String> {
        let start = Instant::now();
        let mut child = Command::new(program)
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", program.display()))?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("no pipes".to_owned());
        };
        let mut client = Client {
            child,
            to,
            from: BufReader::new(from),
            next_id: 0,
            version: 0,
            startup: Duration::ZERO,
        };
        let capabilities = json!({
            "general": {"positionEncodings": ["utf-16"]},
            "textDocument": {"publishDiagnostics": {"versionSupport": true}},
        });
        client.request(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": capabilities}),
        )?;
        client.startup = start.elapsed();
        client.notify("initialized", json!({}))?;
        Ok(client)
    }

    /// Opens a document; answers with the time to its diagnostics and the lines they start on.
    pub fn open(&mut self, text: &str) -> Result<(Duration, Vec<u32>), String> {
        let start = Instant::now();
        self.version = 1;
        let document = json!({"uri": URI, "languageId": "yaml", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}))?;
        let diagnostics = self.diagnostics()?;
        let elapsed = start.elapsed();
        let lines = diagnostics
            .iter()
            .filter_map(|d| d["range"]["start"]["line"].as_u64());
        Ok((elapsed, lines.map(|line| line as u32).collect()))
    }

    /// Makes one change; answers with the time to the diagnostics of that version.
    pub fn change(&mut self, change: Value) -> Result<Duration, String> {
        let start = Instant::now();
        self.version += 1;
        let document = json!({"uri": URI, "version": self.version});
        self.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        )?;
        self.diagnostics()?;
        Ok(start.elapsed())
    }

    /// The time of a request at a place.
    pub fn timed(
        &mut self,
        method: &str,
        (line, character): (u32, u32),
    ) -> Result<Duration, String> {
        let start = Instant::now();
        let position = json!({"line": line, "character": character});
        self.request(
            method,
            json!({"textDocument": {"uri": URI}, "position": position}),
        )?;
        Ok(start.elapsed())
    }

    /// The time of `documentSymbol`.
    pub fn timed_symbols(&mut self) -> Result<Duration, String> {
        let start = Instant::now();
        self.request(
            "textDocument/documentSymbol",
            json!({"textDocument": {"uri": URI}}),
        )?;
        Ok(start.elapsed())
    }

    /// CPU time used so far.
    pub fn cpu(&self) -> Result<Duration, String> {
        let stat = self.proc("stat")?;
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let fields: Vec<&str> = after_name.split_whitespace().collect();
        let ticks = |i: usize| {
            fields
                .get(i)
                .and_then(|field| field.parse::<u64>().ok())
                .unwrap_or(0)
        };
        // user and system time, in hundredths of a second on Linux
        Ok(Duration::from_millis((ticks(11) + ticks(12)) * 10))
    }

    /// Resident memory.
    pub fn memory_mb(&self) -> Result<f64, String> {
        let status = self.proc("status")?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kib = line
            .and_then(|line| line.split_whitespace().nth(1))
            .and_then(|text| text.parse::<f64>().ok());
        kib.map(|kib| kib / 1024.0)
            .ok_or_else(|| "no VmRSS".to_owned())
    }

    fn proc(&self, file: &str) -> Result<String, String> {
        let path = format!("/proc/{}/{file}", self.child.id());
        std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))
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

    fn notify(&mut self, method: &str, params: Value) -> Result<(), String> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        loop {
            let message = self.receive()?;
            if message["id"] == json!(id) && message.get("method").is_none() {
                return match message.get("error") {
                    Some(error) => Err(format!("{method}: {error}")),
                    None => Ok(message["result"].clone()),
                };
            }
            self.answer(&message)?;
        }
    }

    fn diagnostics(&mut self) -> Result<Vec<Value>, String> {
        loop {
            let message = self.receive()?;
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics"
                && params["version"] == json!(self.version)
            {
                return Ok(params["diagnostics"]
                    .as_array()
                    .cloned()
                    .unwrap_or_default());
            }
            self.answer(&message)?;
        }
    }

    /// Answers what the server asks of its client: nothing to configure, nothing to register.
    fn answer(&mut self, message: &Value) -> Result<(), String> {
        if message.get("method").is_some() && message.get("id").is_some() {
            let reply = json!({"jsonrpc": "2.0", "id": message["id"], "result": null});
            self.send(&reply)?;
        }
        Ok(())
    }

    fn send(&mut self, message: &Value) -> Result<(), String> {
        let body = message.to_string();
        let sent = write!(self.to, "Content-Length: {}\r\n\r\n{body}", body.len())
            .and_then(|()| self.to.flush());
        sent.map_err(|error| format!("the server does not read: {error}"))
    }

    fn receive(&mut self) -> Result<Value, String> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            let read = self
                .from
                .read_line(&mut line)
                .map_err(|error| error.to_string())?;
            if read == 0 {
                return Err("the server has ended".to_owned());
            }
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value
                    .trim()
                    .parse()
                    .map_err(|_| format!("bad header {line}"))?;
            }
        }
        let mut body = vec![0; length];
        self.from
            .read_exact(&mut body)
            .map_err(|error| error.to_string())?;
        serde_json::from_slice(&body).map_err(|error| error.to_string())
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // a session that failed half-way must not leave its server behind; one that ended is gone already
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

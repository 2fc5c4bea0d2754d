//! Clients that send and never read.

use std::io::{BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

use fyml_tests::binary;
use serde_json::{Value, json};

use super::URI;

/// How long nothing must happen for the server to have stopped listening.
const QUIET: Duration = Duration::from_secs(3);
/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server whose output nobody reads until the test does.
struct Deaf {
    server: Child,
    /// How many messages it has taken from the pipe.
    sent: Arc<AtomicUsize>,
    /// As long as this is there, its input is open.
    _open: Sender<()>,
}

fn frame(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

impl Deaf {
    /// Opens a document and sends all these messages, as fast as the server takes them.
    fn sending(text: &str, messages: Vec<Value>) -> Deaf {
        let mut server = Command::new(binary())
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server can be started");
        let mut stdin = server.stdin.take().expect("it is piped");
        let sent = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&sent);
        let (open, closed) = channel::<()>();
        let document = json!({"uri": URI, "languageId": "yaml", "version": 1, "text": text});
        let first = [
            json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"processId": null, "rootUri": null, "capabilities": {}}}),
            json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}),
            json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}),
        ];
        std::thread::spawn(move || {
            for message in first.into_iter().chain(messages) {
                // fails when the server has ended
                if stdin.write_all(&frame(&message)).is_err() {
                    return;
                }
                count.fetch_add(1, Ordering::Relaxed);
            }
            let _ = closed.recv();
        });
        Deaf {
            server,
            sent,
            _open: open,
        }
    }

    /// Waits until the server takes no more, and says how much it has taken.
    fn stopped_at(&self) -> usize {
        let start = Instant::now();
        let mut last = (0, Instant::now());
        while start.elapsed() < PATIENCE {
            let sent = self.sent.load(Ordering::Relaxed);
            if sent != last.0 {
                last = (sent, Instant::now());
            } else if sent > 0 && last.1.elapsed() > QUIET {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        last.0
    }

    /// Its memory in MB.
    #[cfg(target_os = "linux")]
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id()));
        let status = status.expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes =
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kilobytes.expect("a number") / 1024
    }

    /// Waits for its end and says how long that took.
    fn ended(&mut self) -> Duration {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.server.try_wait().expect("it is ours").is_some() {
                return start.elapsed();
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the server does not end");
    }
}

impl Drop for Deaf {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn text() -> String {
    let functions = (0..400).map(|number| format!("  f{number}:\n    handler: a.b{number}\n"));
    "service: shop\nprovider:\n  name: aliyun\nfunctions:\n".to_owned()
        + &functions.collect::<String>()
}

fn symbols(id: usize) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": URI}}})
}

#[test]
#[cfg(target_os = "linux")] // memory is read from /proc
fn memory_is_bounded_and_the_end_of_the_client_is_noticed() {
    // each answer has some 70 kB: all of them would be 2 GB
    let many = 30_000;
    let mut deaf = Deaf::sending(&text(), (1..=many).map(symbols).collect());
    let taken = deaf.stopped_at();
    let memory = deaf.memory();
    println!("{taken} messages taken, {memory} MB");
    assert!(taken < many, "everything was taken in");
    assert!(memory < 160, "{memory} MB");
    // the client dies: its ends of the pipes close
    drop(deaf.server.stdout.take());
    let took = deaf.ended();
    println!("ended after {took:?}");
    assert!(took < Duration::from_secs(20), "{took:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn texts_that_come_faster_than_they_can_be_read_are_not_piled_up() {
    let text = text() + &"# a long comment\n".repeat(60_000);
    let change = |version: usize| {
        let document = json!({"uri": URI, "version": version});
        json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": [{"text": format!("{text}# {version}\n")}]}})
    };
    // a question behind each keeps the changes from being passed over
    let messages = (2..152).flat_map(|version| [change(version), symbols(version)]);
    let mut deaf = Deaf::sending(&text, messages.collect());
    let mut highest = 0;
    let start = Instant::now();
    while deaf.sent.load(Ordering::Relaxed) < 303 && start.elapsed() < PATIENCE {
        highest = highest.max(deaf.memory());
        std::thread::sleep(Duration::from_millis(20));
    }
    println!("{highest} MB");
    assert!(highest < 400, "{highest} MB");
    drop(deaf.server.stdout.take());
    deaf.ended();
}

#[test]
fn nothing_is_dropped_for_a_client_that_reads_late() {
    let many = 2_500;
    let mut deaf = Deaf::sending(&text(), (1..=many).map(symbols).collect());
    deaf.stopped_at();
    let mut output = BufReader::new(deaf.server.stdout.take().expect("it is piped"));
    let mut answered = std::collections::BTreeSet::new();
    while answered.len() < many {
        let mut header = Vec::new();
        while !header.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            output.read_exact(&mut byte).expect("more is to come");
            header.push(byte[0]);
        }
        let header = String::from_utf8_lossy(&header);
        let length = header
            .trim()
            .rsplit(' ')
            .next()
            .and_then(|length| length.parse().ok());
        let mut body = vec![0; length.expect("a length")];
        output.read_exact(&mut body).expect("more is to come");
        let message: Value = serde_json::from_slice(&body).expect("JSON");
        if let Some(id) = message["id"].as_u64().filter(|&id| id > 0) {
            assert!(message["result"].is_array(), "{id}");
            assert!(answered.insert(id as usize), "{id} twice");
        }
    }
}

//! Clients that are gone while something runs, whatever they did before: the server ends within two seconds and takes
//! along what it has started.

use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use fyml_tests::{Folder, binary};
use serde_json::{Value, json};

use crate::editor::{SHOP, fake_project, rich};
use crate::leftovers::{all_gone, is_alive, started};

/// How long the server may still be there after its client.
const LIMIT: Duration = Duration::from_secs(2);
/// How often this is tried: the machine may have other work just then.
const TRIES: usize = 4;

/// A server that runs something, without a client that understands it.
struct Running {
    server: Child,
    stdin: Option<ChildStdin>,
    pids: Vec<u32>,
    uri: String,
    _folder: Folder,
}

impl Running {
    /// Has a server run a program that ends only by force. `client` is the process that it looks for.
    fn start(client: Option<u32>) -> Running {
        let folder = fake_project(&[("f.yml", SHOP)]);
        let root = folder.path().canonicalize().expect("it is there");
        let uri = format!("file://{}/f.yml", root.display());
        let mut server = Command::new(binary())
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server can be started");
        let mut running = Running {
            stdin: server.stdin.take(),
            server,
            pids: Vec::new(),
            uri,
            _folder: folder,
        };
        let settings = json!({"cli": {"env": {"FAKE_F": "hang"}}, "timeouts": {"invoke": 0}});
        let document =
            json!({"uri": running.uri, "languageId": "yaml", "version": 1, "text": SHOP});
        running.send(
            "initialize",
            Some(0),
            &json!({
                "processId": client, "rootUri": null, "capabilities": rich(),
                "initializationOptions": {"fyml": settings},
            }),
        );
        running.send("initialized", None, &json!({}));
        running.send(
            "textDocument/didOpen",
            None,
            &json!({"textDocument": document}),
        );
        let argument = json!({"uri": running.uri, "function": "tick"});
        running.send(
            "workspace/executeCommand",
            Some(1),
            &json!({"command": "fyml.invoke", "arguments": [argument]}),
        );
        running.pids = started(&root);
        assert!(running.pids.iter().all(|pid| is_alive(*pid)));
        running
    }

    fn send(&mut self, method: &str, id: Option<usize>, params: &Value) {
        let stdin = self.stdin.as_mut().expect("it is open");
        let message = message(method, id, params);
        stdin.write_all(&message).expect("the server reads");
    }

    /// Waits for the end of the server and of all it has started; how long the server took.
    fn ended(&mut self) -> Duration {
        let start = Instant::now();
        while self.server.try_wait().expect("it is ours").is_none() {
            assert!(
                start.elapsed() < Duration::from_secs(120),
                "it does not end"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        let took = start.elapsed();
        all_gone(&self.pids);
        took
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn message(method: &str, id: Option<usize>, params: &Value) -> Vec<u8> {
    let mut message = json!({"jsonrpc": "2.0", "method": method, "params": params});
    if let Some(id) = id {
        message["id"] = json!(id);
    }
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Tries until the server has ended in time; what it runs must be gone every time.
fn within_the_limit(what: &str, end: impl Fn() -> Duration) {
    let mut all = Vec::new();
    while all.len() < TRIES {
        let took = end();
        all.push(took);
        if took < LIMIT {
            println!("{what}: {all:?}");
            return;
        }
    }
    panic!("{what}: {all:?}");
}

#[test]
fn a_client_that_crashes() {
    within_the_limit("both pipes are closed", || {
        let mut running = Running::start(None);
        drop(running.stdin.take());
        drop(running.server.stdout.take());
        running.ended()
    });
}

#[test]
fn a_client_that_sends_half_a_message_and_crashes() {
    within_the_limit("in the middle of a message", || {
        let mut running = Running::start(None);
        let whole = message(
            "textDocument/hover",
            Some(2),
            &json!({"textDocument": {"uri": running.uri}}),
        );
        let stdin = running.stdin.as_mut().expect("it is open");
        stdin
            .write_all(&whole[..whole.len() / 2])
            .expect("the server reads");
        drop(running.stdin.take());
        drop(running.server.stdout.take());
        running.ended()
    });
}

#[test]
fn a_client_that_never_reads_and_crashes() {
    within_the_limit("with answers that nobody has read", || {
        let mut running = Running::start(None);
        let document = json!({"textDocument": {"uri": running.uri}});
        let mut stdin = running.stdin.take().expect("it is open");
        let asking = std::thread::spawn(move || {
            let mut asked = 0;
            // fails when the server has ended
            while stdin
                .write_all(&message(
                    "textDocument/documentSymbol",
                    Some(2 + asked),
                    &document,
                ))
                .is_ok()
            {
                asked += 1;
            }
            asked
        });
        // by then the pipes are full in both directions
        std::thread::sleep(Duration::from_secs(1));
        assert!(!asking.is_finished());
        drop(running.server.stdout.take());
        let took = running.ended();
        let asked = asking.join().expect("it only writes");
        assert!(asked > 100, "{asked}");
        took
    });
}

#[test]
fn a_client_that_crashes_while_something_keeps_its_pipes_open() {
    within_the_limit("the process of the client is gone", || {
        let mut client = Command::new("sleep")
            .arg("1000")
            .spawn()
            .expect("it is everywhere");
        let mut running = Running::start(Some(client.id()));
        client.kill().expect("it is ours");
        client.wait().expect("it is ours");
        running.ended()
    });
}

#[test]
fn a_client_that_never_reads_and_crashes_while_something_keeps_its_pipes_open() {
    within_the_limit("the process of the deaf client is gone", || {
        let mut client = Command::new("sleep")
            .arg("1000")
            .spawn()
            .expect("it is everywhere");
        let mut running = Running::start(Some(client.id()));
        let document = json!({"textDocument": {"uri": running.uri}});
        let mut stdin = running.stdin.take().expect("it is open");
        let asking = std::thread::spawn(move || {
            let ask = |number| message("textDocument/documentSymbol", Some(number), &document);
            (2..).find(|number| stdin.write_all(&ask(*number)).is_err())
        });
        std::thread::sleep(Duration::from_secs(1));
        assert!(!asking.is_finished());
        client.kill().expect("it is ours");
        client.wait().expect("it is ours");
        let took = running.ended();
        let asked = asking.join().expect("it only writes");
        assert!(asked > Some(100), "{asked:?}");
        took
    });
}

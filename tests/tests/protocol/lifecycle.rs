//! `initialize`, `shutdown`, `exit`, and clients that go without a word.

use std::process::Command;
use std::time::{Duration, Instant};

use fyml_tests::binary;
use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::{UNKNOWN, URI, published};

#[test]
fn a_plain_session_ends_with_code_0() {
    let (client, answer) = Client::with(json!({
        "processId": null, "rootUri": null, "capabilities": {},
    }));
    assert_eq!(answer["serverInfo"]["name"], "fyml");
    assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], 2);
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(client.finish(), Some(0));
}

#[test]
fn odd_clients_are_let_in() {
    let capabilities_of_null = json!({
        "general": null, "workspace": null, "textDocument": null, "window": null, "experimental": null,
    });
    for params in [
        json!({}),
        json!({"capabilities": null}),
        json!({"capabilities": capabilities_of_null}),
        json!({"capabilities": {"textDocument": {"publishDiagnostics": null, "completion": {"completionItem": null}}}}),
        json!({"processId": -1, "capabilities": {}}),
        json!({"processId": "12", "capabilities": {}}),
        json!({"processId": 999_999_999, "capabilities": {}}),
        json!({"capabilities": {}, "rootUri": "/tmp/x", "rootPath": 3, "workspaceFolders": null}),
        json!({"capabilities": {}, "rootUri": "file:///tmp/[id]/a b/中文"}),
        json!({"capabilities": {}, "workspaceFolders": [{"uri": "file:///wsl%24/x"}, {"name": "no uri"}, 3]}),
        json!({"capabilities": {}, "trace": "loud", "locale": null, "title": "extra", "clientInfo": {}}),
        json!({"capabilities": {}, "initializationOptions": [1], "workDoneToken": {"odd": true}}),
        json!({"capabilities": {
            "workspace": {"workspaceEdit": {"resourceOperations": ["teleport"], "failureHandling": "panic"}},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["html"]}},
                "foldingRange": {"foldingRangeKind": {"valueSet": ["galaxy"]}},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [7]}}},
            },
            "general": {"positionEncodings": ["ebcdic"]},
        }}),
    ] {
        let (mut client, answer) = Client::odd_with(params.clone());
        assert_eq!(
            answer["capabilities"]["positionEncoding"], "utf-16",
            "{params}"
        );
        client.open(URI, UNKNOWN);
        published(&mut client, 1);
        assert_eq!(client.finish(), Some(0), "{params}");
    }
}

#[test]
fn documents_are_found_under_whatever_uri() {
    for uri in [
        "file:///fyml-tests/[id]/f.yml",
        "file:///fyml-tests/a b/f.yml",
        "file:///fyml-tests/中文/f.yml",
        "file:///fyml-tests/%E4%B8%AD%E6%96%87/f.yml",
        "file:///c%3A/Users/x/f.yml",
        "file://server/share/f.yml",
        "vscode-vfs://github/fyml/f.yml",
        "/fyml-tests/f.yml",
    ] {
        let mut client = Client::with_capabilities(json!({}));
        client.open(uri, UNKNOWN);
        let params = client.notification("textDocument/publishDiagnostics");
        assert_eq!(params["uri"], uri);
        assert_ne!(params["diagnostics"], json!([]), "{uri}");
        assert_eq!(client.finish(), Some(0));
    }
}

#[test]
fn a_second_spelling_is_the_same_document() {
    let mut client = Client::with_capabilities(json!({}));
    client.open("file:///c%3A/x/f.yml", UNKNOWN);
    client.notification("textDocument/publishDiagnostics");
    let params = json!({"textDocument": {"uri": "file:///C:/x/f.yml"}});
    assert_ne!(
        client.request("textDocument/documentSymbol", params),
        Value::Null
    );
    client.finish();
}

#[test]
fn nothing_is_answered_before_initialize() {
    let mut client = Client::start();
    client.be_odd();
    let error = client
        .try_request(
            "textDocument/documentSymbol",
            json!({"textDocument": {"uri": URI}}),
        )
        .expect_err("it is too early");
    assert_eq!(error["code"], -32002);
    client.request("initialize", json!({"capabilities": {}}));
    let error = client
        .try_request("initialize", json!({"capabilities": {}}))
        .expect_err("once is enough");
    assert_eq!(error["code"], -32600);
    client.finish();
}

#[test]
fn shutdown_takes_any_parameters_and_only_exit_may_follow() {
    for params in [json!({}), json!(null), json!([])] {
        let mut client = Client::with_capabilities(json!({}));
        client.be_odd();
        assert_eq!(client.request("shutdown", params), Value::Null);
        let error = client
            .try_request(
                "textDocument/documentSymbol",
                json!({"textDocument": {"uri": URI}}),
            )
            .expect_err("it is too late");
        assert_eq!(error["code"], -32600);
        client.notify("exit", json!({}));
        assert_eq!(client.wait(), Some(0));
    }
}

#[test]
fn exit_without_shutdown_is_code_1() {
    let mut client = Client::with_capabilities(json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.wait(), Some(1));
}

#[test]
fn the_server_ends_when_stdin_does() {
    let mut client = Client::with_capabilities(json!({}));
    let id = client.ask(
        "textDocument/documentSymbol",
        json!({"textDocument": {"uri": URI}}),
    );
    let start = Instant::now();
    client.close_stdin();
    // what was asked before is still answered
    assert_eq!(client.answer(&json!(id)), Ok(Value::Null));
    assert_eq!(client.wait(), Some(1));
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn the_server_ends_with_its_client_even_if_the_pipe_stays_open() {
    // the process that says it is the client is another one than the one that holds the pipe
    let mut other = Command::new("sleep")
        .arg("600")
        .spawn()
        .expect("sleep is everywhere");
    let (mut client, _) = Client::with(json!({"processId": other.id(), "capabilities": {}}));
    client.assert_quiet();
    other.kill().expect("it is ours");
    other.wait().expect("it is ours");
    let start = Instant::now();
    assert_eq!(client.wait(), Some(1));
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn unknown_methods_are_refused_or_ignored() {
    let mut client = Client::with_capabilities(json!({}));
    client.be_odd();
    client.notify("fyml-test/unknown", json!({"a": 1}));
    client.notify("$/setTrace", json!({"value": "verbose"}));
    client.notify("workspace/didRenameFiles", json!({"files": []}));
    // an optional request: no answer is needed, and none may do harm
    client.notify("$/unknown", json!({}));
    let error = client
        .try_request("fyml-test/unknown", json!({}))
        .expect_err("no such method");
    assert_eq!(error["code"], -32601);
    let error = client
        .try_request("textDocument/documentSymbol", json!({"textDocument": 3}))
        .expect_err("no such parameters");
    assert_eq!(error["code"], -32602);
    client.notify("textDocument/didChange", json!({"nonsense": true}));
    client.assert_quiet();
    client.finish();
}

#[test]
fn folders_come_and_go() {
    let (mut client, answer) = Client::with(json!({
        "capabilities": {"workspace": {"workspaceFolders": true}},
        "workspaceFolders": [{"uri": "file:///a", "name": "a"}],
    }));
    client.be_odd();
    assert_eq!(
        answer["capabilities"]["workspace"]["workspaceFolders"],
        json!({"supported": true, "changeNotifications": true})
    );
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({"event": {"added": [{"uri": "file:///b", "name": "b"}], "removed": [{"uri": "file:///a"}]}}),
    );
    client.assert_quiet();
    client.finish();
}

/// Prints how long it takes until the server has answered, and how much memory it needs. Only a release build of a
/// quiet machine says something about the product, so nothing is asserted but that it works.
#[test]
fn start_up_is_measured() {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            binary();
            let start = Instant::now();
            let client = Client::with_capabilities(json!({}));
            let time = start.elapsed();
            client.finish();
            time
        })
        .collect();
    times.sort();
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, UNKNOWN);
    published(&mut client, 1);
    let status = std::fs::read_to_string(format!("/proc/{}/status", client.process_id()));
    let memory = status
        .as_deref()
        .unwrap_or_default()
        .lines()
        .find(|line| line.starts_with("VmRSS"));
    println!(
        "start to initialize: median {:?} of {times:?}; with a small file open: {memory:?}",
        times[2]
    );
    client.finish();
}

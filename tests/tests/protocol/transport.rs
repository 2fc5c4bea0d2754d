//! Frames: how messages are wrapped, and what happens to those that are not.

use std::fmt::Write as _;

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::URI;

#[test]
fn headers_may_be_written_in_any_case() {
    let mut client = Client::start();
    let body = json!({"jsonrpc": "2.0", "id": "a", "method": "initialize", "params": {"capabilities": {}}}).to_string();
    let header = "content-type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:";
    client.send_raw(format!("{header}{}\r\n\r\n{body}", body.len()).as_bytes());
    assert!(client.answer(&json!("a")).expect("a result")["capabilities"].is_object());
    client.notify("initialized", json!({}));
    client.finish();
}

#[test]
fn a_broken_frame_is_refused_and_the_next_one_read() {
    let mut client = Client::with_capabilities(json!({}));
    for broken in [
        "Content-Length: 5\r\n\r\n{\"a\":",
        "Content-Length: 4\r\n\r\nnull",
        "Content-Length: 2\r\n\r\n[]",
        "Content-Length: many\r\n\r\n",
        "Content-Type: text\r\n\r\n",
        "Content-Length: 3\r\n\r\n\u{fffd}",
    ] {
        client.send_raw(broken.as_bytes());
        let error = client.answer(&Value::Null).expect_err("it is no message");
        assert!(
            [-32700, -32600].map(Value::from).contains(&error["code"]),
            "{error}"
        );
    }
    // bytes that are no UTF-8
    client.send_raw(b"Content-Length: 4\r\n\r\n\"\xff\xfe\"");
    assert_eq!(
        client.answer(&Value::Null).expect_err("no UTF-8")["code"],
        -32700
    );
    client.assert_quiet();
    client.finish();
}

#[test]
fn deep_nesting_does_not_break_the_server() {
    let mut client = Client::with_capabilities(json!({}));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let body = format!(r#"{{"jsonrpc":"2.0","id":9,"method":"x","params":{deep}}}"#);
    client.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    assert_eq!(
        client.answer(&Value::Null).expect_err("too deep")["code"],
        -32700
    );
    client.finish();
}

#[test]
fn messages_may_come_in_pieces_or_all_at_once() {
    let mut client = Client::start();
    let mut all = String::new();
    let mut add = |message: Value| {
        let body = message.to_string();
        write!(all, "Content-Length: {}\r\n\r\n{body}", body.len())
            .expect("a text takes everything");
    };
    // nobody waits for the answer to `initialize` here
    add(
        json!({"jsonrpc": "2.0", "id": 1001, "method": "initialize", "params": {"capabilities": {}}}),
    );
    add(json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
    let document = json!({"uri": URI, "languageId": "yaml", "version": 1, "text": "- 中\n"});
    add(
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}),
    );
    add(
        json!({"jsonrpc": "2.0", "id": 1002, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": URI}}}),
    );
    for piece in all.as_bytes().chunks(97) {
        client.send_raw(piece);
    }
    assert!(client.answer(&json!(1001)).is_ok());
    assert!(client.answer(&json!(1002)).is_ok());
    client.notification("textDocument/publishDiagnostics");
    client.finish();
}

#[test]
fn an_answer_nobody_asked_for_is_ignored() {
    let mut client = Client::with_capabilities(json!({}));
    client.be_odd();
    client.send(&json!({"jsonrpc": "2.0", "id": 77, "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": "x", "error": {"code": -1, "message": "no"}}));
    client.assert_quiet();
    client.finish();
}

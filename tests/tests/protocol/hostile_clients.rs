//! Clients that do what none should.

use std::time::{Duration, Instant};

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::{KNOWN, UNKNOWN, URI, published};

#[test]
fn a_document_that_was_never_opened_is_not_known() {
    let mut client = Client::with_capabilities(json!({}));
    client.replace(URI, 2, UNKNOWN);
    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": URI}}),
    );
    let params = json!({"textDocument": {"uri": "untitled:Untitled-1"}, "position": {"line": 0, "character": 0}});
    for method in ["hover", "completion", "definition", "documentHighlight"] {
        let answer = client.try_request(&format!("textDocument/{method}"), params.clone());
        assert_eq!(answer, Ok(Value::Null), "{method}");
    }
    client.open(URI, UNKNOWN);
    published(&mut client, 1);
    client.finish();
}

#[test]
fn an_id_that_is_used_twice_is_answered_twice() {
    let mut client = Client::with_capabilities(json!({}));
    client.be_odd();
    client.open(URI, KNOWN);
    published(&mut client, 1);
    let ask = json!({"jsonrpc": "2.0", "id": 900, "method": "textDocument/documentSymbol", "params": {"textDocument": {"uri": URI}}});
    let body = ask.to_string();
    let frame = format!("Content-Length: {}\r\n\r\n{body}", body.len());
    client.send_raw(frame.repeat(2).as_bytes());
    for _ in 0..2 {
        // the second may be refused; it must not be forgotten
        let _ = client.answer(&json!(900));
    }
    client.assert_quiet();
    client.finish();
}

#[test]
fn half_a_message_and_then_silence_ends_with_the_client() {
    let mut client = Client::with_capabilities(json!({}));
    client.send_raw(b"Content-Length: 1000\r\n\r\n{\"jsonrpc\": \"2.0\", \"id\": 5, \"meth");
    let start = Instant::now();
    client.close_stdin();
    assert_eq!(client.wait(), Some(1));
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}

//! Text: opening, editing, closing; encodings; order.

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::{URI, published, symbol_names};

/// Capabilities of a client that pulls, so that nothing comes unasked, and counts columns so.
fn pulling(encoding: &str) -> Value {
    json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "diagnostic": {},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
    })
}

fn symbols(client: &mut Client) -> Value {
    client.request(
        "textDocument/documentSymbol",
        json!({"textDocument": {"uri": URI}}),
    )
}

fn edit(line: u32, start: u32, end: u32, text: &str) -> Value {
    json!({
        "range": {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}},
        "text": text,
    })
}

#[test]
fn columns_are_counted_as_agreed() {
    // the value of `custom` begins behind two Chinese characters and one outside the basic plane
    for (encoding, key_end, insert_at) in [("utf-8", 10, 12), ("utf-16", 4, 6), ("utf-32", 3, 5)] {
        let mut client = Client::with_capabilities(pulling(encoding));
        client.open(URI, "service: a\n中文🙂: b\n");
        let list = symbols(&mut client);
        assert_eq!(symbol_names(&list), ["service", "中文🙂"], "{encoding}");
        assert_eq!(
            list[1]["selectionRange"],
            json!({"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": key_end}}),
            "{encoding}"
        );
        client.change(URI, 2, json!([edit(1, insert_at, insert_at + 1, "new")]));
        assert_eq!(symbols(&mut client)[1]["detail"], "new", "{encoding}");
        client.finish();
    }
}

#[test]
fn a_thousand_edits_in_a_burst_are_applied_in_order_and_every_answer_is_fresh() {
    let mut client = Client::with_capabilities(pulling("utf-8"));
    client.open(URI, "service: s\nk0: x\n");
    let mut asked = Vec::new();
    for version in 1..=1000_usize {
        let old = format!("k{}", version - 1).len();
        let change = edit(1, 0, old as u32, &format!("k{version}"));
        client.change(URI, version as i32, json!([change]));
        let params = json!({"textDocument": {"uri": URI}});
        asked.push(client.ask("textDocument/documentSymbol", params));
    }
    for (index, id) in asked.into_iter().enumerate() {
        let list = client.answer(&json!(id)).expect("symbols");
        assert_eq!(symbol_names(&list)[1..], [format!("k{}", index + 1)]);
    }
    client.finish();
}

#[test]
fn many_changes_in_one_notification_build_on_each_other() {
    let mut client = Client::with_capabilities(pulling("utf-16"));
    client.open(URI, "stage: 1\r\nb: 2\r\nlayers:\r\n");
    client.change(
        URI,
        2,
        json!([
            edit(1, 0, 1, "中"),
            edit(1, 0, 1, "中文"),
            // outside: taken for the end of the line and of the text
            edit(0, 8, 99, "23"),
            {"range": {"start": {"line": 90, "character": 3}, "end": {"line": 99, "character": 0}}, "text": "c: 3"},
        ]),
    );
    let list = symbols(&mut client);
    assert_eq!(symbol_names(&list), ["stage", "中文", "layers", "c"]);
    assert_eq!(list[0]["detail"], "123");
    client.finish();
}

#[test]
fn versions_may_go_backwards_or_be_missing() {
    let mut client = Client::with_capabilities(json!({}));
    client.be_odd();
    client.open(URI, "a: 1\n");
    published(&mut client, 1);
    client.replace(URI, 9, "b: 1\n");
    published(&mut client, 9);
    client.replace(URI, 3, "c: 1\n");
    published(&mut client, 3);
    client.notify(
        "textDocument/didChange",
        json!({"textDocument": {"uri": URI, "version": null}, "contentChanges": [{"text": "service: d\n"}]}),
    );
    published(&mut client, 3);
    assert_eq!(symbol_names(&flat(&mut client)), ["service"]);
    client.finish();
}

fn flat(client: &mut Client) -> Value {
    let list = symbols(client);
    for symbol in list.as_array().expect("a list") {
        assert_eq!(symbol["location"]["uri"], URI);
    }
    list
}

#[test]
fn edits_of_a_document_that_is_not_open_are_ignored() {
    let mut client = Client::with_capabilities(pulling("utf-16"));
    client.replace(URI, 2, "a: 1\n");
    assert_eq!(symbols(&mut client), Value::Null);
    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": URI}}),
    );
    client.open(URI, "service: 1\n");
    assert_eq!(symbol_names(&symbols(&mut client)), ["service"]);
    // opening twice replaces the text
    client.open(URI, "layers: 1\n");
    assert_eq!(symbol_names(&symbols(&mut client)), ["layers"]);
    client.assert_quiet();
    client.finish();
}

#[test]
fn the_outline_nests_functions_and_triggers() {
    let mut client = Client::with_capabilities(pulling("utf-16"));
    client.open(
        URI,
        "service: shop\nfunctions:\n  index:\n    handler: index.handler\n    events:\n      - http:\n          path: /*\n",
    );
    let list = symbols(&mut client);
    let index = &list[1]["children"][0];
    assert_eq!(index["name"], "index");
    assert_eq!(index["detail"], "http /*");
    assert_eq!(index["children"][0]["name"], "http /*");
    client.finish();
}

#[test]
fn a_cancelled_request_is_answered_as_cancelled() {
    let mut client = Client::with_capabilities(pulling("utf-16"));
    // enough text to keep the worker busy while the cancellation arrives
    let text: String = (0..4_000)
        .map(|i| format!("k{i}: {{a: [1, 2, 3], b: text}}\n"))
        .collect();
    client.open(URI, &text);
    let slow = client.ask(
        "textDocument/documentSymbol",
        json!({"textDocument": {"uri": URI}}),
    );
    let cancelled = client.ask(
        "textDocument/documentSymbol",
        json!({"textDocument": {"uri": URI}}),
    );
    client.notify("$/cancelRequest", json!({"id": cancelled}));
    let error = client
        .answer(&json!(cancelled))
        .expect_err("it is cancelled");
    assert_eq!(error["code"], -32800);
    assert!(client.answer(&json!(slow)).is_ok());
    // cancelling what is done or unknown does nothing
    client.notify("$/cancelRequest", json!({"id": slow}));
    client.notify("$/cancelRequest", json!({"id": "unknown"}));
    client.assert_quiet();
    client.finish();
}

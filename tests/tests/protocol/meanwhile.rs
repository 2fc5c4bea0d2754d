//! Edits that concern everything, and questions asked in the meantime: the answer does not wait for the diagnostics, and
//! both are about the text as it is.

use std::fmt::Write;

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::URI;

/// So many that they are not checked while somebody waits.
const FUNCTIONS: usize = 600;

fn text() -> String {
    let mut text =
        "service: shop\nprovider:\n  name: aliyun\n  runtime: nodejs12\nfunctions:\n".to_owned();
    for number in 0..FUNCTIONS {
        let _ = writeln!(
            text,
            "  order{number}:\n    handler: order.get{number}\n    runtime: nodejs12\n    timeout: 700\n    events:\n      - apigw: {{path: /{number}}}\n      - http: {{path: /h{number}, method: get}}"
        );
    }
    text
}

/// A change of a piece of the text, and what it makes of the text.
fn change(text: &str, old: &str, new: &str) -> (Value, String) {
    let at = text.find(old).expect("it is there");
    let place = |offset: usize| {
        let before = &text[..offset];
        let line = before.matches('\n').count();
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        json!({"line": line, "character": column})
    };
    let range = json!({"start": place(at), "end": place(at + old.len())});
    let changed = text.replacen(old, new, 1);
    (json!([{"range": range, "text": new}]), changed)
}

/// The diagnostics of one version.
fn diagnostics(client: &mut Client, version: usize) -> Value {
    loop {
        let params = client.notification("textDocument/publishDiagnostics");
        if params["version"] == version {
            return params["diagnostics"].clone();
        }
    }
}

/// What a server says that knows nothing but this text: diagnostics, and the items at a place.
fn fresh(text: &str, place: &Value) -> (Value, Value) {
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, text);
    let diagnostics = diagnostics(&mut client, 1);
    let params = json!({"textDocument": {"uri": URI}, "position": place});
    let items = client.request("textDocument/completion", params);
    client.finish();
    (diagnostics, items["items"].clone())
}

#[test]
fn a_completion_does_not_wait_for_the_diagnostics_of_an_edit_that_concerns_everything() {
    let before = text();
    let pasted: String = (0..700)
        .map(|number| format!("  pasted{number}:\n    handler: a.b\n    timeout: 700\n"))
        .collect();
    let paste = format!("{pasted}  order7:");
    // behind `runtime: ` of a function: what is offered depends on the cloud
    let place = json!({"line": 5 + 7 * 3 + 2, "character": 13});
    // of a text that cannot be read there is little to judge: who is done first is chance
    for (old, new, is_first) in [
        ("aliyun", "tencent", true),
        ("runtime: ", "runtime: \"", false),
        ("runtime: ", "runtime: [", false),
        ("  order7:", paste.as_str(), true),
    ] {
        let mut client = Client::with_capabilities(json!({}));
        client.open(URI, &before);
        diagnostics(&mut client, 1);
        let (changes, after) = change(&before, old, new);
        client.change(URI, 2, changes);
        let params = json!({"textDocument": {"uri": URI}, "position": place});
        let id = client.ask("textDocument/completion", params);
        let answer = client.answer(&json!(id)).expect("items");
        let found = diagnostics(&mut client, 2);
        let is_answer = |message: &Value| message["id"] == id && message["method"].is_null();
        let is_published = |message: &Value| message["params"]["version"] == 2;
        let answered = client.record.iter().position(is_answer);
        let published = client.record.iter().position(is_published);
        assert!(
            answered < published || !is_first,
            "{old:?}: {answered:?}, {published:?}"
        );
        // both are of the present text
        let (diagnostics, items) = fresh(&after, &place);
        assert_eq!(found, diagnostics, "{old:?}");
        let named = |items: &Value| -> Vec<Value> {
            let items = items.as_array().into_iter().flatten();
            items.map(|item| item["label"].clone()).collect()
        };
        assert_eq!(named(&answer["items"]), named(&items), "{old:?}");
        client.finish();
    }
}

#[test]
fn diagnostics_of_a_text_that_is_gone_are_not_sent() {
    let before = text();
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, &before);
    diagnostics(&mut client, 1);
    let (cloud, other) = change(&before, "aliyun", "tencent");
    let (typed, last) = change(&other, "order.get3\n", "order.get33\n");
    client.change(URI, 2, cloud);
    // the diagnostics of version 2 are being worked out when this comes
    let symbols = json!({"textDocument": {"uri": URI}});
    client.request("textDocument/documentSymbol", symbols);
    client.change(URI, 3, typed);
    let found = diagnostics(&mut client, 3);
    let (diagnostics, _) = fresh(&last, &json!({"line": 0, "character": 0}));
    assert_eq!(found, diagnostics);
    let versions = client
        .record
        .iter()
        .filter_map(|message| message["params"]["version"].as_i64());
    let versions: Vec<i64> = versions.collect();
    assert!(versions.is_sorted(), "{versions:?}");
    client.finish();
}

#[test]
fn diagnostics_that_are_pulled_are_those_that_are_pushed() {
    let text = text();
    let place = json!({"line": 0, "character": 0});
    let (pushed, _) = fresh(&text, &place);
    let mut client = Client::with_capabilities(json!({"textDocument": {"diagnostic": {}}}));
    client.open(URI, &text);
    let mut params = json!({"textDocument": {"uri": URI}});
    let report = client.request("textDocument/diagnostic", params.clone());
    assert_eq!(report["kind"], "full");
    assert_eq!(report["items"], pushed);
    params["previousResultId"] = report["resultId"].clone();
    let again = client.request("textDocument/diagnostic", params);
    assert_eq!(
        again,
        json!({"kind": "unchanged", "resultId": report["resultId"]})
    );
    client.finish();
}

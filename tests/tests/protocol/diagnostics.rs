//! Diagnostics, sent or asked for, and the repairs that come with them.

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::{KNOWN, UNKNOWN, UNKNOWN_CODE, URI, only, published, pulled, with_code};

#[test]
fn who_cannot_ask_is_told_with_the_version() {
    let mut client = Client::with_capabilities(json!({"textDocument": {"publishDiagnostics": {}}}));
    client.open(URI, UNKNOWN);
    let diagnostics = published(&mut client, 1);
    let unknown = only(&diagnostics, UNKNOWN_CODE);
    assert_eq!(unknown["source"], "fyml");
    assert_eq!(unknown["severity"], 2);
    assert_eq!(
        unknown["range"],
        json!({"start": {"line": 2, "character": 8}, "end": {"line": 2, "character": 13}})
    );
    assert!(
        unknown["message"]
            .as_str()
            .expect("a text")
            .contains("Unknown provider `aliyu`")
    );
    // nothing the client has not asked for
    for member in ["codeDescription", "relatedInformation", "tags"] {
        assert!(unknown.get(member).is_none(), "{unknown}");
    }

    client.replace(URI, 2, KNOWN);
    assert!(with_code(&published(&mut client, 2), UNKNOWN_CODE).is_empty());
    client.replace(URI, 3, UNKNOWN);
    assert!(!with_code(&published(&mut client, 3), UNKNOWN_CODE).is_empty());

    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": URI}}),
    );
    assert_eq!(published(&mut client, Value::Null), json!([]));
    client.assert_quiet();
    client.finish();
}

#[test]
fn details_come_where_the_client_can_show_them() {
    let mut client = Client::with_capabilities(json!({"textDocument": {"publishDiagnostics": {
        "codeDescriptionSupport": true,
        "relatedInformation": true,
        "tagSupport": {"valueSet": [1, 2]},
    }}}));
    client.open(URI, UNKNOWN);
    let diagnostics = published(&mut client, 1);
    let page = &only(&diagnostics, UNKNOWN_CODE)["codeDescription"]["href"];
    let page = page.as_str().expect("a link");
    assert!(
        page.starts_with("https://") && page.contains(UNKNOWN_CODE),
        "{page}"
    );
    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": URI}}),
    );
    published(&mut client, Value::Null);
    client.finish();
}

#[test]
fn who_can_ask_is_told_nothing_unasked() {
    let mut client = Client::with_capabilities(json!({"textDocument": {"diagnostic": {}}}));
    client.open(URI, UNKNOWN);
    let report = pulled(&mut client, None);
    assert_eq!(report["kind"], "full");
    only(&report["items"], UNKNOWN_CODE);
    let id = report["resultId"].clone();

    let again = pulled(&mut client, Some(&id));
    assert_eq!(again, json!({"kind": "unchanged", "resultId": id}));

    client.replace(URI, 2, KNOWN);
    let fixed = pulled(&mut client, Some(&id));
    assert_eq!(fixed["kind"], "full");
    assert!(with_code(&fixed["items"], UNKNOWN_CODE).is_empty());

    client.notify(
        "textDocument/didClose",
        json!({"textDocument": {"uri": URI}}),
    );
    assert_eq!(pulled(&mut client, None)["items"], json!([]));
    client.assert_quiet();
    client.finish();
}

#[test]
fn the_language_follows_the_locale() {
    for (locale, text) in [
        (json!("zh-cn"), "未知的 provider `aliyu`"),
        (json!("zh_TW"), "未知的 provider `aliyu`"),
        (json!("de"), "Unknown provider `aliyu`"),
        (json!(null), "Unknown provider `aliyu`"),
    ] {
        let (mut client, _) = Client::odd_with(json!({"locale": locale, "capabilities": {}}));
        client.open(URI, UNKNOWN);
        let diagnostics = published(&mut client, 1);
        let message = &only(&diagnostics, UNKNOWN_CODE)["message"];
        assert!(
            message.as_str().expect("a text").contains(text),
            "{locale}: {message}"
        );
        client.finish();
    }
}

#[test]
fn other_peoples_files_are_left_alone() {
    for (uri, text) in [
        (URI, "- hosts: all\n  tasks: []\n"),
        (
            "file:///x/serverless.yml",
            "service: a\nprovider:\n  name: aws\n",
        ),
        (
            "file:///x/docker-compose.yml",
            "services:\n  web: {image: a}\n",
        ),
        ("untitled:Untitled-1", "provider:\n  name: aliyu\n"),
    ] {
        let mut client = Client::with_capabilities(json!({}));
        client.open(uri, text);
        let params = client.notification("textDocument/publishDiagnostics");
        assert_eq!(params["diagnostics"], json!([]), "{uri}");
        let of = json!({"textDocument": {"uri": uri}});
        assert_eq!(
            client.request("textDocument/documentSymbol", of),
            Value::Null
        );
        client.finish();
    }
}

#[test]
fn a_burst_of_edits_is_judged_at_its_end() {
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, KNOWN);
    for version in 2..=500 {
        let text = if version % 2 == 0 { UNKNOWN } else { KNOWN };
        client.replace(URI, version, text);
    }
    client.replace(URI, 501, UNKNOWN);
    let mut versions = Vec::new();
    while versions.last() != Some(&501) {
        let params = client.notification("textDocument/publishDiagnostics");
        let version = params["version"].as_i64().expect("a version");
        let is_unknown = !with_code(&params["diagnostics"], UNKNOWN_CODE).is_empty();
        assert_eq!(is_unknown, version % 2 == 0 || version == 501, "{version}");
        versions.push(version);
    }
    assert!(versions.is_sorted(), "{versions:?}");
    client.assert_quiet();
    client.finish();
}

fn actions(client: &mut Client, only: Value) -> Value {
    client.be_odd();
    let mut context = json!({"diagnostics": [{"odd": true}]});
    if !only.is_null() {
        context["only"] = only;
    }
    let cursor = json!({"line": 2, "character": 9});
    client.request(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": URI}, "range": {"start": cursor, "end": cursor}, "context": context}),
    )
}

#[test]
fn a_problem_with_a_repair_offers_it() {
    let literal = json!({"codeActionKind": {"valueSet": ["quickfix"]}});
    let edits = json!([{
        "range": {"start": {"line": 2, "character": 8}, "end": {"line": 2, "character": 13}},
        "newText": "aliyun",
    }]);
    for (document_changes, edit) in [
        (
            true,
            json!({"documentChanges": [{"textDocument": {"uri": URI, "version": 1}, "edits": edits}]}),
        ),
        (false, json!({"changes": {URI: edits}})),
    ] {
        let (mut client, answer) = Client::with(json!({"capabilities": {
            "workspace": {"workspaceEdit": {"documentChanges": document_changes}},
            "textDocument": {
                "diagnostic": {},
                "codeAction": {"codeActionLiteralSupport": literal, "isPreferredSupport": true},
            },
        }}));
        assert_eq!(
            answer["capabilities"]["codeActionProvider"]["codeActionKinds"],
            json!([
                "quickfix",
                "refactor",
                "refactor.extract",
                "refactor.move",
                "refactor.rewrite",
                "source.fixAll.fyml",
                "run.fyml"
            ])
        );
        client.open(URI, UNKNOWN);
        let found = actions(&mut client, Value::Null);
        let fix = &found[0];
        assert_eq!(fix["title"], "Change to `aliyun`");
        assert_eq!(fix["kind"], "quickfix");
        assert_eq!(fix["isPreferred"], true);
        assert_eq!(fix["diagnostics"][0]["code"], UNKNOWN_CODE);
        assert_eq!(fix["edit"], edit);
        assert_eq!(actions(&mut client, json!(["refactor"])), json!([]));
        // it is a guess, so it is not made without asking
        assert_eq!(actions(&mut client, json!(["source.fixAll"])), json!([]));
        client.finish();
    }
}

#[test]
fn safe_repairs_are_made_all_at_once() {
    let mut client = Client::with_capabilities(json!({"textDocument": {
        "diagnostic": {},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
    }}));
    client.open(
        URI,
        "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - apigw:\n          path: /a\n  b:\n    handler: b.b\n    events:\n      - apigw:\n          path: /b\n",
    );
    let found = actions(&mut client, json!(["source.fixAll.fyml"]));
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found:#}");
    assert_eq!(found[0]["kind"], "source.fixAll.fyml");
    let edits = found[0]["edit"]["changes"][URI].as_array().expect("edits");
    let places: Vec<_> = edits
        .iter()
        .map(|edit| edit["range"]["start"]["line"].as_i64())
        .filter(|line| [Some(7), Some(12)].contains(line))
        .collect();
    assert_eq!(places.len(), 2, "{edits:#?}");
    client.finish();
}

#[test]
fn who_knows_no_actions_is_offered_none() {
    let (client, answer) = Client::with(json!({"capabilities": {}}));
    assert!(answer["capabilities"].get("codeActionProvider").is_none());
    assert!(answer["capabilities"].get("diagnosticProvider").is_none());
    client.finish();
}

/// Some readers count lines in 15 bits.
#[test]
fn what_stands_far_down_is_read_like_anything_else() {
    let comments = "# a comment\n".repeat(40_000);
    let mut client = Client::with_capabilities(json!({"textDocument": {"diagnostic": {}}}));
    client.open(URI, &format!("{comments}{UNKNOWN}"));
    let found = pulled(&mut client, None)["items"].take();
    assert_eq!(
        only(&found, UNKNOWN_CODE)["range"],
        json!({"start": {"line": 40_002, "character": 8}, "end": {"line": 40_002, "character": 13}})
    );
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    let place = json!({"line": 40_001, "character": 3});
    let hover = client.request(
        "textDocument/hover",
        json!({"textDocument": {"uri": URI}, "position": place}),
    );
    assert_eq!(hover["range"]["start"]["line"], 40_001, "{hover}");

    // and so after an edit far above
    let start = json!({"line": 7, "character": 0});
    client.change(
        URI,
        2,
        json!([{"range": {"start": start, "end": start}, "text": "\n"}]),
    );
    let found = pulled(&mut client, None)["items"].take();
    assert_eq!(only(&found, UNKNOWN_CODE)["range"]["start"]["line"], 40_003);
    client.finish();
}

//! Settings and files that change while documents are open.

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::{UNKNOWN, UNKNOWN_CODE, URI, only, published, pulled, with_code};

fn level(level: &str) -> Value {
    json!({"rules": {UNKNOWN_CODE: level}})
}

#[test]
fn settings_come_with_initialize() {
    let (mut client, _) = Client::with(json!({
        "capabilities": {},
        "initializationOptions": {"fyml": level("error")},
    }));
    client.open(URI, UNKNOWN);
    assert_eq!(
        only(&published(&mut client, 1), UNKNOWN_CODE)["severity"],
        1
    );
    client.finish();
}

#[test]
fn settings_that_make_no_sense_are_ignored_and_logged() {
    let (mut client, _) = Client::with(json!({
        "capabilities": {},
        "initializationOptions": {"fyml": {"rules": {UNKNOWN_CODE: 3}, "cli": "x"}},
    }));
    client.open(URI, UNKNOWN);
    assert_eq!(
        only(&published(&mut client, 1), UNKNOWN_CODE)["severity"],
        2
    );
    client.assert_quiet();
    let log = client.log();
    assert!(log.contains("fyml.rules.provider-unknown"), "{log}");
    assert!(log.contains("fyml.cli"), "{log}");
    client.finish();
}

#[test]
fn settings_can_be_sent_along() {
    let mut client = Client::with_capabilities(json!({}));
    client.open(URI, UNKNOWN);
    assert_eq!(
        only(&published(&mut client, 1), UNKNOWN_CODE)["severity"],
        2
    );
    let mut set = |settings: Value| {
        client.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": settings}),
        );
    };
    set(json!({"fyml": level("hint")}));
    // nothing new, nothing for us, nothing at all: nothing is sent
    set(json!({"fyml": level("hint")}));
    set(json!({"yaml": {}}));
    set(Value::Null);
    assert_eq!(
        only(&published(&mut client, 1), UNKNOWN_CODE)["severity"],
        4
    );
    client.assert_quiet();
    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": {"fyml": level("off")}}),
    );
    assert!(with_code(&published(&mut client, 1), UNKNOWN_CODE).is_empty());
    client.finish();
}

#[test]
fn settings_are_asked_for_where_that_is_possible() {
    let mut client = Client::with_capabilities(json!({
        "workspace": {
            "configuration": true,
            "didChangeConfiguration": {"dynamicRegistration": true},
            "diagnostics": {"refreshSupport": true},
        },
        "textDocument": {"diagnostic": {}},
    }));
    client.be_odd();
    let registered = client.answer_request("client/registerCapability", Value::Null);
    assert_eq!(
        registered["registrations"][0]["method"],
        "workspace/didChangeConfiguration"
    );
    let asked = client.answer_request("workspace/configuration", json!([null]));
    assert_eq!(asked, json!({"items": [{"section": "fyml"}]}));
    client.open(URI, UNKNOWN);
    assert_eq!(
        only(&pulled(&mut client, None)["items"], UNKNOWN_CODE)["severity"],
        2
    );

    client.notify(
        "workspace/didChangeConfiguration",
        json!({"settings": null}),
    );
    client.answer_request("workspace/configuration", json!([level("info")]));
    client.answer_request("workspace/diagnostic/refresh", Value::Null);
    assert_eq!(
        only(&pulled(&mut client, None)["items"], UNKNOWN_CODE)["severity"],
        3
    );

    // a client that answers with nothing useful changes nothing but the settings it gave before
    client.notify("workspace/didChangeConfiguration", json!({}));
    client.answer_request("workspace/configuration", Value::Null);
    assert_eq!(
        only(&pulled(&mut client, None)["items"], UNKNOWN_CODE)["severity"],
        3
    );
    client.assert_quiet();
    client.finish();
}

#[test]
fn a_client_that_never_answers_does_not_stop_the_server() {
    let mut client = Client::with_capabilities(json!({"workspace": {"configuration": true}}));
    client.open(URI, UNKNOWN);
    only(&published(&mut client, 1), UNKNOWN_CODE);
    for _ in 0..300 {
        client.notify(
            "workspace/didChangeConfiguration",
            json!({"settings": null}),
        );
    }
    let error = client
        .try_request("fyml-test/unknown", json!({}))
        .expect_err("no such method");
    assert_eq!(error["code"], -32601);
    for _ in 0..=300 {
        client.answer_request("workspace/configuration", json!([level("off")]));
    }
    assert!(with_code(&published(&mut client, 1), UNKNOWN_CODE).is_empty());
    client.finish();
}

#[test]
fn files_are_watched_where_that_is_possible() {
    let mut client = Client::with_capabilities(json!({
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
    }));
    let registered = client.answer_request("client/registerCapability", Value::Null);
    let registration = &registered["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let patterns: Vec<_> = registration["registerOptions"]["watchers"]
        .as_array()
        .expect("watchers")
        .iter()
        .filter_map(|watcher| watcher["globPattern"].as_str())
        .collect();
    assert_eq!(
        patterns,
        [
            "**/f.yml",
            "**/f.yaml",
            "**/serverless.yml",
            "**/serverless.yaml",
            "**/package.json",
            "**/tsconfig.json",
            "**/s.yaml",
            "**/s.yml",
            "**/package-lock.json",
            "**/yarn.lock",
            "**/pnpm-lock.yaml",
            "**/*.{ts,mts,cts,tsx,js,mjs,cjs,jsx}"
        ]
    );
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({"changes": [{"uri": "file:///x/package.json", "type": 2}]}),
    );
    client.assert_quiet();
    client.finish();
}

#[test]
fn a_changed_neighbour_counts_and_an_unchanged_one_does_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let uri = format!("file://{}/f.yml", folder.path().display());
    let package = format!("file://{}/package.json", folder.path().display());
    let changed = |client: &mut Client| {
        let changes = json!([{"uri": package, "type": 2}]);
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({"changes": changes}),
        );
    };
    let mut client = Client::with_capabilities(json!({
        "workspace": {"diagnostics": {"refreshSupport": true}},
        "textDocument": {"diagnostic": {}},
    }));
    client.open(&uri, UNKNOWN);
    changed(&mut client);
    // an answer about the document comes after everything before it has been looked at
    client.request(
        "textDocument/diagnostic",
        json!({"textDocument": {"uri": uri}}),
    );
    client.assert_quiet();
    let text = r#"{"dependencies": {"@midwayjs/faas": "^1.2.0"}}"#;
    std::fs::write(folder.path().join("package.json"), text).expect("the folder is ours");
    changed(&mut client);
    client.answer_request("workspace/diagnostic/refresh", Value::Null);
    changed(&mut client);
    client.assert_quiet();
    client.finish();
}

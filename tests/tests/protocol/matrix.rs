//! docs/features.md against what the program says it can do.

use std::collections::BTreeSet;

use fyml_tests::client::Client;
use serde_json::{Value, json};

/// Members of the server's capabilities that stand for no method of their own.
const NO_METHOD: [&str; 1] = ["positionEncoding"];

/// A client that can everything that makes the server offer more.
fn offered() -> Value {
    let (client, answer) = Client::with(json!({"capabilities": {
        "textDocument": {
            "diagnostic": {},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
            "rename": {"prepareSupport": true},
        },
    }}));
    client.finish();
    answer["capabilities"].clone()
}

/// The rows of the table: methods, and the capability behind them.
fn rows() -> Vec<(String, String)> {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/features.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let methods = cells.next().unwrap_or_default().to_owned();
        let capability = cells
            .next()
            .unwrap_or_default()
            .trim_matches('`')
            .to_owned();
        assert!(cells.next().is_some_and(|what| !what.is_empty()), "{row}");
        (methods, capability)
    })
    .collect()
}

#[test]
fn the_page_names_every_capability_and_no_other() {
    let offered = offered();
    let offered = offered.as_object().expect("an object");
    let offered: BTreeSet<&str> = offered
        .iter()
        .filter(|(name, value)| {
            !value.is_null() && **value != json!(false) && !NO_METHOD.contains(&name.as_str())
        })
        .map(|(name, _)| name.as_str())
        .collect();
    let rows = rows();
    let written: BTreeSet<&str> = rows
        .iter()
        .map(|(_, capability)| capability.as_str())
        .filter(|capability| *capability != "–")
        .collect();
    assert_eq!(written, offered);
}

/// A method that nobody answers is refused with `MethodNotFound`.
#[test]
fn every_request_of_the_page_is_answered() {
    let mut client = Client::with_capabilities(json!({"textDocument": {"diagnostic": {}}}));
    client.be_odd();
    let uri = "file:///fyml-tests/matrix/f.yml";
    client.open(uri, "service: shop\n");
    let place = json!({"line": 0, "character": 0});
    let params = json!({
        "textDocument": {"uri": uri},
        "position": place,
        "positions": [place],
        "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "includeDeclaration": true},
        "newName": "x",
        "query": "x",
    });
    let mut asked = 0;
    for (methods, _) in rows() {
        let requests = methods.split(", ").map(|method| method.trim_matches('`'));
        for method in requests.filter(|method| method.contains('/') && !method.contains("/did")) {
            let answer = client.try_request(method, params.clone());
            let is_unknown = answer
                .as_ref()
                .is_err_and(|error| error["code"] == json!(-32601));
            assert!(!is_unknown, "{method}: {answer:?}");
            asked += 1;
        }
    }
    assert!(asked >= 14, "{asked} requests");
    client.finish();
}

//! Inlay hints through the protocol.

use fyml_tests::client::Client;
use serde_json::{Value, json};

const URI: &str = "file:///fyml-tests/hints/f.yml";

/// Chinese and a character outside of the basic plane stand before the hint, in the same line.
const SPEC: &str = "provider: {name: aliyun, runtime: nodejs14, timeout: 3, memorySize: 128}\nfunctions:\n  商店🙂: {events: [timer: {\"说明\": '🙂', value: 0 0 4 * * *}]}\n  b: {events: [http: {path: /b, method: [get, any]}]}\n";

fn hints(client: &mut Client, from: u32, to: u32) -> Value {
    let range =
        json!({"start": {"line": from, "character": 0}, "end": {"line": to, "character": 0}});
    client.request(
        "textDocument/inlayHint",
        json!({"textDocument": {"uri": URI}, "range": range}),
    )
}

fn client(encoding: &str, options: &Value) -> Client {
    let (mut client, answer) = Client::with(json!({
        "capabilities": {
            "general": {"positionEncodings": [encoding]},
            "textDocument": {"diagnostic": {}},
        },
        "locale": "zh-cn",
        "initializationOptions": options,
    }));
    assert_eq!(answer["capabilities"]["inlayHintProvider"], json!(true));
    client.open(URI, SPEC);
    client
}

#[test]
fn hints_stand_where_the_client_counts_them() {
    let line = SPEC.lines().nth(2).expect("a third line");
    let before = line.strip_suffix("}]}").expect("the end of the value");
    for (encoding, column) in [
        ("utf-8", before.len()),
        ("utf-16", before.encode_utf16().count()),
        ("utf-32", before.chars().count()),
    ] {
        let mut client = client(encoding, &Value::Null);
        let found = hints(&mut client, 2, 3);
        let expected = json!([{
            "position": {"line": 2, "character": column},
            "label": "每天 04:00（UTC）",
            "paddingLeft": true,
        }]);
        assert_eq!(found, expected, "{encoding}");
        assert_eq!(hints(&mut client, 0, 4).as_array().map(Vec::len), Some(2));
        client.finish();
    }
}

#[test]
fn kinds_are_switched_off_by_settings() {
    let options = json!({"fyml": {"inlayHints": {"cron": false}}});
    let mut client = client("utf-16", &options);
    let found = hints(&mut client, 0, 4);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    assert_eq!(found[0]["label"], "→ GET");
    client.finish();
}

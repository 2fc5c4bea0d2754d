//! Moving a service to another cloud, as a client sees it.

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::URI;

const TEXT: &str = "service: shop # 商城 🛒\nprovider: {\"名\": 🙂, name: aliyun, runtime: nodejs18}\nfunctions:\n  index:\n    handler: index.handler\n    initTimeout: 3\n    concurrency: 5\n    events:\n      - http: {path: /, method: get}\n";

fn client(encoding: &str, locale: &str) -> Client {
    let (client, answer) = Client::with(json!({"locale": locale, "capabilities": {
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "diagnostic": {},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        },
        "workspace": {"workspaceEdit": {"documentChanges": true}},
    }}));
    let commands = answer["capabilities"]["executeCommandProvider"]["commands"].as_array();
    assert!(commands.is_some_and(|names| names.contains(&json!("fyml.port"))));
    client
}

fn run(client: &mut Client, argument: Value) -> Result<Value, Value> {
    client.try_request(
        "workspace/executeCommand",
        json!({"command": "fyml.port", "arguments": [argument]}),
    )
}

#[test]
fn the_command_answers_with_an_edit_and_a_report() {
    // the columns of `aliyun`
    for (encoding, start) in [("utf-8", 30), ("utf-16", 26), ("utf-32", 25)] {
        let mut client = client(encoding, "en");
        client.open(URI, TEXT);
        let result = run(&mut client, json!({"uri": URI, "to": "tencent"})).expect("a result");
        let change = &result["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"]["uri"], URI);
        assert_eq!(
            change["edits"][0],
            json!({"range": {
                "start": {"line": 1, "character": start},
                "end": {"line": 1, "character": start + 6},
            }, "newText": "tencent"}),
            "{encoding}"
        );
        assert_eq!(change["edits"][1]["newText"], "Nodejs18.15");
        let report = result["report"].as_array().expect("a list");
        let lost: Vec<&Value> = report
            .iter()
            .filter(|item| item["kind"] == "lost")
            .collect();
        assert_eq!(lost.len(), 2, "{lost:?}");
        assert_eq!(lost[1]["path"], "functions.index.concurrency");
        assert_eq!(
            lost[1]["range"]["start"],
            json!({"line": 6, "character": 4})
        );
        // without a URI the document that was touched last is meant
        assert_eq!(
            run(&mut client, json!({"to": "tencent"})).expect("a result"),
            result
        );
        client.finish();
    }
}

#[test]
fn what_cannot_be_moved_is_an_error_in_the_users_language() {
    let mut client = client("utf-16", "zh-cn");
    assert!(run(&mut client, json!({"to": "tencent"})).is_err());
    client.open(
        URI,
        "service: shop\nprovider:\n  name: moon\nfunctions: {}\n",
    );
    let error = run(&mut client, json!({"uri": URI, "to": "tencent"})).expect_err("an error");
    assert_eq!(error["code"], -32803);
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|said| said.contains("没有说明文件是为哪个平台写的")),
        "{error}"
    );
    for argument in [
        json!({"uri": URI}),
        json!({"uri": URI, "to": "moon"}),
        json!({"uri": 1}),
        json!(7),
    ] {
        let error = run(&mut client, argument.clone()).expect_err("an error");
        assert_eq!(error["code"], -32602, "{argument}");
    }
    let unknown = json!({"command": "fyml.nothing", "arguments": []});
    assert!(
        client
            .try_request("workspace/executeCommand", unknown)
            .is_err()
    );
    client.finish();
}

#[test]
fn the_action_stands_at_the_provider_and_only_there() {
    let mut client = client("utf-32", "en");
    client.open(URI, TEXT);
    let actions = |client: &mut Client, line: u32, character: u32, only: Value| -> Vec<Value> {
        let place = json!({"line": line, "character": character});
        let mut context = json!({"diagnostics": []});
        if !only.is_null() {
            context["only"] = only;
        }
        let params = json!({
            "textDocument": {"uri": URI},
            "range": {"start": place, "end": place},
            "context": context,
        });
        let all = client.request("textDocument/codeAction", params);
        let all = all.as_array().cloned().unwrap_or_default();
        all.into_iter()
            .filter(|action| action["kind"] == "refactor.rewrite")
            .filter(|action| action["title"].to_string().contains("Move this service"))
            .collect()
    };
    let offered = actions(&mut client, 1, 29, json!(["refactor"]));
    let titles: Vec<&str> = offered
        .iter()
        .filter_map(|action| action["title"].as_str())
        .collect();
    assert_eq!(titles.len(), 3, "{titles:?}");
    assert!(
        titles[0].starts_with("Move this service to tencent ("),
        "{titles:?}"
    );
    assert_eq!(
        offered[0]["edit"]["documentChanges"][0]["edits"][0]["newText"],
        "tencent"
    );
    assert_eq!(actions(&mut client, 1, 22, Value::Null).len(), 3);
    assert_eq!(actions(&mut client, 0, 2, Value::Null).len(), 0);
    assert_eq!(actions(&mut client, 1, 29, json!(["quickfix"])).len(), 0);
    let hover = client.request(
        "textDocument/hover",
        json!({"textDocument": {"uri": URI}, "position": {"line": 1, "character": 29}}),
    );
    let shown = hover["contents"]["value"].as_str().unwrap_or_default();
    assert!(shown.contains("tencent: 2 translated, 2 lost"), "{shown}");
    client.finish();
}

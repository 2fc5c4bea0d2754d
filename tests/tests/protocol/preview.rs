//! `fyml.preview`, as a client sees it.

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::URI;

const TEXT: &str = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  index:\n    handler: index.handler\n    events:\n      - apigw: {path: /}\n";

fn run(client: &mut Client, argument: Value) -> Result<Value, Value> {
    client.try_request(
        "workspace/executeCommand",
        json!({"command": "fyml.preview", "arguments": [argument]}),
    )
}

#[test]
fn the_command_answers_with_text_for_the_chosen_cloud() {
    let (mut client, _) = Client::with(
        json!({"locale": "zh-CN", "capabilities": {"textDocument": {"diagnostic": {}}}}),
    );
    client.open(URI, TEXT);
    let text = |client: &mut Client, argument| {
        let result = run(client, argument).expect("a result");
        result.as_str().expect("a text").to_owned()
    };
    let own = text(&mut client, json!({"uri": URI}));
    assert!(own.contains("aliyun 会忽略 `apigw`"), "{own}");
    assert!(own.contains("\n    triggers: []\n"), "{own}");
    assert_eq!(text(&mut client, json!({})), own, "the file touched last");
    let fun = text(&mut client, json!({"tool": "fun"}));
    assert!(fun.contains("\nROSTemplateFormatVersion:"), "{fun}");
    let tencent = text(&mut client, json!({"uri": URI, "provider": "tencent"}));
    assert!(tencent.contains("      - apigw:\n"), "{tencent}");
    client.finish();
}

#[test]
fn a_preview_that_cannot_be_is_refused_with_the_reason() {
    let (mut client, _) =
        Client::with(json!({"locale": "en", "capabilities": {"textDocument": {"diagnostic": {}}}}));
    client.open(URI, &TEXT.replace("apigw: {path: /}", "os: {bucket: b}"));
    let refused = |client: &mut Client, argument| {
        let error = run(client, argument).expect_err("it is refused");
        let message = error["message"].as_str().unwrap_or_default().to_owned();
        (error["code"].as_i64(), message)
    };
    let (code, message) = refused(&mut client, json!({"uri": URI}));
    assert_eq!(code, Some(-32803));
    assert!(
        message.contains("f.yml:7:9: nothing would be deployed"),
        "{message}"
    );
    for argument in [
        json!({"provider": "nowhere"}),
        json!({"tool": "s"}),
        json!({"uri": "file:///nowhere/f.yml"}),
    ] {
        let (code, message) = refused(&mut client, argument);
        assert_eq!(code, Some(-32602), "{message}");
    }
    client.finish();
}

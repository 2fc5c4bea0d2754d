//! Several repairs of one problem, as a client sees them: each is offered, and none is preferred.

use fyml_tests::client::Client;
use serde_json::{Value, json};

const URI: &str = "file:///work/f.yml";

/// The quick fixes at a place (line, column) of a text, with the title and whether they are preferred.
fn offered(text: &str, locale: &str, line: u32, character: u32) -> Vec<(String, bool)> {
    let (mut client, _) = Client::with(json!({"locale": locale, "capabilities": {
        "textDocument": {
            "diagnostic": {},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
                "isPreferredSupport": true,
                "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
        },
    }}));
    client.open(URI, text);
    let place = json!({"line": line, "character": character});
    let params = json!({
        "textDocument": {"uri": URI},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "only": ["quickfix"]},
    });
    let found: Value = client.request("textDocument/codeAction", params);
    client.finish();
    let found = found.as_array().cloned().unwrap_or_default();
    let of_one = |action: Value| {
        let title = action["title"].as_str().expect("a title").to_owned();
        (title, action["isPreferred"] == true)
    };
    found.into_iter().map(of_one).collect()
}

fn own(titles: &[(&str, bool)]) -> Vec<(String, bool)> {
    let one = |&(title, is_preferred): &(&str, bool)| (title.to_owned(), is_preferred);
    titles.iter().map(one).collect()
}

#[test]
fn a_choice_is_the_users() {
    let text = "service: 店\nprovider: {runtime: nodejs14}\n";
    let found = offered(text, "en", 1, 3);
    assert_eq!(
        found[..2],
        own(&[
            ("Add `provider.name: aliyun`", false),
            ("Add `provider.name: tencent`", false)
        ])
    );
    let found = offered(text, "zh-cn", 1, 3);
    assert_eq!(found[1].0, "加上 `provider.name: tencent`");
}

#[test]
fn what_nothing_reads_can_go_or_be_moved() {
    let text = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  a:\n    handler: a.b\n    tracingConfig: Enable\n    颜色: 红\n";
    let moved = ("把 `tracingConfig` 移到 `provider`，作用于整个服务", false);
    let mut found = offered(text, "zh-cn", 5, 6);
    found.retain(|(title, _)| !title.contains("忽略"));
    assert_eq!(found, own(&[("删除 `tracingConfig`", false), moved]));
    let mut found = offered(text, "zh-cn", 6, 5);
    found.retain(|(title, _)| !title.contains("忽略"));
    assert_eq!(found, own(&[("删除 `颜色`", false)]));
}

#[test]
fn the_only_repair_is_preferred() {
    let text = "service: shop\nprovider: {name: aliyun, timeot: 3}\n";
    let found = offered(text, "en", 1, 27);
    assert_eq!(found[0], ("Rename to `timeout`".to_owned(), true));
    assert!(found[1..].iter().all(|(_, is_preferred)| !is_preferred));
}

//! Hover and completion as a client sees them.

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::URI;

fn at(line: u32, character: u32) -> Value {
    json!({"textDocument": {"uri": URI}, "position": {"line": line, "character": character}})
}

fn client(locale: &str, encoding: &str, format: &str) -> Client {
    let (client, answer) = Client::with(json!({"locale": locale, "capabilities": {
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "diagnostic": {},
            "hover": {"contentFormat": [format]},
            "completion": {"completionItem": {
                "documentationFormat": [format],
                "tagSupport": {"valueSet": [1]},
            }},
        },
    }}));
    assert!(!answer["capabilities"]["hoverProvider"].is_null());
    assert!(!answer["capabilities"]["completionProvider"].is_null());
    client
}

#[test]
fn a_hover_is_about_the_word_under_the_pointer() {
    let text = "provider: {\"名\": 🙂, runtime: nodejs12, name: aliyun}\n";
    // the columns of `nodejs12`
    for (encoding, start) in [("utf-8", 33), ("utf-16", 29), ("utf-32", 28)] {
        let mut client = client("en", encoding, "markdown");
        client.be_odd();
        client.open(URI, text);
        let hover = client.request("textDocument/hover", at(0, start + 3));
        assert_eq!(
            hover["range"],
            json!({"start": {"line": 0, "character": start}, "end": {"line": 0, "character": start + 8}}),
            "{encoding}"
        );
        assert_eq!(hover["contents"]["kind"], "markdown");
        let shown = hover["contents"]["value"].as_str().expect("a text");
        assert!(shown.starts_with("**`nodejs12`**"), "{shown}");
        // far outside there is nothing, and no harm
        assert_eq!(
            client.request("textDocument/hover", at(99, 4_000_000_000)),
            Value::Null
        );
        client.finish();
    }
}

#[test]
fn plain_clients_get_plain_text_and_chinese_ones_chinese() {
    let mut client = client("zh-cn", "utf-16", "plaintext");
    client.open(URI, "provider:\n  name: aliyun\n");
    let contents = client.request("textDocument/hover", at(1, 10))["contents"].take();
    assert_eq!(contents["kind"], "plaintext");
    let shown = contents["value"].as_str().expect("a text");
    assert!(
        shown.contains("阿里云函数计算") && !shown.contains('`'),
        "{shown}"
    );
    client.finish();
}

#[test]
fn hovers_between_a_thousand_edits_are_about_the_text_of_their_moment() {
    let mut client = client("en", "utf-16", "markdown");
    client.open(URI, "service: shop\nprovider:\n  name: aliyun\n");
    let names = ["tencent", "aliyun", "vercel"];
    let mut old = "aliyun";
    let mut asked = Vec::new();
    for version in 0..1000_usize {
        let new = names[version % names.len()];
        let range = json!({
            "start": {"line": 2, "character": 8},
            "end": {"line": 2, "character": 8 + old.len()},
        });
        client.change(
            URI,
            version as i32 + 2,
            json!([{"range": range, "text": new}]),
        );
        asked.push((new, client.ask("textDocument/hover", at(2, 9))));
        old = new;
    }
    for (name, id) in asked {
        let hover = client.answer(&json!(id)).expect("a hover");
        let shown = hover["contents"]["value"].as_str().expect("a text");
        assert!(
            shown.starts_with(&format!("**`{name}`**")),
            "{name}: {shown}"
        );
    }
    client.finish();
}

#[test]
fn completion_replaces_what_is_typed() {
    let mut client = client("en", "utf-16", "markdown");
    client.open(
        URI,
        "service: \"商店\"\nprovider:\n  name: aliyun\n  runtime: nod\n",
    );
    let list = client.request("textDocument/completion", at(3, 14));
    assert_eq!(list["isIncomplete"], false);
    let items = list["items"].as_array().expect("items");
    assert!(!items.is_empty());
    for item in items {
        assert_eq!(
            item["textEdit"]["range"],
            json!({"start": {"line": 3, "character": 11}, "end": {"line": 3, "character": 14}})
        );
        assert_eq!(item["textEdit"]["newText"], item["label"]);
    }
    let order: Vec<_> = items.iter().map(|item| item["sortText"].as_str()).collect();
    assert!(order.is_sorted(), "{order:?}");
    let old = items
        .iter()
        .find(|item| item["label"] == "nodejs8")
        .expect("an old one");
    assert_eq!(old["tags"], json!([1]));
    let new = items
        .iter()
        .find(|item| item["label"] == "nodejs20")
        .expect("a new one");
    assert!(new.get("tags").is_none());
    client.finish();
}

#[test]
fn completion_helps_with_the_first_word_of_a_file() {
    let mut client = client("en", "utf-16", "markdown");
    for text in ["", "prov", "provder:\n  name: aliyun\nser"] {
        client.open(URI, text);
        let line = text.matches('\n').count() as u32;
        let column = text.lines().last().map_or(0, str::len) as u32;
        let list = client.request("textDocument/completion", at(line, column));
        let labels: Vec<_> = list["items"]
            .as_array()
            .expect("items")
            .iter()
            .filter_map(|item| item["label"].as_str())
            .collect();
        assert!(
            labels.contains(&"provider") && labels.contains(&"service"),
            "{text:?}: {labels:?}"
        );
    }
    client.finish();
}

#[test]
fn nothing_is_said_about_documents_that_are_not_open() {
    let mut client = client("en", "utf-16", "markdown");
    for method in ["textDocument/hover", "textDocument/completion"] {
        assert_eq!(client.request(method, at(0, 0)), Value::Null);
    }
    client.finish();
}

#[test]
fn a_plain_route_has_no_signs() {
    let mut client = client("zh-cn", "utf-16", "plaintext");
    client.open(
        URI,
        "service: shop\nprovider: {name: aliyun}\nfunctions:\n  商店: {handler: a.b, events: [http: {path: /a, method: get}]}\n",
    );
    let hover = client.request("textDocument/hover", at(3, 3));
    assert_eq!(hover["contents"]["kind"], "plaintext");
    let shown = hover["contents"]["value"].as_str().expect("a text");
    assert!(shown.starts_with("商店 — 函数"), "{shown}");
    assert!(shown.contains("GET /a 由 商店 响应。"), "{shown}");
    assert!(!shown.contains(['`', '*', '|']), "{shown}");
    client.finish();
}

#[test]
fn a_hover_follows_the_text_and_the_cloud() {
    let mut client = client("en", "utf-16", "markdown");
    let text = |cloud: &str| {
        format!(
            "service: shop\nprovider: {{name: {cloud}}}\nfunctions:\n  a: {{handler: a.b, events: [apigw: {{path: /a}}]}}\n"
        )
    };
    let place = at(3, 44);
    client.open(URI, &text("aliyun"));
    let first = client.request("textDocument/hover", place.clone());
    client.replace(URI, 2, &text("tencent"));
    let second = client.request("textDocument/hover", place);
    let shown = |hover: &Value| {
        hover["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert!(shown(&first).contains("No route"), "{first}");
    assert!(
        shown(&second).contains("On tencent, `ANY /a` is answered by `a`."),
        "{second}"
    );
    client.finish();
}

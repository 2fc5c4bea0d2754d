//! Completion as a client with all the newer features sees it, and as one with none.

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::URI;

/// A flow map with Chinese text and an emoji before the half-typed `nod`.
const TEXT: &str = "provider: {\"名\": 🙂, name: aliyun, runtime: nodx}\n";

fn client(encoding: &str, completion: Value) -> Client {
    let (client, answer) = Client::with(json!({"locale": "en", "capabilities": {
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"diagnostic": {}, "completion": completion},
    }}));
    let provider = &answer["capabilities"]["completionProvider"];
    assert_eq!(provider["resolveProvider"], true);
    assert!(provider["allCommitCharacters"].is_null());
    client
}

fn newest() -> Value {
    json!({
        "completionItem": {
            "snippetSupport": true,
            "insertReplaceSupport": true,
            "labelDetailsSupport": true,
            "preselectSupport": true,
            "documentationFormat": ["markdown"],
            "tagSupport": {"valueSet": [1]},
            "resolveSupport": {"properties": ["documentation"]},
            "insertTextModeSupport": {"valueSet": [1, 2]},
        },
        "completionList": {"itemDefaults": ["editRange", "insertTextFormat"]},
    })
}

fn ask(client: &mut Client, line: u32, character: u32) -> Value {
    let at =
        json!({"textDocument": {"uri": URI}, "position": {"line": line, "character": character}});
    client.request("textDocument/completion", at)
}

fn item<'l>(list: &'l Value, label: &str) -> &'l Value {
    let items = list["items"].as_array().expect("items");
    let found = items.iter().find(|item| item["label"] == label);
    found.expect("is offered")
}

fn range(start: u32, end: u32) -> Value {
    json!({"start": {"line": 0, "character": start}, "end": {"line": 0, "character": end}})
}

#[test]
fn ranges_are_counted_as_the_client_counts() {
    // the columns of `nodx`
    for (encoding, start) in [("utf-8", 47), ("utf-16", 43), ("utf-32", 42)] {
        let mut old = client(encoding, json!({}));
        old.open(URI, TEXT);
        let list = ask(&mut old, 0, start + 3);
        let edit = &item(&list, "nodejs20")["textEdit"];
        assert_eq!(
            *edit,
            json!({"range": range(start, start + 4), "newText": "nodejs20"}),
            "{encoding}"
        );
        assert!(list.get("itemDefaults").is_none());
        old.finish();

        let mut new = client(encoding, newest());
        new.open(URI, TEXT);
        let list = ask(&mut new, 0, start + 3);
        assert_eq!(
            list["itemDefaults"]["editRange"],
            json!({"insert": range(start, start + 3), "replace": range(start, start + 4)}),
            "{encoding}"
        );
        assert!(item(&list, "nodejs20").get("textEdit").is_none());
        assert_eq!(item(&list, "nodejs20")["preselect"], true);
        new.finish();
    }
}

#[test]
fn documentation_comes_when_it_is_asked_for() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut new = client(encoding, newest());
        new.be_odd();
        new.open(URI, "# 服务\nservice: \"商店\"\n");
        let list = ask(&mut new, 2, 0);
        let provider = item(&list, "provider").clone();
        assert!(provider.get("documentation").is_none());
        let resolved = new.request("completionItem/resolve", provider.clone());
        let doc = resolved["documentation"]["value"].as_str().expect("a text");
        assert!(doc.starts_with("**`provider`**"), "{doc}");
        assert_eq!(resolved["label"], provider["label"]);
        // an item that nobody sent comes back as it is
        let unknown = json!({"label": "x", "data": [4_000_000, 1], "extra": {"kept": true}});
        assert_eq!(
            new.request("completionItem/resolve", unknown.clone()),
            unknown
        );
        new.finish();
    }
    let mut old = client("utf-16", json!({}));
    old.open(URI, "service: a\n");
    let list = ask(&mut old, 1, 0);
    assert_eq!(
        item(&list, "provider")["documentation"]["kind"],
        "plaintext"
    );
    old.finish();
}

#[test]
fn placeholders_are_for_clients_that_know_them() {
    for (capabilities, is_snippet) in [(newest(), true), (json!({}), false)] {
        let mut client = client("utf-16", capabilities);
        client.open(URI, "");
        let list = ask(&mut client, 0, 0);
        let whole = item(&list, "f.yml (aliyun)");
        let text = whole["textEdit"]["newText"]
            .as_str()
            .or(whole["textEditText"].as_str());
        let text = text.expect("a text");
        assert_eq!(text.contains("${"), is_snippet, "{text}");
        assert_eq!(whole["insertTextFormat"] == 2, is_snippet);
        assert_eq!(whole["insertTextMode"] == 1, is_snippet);
        client.finish();
    }
}

#[test]
fn a_blank_of_the_indentation_brings_no_list() {
    let mut client = client("utf-16", newest());
    client.open(URI, "provider:\n  name: \n ");
    for (line, character, is_welcome) in [(1, 8, true), (2, 1, false)] {
        let list = client.request(
            "textDocument/completion",
            json!({
                "textDocument": {"uri": URI},
                "position": {"line": line, "character": character},
                "context": {"triggerKind": 2, "triggerCharacter": " "},
            }),
        );
        let count = list["items"].as_array().expect("items").len();
        assert_eq!(count > 0, is_welcome);
    }
    client.finish();
}

const EVENT: &str = "provider: {name: aliyun}\nfunctions:\n  商店:\n    events:\n      - \n";

/// The text that the item `http …` inserts into [`EVENT`] for such a client.
fn event(capabilities: Value) -> (String, Value) {
    let mut client = client("utf-16", capabilities);
    client.open(URI, EVENT);
    let list = ask(&mut client, 4, 8);
    let http = item(&list, "http …").clone();
    client.finish();
    let text = http["textEdit"]["newText"].as_str();
    let text = text.or(http["textEditText"].as_str()).expect("a text");
    (text.to_owned(), http)
}

#[test]
fn further_lines_are_indented_as_the_client_inserts_them() {
    // one that can insert as is, one that says nothing, one that always adjusts
    let (as_is, item) =
        event(json!({"completionItem": {"insertTextModeSupport": {"valueSet": [1, 2]}}}));
    assert_eq!(as_is, "http:\n          path: /*\n          method: get");
    assert_eq!(item["insertTextMode"], 1);
    let (silent, item) = event(json!({}));
    assert_eq!(silent, as_is);
    assert!(item.get("insertTextMode").is_none());
    let (adjusted, item) = event(json!({"insertTextMode": 2}));
    assert_eq!(adjusted, "http:\n    path: /*\n    method: get");
    assert!(item.get("insertTextMode").is_none());
}

#[test]
fn a_list_is_short_and_says_when_it_is_not_all() {
    let functions: String = (0..300)
        .map(|number| format!("  f{number}: {{handler: a.b}}\n"))
        .collect();
    let text =
        format!("functions:\n{functions}aggregation:\n  全部:\n    functions:\n      - f29\n");
    let mut client = client("utf-16", newest());
    client.open(URI, &text);
    let line = text.matches('\n').count() as u32 - 1;
    let list = ask(&mut client, line, 8);
    assert_eq!(list["isIncomplete"], true);
    assert!(list["items"].as_array().expect("items").len() <= 100);
    let narrowed = ask(&mut client, line, 11);
    assert_eq!(item(&narrowed, "f299")["label"], "f299");
    let keys = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
    let list = client.request("textDocument/completion", keys);
    assert_eq!(list["isIncomplete"], false);
    client.finish();
}

#[test]
fn details_stand_where_the_client_shows_them() {
    let region = "provider:\n  name: aliyun\n  region: \n";
    let mut new = client("utf-16", newest());
    new.open(URI, region);
    let list = ask(&mut new, 2, 10);
    assert_eq!(
        item(&list, "cn-hangzhou")["labelDetails"]["description"],
        "Hangzhou (default)"
    );
    new.finish();
    let mut old = client("utf-16", json!({}));
    old.open(URI, region);
    let list = ask(&mut old, 2, 10);
    assert_eq!(item(&list, "cn-hangzhou")["detail"], "Hangzhou (default)");
    assert!(item(&list, "cn-hangzhou").get("labelDetails").is_none());
    old.finish();
}

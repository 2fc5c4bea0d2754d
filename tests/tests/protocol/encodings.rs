//! Every position is counted as the client counts: with Chinese and an emoji before it, in UTF-8, UTF-16 and UTF-32. What
//! `navigation.rs`, `completion.rs` and `inlay_hints.rs` do not ask.

use fyml_tests::client::Client;
use serde_json::{Value, json};

use super::URI;

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// One line with everything; the provider is misspelt.
const TEXT: &str = "x-注: 🙂\nservice: shop\nprovider: {\"云🙂\": 1, name: aliyu}\nfunctions: {\"商店🙂\": {handler: a.b, events: [http: {path: /商品/*, method: get}]}, pay: {handler: a.c, events: [http: {path: /pay}]}}\n";

fn client(encoding: &str, locale: &str) -> Client {
    Client::with(json!({"locale": locale, "capabilities": {
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "diagnostic": {},
            "hover": {"contentFormat": ["markdown"]},
            "codeLens": {},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "isPreferredSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
    }}))
    .0
}

/// The range of the first `word` in `text`.
fn range_of(text: &str, word: &str, encoding: &str) -> Value {
    let at = text.find(word).expect("the word is there");
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let columns = |text: &str| match encoding {
        "utf-8" => text.len(),
        "utf-16" => text.encode_utf16().count(),
        _ => text.chars().count(),
    };
    let character = columns(&text[start..at]);
    json!({
        "start": {"line": line, "character": character},
        "end": {"line": line, "character": character + columns(word)},
    })
}

fn document() -> Value {
    json!({"uri": URI})
}

#[test]
fn problems_and_their_repairs() {
    for encoding in ENCODINGS {
        let mut client = client(encoding, "zh-cn");
        client.open(URI, TEXT);
        let place = range_of(TEXT, "aliyu", encoding);
        let report = super::pulled(&mut client, None);
        let problem = super::only(&report["items"], super::UNKNOWN_CODE);
        assert_eq!(problem["range"], place, "{encoding}");
        let context = json!({"diagnostics": [problem], "only": ["quickfix"]});
        let params = json!({"textDocument": document(), "range": place, "context": context});
        let actions = client.request("textDocument/codeAction", params);
        let edit = &actions[0]["edit"]["changes"][URI][0];
        assert_eq!(
            *edit,
            json!({"range": place, "newText": "aliyun"}),
            "{encoding}"
        );
        client.finish();
    }
}

#[test]
fn the_outline() {
    for encoding in ENCODINGS {
        let mut client = client(encoding, "zh-cn");
        client.open(URI, TEXT);
        let params = json!({"textDocument": document()});
        let symbols = client.request("textDocument/documentSymbol", params);
        let symbols = symbols.as_array().expect("symbols");
        let functions = symbols.iter().find(|symbol| symbol["name"] == "functions");
        let shop = &functions.expect("is there")["children"][0];
        assert_eq!(shop["name"], "商店🙂");
        assert_eq!(
            shop["selectionRange"],
            range_of(TEXT, "\"商店🙂\"", encoding),
            "{encoding}"
        );
        client.finish();
    }
}

#[test]
fn lenses() {
    for encoding in ENCODINGS {
        let mut client = client(encoding, "zh-cn");
        client.open(URI, &TEXT.replace("aliyu}", "aliyun}"));
        let params = json!({"textDocument": document()});
        let lenses = client.request("textDocument/codeLens", params);
        let place = range_of(TEXT, "\"商店🙂\"", encoding);
        let lenses = lenses.as_array().expect("lenses");
        assert!(
            lenses
                .iter()
                .any(|lens| lens["range"]["start"] == place["start"]),
            "{encoding}: {lenses:#?}"
        );
        client.finish();
    }
}

#[test]
fn a_route_under_the_pointer() {
    for encoding in ENCODINGS {
        let text = TEXT.replace("aliyu}", "aliyun}");
        let mut client = client(encoding, "zh-cn");
        client.open(URI, &text);
        let place = range_of(&text, "/商品/*", encoding);
        let params = json!({"textDocument": document(), "position": place["start"]});
        let hover = client.request("textDocument/hover", params);
        assert_eq!(hover["range"], place, "{encoding}");
        let shown = hover["contents"]["value"].as_str().expect("a text");
        assert!(shown.contains("`GET /商品/*` 由 `商店🙂` 响应"), "{shown}");
        client.finish();
    }
}

#[test]
fn a_resolved_item_and_a_reference() {
    for encoding in ENCODINGS {
        let mut client = client(encoding, "zh-cn");
        let text =
            "service: \"商店🙂-${env.HO}/乙\"\nprovider: {environment: {HOME: '${env.HOME}'}}\n";
        client.open(URI, text);
        let place = range_of(text, "${env.HO}", encoding);
        let inside = range_of(text, "}/乙", encoding);
        let params = json!({"textDocument": document(), "position": inside["start"]});
        let list = client.request("textDocument/completion", params);
        let items = list["items"].as_array().expect("items");
        let home = items.iter().find(|item| item["label"] == "${env.HOME}");
        let home = home.expect("is offered").clone();
        let edit = json!({"range": place, "newText": "${env.HOME}"});
        assert_eq!(home["textEdit"], edit, "{encoding}");
        let resolved = client.request("completionItem/resolve", home.clone());
        assert_eq!(resolved["textEdit"], edit);
        client.finish();
    }
}

#[test]
fn a_word_that_moves_takes_its_indentation_along() {
    for encoding in ENCODINGS {
        let mut client = client(encoding, "zh-cn");
        client.open(URI, "# 云🙂\nprovider:\n  name: aliyun\n\tru\n");
        let place = json!({"line": 3, "character": 3});
        let params = json!({"textDocument": document(), "position": place});
        let list = client.request("textDocument/completion", params);
        let items = list["items"].as_array().expect("items");
        let runtime = items.iter().find(|item| item["label"] == "runtime");
        let runtime = runtime.expect("is offered");
        assert_eq!(runtime["textEdit"]["newText"], "  runtime: ");
        assert_eq!(
            runtime["textEdit"]["range"],
            json!({"start": {"line": 3, "character": 0}, "end": place}),
            "{encoding}"
        );
        // clients compare it with what stands in the range
        assert_eq!(runtime["filterText"], "\truntime");
        client.finish();
    }
}

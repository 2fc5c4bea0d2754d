//! Refactorings, as a client sees them: offered with a title, resolved into one edit.

use fyml_tests::Folder;
use fyml_tests::client::Client;
use serde_json::{Value, json};

/// Chinese text and a character outside of the basic plane stand before the places on their lines.
const SPEC: &str = "\"服务\": 🙂 # 🛒\nservice: shop\nprovider:\n  name: aliyun\nfunctions:\n  all: {\"描述\": '兜底🙂', handler: shop.all, timeout: 5, events: [{http: {path: /*, method: get}}]}\n  job: {\"🙂\": 任务, handler: shop.job, timeout: 5, events: [{timer: {type: cron, value: '0 0 4 * * *'}}]}\n  bare:\n    timeout: 5\n    handler: shop.bare # 入口\n  one: {\"一🙂\": 1, handler: shop.one, timeout: 5, events: [{http: {path: /one, method: get}}]}\n";

const PACKAGE: &str =
    "{\"dependencies\": {\"@midwayjs/faas\": \"^2.14.0\", \"@midwayjs/decorator\": \"^2.14.0\"}}";

/// A method stands in the class already; Chinese text before it.
const SOURCE: &str = "import { Provide, ServerlessTrigger, ServerlessTriggerType } from '@midwayjs/decorator';\n\n@Provide()\nexport class Shop {\n  /* 🙂 全部 */ @ServerlessFunction({ functionName: 'all' })\n  @ServerlessTrigger(ServerlessTriggerType.HTTP, { path: '/*', method: 'get' })\n  all() {}\n}\n";

fn project() -> Folder {
    Folder::with(&[
        ("f.yml", SPEC),
        ("package.json", PACKAGE),
        ("tsconfig.json", "{}"),
        ("src/shop.ts", SOURCE),
    ])
}

fn uri(folder: &Folder, name: &str) -> String {
    let path = folder.path().join(name);
    let path = path.to_string_lossy().replace('\\', "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{path}")
}

/// A client that can everything.
fn able(encoding: &str, locale: &str) -> (Client, Value) {
    let (client, answer) = Client::with(json!({"locale": locale, "capabilities": {
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "diagnostic": {},
            "codeLens": {},
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
                "isPreferredSupport": true,
                "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
        },
        "workspace": {"workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"],
        }},
    }}));
    (client, answer["capabilities"].clone())
}

fn columns(text: &str, encoding: &str) -> usize {
    match encoding {
        "utf-8" => text.len(),
        "utf-16" => text.encode_utf16().count(),
        _ => text.chars().count(),
    }
}

/// The position of `word` in a text, and of the character `into` it.
fn position(text: &str, word: &str, encoding: &str) -> Value {
    let at = text.find(word).expect("the word is there");
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    json!({
        "line": text[..at].matches('\n').count(),
        "character": columns(&text[start..at], encoding),
    })
}

/// The byte of a position.
fn offset(text: &str, position: &Value, encoding: &str) -> usize {
    let line = position["line"].as_u64().expect("a line") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let wanted = position["character"].as_u64().expect("a column") as usize;
    let rest = &text[start..];
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    let mut ends = ends.filter(|&at| columns(&rest[..at], encoding) == wanted);
    start + ends.next().expect("a column between two characters")
}

/// A text after the edits of one file.
fn edited(text: &str, edits: &Value, encoding: &str) -> String {
    let edits = edits.as_array().expect("edits");
    let mut spans: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let place = |end: &str| offset(text, &edit["range"][end], encoding);
            (
                place("start"),
                place("end"),
                edit["newText"].as_str().expect("a text"),
            )
        })
        .collect();
    spans.sort_by_key(|span| span.0);
    let mut after = text.to_owned();
    for (start, end, new) in spans.into_iter().rev() {
        after.replace_range(start..end, new);
    }
    after
}

fn offers(client: &mut Client, uri: &str, place: &Value, only: Value) -> Vec<Value> {
    let mut context = json!({"diagnostics": []});
    if !only.is_null() {
        context["only"] = only;
    }
    let params = json!({
        "textDocument": {"uri": uri},
        "range": {"start": place, "end": place},
        "context": context,
    });
    let all = client.request("textDocument/codeAction", params);
    all.as_array().cloned().unwrap_or_default()
}

/// The action whose title begins so, offered at `word`, and resolved.
fn resolved(client: &mut Client, uri: &str, word: &str, title: &str, encoding: &str) -> Value {
    let place = position(SPEC, word, encoding);
    let all = offers(client, uri, &place, Value::Null);
    let is_it = |action: &&Value| {
        let found = action["title"].as_str();
        found.is_some_and(|found| found.starts_with(title))
    };
    let action = all.iter().find(is_it);
    let action = action.unwrap_or_else(|| panic!("{title:?} is not in {all:#?}"));
    assert!(action["edit"].is_null(), "the edit comes later: {action}");
    let resolved = client.request("codeAction/resolve", action.clone());
    assert_eq!(resolved["title"], action["title"]);
    assert!(resolved["edit"].is_object(), "{resolved}");
    resolved
}

/// The f.yml after the action.
fn spec_after(client: &mut Client, uri: &str, word: &str, title: &str, encoding: &str) -> String {
    let action = resolved(client, uri, word, title, encoding);
    let changes = &action["edit"]["documentChanges"];
    assert_eq!(changes.as_array().map(Vec::len), Some(1), "{changes}");
    assert_eq!(
        changes[0]["textDocument"],
        json!({"uri": uri, "version": 1})
    );
    edited(SPEC, &changes[0]["edits"], encoding)
}

/// One refactoring of the f.yml alone, in every encoding.
fn check(word: &str, title: &str, from: &str, to: &str) {
    assert!(SPEC.contains(from), "{from}");
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let folder = project();
        let uri = uri(&folder, "f.yml");
        let (mut client, _) = able(encoding, "en");
        client.open(&uri, SPEC);
        let after = spec_after(&mut client, &uri, word, title, encoding);
        assert_eq!(after, SPEC.replace(from, to), "{encoding}");
        client.finish();
    }
}

#[test]
fn a_function_is_added() {
    check(
        "bare:",
        "Add a function after `bare`",
        "# 入口\n",
        "# 入口\n  index:\n    handler: index.handler\n    events:\n      - http:\n          path: /index\n          method: get\n",
    );
}

#[test]
fn a_trigger_is_added() {
    check(
        "bare:",
        "Add a `timer` trigger to `bare`",
        "# 入口\n",
        "# 入口\n    events:\n      - timer:\n          value: 'CRON_TZ=Asia/Shanghai 0 0 4 * * *'\n          type: cron\n",
    );
}

#[test]
fn brackets_become_lines() {
    check(
        "handler: shop.job",
        "Write by indentation",
        "job: {\"🙂\": 任务, handler: shop.job, timeout: 5, events: [{timer: {type: cron, value: '0 0 4 * * *'}}]}",
        "job:\n    \"🙂\": 任务\n    handler: shop.job\n    timeout: 5\n    events:\n      - timer:\n          type: cron\n          value: '0 0 4 * * *'",
    );
}

#[test]
fn lines_become_brackets() {
    check(
        "provider:",
        "Write on one line",
        "provider:\n  name: aliyun\n",
        "provider: {name: aliyun}\n",
    );
}

#[test]
fn functions_are_sorted() {
    let folder = project();
    let uri = uri(&folder, "f.yml");
    let (mut client, _) = able("utf-16", "zh-cn");
    client.open(&uri, SPEC);
    let after = spec_after(&mut client, &uri, "functions:", "按路由匹配顺序", "utf-16");
    let order = ["one:", "all:", "job:", "bare:"].map(|key| after.find(&format!("\n  {key}")));
    assert!(order.is_sorted() && order[0].is_some(), "{after}");
    client.finish();
}

#[test]
fn a_setting_moves_to_the_provider() {
    // functions that only decorators know would change: without them
    let folder = Folder::with(&[("f.yml", SPEC)]);
    let uri = uri(&folder, "f.yml");
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (mut client, _) = able(encoding, "zh-cn");
        client.open(&uri, SPEC);
        let title = "把所有函数的 `timeout` 提取到 `provider`";
        let after = spec_after(
            &mut client,
            &uri,
            "timeout: 5, events: [{timer",
            title,
            encoding,
        );
        let bare = SPEC
            .replace(", timeout: 5", "")
            .replace("    timeout: 5\n", "");
        let expected = bare.replace("name: aliyun\n", "name: aliyun\n  timeout: 5\n");
        assert_eq!(after, expected, "{encoding}");
        client.finish();
    }
}

#[test]
fn a_missing_handler_is_written_into_its_class() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let folder = project();
        let uri = uri(&folder, "f.yml");
        let (mut client, _) = able(encoding, "en");
        client.open(&uri, SPEC);
        let action = resolved(
            &mut client,
            &uri,
            "shop.one",
            "Create the handler",
            encoding,
        );
        assert_eq!(action["kind"], "refactor");
        let change = &action["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"]["version"], Value::Null);
        assert!(
            change["textDocument"]["uri"]
                .as_str()
                .is_some_and(|uri| uri.ends_with("/src/shop.ts"))
        );
        let after = edited(SOURCE, &change["edits"], encoding);
        assert!(after.contains("  all() {}\n\n  @ServerlessFunction({ functionName: 'one' })\n  @ServerlessTrigger(ServerlessTriggerType.HTTP, { path: '/one', method: 'get' })\n  async one() {\n"), "{after}");
        client.finish();
    }
}

#[test]
fn what_the_rule_finds_is_repaired() {
    let folder = project();
    let uri = uri(&folder, "f.yml");
    let (mut client, _) = able("utf-16", "en");
    client.open(&uri, SPEC);
    // sources are read on a thread of their own; the rule is silent until then
    let place = position(SPEC, "shop.job", "utf-16");
    let mut found = Value::Null;
    for _ in 0..200 {
        let all = offers(&mut client, &uri, &place, json!(["quickfix"]));
        if let Some(action) = all
            .iter()
            .find(|action| action["kind"] == "quickfix" && action["data"].is_object())
        {
            found = action.clone();
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(
        found["diagnostics"][0]["code"], "handler-undeclared",
        "{found}"
    );
    assert_eq!(found["isPreferred"], true);
    let resolved = client.request("codeAction/resolve", found);
    let edits = &resolved["edit"]["documentChanges"][0]["edits"];
    let after = edited(SOURCE, edits, "utf-16");
    assert!(
        after.contains("ServerlessTriggerType.EVENT)\n  async job(event: any) {"),
        "{after}"
    );
    client.finish();
}

#[test]
fn a_setting_at_the_wrong_place_is_moved_as_its_repair() {
    let spec = "service: 商店\nprovider:\n  name: aliyun\nfunctions:\n  '结算🙂': {handler: a.b}\n  pay:\n    handler: c.d\n    role: x # 角色\n";
    let folder = project();
    let uri = uri(&folder, "f.yml");
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let (mut client, _) = able(encoding, "zh-cn");
        client.open(&uri, spec);
        let place = position(spec, "role:", encoding);
        let found = offers(&mut client, &uri, &place, json!(["quickfix"]));
        let [action, ignoring, in_file] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(
            ignoring["title"],
            "在此处忽略 `aliyun-function-key-ignored`"
        );
        assert_eq!(
            in_file["title"],
            "在此文件中忽略 `aliyun-function-key-ignored`"
        );
        let action = action.clone();
        assert_eq!(action["title"], "把 `role` 移到 `provider`，作用于整个服务");
        assert_eq!(action["kind"], "quickfix");
        assert_eq!(action["isPreferred"], true);
        let code = &action["diagnostics"][0]["code"];
        assert_eq!(code, "aliyun-function-key-ignored");
        let resolved = client.request("codeAction/resolve", action);
        let edits = &resolved["edit"]["documentChanges"][0]["edits"];
        assert_eq!(
            edited(spec, edits, encoding),
            "service: 商店\nprovider:\n  name: aliyun\n  role: x # 角色\nfunctions:\n  '结算🙂': {handler: a.b}\n  pay:\n    handler: c.d\n"
        );
        client.finish();
    }
}

#[test]
fn a_function_comes_with_its_file() {
    let folder = project();
    let uri = uri(&folder, "f.yml");
    let (mut client, _) = able("utf-16", "zh-cn");
    client.open(&uri, SPEC);
    let title = "在 `bare` 之后新增函数（同时创建源码文件）";
    let action = resolved(&mut client, &uri, "bare:", title, "utf-16");
    let changes = &action["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[0]["options"]["overwrite"], false);
    let file = changes[0]["uri"].as_str().expect("a URI");
    assert!(file.ends_with("/src/index.ts"), "{file}");
    assert_eq!(changes[1]["textDocument"]["uri"], file);
    let text = edited("", &changes[1]["edits"], "utf-16");
    assert!(
        text.contains("@Provide('index')\nexport class IndexService {\n"),
        "{text}"
    );
    let spec = edited(SPEC, &changes[2]["edits"], "utf-16");
    assert!(
        spec.contains("  index:\n    handler: index.handler\n"),
        "{spec}"
    );
    client.finish();
}

#[test]
fn a_rule_can_be_ignored_at_one_place() {
    let text = "service: 商店🙂\r\nprovider: {\"名🙂\": 1, name: aliyu}\r\n";
    for (encoding, locale, title) in [
        ("utf-8", "en", "Ignore `provider-unknown` here"),
        ("utf-16", "zh-cn", "在此处忽略 `provider-unknown`"),
        ("utf-32", "en", "Ignore `provider-unknown` here"),
    ] {
        let folder = project();
        let uri = uri(&folder, "f.yml");
        let (mut client, _) = able(encoding, locale);
        client.open(&uri, text);
        let place = position(text, "aliyu", encoding);
        let all = offers(&mut client, &uri, &place, json!(["quickfix"]));
        let action = all.iter().find(|action| action["title"] == title);
        let action = action.unwrap_or_else(|| panic!("{all:#?}"));
        assert_eq!(action["diagnostics"][0]["code"], "provider-unknown");
        assert!(action["isPreferred"].is_null());
        let after = edited(
            text,
            &action["edit"]["documentChanges"][0]["edits"],
            encoding,
        );
        let expected = text.replace("provider:", "# fyml-ignore: provider-unknown\r\nprovider:");
        assert_eq!(after, expected);
        client.replace(&uri, 2, &after);
        let pulled = client.request(
            "textDocument/diagnostic",
            json!({"textDocument": {"uri": uri}}),
        );
        let items = pulled["items"].as_array().expect("a list");
        assert!(
            items.iter().all(|item| item["code"] != "provider-unknown"),
            "{items:#?}"
        );
        client.finish();
    }
}

#[test]
fn clients_that_can_less_get_less() {
    let folder = project();
    let uri = uri(&folder, "f.yml");
    let mut client = Client::with_capabilities(json!({
        "textDocument": {
            "diagnostic": {},
            "codeLens": {},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        },
    }));
    client.open(&uri, SPEC);
    let place = position(SPEC, "bare:", "utf-16");
    let all = offers(&mut client, &uri, &place, Value::Null);
    assert!(!all.is_empty());
    for action in &all {
        // no files, and the edit at once
        assert!(
            !action["title"].to_string().contains("source file"),
            "{action}"
        );
        assert!(action["data"].is_null(), "{action}");
        assert!(action["edit"]["changes"][&uri].is_array(), "{action}");
    }
    client.finish();
}

#[test]
fn kinds_can_be_chosen_and_old_offers_are_refused() {
    let folder = project();
    let uri = uri(&folder, "f.yml");
    let (mut client, offered) = able("utf-16", "en");
    assert_eq!(offered["codeActionProvider"]["resolveProvider"], true);
    client.open(&uri, SPEC);
    let place = position(SPEC, "bare:", "utf-16");
    let kinds = |client: &mut Client, only: Value| -> Vec<String> {
        let all = offers(client, &uri, &place, only);
        let kinds = all.iter().filter_map(|action| action["kind"].as_str());
        kinds.map(str::to_owned).collect()
    };
    assert!(kinds(&mut client, json!(["quickfix"])).is_empty());
    assert_eq!(
        kinds(&mut client, json!(["refactor.rewrite"])),
        ["refactor.rewrite"]
    );
    let all = kinds(&mut client, json!(["refactor"]));
    assert!(all.len() > 3, "{all:?}");
    let action = offers(&mut client, &uri, &place, Value::Null).remove(0);
    client.replace(&uri, 2, &SPEC.replace("bare", "bar"));
    let error = client.try_request("codeAction/resolve", action.clone());
    assert_eq!(error.expect_err("the text has changed")["code"], -32801);
    // what is not ours comes back as it was
    let other = json!({"title": "x", "data": {"uri": uri, "refactoring": "nothing"}});
    assert_eq!(client.request("codeAction/resolve", other.clone()), other);
    client.finish();
}

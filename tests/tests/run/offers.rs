//! What is offered to run: lenses, actions, runnables, and commands without arguments.

use serde_json::{Value, json};

use crate::editor::{Editor, SHOP, fake_project, rich};

fn titles(items: &Value) -> Vec<&str> {
    let items = items.as_array().expect("a list").iter();
    items
        .filter_map(|item| item["command"]["title"].as_str().or(item["title"].as_str()))
        .collect()
}

#[test]
fn lenses_are_there_from_the_first_moment_and_stay_while_typing() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let mut editor = Editor::open(folder.path(), rich(), json!({"lenses": {"package": false}}));
    let params = json!({"textDocument": {"uri": editor.uri}});
    let lenses = editor
        .client
        .request("textDocument/codeLens", params.clone());
    let shown = titles(&lenses);
    assert_eq!(
        shown[..5],
        [
            "▶ dev server",
            "deploy…",
            "preview",
            "▶ invoke GET /shop/:id",
            "▶ invoke timer"
        ]
    );
    let invoke = &lenses[3]["command"];
    assert_eq!(invoke["command"], "fyml.invoke");
    assert_eq!(
        invoke["arguments"],
        json!([{"uri": editor.uri, "function": "index"}])
    );
    let broken = SHOP.replacen("handler: a.b", "handler: [a.b", 1);
    editor.client.replace(&editor.uri, 2, &broken);
    let again = editor.client.request("textDocument/codeLens", params);
    let names = |lenses: &Value| -> Vec<Value> {
        let all = lenses.as_array().expect("a list").iter();
        all.map(|lens| lens["command"]["arguments"][0]["function"].clone())
            .collect()
    };
    assert_eq!(names(&again)[..4], names(&lenses)[..4]);
    editor.leave();
}

#[test]
fn editors_without_lenses_get_actions() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let literals = json!({"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}});
    let capabilities = json!({"textDocument": {"codeAction": literals}});
    let mut editor = Editor::open(folder.path(), capabilities, json!({}));
    let at = |editor: &Editor, line: u32| {
        let place = json!({"line": line, "character": 4});
        json!({"textDocument": {"uri": editor.uri}, "range": {"start": place, "end": place}, "context": {"diagnostics": []}})
    };
    let params = at(&editor, 6);
    let actions = editor.client.request("textDocument/codeAction", params);
    assert!(
        titles(&actions).contains(&"fyml: index: ▶ invoke GET /shop/:id"),
        "{actions:#}"
    );
    let params = at(&editor, 0);
    let actions = editor.client.request("textDocument/codeAction", params);
    assert!(titles(&actions).contains(&"fyml: deploy…"));
    editor.leave();
}

#[test]
fn plain_clients_are_told_in_a_message() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let settings = json!({"cli": {"env": {"FAKE_F": "good"}}});
    let mut editor = Editor::open(folder.path(), json!({}), settings);
    editor.invoke("tick");
    let message = editor.client.notification("window/showMessage");
    let text = message["message"].as_str().expect("text");
    assert!(
        text.starts_with("✓ invoke tick (") && text.contains("{\"fine\":true}"),
        "{text}"
    );
    assert!(editor.client.has_unread("window/logMessage"));
    editor.leave();
}

#[test]
fn without_arguments_the_file_touched_last_is_meant_and_the_function_is_asked_for() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let settings = json!({"cli": {"env": {"FAKE_F": "good"}}});
    let mut editor = Editor::open(folder.path(), json!({}), settings);
    editor.client.be_odd();
    for params in [
        json!({"command": "fyml.invoke"}),
        json!({"command": "fyml.invoke", "arguments": null, "title": "x"}),
    ] {
        let id = editor.client.ask("workspace/executeCommand", params);
        let question = editor
            .client
            .answer_request("window/showMessageRequest", json!({"title": "tick"}));
        assert_eq!(question["actions"][0]["title"], "index");
        let result = editor.client.answer(&json!(id)).expect("an answer");
        assert_eq!(result["result"], json!({"fine": true}));
    }
    let id = editor.client.ask(
        "workspace/executeCommand",
        json!({"command": "fyml.invoke"}),
    );
    editor
        .client
        .answer_request("window/showMessageRequest", json!(null));
    let error = editor
        .client
        .answer(&json!(id))
        .expect_err("nothing was chosen");
    assert!(
        error["message"]
            .as_str()
            .is_some_and(|message| message.contains("index, tick"))
    );
    let result = editor.client.request(
        "workspace/executeCommand",
        json!({"command": "fyml.test", "arguments": []}),
    );
    assert_eq!(result["ok"], true);
    assert_eq!(
        editor.called().expect("it was called")["args"],
        json!(["test"])
    );
    editor.leave();
}

#[test]
fn what_is_no_command_or_argument_is_an_error() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let mut editor = Editor::open(folder.path(), rich(), json!({}));
    for params in [
        json!({"command": "fyml.format"}),
        json!({"command": "fyml.invoke", "arguments": [{"function": 3}]}),
        json!({"command": "fyml.invoke", "arguments": [7]}),
        json!({"command": "fyml.invoke", "arguments": [{"uri": "file:///not/there/f.yml"}]}),
    ] {
        let answer = editor
            .client
            .try_request("workspace/executeCommand", params.clone());
        assert!(answer.is_err(), "{params}");
    }
    editor.leave();
}

#[test]
fn runnables_are_data() {
    let folder = fake_project(&[("f.yml", SHOP), ("test/tick.test.ts", "")]);
    let mut editor = Editor::open(folder.path(), rich(), json!({"cli": {"env": {"A": "1"}}}));
    let argument = json!({"uri": editor.uri});
    let runnables = editor.execute("fyml.runnables", argument);
    let all = runnables.as_array().expect("a list");
    let kinds: Vec<_> = all
        .iter()
        .filter(|one| one["function"] == "tick" || one["function"].is_null())
        .filter_map(|one| one["kind"].as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "invoke", "debug", "test", "dev", "test", "package", "deploy"
        ]
    );
    for one in all {
        assert_eq!(one["cwd"], json!(editor.folder));
        assert_eq!(one["env"], json!({"A": "1"}));
        assert!(one["program"].is_string() && one["args"].is_array());
    }
    assert_eq!(all[0]["inputs"][0]["label"], "sample");
    editor.leave();
}

#[test]
fn a_single_runnable_is_looked_at_as_before_a_run() {
    let folder = fake_project(&[("f.yml", SHOP), ("test/tick.test.ts", "")]);
    let mut editor = Editor::open(folder.path(), rich(), json!({}));
    let mut one = |kind: &str, function: Option<&str>| {
        let argument = json!({"uri": editor.uri, "kind": kind, "function": function});
        let found = editor.execute("fyml.runnables", argument);
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
        found[0].clone()
    };
    let deploy = one("deploy", None);
    assert_eq!(
        deploy["args"].as_array().and_then(|args| args.last()),
        Some(&json!("deploy"))
    );
    let question = deploy["question"].as_str().expect("a question");
    for words in [
        "provider: aliyun",
        "region: ",
        "stage: ",
        "functions: ",
        "/shop/:id",
    ] {
        assert!(question.contains(words), "{words}: {question}");
    }
    let part = one("deploy", Some("tick"));
    assert_eq!(part["function"], "tick");
    assert_eq!(
        part["args"].as_array().and_then(|args| args.last()),
        Some(&json!("--function=tick"))
    );
    let debug = one("debug", Some("tick"));
    assert_eq!(debug["program"], "node");
    assert_eq!(debug["question"], Value::Null);
    let unknown = one("deploy", Some("nope"));
    assert!(
        unknown["refusal"]
            .as_str()
            .is_some_and(|reason| reason.contains("nope")),
        "{unknown}"
    );
    assert_eq!(unknown["program"], Value::Null);
    editor.leave();
}

#[test]
fn what_must_not_be_run_is_refused_with_the_reason() {
    let no_provider = "service: shop\nfunctions:\n  index: {handler: a.b}\n";
    let folder = fake_project(&[("f.yml", no_provider)]);
    let mut editor = Editor::open(folder.path(), rich(), json!({}));
    let argument = json!({"uri": editor.uri, "kind": "deploy"});
    let found = editor.execute("fyml.runnables", argument);
    assert!(
        found[0]["refusal"]
            .as_str()
            .is_some_and(|reason| reason.contains("provider.name")),
        "{found}"
    );
    editor.leave();
}

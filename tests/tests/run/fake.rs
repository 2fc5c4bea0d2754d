//! Runs of a fake `f` that does what a test says.

use std::time::{Duration, Instant};

use fyml_tests::Folder;
use serde_json::{Value, json};

use crate::editor::{Editor, SHOP, fake_project, rich};

fn shop() -> Folder {
    fake_project(&[("f.yml", SHOP), ("src/a.ts", "\nconst n = stock();\n")])
}

fn run(act: &str) -> (Value, Folder) {
    let folder = shop();
    let mut editor = Editor::acting(&folder, act);
    let result = editor.invoke("tick");
    editor.leave();
    (result, folder)
}

#[test]
fn names_reach_the_tool_as_they_are() {
    let folder = shop();
    let mut editor = Editor::acting(&folder, "good");
    for name in [
        "--help",
        "-f",
        "a b",
        "it's",
        "a\"b",
        "a;touch pwned",
        "$(touch pwned)",
        "`touch pwned`",
        "%PATH%",
        "a&b|c>d^e",
        "a\nb",
        "函数",
    ] {
        let result = editor.invoke(name);
        assert_eq!(result["ok"], true, "{name}: {result:#}");
        let called = editor.called().expect("it was called");
        assert_eq!(
            called["args"],
            json!(["invoke", format!("--function={name}")])
        );
        assert_eq!(called["cwd"], json!(editor.folder));
        assert_eq!(called["given"], "a b");
    }
    assert!(!editor.folder.join("pwned").exists());
    editor.leave();
}

#[test]
fn names_that_the_tool_would_not_find_are_refused_before_it_starts() {
    let folder = shop();
    let mut editor = Editor::acting(&folder, "good");
    for (name, words) in [("nope", "no function `nope`"), ("007", "as the number 7")] {
        let result = editor.invoke(name);
        assert_eq!(result["ok"], false);
        assert!(
            result["error"]
                .as_str()
                .is_some_and(|error| error.contains(words)),
            "{result}"
        );
    }
    assert_eq!(editor.called(), None);
    editor.leave();
}

#[test]
fn the_event_is_the_users_then_the_last_then_the_files_then_a_sample() {
    let folder = shop();
    let mut editor = Editor::acting(&folder, "good");
    let data = |editor: &Editor| {
        let called = editor.called().expect("it was called");
        let args: Vec<String> = serde_json::from_value(called["args"].clone()).expect("a list");
        args.into_iter().skip(2).collect::<Vec<_>>()
    };
    let result = editor.invoke("index");
    assert_eq!(result["input"]["path"], "/shop/1");
    assert!(data(&editor)[0].starts_with("--data={\"method\":\"GET\",\"path\":\"/shop/1\""));

    folder.write("test/events/tick.json", "{\"from\": \"file\"}");
    editor.invoke("tick");
    // `f` ignores what it is given for a timer, unless it is called a plain event
    assert_eq!(
        data(&editor),
        ["--trigger=event", "--data={\"from\":\"file\"}"]
    );

    let argument = json!({"uri": editor.uri, "function": "tick", "data": [1, "二"]});
    editor.execute("fyml.invoke", argument);
    assert_eq!(data(&editor)[1], "--data=[[1,\"二\"]]");
    assert_eq!(editor.invoke("tick")["input"], json!([1, "二"]));
    editor.leave();
}

#[test]
fn output_is_streamed_and_the_result_is_parsed() {
    let folder = shop();
    let mut editor = Editor::acting(&folder, "good");
    let result = editor.invoke("tick");
    assert_eq!(result["ok"], true);
    assert_eq!(result["exitCode"], 0);
    assert_eq!(result["result"], json!({"fine": true}));
    let first = editor.client.notification("fyml/runOutput");
    assert_eq!(
        (&first["runId"], &first["stream"]),
        (&result["runId"], &json!("info"))
    );
    assert!(
        first["text"]
            .as_str()
            .is_some_and(|text| text.contains("invoke --function=tick"))
    );
    let mut streamed = String::new();
    while editor.client.has_unread("fyml/runOutput") {
        let output = editor.client.notification("fyml/runOutput");
        streamed.push_str(output["text"].as_str().expect("text"));
    }
    assert_eq!(Some(streamed.as_str()), result["output"].as_str());
    assert_eq!(
        editor.client.notification("fyml/runEnded")["result"],
        result
    );
    editor.leave();
}

#[test]
fn exit_codes_are_not_believed() {
    let (late, _) = run("late");
    assert_eq!(
        (&late["ok"], &late["exitCode"]),
        (&json!(true), &json!(1)),
        "{late:#}"
    );
    let (failed, folder) = run("failed");
    assert_eq!(
        (&failed["ok"], &failed["exitCode"]),
        (&json!(false), &json!(0))
    );
    assert_eq!(failed["error"], "no stock");
    let uri = failed["location"]["uri"].as_str().expect("a place");
    assert!(uri.ends_with("/src/a.ts"), "{uri}");
    assert_eq!(
        failed["location"]["range"],
        json!({"start": {"line": 1, "character": 8}, "end": {"line": 1, "character": 9}})
    );
    drop(folder);
    let (crashed, _) = run("crash");
    assert_eq!(
        (&crashed["ok"], &crashed["exitCode"]),
        (&json!(false), &json!(139))
    );
}

#[test]
fn a_flood_is_bounded_and_its_result_is_found() {
    let (flooded, _) = run("flood");
    assert_eq!(flooded["result"], json!({"flooded": true}));
    let output = flooded["output"].as_str().expect("text");
    assert!(output.len() < 1_200_000, "{}", output.len());
}

#[test]
fn a_question_nobody_can_answer_ends_the_run() {
    let begin = Instant::now();
    let (asked, _) = run("prompt");
    let error = asked["error"].as_str().expect("an error");
    assert!(error.contains("Please select a provider"), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(15));
}

#[test]
fn typescript_errors_are_shown_at_their_line_until_the_next_run() {
    let folder = shop();
    let mut editor = Editor::acting(&folder, "typescript");
    editor
        .client
        .notification("textDocument/publishDiagnostics");
    let result = editor.invoke("tick");
    assert_eq!(result["ok"], true);
    assert_eq!(result["problems"][0]["code"], "TS2322");
    let published = editor
        .client
        .notification("textDocument/publishDiagnostics");
    assert!(
        published["uri"]
            .as_str()
            .is_some_and(|uri| uri.ends_with("/src/a.ts"))
    );
    assert_eq!(published["diagnostics"][0]["message"], "Wrong type.");
    assert_eq!(
        published["diagnostics"][0]["range"]["start"],
        json!({"line": 1, "character": 8})
    );
    editor.invoke("tick");
    let taken_away = editor
        .client
        .notification("textDocument/publishDiagnostics");
    assert_eq!(taken_away["diagnostics"], json!([]));
    editor.leave();
}

#[test]
fn deploying_asks_first_and_believes_no_exit_code() {
    let folder = shop();
    let mut editor = Editor::acting(&folder, "refused");
    for (choice, is_run) in [
        (json!(null), false),
        (json!({"title": "Cancel"}), false),
        (json!({"title": "Deploy"}), true),
    ] {
        let params = json!({"command": "fyml.deploy", "arguments": [{"uri": editor.uri, "function": "tick"}]});
        let id = editor.client.ask("workspace/executeCommand", params);
        let question = editor
            .client
            .answer_request("window/showMessageRequest", choice);
        let words = question["message"].as_str().expect("text");
        for word in ["aliyun", "cn-shanghai", "shop", "tick", "f.yml"] {
            assert!(words.contains(word), "{word}: {words}");
        }
        let result = editor.client.answer(&json!(id)).expect("an answer");
        assert_eq!(result["ok"], false);
        assert_eq!(editor.called().is_some(), is_run);
        if is_run {
            assert_eq!(result["error"], "quota exceeded");
            let called = editor.called().expect("it was called");
            assert_eq!(called["args"], json!(["deploy", "--function=tick"]));
        }
    }
    // what is not saved is not deployed
    let text = SHOP.replace("cn-shanghai", "cn-beijing");
    editor.client.replace(&editor.uri, 2, &text);
    let argument = json!({"uri": editor.uri});
    let unsaved = editor.execute("fyml.deploy", argument);
    assert!(
        unsaved["error"]
            .as_str()
            .is_some_and(|error| error.contains("not saved"))
    );
    editor.leave();
}

#[test]
fn without_trust_nothing_is_run_and_nothing_is_offered() {
    let folder = shop();
    let mut editor = Editor::open(folder.path(), rich(), json!({"trusted": false}));
    for command in [
        "fyml.invoke",
        "fyml.dev",
        "fyml.test",
        "fyml.package",
        "fyml.deploy",
        "fyml.runnables",
    ] {
        let params =
            json!({"command": command, "arguments": [{"uri": editor.uri, "function": "tick"}]});
        let refused = editor
            .client
            .try_request("workspace/executeCommand", params);
        let error = refused.expect_err("nothing may be run");
        assert_eq!(error["code"], -32803, "{command}");
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|message| message.contains("not trusted"))
        );
    }
    assert_eq!(editor.called(), None);
    let params = json!({"textDocument": {"uri": editor.uri}});
    let lenses = editor.client.request("textDocument/codeLens", params);
    let commands: Vec<_> = lenses
        .as_array()
        .expect("a list")
        .iter()
        .map(|lens| lens["command"]["command"].as_str())
        .collect();
    // a preview runs nothing
    assert_eq!(commands, [Some("fyml.preview")]);
    editor.leave();
}

#[test]
fn the_local_server_runs_until_it_is_stopped() {
    let folder = shop();
    let mut editor = Editor::acting(&folder, "serve");
    let argument = json!({"uri": editor.uri});
    let serving = editor.execute("fyml.dev", argument);
    let url = serving["url"]
        .as_str()
        .unwrap_or_else(|| panic!("{serving}"));
    let address = url.strip_prefix("http://").expect("an address").to_owned();
    assert!(std::net::TcpStream::connect(&address).is_ok());
    let busy = editor.invoke("tick");
    assert!(
        busy["error"]
            .as_str()
            .is_some_and(|error| error.contains("`dev` is running"))
    );
    let stopped = editor.execute("fyml.cancelRun", json!({"runId": serving["runId"]}));
    assert_eq!(stopped["stopped"], "dev");
    assert!(std::net::TcpStream::connect(&address).is_err());
    let again = json!({"command": "fyml.cancelRun"});
    assert!(
        editor
            .client
            .try_request("workspace/executeCommand", again)
            .is_err()
    );
    editor.leave();
}

#[test]
fn what_f_would_install_is_refused_with_the_command_to_install_it() {
    let folder = shop();
    let plugin = folder
        .path()
        .join("node_modules/@midwayjs/fcli-plugin-invoke");
    std::fs::remove_dir(plugin).expect("it is there");
    let mut editor = Editor::acting(&folder, "good");
    let refused = editor.invoke("tick");
    let error = refused["error"].as_str().expect("an error");
    assert!(
        error.contains("npm install --save-dev --ignore-scripts @midwayjs/fcli-plugin-invoke@"),
        "{error}"
    );
    assert_eq!(editor.called(), None);
    editor.leave();
}

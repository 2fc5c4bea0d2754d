//! Runs of the real, pinned `f` in a small real project.

use std::fs;
use std::path::Path;

use fyml_tests::toolchain;
use serde_json::{Value, json};

use crate::editor::{Editor, rich};

fn editor(folder: &Path, cli: Value) -> Editor {
    Editor::open(
        folder,
        rich(),
        json!({"cli": cli, "timeouts": {"invoke": 120}}),
    )
}

#[test]
fn functions_are_invoked() {
    let mut editor = editor(&toolchain::project(), json!({}));
    let shown = editor.invoke("show");
    assert_eq!(shown["ok"], true, "{shown:#}");
    assert_eq!(shown["result"]["statusCode"], 200);
    assert_eq!(shown["result"]["body"], r#"{"path":"/shop/1","query":{}}"#);

    let tick = editor.invoke("tick");
    assert_eq!(tick["ok"], true, "{tick:#}");
    assert_eq!(tick["result"]["event"]["payload"], "wake");
    let argument = json!({"uri": editor.uri, "function": "tick", "data": {"名": ["二", "a b"]}});
    let own = editor.execute("fyml.invoke", argument);
    assert_eq!(own["result"], json!({"event": {"名": ["二", "a b"]}}));
    editor.leave();
}

#[test]
fn failures_are_found_whatever_the_exit_code_says() {
    let mut editor = editor(&toolchain::project(), json!({}));
    for (function, exit_code) in [("boom", 0), ("late", 1)] {
        let result = editor.invoke(function);
        assert_eq!(result["ok"], false, "{result:#}");
        assert_eq!(result["exitCode"], exit_code);
        assert_eq!(result["error"], "out of stock");
        let place = &result["location"];
        assert!(
            place["uri"]
                .as_str()
                .is_some_and(|uri| uri.ends_with("/src/shop.ts")),
            "{place}"
        );
        let source = fs::read_to_string(editor.folder.join("src/shop.ts")).expect("it is there");
        let line = source
            .lines()
            .position(|line| line.contains("out of stock"));
        assert_eq!(place["range"]["start"]["line"], json!(line));
    }
    let ghost = editor.invoke("ghost");
    assert_eq!(ghost["ok"], false);
    assert_eq!(ghost["error"], "function handler = ghost.handler not found");
    // no source to show, so the line in f.yml
    assert_eq!(ghost["location"]["uri"], json!(editor.uri));
    editor.leave();
}

#[test]
fn a_typescript_error_is_shown_though_the_code_runs() {
    let folder = toolchain::project();
    let source = folder.join("src/shop.ts");
    let text = fs::read_to_string(&source).expect("it is there");
    fs::write(
        &source,
        text.replace(
            "return { event };",
            "const n: number = 'x'; return { event, n };",
        ),
    )
    .expect("it is ours");
    let mut editor = editor(&folder, json!({}));
    let result = editor.invoke("tick");
    assert_eq!(result["ok"], true, "{result:#}");
    assert_eq!(result["problems"][0]["code"], "TS2322", "{result:#}");
    let argument = json!({"uri": editor.uri});
    let tested = editor.execute("fyml.test", argument);
    // tests are type-checked before they run
    assert_eq!(tested["ok"], false, "{tested:#}");
    let error = tested["error"].as_str().expect("an error");
    assert!(error.contains("not assignable"), "{error}");
    editor.leave();
}

#[test]
fn tests_packages_and_deployments_run() {
    let home = tempfile::tempdir().expect("a folder");
    let cli = |args: Value| {
        json!({"args": args, "env": {
            "HOME": home.path(), "SERVERLESS_DEPLOY_ID": "1234567890123456",
            "SERVERLESS_DEPLOY_AK": "nobody", "SERVERLESS_DEPLOY_SECRET": "nothing",
        }})
    };
    let folder = toolchain::project();
    let mut packaging = editor(
        &folder,
        cli(json!(["--skipZip", "--skipInstallDep", "--skipDeploy"])),
    );
    let argument = json!({"uri": packaging.uri});
    let packaged = packaging.execute("fyml.package", argument.clone());
    assert_eq!(packaged["ok"], true, "{packaged:#}");
    assert!(packaging.folder.join(".serverless/template.yml").exists());

    let params = json!({"command": "fyml.deploy", "arguments": [argument]});
    let id = packaging.client.ask("workspace/executeCommand", params);
    let question = packaging
        .client
        .answer_request("window/showMessageRequest", json!(null));
    let yes = question["actions"][0].clone();
    assert!(
        packaging
            .client
            .answer(&json!(id))
            .is_ok_and(|result| result["ok"] == false)
    );
    let params = json!({"command": "fyml.deploy"});
    let id = packaging.client.ask("workspace/executeCommand", params);
    packaging
        .client
        .answer_request("window/showMessageRequest", yes);
    let deployed = packaging.client.answer(&json!(id)).expect("an answer");
    assert_eq!(deployed["ok"], true, "{deployed:#}");
    assert!(
        deployed["output"]
            .as_str()
            .is_some_and(|output| output.contains("deploy success"))
    );
    packaging.leave();

    let mut testing = editor(&folder, json!({}));
    let argument = json!({"uri": testing.uri});
    let tested = testing.execute("fyml.test", argument.clone());
    assert_eq!(tested["ok"], true, "{tested:#}");
    fs::write(
        folder.join("test/shop.test.ts"),
        "/// <reference types=\"jest\" />\nit('counts', () => { expect(1).toBe(2); });\n",
    )
    .expect("it is ours");
    let failed = testing.execute("fyml.test", argument);
    assert_eq!(
        (&failed["ok"], &failed["exitCode"]),
        (&json!(false), &json!(1)),
        "{failed:#}"
    );
    let error = failed["error"].as_str().expect("an error");
    assert!(error.starts_with("counts: expect(received)"), "{error}");
    testing.leave();
}

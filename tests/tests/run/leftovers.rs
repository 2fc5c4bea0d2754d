//! Whatever ends a run, nothing of it stays.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::editor::{Editor, SHOP, fake_project, rich};

/// Waits until something is so.
fn soon(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The processes that the fake `f` has started, once it has.
pub fn started(folder: &Path) -> Vec<u32> {
    let pids = || -> Option<Vec<u32>> {
        serde_json::from_str(&fs::read_to_string(folder.join("pids.json")).ok()?).ok()
    };
    soon("the tool did not start", || pids().is_some());
    pids().expect("seen just now")
}

pub fn is_alive(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

pub fn all_gone(pids: &[u32]) {
    soon("a process was left behind", || {
        !pids.iter().any(|pid| is_alive(*pid))
    });
}

fn hanging(editor: &mut Editor) -> i64 {
    let params =
        json!({"command": "fyml.invoke", "arguments": [{"uri": editor.uri, "function": "tick"}]});
    editor.client.ask("workspace/executeCommand", params)
}

#[test]
fn a_cancelled_request_stops_its_run() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let mut editor = Editor::acting(&folder, "hang");
    let id = hanging(&mut editor);
    let pids = started(&editor.folder);
    editor.client.notify("$/cancelRequest", json!({"id": id}));
    assert!(editor.client.answer(&json!(id)).is_err());
    all_gone(&pids);
    soon("the build folder was left", || {
        !editor.folder.join(".faas_debug_tmp").exists()
    });
    editor.leave();
}

#[test]
fn progress_shows_a_run_and_its_cancel_stops_it() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let mut capabilities = rich();
    capabilities["window"] = json!({"workDoneProgress": true});
    let settings = json!({"cli": {"env": {"FAKE_F": "hang"}}});
    let mut editor = Editor::open(folder.path(), capabilities, settings);
    let id = hanging(&mut editor);
    let created = editor
        .client
        .answer_request("window/workDoneProgress/create", json!(null));
    let begun = editor.client.notification("$/progress");
    assert_eq!(begun["token"], created["token"]);
    assert_eq!(begun["value"]["kind"], "begin");
    assert_eq!(begun["value"]["cancellable"], true);
    let pids = started(&editor.folder);
    editor.client.notify(
        "window/workDoneProgress/cancel",
        json!({"token": created["token"]}),
    );
    let result = editor.client.answer(&json!(id)).expect("an answer");
    assert_eq!(
        (&result["ok"], &result["error"]),
        (&json!(false), &json!("Stopped."))
    );
    all_gone(&pids);
    editor.leave();
}

#[test]
fn a_run_that_takes_too_long_is_stopped() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let settings = json!({"cli": {"env": {"FAKE_F": "hang"}}, "timeouts": {"invoke": 2}});
    let mut editor = Editor::open(folder.path(), rich(), settings);
    let result = editor.invoke("tick");
    assert!(
        result["error"]
            .as_str()
            .is_some_and(|error| error.contains("within 2 seconds")),
        "{result}"
    );
    assert_eq!(result["exitCode"], json!(null));
    all_gone(&started(&editor.folder));
    editor.leave();
}

#[test]
fn a_killed_server_takes_its_runs_along() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let mut editor = Editor::acting(&folder, "hang");
    hanging(&mut editor);
    let pids = started(&editor.folder);
    assert!(pids.iter().all(|pid| is_alive(*pid)));
    editor.client.kill();
    all_gone(&pids);
}

#[test]
fn a_server_that_leaves_takes_its_runs_along() {
    let folder = fake_project(&[("f.yml", SHOP)]);
    let mut editor = Editor::acting(&folder, "hang");
    hanging(&mut editor);
    let pids = started(&editor.folder);
    editor.client.request("shutdown", json!(null));
    editor.client.notify("exit", json!(null));
    editor.client.wait();
    all_gone(&pids);
}

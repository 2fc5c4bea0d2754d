//! Files made to hurt, through the real program, under limits of memory and of processor time that the system enforces:
//! a program that asks for more ends by a signal. `FYML_HOSTILE=full` makes them as large as they get, for which the
//! program had better be optimised: `FYML_RELEASE` names one.

#![cfg(target_os = "linux")] // the limits are those of its shell
#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

use std::process::Command;

use fyml_tests::client::Client;
use fyml_tests::questions::params;
use fyml_tests::{Folder, binary};
use serde_json::{Value, json};

/// The largest address space, in KiB. A started server has 0.3 GB of it, threads and all.
const MEMORY: u64 = 1_500_000;
/// The most processor time of one run, in seconds: a guard against what is not linear, far from what is needed.
const SECONDS: u64 = 120;

/// All that is asked about a document.
const METHODS: [&str; 15] = [
    "diagnostic",
    "documentSymbol",
    "foldingRange",
    "documentLink",
    "codeLens",
    "inlayHint",
    "codeAction",
    "selectionRange",
    "completion",
    "hover",
    "definition",
    "references",
    "documentHighlight",
    "prepareRename",
    "rename",
];

/// The program under the limits.
fn limited() -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!(
        "ulimit -v {MEMORY}; ulimit -t {SECONDS}; exec \"$0\" \"$@\""
    ));
    match std::env::var_os("FYML_RELEASE").filter(|_| is_full()) {
        Some(program) => command.arg(program),
        None => command.arg(binary()),
    };
    command
}

fn is_full() -> bool {
    std::env::var("FYML_HOSTILE").is_ok_and(|size| size == "full")
}

/// Texts that hurt, by what is wrong with them.
fn texts() -> Vec<(&'static str, String)> {
    let many = if is_full() { 100_000 } else { 20_000 };
    let long = if is_full() { 15_000_000 } else { 1_000_000 };
    let head = "service: a\nprovider:\n  name: aliyun\nfunctions:\n";
    let mut texts: Vec<(&'static str, String)> = [
        "[", "{", "- ", "a: ", "{a: [", "? ", "!!x ", "&a ", "\"", "'", "*", "|\n", "]",
    ]
    .into_iter()
    .map(|piece| {
        let nested = piece.repeat(many);
        ("nested", format!("{head}  a:\n    {nested}\n  b: 1\n"))
    })
    .collect();
    let stairs: String = (0..1_000).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let mut aliases = "a0: &a0 [x, x]\n".to_owned();
    let mut merges = "a0: &a0 {x: 1}\n".to_owned();
    for level in 1..60 {
        let below = level - 1;
        aliases += &format!("a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n");
        merges += &format!("a{level}: &a{level} {{<<: [*a{below}, *a{below}, *a{below}]}}\n");
    }
    texts.extend([
        ("stairs", stairs.clone()),
        ("stairs that break", stairs + "@"),
        ("alias bomb", format!("{head}  a:\n    environment: *a59\n{aliases}")),
        ("alias bomb before", format!("{aliases}{head}  a:\n    environment: *a59\n")),
        ("merge bomb", format!("{merges}{head}  a:\n    <<: *a59\n")),
        ("alias of itself", format!("{head}  a: &a\n    environment: *a\n    <<: *a\n")),
        ("one line", format!("service: {}", "x".repeat(long))),
        ("one line of keys", "a: ".repeat(long / 3)),
        ("one quoted line", format!("service: \"{}", "x ".repeat(long / 2))),
        ("interpolations", format!("service: {}", "${env.A} ".repeat(long / 90))),
        ("blank lines", "\n".repeat(long)),
        ("functions", {
            let function = |number| format!("  f{number}:\n    handler: a.b\n    events:\n      - http: {{path: /f{number}}}\n");
            head.to_owned() + &(0..many / 10).map(function).collect::<String>()
        }),
        ("triggers", {
            let trigger = |number| format!("      - timer: {{type: cron, name: t{number}, value: 0 4 * * *}}\n");
            let triggers: String = (0..many / 10).map(trigger).collect();
            format!("{head}  a:\n    handler: a.b\n    events:\n{triggers}")
        }),
        ("secrets", {
            let secret = |number| format!("      TOKEN_{number}: abc{number}\n");
            let secrets: String = (0..many / 10).map(secret).collect();
            format!("{head}  a:\n    handler: a.b\n    environment:\n{secrets}")
        }),
        ("the same function", head.to_owned() + &"  a:\n    handler: a.b\n".repeat(many / 10)),
        ("broken functions", head.to_owned() + &"  a:\n    b: @\n".repeat(many / 10)),
        ("open quotes", head.to_owned() + &"  a: \"\n    b: 1\n".repeat(many / 10)),
        ("conflicts", head.to_owned() + &"<<<<<<< a\n  a: 1\n=======\n>>>>>>> c\n".repeat(many / 10)),
        ("documents", "---\na: 1\n".repeat(many / 10)),
        ("tabs", head.to_owned() + &"\ta: 1\n".repeat(many / 10)),
        ("nothing but marks", "\u{feff}".repeat(many)),
        ("control characters", "\0\u{1}\u{7f}\r".repeat(many / 10)),
        ("binary", String::from_utf8_lossy(&(0..=255).cycle().take(many).collect::<Vec<u8>>()).into_owned()),
    ]);
    texts
}

#[test]
fn every_file_is_checked_within_its_limits() {
    let folder = Folder::with(&[]);
    let texts = texts();
    for (name, text) in &texts {
        folder.write("f.yml", text);
        let output = limited()
            .args(["check", "--format", "json", "f.yml"])
            .current_dir(folder.path())
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        let start = &text[..text.floor_char_boundary(80)];
        assert!(
            matches!(output.status.code(), Some(0..=2)),
            "{name} {start:?}: {output:?}"
        );
        assert!(
            !said.contains("panicked") && !said.contains("internal error"),
            "{name}: {said}"
        );
        let report: Result<Value, _> = serde_json::from_slice(&output.stdout);
        assert!(report.is_ok(), "{name}: {output:?}");
    }
    println!("{} files", texts.len());
}

#[test]
fn every_text_is_answered_within_the_limits_of_one_session() {
    let mut client = Client::start_command(limited().arg("server"));
    let pulling = json!({"textDocument": {"diagnostic": {}}});
    client.request(
        "initialize",
        json!({"processId": null, "rootUri": null, "capabilities": pulling}),
    );
    client.notify("initialized", json!({}));
    // places far outside are places no client should send
    client.be_odd();
    let texts = texts();
    for (name, text) in &texts {
        let uri = format!("file:///fyml-tests/{}/f.yml", name.replace(' ', "-"));
        client.open(&uri, text);
        let far = json!({"line": 3_000_000_000_u32, "character": 4_000_000_000_u32});
        for (version, place) in [(2, (5, 4)), (3, (3_000_000_000, 4_000_000_000))] {
            for method in METHODS {
                let method = format!("textDocument/{method}");
                let params = params(&method, &uri, place, [(0, 0), place]);
                // a rename may be refused
                let answer = client.try_request(&method, params);
                assert!(
                    answer.is_ok() || method.contains("ename"),
                    "{name}: {answer:?}"
                );
            }
            let range = json!({"start": far, "end": {"line": 4, "character": 1_000_000}});
            let changes = if version == 2 {
                json!([{"range": range, "text": "\n'"}])
            } else {
                json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "# x\n"}])
            };
            client.change(&uri, version, changes);
        }
        client.notify(
            "textDocument/didClose",
            json!({"textDocument": {"uri": uri}}),
        );
    }
    println!("{} texts", texts.len());
    client.finish();
}

#[test]
fn what_is_too_large_is_said_to_be_and_counts_again_when_it_is_not() {
    let size = if is_full() { 100_000_000 } else { 17_000_000 };
    let large = format!("service: {}\n", "x".repeat(size));
    for (locale, words) in [("en", "too large to check fully"), ("zh-cn", "文件过大")] {
        let mut client = Client::start_command(limited().arg("server"));
        client.request(
            "initialize",
            json!({
                "processId": null, "rootUri": null, "locale": locale, "capabilities": {},
            }),
        );
        client.notify("initialized", json!({}));
        let uri = "file:///fyml-tests/large/f.yml";
        let published = |client: &mut Client| {
            client.notification("textDocument/publishDiagnostics")["diagnostics"].take()
        };
        client.open(uri, &large);
        let said = published(&mut client);
        let message = said[0]["message"].as_str().expect("a message");
        assert!(message.contains(words), "{message}");
        assert_eq!(said.as_array().map(Vec::len), Some(1), "{said}");
        let params = json!({"textDocument": {"uri": uri}});
        assert_eq!(
            client.request("textDocument/documentSymbol", params.clone()),
            Value::Null
        );
        let all = json!({"start": {"line": 0, "character": 9}, "end": {"line": 1, "character": 0}});
        client.change(
            uri,
            2,
            json!([{"range": all, "text": "a\nprovider:\n  name: aliyu\n"}]),
        );
        let said = published(&mut client);
        assert_eq!(said[0]["code"], "provider-unknown", "{said}");
        assert_ne!(
            client.request("textDocument/documentSymbol", params),
            Value::Null
        );
        client.finish();
    }
    let folder = Folder::with(&[("f.yml", &large)]);
    let output = limited()
        .args(["check", "f.yml"])
        .current_dir(folder.path())
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(2));
}

/// Letters behind a quote that nobody closes: each of them gives the rest of the file another meaning.
#[test]
fn typing_behind_an_open_quote_leaves_nothing_behind() {
    let function = |number: usize| {
        format!(
            "  f{number}:\n    handler: a.f{number}\n    events:\n      - http:\n          path: /f{number}\n"
        )
    };
    let functions = |numbers: std::ops::Range<usize>| numbers.map(function).collect::<String>();
    let before = format!(
        "service: a\nprovider:\n  name: aliyun\nfunctions:\n{}  typed:\n    handler: ",
        functions(0..100)
    );
    let line = before.lines().count() - 1;
    let text = format!("{before}\"\n{}", functions(100..500));
    let mut client = Client::with_capabilities(json!({"textDocument": {"diagnostic": {}}}));
    let uri = "file:///fyml-tests/quote/f.yml";
    client.open(uri, &text);
    let mut memory = Vec::new();
    for letter in 0..3_000 {
        let place = json!({"line": line, "character": "    handler: \"".len() + letter});
        let range = json!({"start": place, "end": place});
        client.change(
            uri,
            2 + letter as i32,
            json!([{"range": range, "text": "x"}]),
        );
        // the answers of many letters wait for each other
        let params = json!({"textDocument": {"uri": uri}});
        client.request("textDocument/diagnostic", params);
        client.record.clear();
        if letter == 499 || letter == 2_999 {
            memory.push(resident(client.process_id()));
        }
    }
    println!("KiB after 500 and after 3,000 letters: {memory:?}");
    assert!(memory[1] < memory[0] + 5_000, "KiB: {memory:?}");
    client.finish();
}

/// The resident memory of a process, in KiB.
fn resident(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    number.expect("a number")
}

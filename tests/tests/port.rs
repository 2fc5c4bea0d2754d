//! `fyml port`: whole files with the text and the report that come out, the command line, and what must hold for any
//! file.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

#[path = "../port/generate.rs"]
mod generate;
#[path = "../port/properties.rs"]
mod properties;

use std::fs;
use std::path::Path;

use fyml_tests::{Folder, assert_snapshot};

/// Every file of `tests/fixtures/port` with the clouds it is moved to.
const MOVES: &[(&str, &[&str])] = &[
    ("shop", &["tencent", "vercel", "wechat"]),
    ("album", &["aliyun", "vercel"]),
    ("flow", &["tencent"]),
    ("anchors", &["tencent"]),
    ("together", &["tencent"]),
    ("edge", &["tencent"]),
];

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/port");
    let text = fs::read_to_string(folder.join(format!("{name}.yml"))).unwrap();
    text.replace("\r\n", "\n")
}

#[test]
fn whole_files_come_out_as_reviewed() {
    for (name, clouds) in MOVES {
        let text = fixture(name);
        let folder = Folder::with(&[("f.yml", &text)]);
        for to in *clouds {
            let mut reports = String::new();
            let mut moved = String::new();
            for lang in ["en", "zh-cn"] {
                let output = folder
                    .fyml(&format!("port f.yml --to {to} --lang {lang}"))
                    .output();
                assert_eq!(output.code, Some(0), "{name} {to}: {output:?}");
                moved = output.out;
                reports.push_str(&output.err);
                reports.push('\n');
            }
            assert_snapshot(&format!("port/{name}.{to}.yml"), &moved);
            assert_snapshot(&format!("port/{name}.{to}.txt"), &reports);
        }
    }
}

#[test]
fn line_endings_and_marks_stay() {
    for (name, clouds) in MOVES {
        let text = fixture(name);
        let windows = text.replace('\n', "\r\n");
        let folder = Folder::with(&[("f.yml", &text), ("crlf.yml", &windows)]);
        folder.write("bom.yml", format!("\u{feff}{text}"));
        for to in *clouds {
            let moved = |file: &str| folder.fyml(&format!("port {file} --to {to}")).output().out;
            let plain = moved("f.yml");
            assert_eq!(
                moved("crlf.yml"),
                plain.replace('\n', "\r\n"),
                "{name} {to}"
            );
            assert_eq!(moved("bom.yml"), format!("\u{feff}{plain}"), "{name} {to}");
        }
    }
}

#[test]
fn comments_and_lines_that_need_no_change_stay() {
    for (name, clouds) in MOVES {
        let text = fixture(name);
        let folder = Folder::with(&[("f.yml", &text)]);
        for to in *clouds {
            let moved = folder.fyml(&format!("port f.yml --to {to}")).output().out;
            let comments = |text: &str| -> Vec<String> {
                let lines = text.lines().filter_map(|line| line.split_once("# "));
                lines.map(|(_, comment)| comment.to_owned()).collect()
            };
            assert_eq!(comments(&moved), comments(&text), "{name} {to}");
        }
    }
}

const SMALL: &str = "service: shop\nprovider:\n  name: aliyun\n  runtime: nodejs18\nfunctions:\n  index:\n    handler: index.handler\n    events:\n      - http:\n          path: /*\n          method: get\n";

#[test]
fn write_replaces_the_file_and_prints_the_report() {
    let folder = Folder::with(&[("f.yml", SMALL)]);
    let output = folder.fyml("port f.yml --to tencent --write").output();
    assert_eq!((output.code, output.err.as_str()), (Some(0), ""));
    assert!(
        output.out.starts_with("f.yml: aliyun -> tencent\n"),
        "{}",
        output.out
    );
    let written = folder.read("f.yml");
    assert_eq!(
        written,
        SMALL
            .replace("aliyun", "tencent")
            .replace("nodejs18", "Nodejs18.15")
    );
    // a second time there is nothing left to do
    let output = folder.fyml("port f.yml --to tencent --write").output();
    assert_eq!(
        output.out,
        "f.yml: already written for tencent, nothing to move.\n"
    );
    assert_eq!(folder.read("f.yml"), written);
    let output = folder.fyml("port f.yml --to aliyun --write").output();
    assert_eq!(output.code, Some(0));
    assert_eq!(folder.read("f.yml"), SMALL);
}

#[test]
fn the_report_for_programs_counts_from_one() {
    let folder = Folder::with(&[("f.yml", SMALL)]);
    let output = folder
        .fyml("port f.yml --to tencent --format json --lang zh-cn")
        .output();
    assert!(output.out.contains("name: tencent"));
    let report: serde_json::Value = serde_json::from_str(&output.err).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(
        (&report["from"], &report["to"]),
        (&"aliyun".into(), &"tencent".into())
    );
    assert_eq!(report["written"], false);
    let items = report["report"].as_array().unwrap();
    let runtime = items
        .iter()
        .find(|item| item["path"] == "provider.runtime")
        .unwrap();
    assert_eq!(
        *runtime,
        serde_json::json!({
            "kind": "translated",
            "path": "provider.runtime",
            "range": {"start": {"line": 4, "column": 3}, "end": {"line": 4, "column": 10}},
            "before": "nodejs18",
            "after": "Nodejs18.15",
            "message": "tencent 对 Node.js 18 的写法。",
        })
    );
    for (kind, key) in [
        ("carried", "carried"),
        ("translated", "translated"),
        ("lost", "lost"),
        ("needs-you", "needsYou"),
    ] {
        let count = items.iter().filter(|item| item["kind"] == kind).count();
        assert_eq!(report["summary"][key], count, "{kind}");
    }
}

#[test]
fn standard_input_is_a_file_too() {
    let folder = Folder::with(&[]);
    let output = folder.fyml("port - --to tencent").stdin(SMALL).output();
    assert!(output.out.contains("runtime: Nodejs18.15"), "{output:?}");
    let output = folder
        .fyml("port - --to tencent --write")
        .stdin(SMALL)
        .output();
    assert_eq!((output.code, output.out.as_str()), (Some(2), ""));
    assert!(
        output.err.contains("standard input cannot be replaced"),
        "{}",
        output.err
    );
}

#[test]
fn bad_usage_is_one_sentence_and_code_2() {
    let broken = SMALL.replace("service: shop", "service: [");
    let nameless = SMALL.replace("  name: aliyun\n", "");
    let folder = Folder::with(&[
        ("f.yml", SMALL),
        ("broken.yml", &broken),
        ("nameless.yml", &nameless),
        ("playbook.yml", "- hosts: all\n"),
    ]);
    for (arguments, english) in [
        (
            "f.yml --to tencnt",
            "unknown provider `tencnt`. Did you mean `tencent`?",
        ),
        (
            "f.yml --to moon",
            "unknown provider `moon`. Known: aliyun, ",
        ),
        (
            "f.yml --to aws",
            "nothing can be deployed to `aws`: choose one of aliyun, tencent, vercel, wechat.",
        ),
        ("f.yml", "`--to` is missing."),
        ("missing.yml --to tencent", "missing.yml: no such file"),
        ("broken.yml --to tencent", "broken.yml: line "),
        (
            "nameless.yml --to tencent",
            "nameless.yml: `provider.name` does not say",
        ),
        ("playbook.yml --to tencent", "playbook.yml is no f.yml"),
    ] {
        let output = folder.fyml(&format!("port {arguments}")).output();
        assert_eq!(output.code, Some(2), "{arguments}: {output:?}");
        assert_eq!(output.out, "", "{arguments}");
        assert_eq!(output.err.lines().count(), 1, "{}", output.err);
        assert!(output.err.contains(english), "{}", output.err);
    }
}

#[test]
fn check_says_what_other_clouds_would_make_of_it() {
    let folder = Folder::with(&[("f.yml", SMALL)]);
    let output = folder.fyml("check f.yml --format json").output();
    let checked: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    let clouds = checked["files"][0]["portability"].as_array().unwrap();
    let names: Vec<&str> = clouds
        .iter()
        .filter_map(|cloud| cloud["provider"].as_str())
        .collect();
    assert_eq!(names, ["tencent", "vercel", "wechat"]);
    let tencent = &clouds[0];
    assert_eq!(
        (&tencent["asIs"], &tencent["translated"], &tencent["lost"]),
        (&false.into(), &2.into(), &0.into())
    );
    let obstacles = tencent["obstacles"].as_array().unwrap();
    assert_eq!(tencent["needsYou"], obstacles.len());
    assert!(
        obstacles
            .iter()
            .all(|obstacle| obstacle["kind"] == "needs-you"
                && obstacle["paths"] == serde_json::json!(["provider.name"]))
    );
}

//! What a repair promises: its problem is gone, no other has come up, and every comment is still there. Held for every rule's bad example and, where it lies beside the project, the corpus of public files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fyml::lint::{Example, Problem, Project, Settings, apply, fix_all, lint, rules};
use fyml::model::{FileKind, FileName, recognise};
use fyml::syntax::{Document, Entry, Kind, Node, Style};
use fyml_tests::comments::comments;

/// Repairs that make the toolchain read what it did not read before, each with what may come to light then: a provider
/// that is known has rules of its own, an event becomes a trigger, one of several placeholders is written right.
const UNCOVERS: [(&str, &[&str]); 14] = [
    // an http trigger without a domain gets a hint
    ("aliyun-apigw-ignored", &["aliyun-custom-domain-missing"]),
    (
        "event-ignored",
        &["aliyun-apigw-ignored", "aliyun-custom-domain-missing"],
    ),
    ("events-not-list", &["aliyun-custom-domain-missing"]),
    ("trigger-unknown", &["aliyun-custom-domain-missing"]),
    // what it costs is a hint as well
    ("aliyun-custom-domain-missing", &["aliyun-auto-domain-name"]),
    ("aliyun-custom-domain", &["aliyun-domain-disabled"]),
    // local runs know no `any`
    ("tencent-one-method", &["local-method-any"]),
    ("tencent-method-throws", &["local-method-any"]),
    ("tencent-method-becomes-any", &["local-method-any"]),
    ("aliyun-timer-cron", &["aliyun-timer-time-zone"]),
    // whether the variable is set is seen by those who deploy
    ("plain-secret", &["interpolation-unset"]),
    ("interpolation-undefined", &["interpolation-unset"]),
    ("interpolation-literal", &["interpolation-unquoted"]),
    (
        "provider-unknown",
        &[
            "aliyun-http-path",
            "aliyun-route-duplicate",
            "service-missing",
            "tencent-api-gateway-closed",
            "tencent-bucket-name",
            "tencent-function-without-trigger",
            "tencent-key-ignored",
            "tencent-one-method",
            "tencent-queue-never-created",
            "tencent-service-id",
            "tencent-timer-cron",
            "unknown-key",
        ],
    ),
];

fn uncovers(code: &str, other: &str) -> bool {
    let mut known = UNCOVERS.iter().filter(|(repaired, _)| *repaired == code);
    known.any(|(_, others)| others.contains(&other))
}

/// Makes each repair of a text alone and says which break the promise; also how many there were.
fn judge(name: &str, text: &str, settings: &Settings, project: &Project) -> (usize, Vec<String>) {
    let document = project.document(text);
    let before = lint(&document, settings, project);
    let mut broken = Vec::new();
    let mut count = 0;
    for problem in &before {
        for fix in problem.repairs() {
            count += 1;
            let mut edits: Vec<_> = fix.edits.iter().collect();
            edits.sort_by_key(|edit| edit.span);
            let after_text = apply(text, edits);
            let after_document = project.document(&after_text);
            let after = lint(&after_document, settings, project);
            let code = problem.rule.code;
            let mut complain =
                |what: &str| broken.push(format!("{name}: {code}: {what}\n{after_text}"));
            if count_of(&after, code) >= count_of(&before, code) {
                complain("the problem is still there");
            }
            let (old, new) = (counts(&before), counts(&after));
            for (other, count) in new {
                let is_new = count > old.get(other).copied().unwrap_or_default();
                if is_new && !uncovers(code, other) {
                    complain(&format!("brought up {other}"));
                }
            }
            // those that are about comments take comments away
            if !code.starts_with("fyml-") {
                let left = comments(&after_text);
                for comment in comments(text) {
                    if !left.iter().any(|kept| kept.contains(&comment)) {
                        complain(&format!("lost the comment {comment:?}"));
                    }
                }
            }
        }
    }
    (count, broken)
}

fn count_of(problems: &[Problem], code: &str) -> usize {
    problems
        .iter()
        .filter(|problem| problem.rule.code == code)
        .count()
}

fn counts(problems: &[Problem]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for problem in problems {
        *counts.entry(problem.rule.code).or_default() += 1;
    }
    counts
}

/// The same in brackets, on one line; `None` where something has no such form (block scalars, anchors, broken text).
fn in_flow(node: Node) -> Option<String> {
    if node.anchor_span().is_some() || node.tag_span().is_some() {
        return None;
    }
    match node.kind() {
        Kind::Mapping => {
            let entry = |entry: Entry| {
                let value = in_flow(entry.value)?;
                Some(format!("{}: {value}", in_flow(entry.key)?))
            };
            let entries: Option<Vec<String>> = node.written_entries().map(entry).collect();
            Some(format!("{{{}}}", entries?.join(", ")))
        }
        Kind::Sequence => {
            let items: Option<Vec<String>> = node.items().map(in_flow).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Kind::Alias | Kind::Broken => None,
        _ if matches!(node.style(), Style::Literal | Style::Folded) => None,
        _ => {
            let raw = node.raw();
            let is_open = node.style() == Style::Plain && raw.contains(['[', ']', '{', '}', ',']);
            (!is_open && !raw.contains('\n')).then(|| raw.to_owned())
        }
    }
}

#[test]
fn repairs_of_examples_keep_their_promise() {
    let (mut all, mut flows) = (0, 0);
    let mut broken = Vec::new();
    for rule in rules::all() {
        let example = Example::of(rule.bad);
        // a comment behind every line: what a repair drops is seen
        let commented: String = example
            .text
            .lines()
            .enumerate()
            .map(
                |(at, line)| match line.contains(['#', '|', '>']) || line.trim().is_empty() {
                    true => format!("{line}\n"),
                    false => format!("{line} # note {at}\n"),
                },
            )
            .collect();
        let (settings, project) = (example.settings(), example.project());
        let windows = commented.replace('\n', "\r\n");
        let root = Document::new(example.text);
        let flow = root.root().and_then(in_flow);
        flows += usize::from(flow.is_some());
        let flow = flow.map(|line| format!("{line}\n"));
        let texts = [example.text, &commented, &windows].into_iter();
        for text in texts.chain(flow.as_deref()) {
            let (count, more) = judge(rule.code, text, &settings, &project);
            all += count;
            broken.extend(more);
        }
    }
    assert!(all > 400, "only {all} repairs");
    assert!(flows > 100, "only {flows} examples in brackets");
    assert!(broken.is_empty(), "{}", broken.join("\n---\n"));
}

#[test]
fn repairs_of_public_files_keep_their_promise() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, Into::into);
    let Ok(entries) = fs::read_dir(folder) else {
        println!("fixes: no folder of public f.yml files here");
        return;
    };
    let mut all = 0;
    let mut broken = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if recognise(FileName::FYml, &Document::new(&text)) != FileKind::Midway {
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy();
        let (count, more) = judge(&name, &text, &Settings::default(), &Project::default());
        all += count;
        broken.extend(more);
    }
    println!("fixes: {all} repairs of public files");
    assert!(broken.is_empty(), "{}", broken.join("\n---\n"));
}

/// What `source.fixAll` and `--fix` do: once is enough, and no comment is lost.
#[test]
fn all_safe_repairs_of_public_files_are_made_at_once() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, Into::into);
    let Ok(entries) = fs::read_dir(folder) else {
        println!("fixes: no folder of public f.yml files here");
        return;
    };
    let (settings, project) = (Settings::default(), Project::default());
    let mut all = 0;
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if recognise(FileName::FYml, &Document::new(&text)) != FileKind::Midway {
            continue;
        }
        for text in [
            text.clone(),
            text.replace("\r\n", "\n").replace('\n', "\r\n"),
        ] {
            let fixed = fix_all(&text, &settings, &project);
            all += fixed.count;
            let again = fix_all(&fixed.text, &settings, &project);
            assert_eq!((again.count, &again.text), (0, &fixed.text), "{path:?}");
            let left = comments(&fixed.text);
            for comment in comments(&text) {
                let is_kept = left.iter().any(|kept| kept.contains(&comment));
                // comments that ignore nothing are repaired themselves
                assert!(
                    is_kept || comment.contains("fyml-ignore"),
                    "{path:?}: {comment:?}"
                );
            }
            let has_lone = |text: &str| text.replace("\r\n", "").contains('\n');
            assert!(
                !text.contains("\r\n") || !has_lone(&fixed.text) || has_lone(&text),
                "{path:?}"
            );
        }
    }
    println!("fixes: {all} safe repairs of public files");
}

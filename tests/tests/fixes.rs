//! What a repair promises: its problem is gone, no other warning or error has come up, and every comment is still
//! there. Held for every rule's bad example and, where it lies beside the project, the corpus of public files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fyml::lint::{Example, Problem, Project, Settings, Severity, apply, lint, rules};
use fyml::model::{FileKind, FileName, recognise};
use fyml::syntax::Document;
use fyml_tests::comments::comments;

/// Repairs that make the toolchain read what it did not read before: its other mistakes come to light with them. A
/// provider that is known has rules of its own, an event becomes a trigger, a number becomes a name.
const UNCOVERS: [&str; 3] = ["provider-unknown", "event-ignored", "service-without-name"];

/// Makes each repair of a text alone and says which break the promise; also how many there were.
fn judge(name: &str, text: &str, settings: &Settings, project: &Project) -> (usize, Vec<String>) {
    let document = project.document(text);
    let before = lint(&document, settings, project);
    let mut broken = Vec::new();
    let mut count = 0;
    for problem in &before {
        let Some(fix) = &problem.fix else { continue };
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
        let (old, new) = (grave(&before), grave(&after));
        for (other, count) in new {
            let is_new = count > old.get(other).copied().unwrap_or_default();
            if is_new && !UNCOVERS.contains(&code) {
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
    (count, broken)
}

fn count_of(problems: &[Problem], code: &str) -> usize {
    problems
        .iter()
        .filter(|problem| problem.rule.code == code)
        .count()
}

fn grave(problems: &[Problem]) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for problem in problems {
        if problem.severity >= Severity::Warning {
            *counts.entry(problem.rule.code).or_default() += 1;
        }
    }
    counts
}

#[test]
fn repairs_of_examples_keep_their_promise() {
    let mut all = 0;
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
        for text in [example.text, &commented] {
            let (count, more) = judge(rule.code, text, &settings, &project);
            all += count;
            broken.extend(more);
        }
    }
    assert!(all > 100, "only {all} repairs");
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

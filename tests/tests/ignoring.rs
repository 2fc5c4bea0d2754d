//! The actions that ignore a rule at one place and in the whole file: afterwards the problem is gone, nothing else has come up, and the
//! file says the same. Held for every rule's bad example and, where it lies beside the project, the corpus.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::fs;
use std::path::Path;

use fyml::deploy;
use fyml::lint::{
    Example, Problem, Project, Settings, apply, ignoring, ignoring_in_file, lint, rules,
};
use fyml::model::{FileKind, FileName, recognise};
use fyml::syntax::Document;

/// Ignores each problem alone; gives the number of problems that can be, and what went wrong.
fn judge(name: &str, text: &str, settings: &Settings, project: &Project) -> (usize, Vec<String>) {
    let document = project.document(text);
    let before = lint(&document, settings, project);
    let mut wrong = Vec::new();
    let mut count = 0;
    for problem in &before {
        let fixes = [
            ignoring(problem, &document),
            ignoring_in_file(problem, &document),
        ];
        for fix in fixes.into_iter().flatten() {
            count += 1;
            let code = problem.rule.code;
            let after_text = apply(text, &fix.edits);
            let after_document = project.document(&after_text);
            let after = lint(&after_document, settings, project);
            let of = |code: &str, problems: &[Problem]| {
                let same = problems.iter().filter(|problem| problem.rule.code == code);
                same.count()
            };
            let mut complain =
                |what: &str| wrong.push(format!("{name}: {code}: {what}\n{after_text}"));
            if of(code, &after) >= of(code, &before) {
                complain("the problem is still there");
            }
            let new = after.iter().map(|problem| problem.rule.code);
            // what it spoke for, others say again
            let speaks_for_others = code == "provider-unknown" || !problem.settled.is_empty();
            let is_more = |other: &&str| of(other, &after) > of(other, &before);
            for other in new.filter(|other| !speaks_for_others && is_more(other)) {
                complain(&format!("brought up {other}"));
            }
            if deploy::value(&document) != deploy::value(&after_document) {
                complain("it says something else");
            }
        }
    }
    (count, wrong)
}

#[test]
fn every_problem_of_the_examples_can_be_ignored_alone() {
    let mut all = 0;
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let example = Example::of(rule.bad);
        let (settings, project) = (example.settings(), example.project());
        for text in [example.text.to_owned(), example.text.replace('\n', "\r\n")] {
            let (count, more) = judge(rule.code, &text, &settings, &project);
            all += count;
            wrong.extend(more);
        }
    }
    println!("ignoring: {all} problems of examples");
    assert!(all > 200, "only {all}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n---\n"));
}

#[test]
fn a_second_rule_joins_the_comment_that_is_there() {
    let text = "service: shop\nprovider:\n  name: aliyun\n  # fyml-ignore: some-rule\n  runtime: nodejs6\n  timeout: 3 # 秒 # fyml-ignore: other\nfunctions: {}\n";
    let (settings, project) = (Settings::default(), Project::default());
    let document = project.document(text);
    let problems = lint(&document, &settings, &project);
    let runtime = problems
        .iter()
        .find(|problem| text[problem.span.range()].contains("nodejs6"))
        .unwrap();
    let fix = ignoring(runtime, &document).unwrap();
    let code = runtime.rule.code;
    assert_eq!(fix.title.en, format!("Ignore `{code}` here"));
    assert_eq!(fix.title.zh, format!("在此处忽略 `{code}`"));
    let expected = text.replace("some-rule", &format!("some-rule, {code}"));
    assert_eq!(apply(text, &fix.edits), expected);
}

#[test]
fn every_problem_of_public_files_can_be_ignored_alone() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = std::env::var_os("FYML_CORPUS").map_or_else(beside, Into::into);
    let Ok(entries) = fs::read_dir(folder) else {
        println!("ignoring: no folder of public f.yml files here");
        return;
    };
    let mut all = 0;
    let mut wrong = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if recognise(FileName::FYml, &Document::new(&text)) == FileKind::Midway {
            let name = path.file_name().unwrap().to_string_lossy();
            let (count, more) = judge(&name, &text, &Settings::default(), &Project::default());
            all += count;
            wrong.extend(more);
        }
    }
    println!("ignoring: {all} problems of public files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n---\n"));
}

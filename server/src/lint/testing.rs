//! What rule tests share.

use fyml_schema::Lang;

use super::{Example, Problem, Project, Settings, apply, lint};
use crate::syntax::Document;

/// The problems of a text, each as `code severity line:column-line:column message` (from 1, columns in characters).
pub(crate) fn check(text: &str) -> Vec<String> {
    check_with(text, &Settings::default())
}

/// The same with settings.
pub(crate) fn check_with(text: &str, settings: &Settings) -> Vec<String> {
    rendered(text, settings, &Project::default())
}

fn rendered(text: &str, settings: &Settings, project: &Project) -> Vec<String> {
    let document = Document::new(text);
    let place = |offset| {
        let position = document
            .text()
            .position(offset, crate::syntax::Encoding::Utf32);
        format!("{}:{}", position.line + 1, position.character + 1)
    };
    lint(&document, settings, project)
        .iter()
        .map(|problem| {
            format!(
                "{} {} {}-{} {}",
                problem.rule.code,
                problem.severity.as_str(),
                place(problem.span.start),
                place(problem.span.end),
                problem.message.get(Lang::En)
            )
        })
        .collect()
}

/// Only the problems of one rule, as [`check`] prints them, without the code.
pub(crate) fn check_rule(code: &str, text: &str) -> Vec<String> {
    let prefix = format!("{code} ");
    check(text)
        .into_iter()
        .filter_map(|line| line.strip_prefix(&prefix).map(str::to_owned))
        .collect()
}

/// The texts that the problems of one rule underline.
pub(crate) fn underlined(code: &str, text: &str) -> Vec<String> {
    let document = Document::new(text);
    lint(&document, &Settings::default(), &Project::default())
        .iter()
        .filter(|problem| problem.rule.code == code)
        .map(|problem| document.text().slice(problem.span).into_owned())
        .collect()
}

/// The text after all repairs of one rule have been made, the first one of each problem.
pub(crate) fn fixed(code: &str, text: &str) -> String {
    fixed_in(code, text, &Project::default())
}

/// The f.yml of an example after all repairs of one rule have been made.
pub(crate) fn fixed_example(code: &str, example: &str) -> String {
    let example = Example::of(example);
    fixed_in(code, example.text, &example.project())
}

fn fixed_in(code: &str, text: &str, project: &Project) -> String {
    let document = Document::new(text);
    let problems = lint(&document, &Settings::default(), project);
    let of_rule: Vec<&Problem> = problems
        .iter()
        .filter(|problem| problem.rule.code == code)
        .collect();
    let mut edits: Vec<_> = of_rule
        .iter()
        .filter_map(|problem| problem.repairs().next())
        .flat_map(|fix| &fix.edits)
        .collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut after = text.to_owned();
    for edit in edits {
        after.replace_range(edit.span.range(), &edit.text);
    }
    after
}

/// All repairs of the problems of one rule: the English title of each, and the text after it alone.
pub(crate) fn choices(code: &str, text: &str) -> Vec<(String, String)> {
    choices_in(code, text, &Project::default())
}

/// The same for the f.yml of an example.
pub(crate) fn choices_of_example(code: &str, example: &str) -> Vec<(String, String)> {
    let example = Example::of(example);
    choices_in(code, example.text, &example.project())
}

fn choices_in(code: &str, text: &str, project: &Project) -> Vec<(String, String)> {
    let problems = lint(&Document::new(text), &Settings::default(), project);
    let of_rule = problems.iter().filter(|problem| problem.rule.code == code);
    of_rule
        .flat_map(Problem::repairs)
        .map(|fix| {
            let mut edits: Vec<_> = fix.edits.iter().collect();
            edits.sort_by_key(|edit| edit.span);
            (fix.title.en.clone(), apply(text, edits))
        })
        .collect()
}

/// Only the problems of one rule in a project, as [`check_rule`] gives them.
pub(crate) fn check_rule_in(code: &str, text: &str, project: &Project) -> Vec<String> {
    rendered(text, &Settings::default(), project)
        .into_iter()
        .filter_map(|line| line.strip_prefix(&format!("{code} ")).map(str::to_owned))
        .collect()
}

/// Only the problems of one rule in an example with its neighbours, as [`check_rule`] gives them.
pub(crate) fn check_example(code: &str, example: &str) -> Vec<String> {
    let example = Example::of(example);
    rendered(example.text, &example.settings(), &example.project())
        .into_iter()
        .filter_map(|line| line.strip_prefix(&format!("{code} ")).map(str::to_owned))
        .collect()
}

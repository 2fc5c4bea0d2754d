//! The rules, one file each, by the chapter of the catalogue they come from.

mod aggregation;
mod aliyun;
mod decorator;
mod deploy_type;
mod general;
mod legacy;
mod local;
mod package;
mod project;
mod structure;
mod tencent;

use super::Rule;

pub(super) use aliyun::routes_of;
pub use general::environment_variables;
pub(crate) use general::{dashes, refusal};

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        general::RULES,
        aliyun::RULES,
        tencent::RULES,
        aggregation::RULES,
        deploy_type::RULES,
        decorator::RULES,
        package::RULES,
        legacy::RULES,
        local::RULES,
        project::RULES,
        structure::RULES,
        super::suppress::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The rule of this code.
pub fn by_code(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::lint::{Example, Problem, Severity, lint};
    use crate::syntax::Document;

    fn problems(example: &str) -> Vec<Problem> {
        let example = Example::of(example);
        let project = example.project();
        lint(
            &project.document(example.text),
            &example.settings(),
            &project,
        )
    }

    #[test]
    fn every_bad_example_is_found_and_every_good_one_is_clean() {
        for rule in all() {
            assert!(
                problems(rule.bad).iter().any(|p| p.rule.code == rule.code),
                "{}: the bad example is not found",
                rule.code
            );
            let left: Vec<_> = problems(rule.good)
                .into_iter()
                .filter(|p| p.severity >= Severity::Warning || p.rule.code == rule.code)
                // Whatever an http trigger on tencent looks like, the cloud no longer makes one.
                .filter(|p| p.rule.code != "tencent-api-gateway-closed" || p.rule.code == rule.code)
                .map(|p| format!("{}: {}", p.rule.code, p.message.en))
                .collect();
            assert!(
                left.is_empty(),
                "{}: the good example still has {left:?}",
                rule.code
            );
        }
    }

    #[test]
    fn codes_are_words_and_unique_and_texts_are_complete() {
        let mut seen = HashSet::new();
        for rule in all() {
            assert!(seen.insert(rule.code), "{} twice", rule.code);
            assert!(
                rule.code
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{}",
                rule.code
            );
            for text in [rule.summary, rule.explanation] {
                assert!(text.en.len() > 10, "{}: English text missing", rule.code);
                assert!(
                    text.zh
                        .chars()
                        .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                    "{}: Chinese text missing",
                    rule.code
                );
            }
            assert!(
                !rule.covers.is_empty()
                    || rule.code.starts_with("fyml-")
                    || rule.group == crate::lint::Group::Structure,
                "{} covers nothing",
                rule.code
            );
        }
    }

    /// What is half typed must not upset a rule, and a repair must fit the text it is for.
    #[test]
    fn half_typed_examples_are_looked_at_calmly() {
        for rule in all() {
            let example = Example::of(rule.bad);
            let (settings, project) = (example.settings(), example.project());
            let ends = example.text.char_indices().map(|(at, _)| at).step_by(5);
            for text in ends.map(|end| &example.text[..end]) {
                for problem in lint(&Document::new(text), &settings, &project) {
                    let spans = problem.repairs().flat_map(|fix| &fix.edits);
                    for span in spans.map(|edit| edit.span).chain([problem.span]) {
                        assert!(
                            text.get(span.range()).is_some(),
                            "{} points outside of {text:?}",
                            problem.rule.code
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn fixable_rules_have_a_fix_and_others_have_none() {
        for rule in all() {
            let has_fix = problems(rule.bad)
                .iter()
                .any(|p| p.rule.code == rule.code && p.repairs().next().is_some());
            assert_eq!(has_fix, rule.fixable, "{}", rule.code);
        }
    }
}

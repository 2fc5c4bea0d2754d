//! Repairs of problems.

use fyml_schema::{Wording, w};

use crate::analysis::Analysis;
use crate::lint::{Fix, Problem, TextEdit, ignoring, ignoring_in_file};
use crate::syntax::Span;

/// What applying all safe repairs is called.
pub const FIX_ALL_TITLE: Wording = w("Apply all safe fixes of fyml", "应用 fyml 的所有安全修复");

/// The repairs of the problems at `span`, each with its problem.
pub fn fixes_at(analysis: &Analysis, span: Span) -> impl Iterator<Item = (&Problem, &Fix)> {
    analysis
        .problems()
        .iter()
        .filter(move |problem| is_at(problem, span))
        .flat_map(|problem| problem.repairs().map(move |fix| (problem, fix)))
}

/// The comments that silence the problems at `span`: for each rule there one for the place, and one for the file.
pub fn ignores_at(analysis: &Analysis, span: Span) -> Vec<(&Problem, Fix)> {
    let mut found: Vec<(&Problem, Fix)> = Vec::new();
    let mut in_files = Vec::new();
    let problems = analysis.problems().iter();
    for problem in problems.filter(|problem| is_at(problem, span)) {
        let is_known = |(known, _): &(&Problem, Fix)| known.rule.code == problem.rule.code;
        if !found.iter().any(is_known) {
            let here = ignoring(problem, analysis.document());
            found.extend(here.map(|fix| (problem, fix)));
            // what is missing stands on no line: that one was for the file already
            let in_file = ignoring_in_file(problem, analysis.document());
            let in_file = in_file.filter(|_| problem.span != Span::default());
            in_files.extend(in_file.map(|fix| (problem, fix)));
        }
    }
    found.extend(in_files);
    found
}

fn is_at(problem: &Problem, span: Span) -> bool {
    problem.span.overlaps(span) || touch(problem.span, span)
}

/// A cursor right behind a word is at the word.
fn touch(problem: Span, asked: Span) -> bool {
    asked.is_empty() && problem.touches(asked.start)
}

/// The edits that make all repairs that need no question, in the order of the text. They leave alone what they need
/// not touch, so that cursors and folds stay.
pub fn fix_all(analysis: &Analysis) -> Vec<TextEdit> {
    let fixed = analysis.fixed();
    if fixed.count == 0 {
        return Vec::new();
    }
    differences(&analysis.text().to_cow(), &fixed.text)
}

/// Edits that make `new` out of `old`: by line where the lines stay the same in number, else one.
fn differences(old: &str, new: &str) -> Vec<TextEdit> {
    let same_lines = old.matches('\n').count() == new.matches('\n').count();
    if !same_lines {
        return difference(0, old, new).into_iter().collect();
    }
    let mut start = 0;
    let mut edits = Vec::new();
    for (old, new) in old.split_inclusive('\n').zip(new.split_inclusive('\n')) {
        edits.extend(difference(start, old, new));
        start += old.len();
    }
    edits
}

/// The edit that makes `new` out of `old`, which begins at byte `start`; `None` if they are the same.
fn difference(start: usize, old: &str, new: &str) -> Option<TextEdit> {
    let same = |(old, new): &(char, char)| old == new;
    let before: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(|(old, _)| old.len_utf8())
        .sum();
    let (old, new) = (old.get(before..)?, new.get(before..)?);
    let after: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(same)
        .map(|(old, _)| old.len_utf8())
        .sum();
    let (old, new) = (old.get(..old.len() - after)?, new.get(..new.len() - after)?);
    (!old.is_empty() || !new.is_empty()).then(|| TextEdit {
        span: Span::new(start + before, start + before + old.len()),
        text: new.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_replaced() {
        for (old, new, expected) in [
            ("a\nb: 中文\nc\n", "a\nb: 中国\nc\n", vec![(8, 11, "国")]),
            ("ab\ncd\n", "aXb\ncYd\n", vec![(1, 1, "X"), (4, 4, "Y")]),
            ("a\nb\nc", "a\nc", vec![(2, 4, "")]),
            ("aa", "aaa", vec![(2, 2, "a")]),
            ("same", "same", vec![]),
            ("", "new\n", vec![(0, 0, "new\n")]),
            ("中", "文", vec![(0, 3, "文")]),
        ] {
            let edits = differences(old, new);
            let found: Vec<_> = edits
                .iter()
                .map(|edit| (edit.span.start, edit.span.end, edit.text.as_str()))
                .collect();
            assert_eq!(found, expected, "{old:?} {new:?}");
            let mut after = old.to_owned();
            for edit in edits.iter().rev() {
                after.replace_range(edit.span.range(), &edit.text);
            }
            assert_eq!(after, new);
        }
    }
}

//! Making all safe repairs of a text.

use std::collections::BTreeMap;

use super::{Fix, Problem, Project, Settings, TextEdit, lint};
use crate::syntax::Span;

/// How often the text is looked at again: a repair may uncover another one, but never without end.
const MAX_ROUNDS: usize = 10;

/// A text after its repairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many repairs were made.
    pub count: usize,
}

/// Makes the safe repairs of `text`, again and again until none is left. Repairs that get into each other's way wait
/// for the next round. A round that would break the YAML is not made.
pub fn fix_all(text: &str, settings: &Settings, project: &Project) -> Fixed {
    let mut fixed = Fixed {
        text: text.to_owned(),
        count: 0,
    };
    let mut document = project.document(text);
    for _ in 0..MAX_ROUNDS {
        let problems = lint(&document, settings, project);
        let (edits, count) = compatible(&problems);
        if count == 0 {
            break;
        }
        let after = apply(&fixed.text, edits);
        let next = project.document(&after);
        let is_worse = next.syntax_errors().len() > document.syntax_errors().len();
        if after == fixed.text || is_worse {
            break;
        }
        fixed.text = after;
        fixed.count += count;
        document = next;
    }
    fixed
}

/// Whether `fix_all` would make this repair.
pub fn is_safely_fixable(problem: &Problem) -> bool {
    problem.fix.as_ref().is_some_and(|fix| fix.is_safe)
}

/// The edits of as many safe repairs as fit together, and the number of repairs.
fn compatible(problems: &[Problem]) -> (Vec<&TextEdit>, usize) {
    let mut chosen: BTreeMap<Span, &TextEdit> = BTreeMap::new();
    let mut count = 0;
    for fix in problems.iter().flat_map(|problem| &problem.fix) {
        if fix.is_safe && !collides(fix, &chosen) {
            chosen.extend(fix.edits.iter().map(|edit| (edit.span, edit)));
            count += 1;
        }
    }
    (chosen.into_values().collect(), count)
}

/// The chosen edits lie apart from each other, so only the last one that begins before an edit's end can meet it.
fn collides(fix: &Fix, chosen: &BTreeMap<Span, &TextEdit>) -> bool {
    fix.edits.iter().any(|edit| {
        let until = Span::new(edit.span.end as usize, u32::MAX as usize);
        let nearest = chosen.range(..=until).next_back();
        nearest.is_some_and(|(span, _)| span.overlaps(edit.span))
    })
}

/// The text with edits that do not overlap, in their order. Rules write `\n`; the text keeps the line breaks it has.
pub fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e TextEdit>) -> String {
    let has_crlf = text.contains("\r\n");
    let mut after = String::with_capacity(text.len());
    let mut end = 0;
    for edit in edits {
        // spans lie on character boundaries within the text, as all spans of a document do
        after.push_str(text.get(end..edit.span.start as usize).unwrap_or_default());
        if has_crlf && edit.text.contains('\n') && !edit.text.contains('\r') {
            after.push_str(&edit.text.replace('\n', "\r\n"));
        } else {
            after.push_str(&edit.text);
        }
        end = edit.span.end as usize;
    }
    after.push_str(text.get(end..).unwrap_or_default());
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fix(text: &str) -> Fixed {
        fix_all(text, &Settings::default(), &Project::default())
    }

    const TEXT: &str = "provider: {name: aliyun} # 云\r\nfunctions:\r\n  a:\r\n    handler: a.a\r\n    events:\r\n      - apigw: true # kept\r\n      - apigw: {path: /x}\r\n";

    #[test]
    fn every_safe_repair_is_made_and_nothing_else_is_touched() {
        let fixed = fix(TEXT);
        assert_eq!(fixed.text, TEXT.replace("apigw", "http"));
        assert_eq!(fixed.count, 2);
        assert_eq!(fix(&fixed.text).count, 0);
    }

    #[test]
    fn repairs_that_need_a_decision_are_left() {
        let text = "provider:\n  name: Aliyun\n";
        assert_eq!((fix(text).text.as_str(), fix(text).count), (text, 0));
    }

    #[test]
    fn repairs_in_each_others_way_take_turns() {
        let text = "# fyml-ignore-file: aliyun-apigw-ignored, provider-unknown\nprovider: {name: aliyun}\n";
        let fixed = fix(text);
        assert_eq!(fixed.text, "provider: {name: aliyun}\n");
        assert_eq!(fixed.count, 2);
    }

    #[test]
    fn new_lines_are_those_of_the_text() {
        let edit = TextEdit {
            span: Span::new(1, 2),
            text: "\nx\n".into(),
        };
        assert_eq!(apply("abc\r\n", vec![&edit]), "a\r\nx\r\nc\r\n");
        assert_eq!(apply("abc\n", vec![&edit]), "a\nx\nc\n");
    }
}

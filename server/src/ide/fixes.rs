//! Repairs of problems.

use fyml_schema::{Wording, w};

use crate::analysis::Analysis;
use crate::lint::{Fix, Problem, TextEdit};
use crate::syntax::Span;

/// What applying all safe repairs is called.
pub const FIX_ALL_TITLE: Wording = w("Apply all safe fixes of fyml", "应用 fyml 的所有安全修复");

/// The problems at `span` that have a repair.
pub fn fixes_at(analysis: &Analysis, span: Span) -> impl Iterator<Item = (&Problem, &Fix)> {
    analysis
        .problems()
        .iter()
        .filter(move |problem| problem.span.overlaps(span) || touch(problem.span, span))
        .filter_map(|problem| Some((problem, problem.fix.as_ref()?)))
}

/// A cursor right behind a word is at the word.
fn touch(problem: Span, asked: Span) -> bool {
    asked.is_empty() && problem.touches(asked.start)
}

/// The edits of all repairs that need no question, in the order of the text. Where two repairs would change the same
/// place, only the first is made.
pub fn safe_edits(analysis: &Analysis) -> Vec<TextEdit> {
    let mut edits: Vec<TextEdit> = Vec::new();
    for fix in analysis.problems().iter().flat_map(|problem| &problem.fix) {
        let is_free = fix
            .edits
            .iter()
            .all(|new| !edits.iter().any(|known| known.span.overlaps(new.span)));
        if fix.is_safe && is_free {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits.sort_by_key(|edit| edit.span);
    edits
}

//! Whether an edited text says the same.

use fyml_schema::DeployPath;

use crate::analysis::Analysis;
use crate::deploy::{self, Map, Value};
use crate::lint::{TextEdit, apply};
use crate::syntax::{Document, Text};

/// The document after the edits, if it is no worse YAML than before.
pub(super) fn edited(analysis: &Analysis, edits: &[TextEdit]) -> Option<Document> {
    let before = analysis.document();
    let text = apply(&before.text().to_cow(), edits);
    let after = Document::of(Text::new(&text), before.dialect(), Some(before));
    (after.syntax_errors().len() <= before.syntax_errors().len()).then_some(after)
}

/// The edits, if the text after them has the same value.
pub(super) fn keeping_value(analysis: &Analysis, edits: Vec<TextEdit>) -> Option<Vec<TextEdit>> {
    let after = edited(analysis, &edits)?;
    (deploy::value(analysis.document()) == deploy::value(&after)).then_some(edits)
}

/// The edits, if the text after them has the value that `expected` makes of the one before. The order of keys may
/// differ.
pub(super) fn giving(
    analysis: &Analysis,
    edits: Vec<TextEdit>,
    expected: impl FnOnce(&mut Map) -> Option<()>,
) -> Option<Vec<TextEdit>> {
    let after = edited(analysis, &edits)?;
    let values = (deploy::value(analysis.document()), deploy::value(&after));
    let (Ok(Value::Map(mut before)), Ok(Value::Map(after))) = values else {
        return None;
    };
    expected(&mut before)?;
    is_alike(&before.into(), &after.into(), 0).then_some(edits)
}

/// How deep values are compared.
const MAX_DEPTH: usize = 64;

/// Whether two values are the same but for the order of keys.
fn is_alike(one: &Value, other: &Value, depth: usize) -> bool {
    match (one, other) {
        (Value::Map(one), Value::Map(other)) => {
            let is_same =
                |(key, value)| other.has(key) && is_alike(value, other.get(key), depth + 1);
            depth < MAX_DEPTH
                && one.iter().count() == other.iter().count()
                && one.iter().all(is_same)
        }
        _ => one == other,
    }
}

/// The edits, if every builder makes of the text after them what it made before. `same` compares.
pub(super) fn keeping_deployment(
    analysis: &Analysis,
    edits: Vec<TextEdit>,
    same: impl Fn(&Value, &Value) -> bool,
) -> Option<Vec<TextEdit>> {
    let after = edited(analysis, &edits)?;
    let values = (deploy::value(analysis.document()), deploy::value(&after));
    let (Ok(before), Ok(after)) = values else {
        return None;
    };
    // A missing handler stops packaging only where no decorator can bring it; what comes after is compared in any case.
    let hand_over = |value, path| deploy::hand_over(value, path, true, &[]);
    let is_same = |path: DeployPath| match (hand_over(&before, path), hand_over(&after, path)) {
        (Ok(before), Ok(after)) => same(&before, &after),
        (Err(before), Err(after)) => before.cause == after.cause,
        _ => false,
    };
    let is_kept = match analysis.path() {
        Some(path) => is_same(path),
        None => same(&before, &after),
    };
    is_kept.then_some(edits)
}

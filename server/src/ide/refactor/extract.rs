//! A setting that all functions have alike, moved to `provider`, where the cloud honours it for all of them.

use fyml_schema::keys::{FUNCTION, PROVIDER};
use fyml_schema::{DeployPath, Support};

use super::entry::insertion;
use super::{Offer, Refactoring, same};
use crate::analysis::Analysis;
use crate::ide::way::{Role, Way};
use crate::lint::TextEdit;
use crate::lint::edit::removal;
use crate::message;
use crate::syntax::{Entry, Kind, Node, Span};

/// How deep values are compared.
const MAX_DEPTH: usize = 8;

pub(super) fn offer(analysis: &Analysis, span: Span, offers: &mut Vec<Offer>) {
    let way = Way::to(analysis.document(), span.start);
    let Some(Role::Key(entry)) = way.last().map(|step| step.role) else {
        return;
    };
    let keys: Vec<String> = if way.leads(&["functions", "*", "*"]) {
        vec![entry.name().into_owned()]
    } else if way.leads(&["functions"]) || way.leads(&["provider"]) {
        // what every function has, the first one has
        let first = analysis.service().functions().iter().next();
        let body = first.map(|function| function.body());
        let entries = body.into_iter().flat_map(|body| body.written_entries());
        entries.map(|entry| entry.name().into_owned()).collect()
    } else {
        return;
    };
    for key in keys {
        if shared(analysis, &key).is_some() {
            offers.push(Offer {
                title: message!(
                    "Move `{key}` of all functions to `provider`",
                    "把所有函数的 `{key}` 提取到 `provider`"
                ),
                refactoring: Refactoring::ExtractToProvider(key),
            });
        }
    }
}

pub(super) fn edits(analysis: &Analysis, _: Span, key: &str) -> Option<Vec<TextEdit>> {
    let entries = shared(analysis, key)?;
    let provider = analysis.service().provider();
    let mut edits = Vec::new();
    if provider.get(key).is_none() {
        edits.push(insertion(
            provider.entry()?.value,
            None,
            entries.first()?.1,
        )?);
    }
    for &(body, entry) in &entries {
        edits.push(removal(body, entry)?);
    }
    edits.sort_by_key(|edit| edit.span);
    same::keeping_deployment(analysis, edits, |before, after| before == after)
}

/// The entries of all functions with this key, each with the body it stands in; `None` if they cannot be moved.
fn shared<'a>(analysis: &'a Analysis, key: &str) -> Option<Vec<(Node<'a>, Entry<'a>)>> {
    let service = analysis.service();
    if !is_honoured_twice(key, analysis.path()?) || service.deploy_type().is_some() {
        return None;
    }
    let mut found: Vec<(Node<'a>, Entry<'a>)> = Vec::new();
    let functions = service.functions().entry()?.value;
    for function in functions.written_entries() {
        let body = function.value;
        let mut entries = body.written_entries();
        let entry = entries.find(|entry| entry.name() == key)?;
        let is_first_alike = match found.first() {
            Some((_, first)) => is_equal(first.value, entry.value, 0),
            None => is_plain(entry.value, 0),
        };
        let is_only = body.written_entries().nth(1).is_none();
        if function.is_merge() || is_only || !is_first_alike || body.kind() == Kind::Alias {
            return None;
        }
        found.push((body, entry));
    }
    let provider = service.provider();
    let is_taken = match provider.get(key) {
        Some(written) => !found
            .first()
            .is_some_and(|(_, first)| is_equal(first.value, written.value, 0)),
        None => false,
    };
    // what is not written here would get the setting as well
    let has_others = !service.aggregations().is_empty() || declares_others(analysis);
    let fits = found.len() >= 2
        && !is_taken
        && !has_others
        && found
            .iter()
            .all(|&(body, entry)| removal(body, entry).is_some())
        && (provider.get(key).is_some()
            || insertion(provider.entry()?.value, None, found.first()?.1).is_some());
    fits.then_some(found)
}

/// Whether the builder takes the setting from a function and, where that has none, from `provider`.
fn is_honoured_twice(key: &str, path: DeployPath) -> bool {
    let is_read = |known: Option<&fyml_schema::Key>| {
        known.is_some_and(|known| known.support.on(path) == Support::Full && !known.internal)
    };
    is_read(FUNCTION.key(key)) && is_read(PROVIDER.key(key))
}

/// Whether decorators may declare functions that the file does not name.
fn declares_others(analysis: &Analysis) -> bool {
    let project = analysis.project();
    if !project.has_decorators() {
        return false;
    }
    let Some(declared) = &project.declared else {
        return true; // nobody has looked yet
    };
    let service = analysis.service();
    let mut functions = declared.functions();
    functions.any(|one| service.function(one.function.function_name()).is_none())
}

/// Whether a value can be written at another place as it is.
pub(super) fn is_plain(node: Node<'_>, depth: usize) -> bool {
    depth <= MAX_DEPTH
        && node.anchor_span().is_none()
        && !matches!(node.kind(), Kind::Alias | Kind::Broken)
        && node.children().all(|child| is_plain(child, depth + 1))
}

pub(super) fn is_equal(one: Node<'_>, other: Node<'_>, depth: usize) -> bool {
    let is_alike = one.kind() == other.kind()
        && is_plain(other, depth)
        && one.tag_span().is_some() == other.tag_span().is_some();
    if !is_alike || depth > MAX_DEPTH {
        return false;
    }
    match one.kind() {
        Kind::Mapping | Kind::Sequence => {
            let (mut ones, mut others) = (one.children(), other.children());
            loop {
                match (ones.next(), others.next()) {
                    (Some(one), Some(other)) if is_equal(one, other, depth + 1) => {}
                    (None, None) => return true,
                    _ => return false,
                }
            }
        }
        _ => one.scalar_str() == other.scalar_str(),
    }
}

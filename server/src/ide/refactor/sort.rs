//! Functions in the order in which the cloud looks at their routes.

use std::cmp::Reverse;
use std::collections::HashMap;

use fyml_schema::{DeployPath, Literal};

use super::{Offer, Refactoring, same};
use crate::analysis::Analysis;
use crate::deploy::{Map, Value, json};
use crate::ide::preview::precedence;
use crate::ide::way::{Role, Way};
use crate::lint::TextEdit;
use crate::lint::edit::place;
use crate::message;
use crate::model::Function;
use crate::syntax::{Document, Entry, Span};

/// How early a function's first route is looked at, less is earlier; functions without one come last.
type Rank = (bool, Option<(bool, Reverse<usize>)>);

pub(super) fn offer(analysis: &Analysis, span: Span, offers: &mut Vec<Offer>) {
    let way = Way::to(analysis.document(), span.start);
    let is_at_key = matches!(way.last(), Some(step) if matches!(step.role, Role::Key(_)));
    if is_at_key && way.leads(&["functions"]) && order(analysis).is_some() {
        offers.push(Offer {
            refactoring: Refactoring::SortFunctions,
            title: message!(
                "Sort functions by route precedence",
                "按路由匹配顺序排列函数"
            ),
        });
    }
}

pub(super) fn edits(analysis: &Analysis) -> Option<Vec<TextEdit>> {
    let (entries, order) = order(analysis)?;
    let document = &**analysis.document();
    let text = document.text();
    let blocks: Vec<Span> = entries
        .iter()
        .map(|entry| block(document, *entry))
        .collect();
    let mut edits = Vec::new();
    for (slot, &from) in blocks.iter().zip(&order) {
        let moved = blocks.get(from)?;
        if slot != moved {
            edits.push(TextEdit {
                span: *slot,
                text: text.slice(*moved).into_owned(),
            });
        }
    }
    same::keeping_deployment(analysis, edits, |before, after| {
        in_any_order(before) == in_any_order(after)
    })
}

/// The functions, and the indices of those that should come first, second, …; `None` if they stand so already, or
/// cannot be moved.
fn order(analysis: &Analysis) -> Option<(Vec<Entry<'_>>, Vec<usize>)> {
    let service = analysis.service();
    let functions = service.functions().entry()?.value;
    if !place::is_block(functions) || service.deploy_type().is_some() {
        return None;
    }
    let document = &**analysis.document();
    let entries: Vec<Entry<'_>> = functions.written_entries().collect();
    let is_movable = |entry: &Entry<'_>| {
        !entry.is_merge()
            && !entry.value.is_broken()
            && place::begins_line(document, place::start(entry.key))
    };
    if !entries.iter().all(is_movable) {
        return None;
    }
    let path = analysis.path();
    let routes: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| routes(Function::of(*entry), path))
        .collect();
    let ranks: Vec<Rank> = routes.iter().map(|routes| rank(routes)).collect();
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&at| ranks.get(at).copied());
    let is_sorted = order.windows(2).all(|pair| pair[0] < pair[1]);
    (!is_sorted && keeps_overwriting(&routes, &order) && is_without_anchors(document, &entries))
        .then_some((entries, order))
}

fn rank(routes: &[String]) -> Rank {
    let first = routes.iter().map(|route| precedence(route)).min();
    (first.is_none(), first)
}

/// The paths a function answers on.
fn routes(function: Function<'_>, path: Option<DeployPath>) -> Vec<String> {
    let triggers = function.triggers().into_iter();
    let routes = triggers.filter(|trigger| {
        trigger.is_active() && matches!(trigger.name().as_ref(), "http" | "apigw")
    });
    routes
        .map(|trigger| {
            let written = trigger.value("path").and_then(|path| path.as_str());
            let facts = trigger.facts().and_then(|facts| facts.field("path"));
            let default = match facts.and_then(|field| field.default_on(path?)) {
                Some(Literal::Str(default)) => default,
                _ => "/*",
            };
            written.unwrap_or(default).to_owned()
        })
        .collect()
}

/// Whether functions with the same path keep their order: the later one overwrites.
fn keeps_overwriting(routes: &[Vec<String>], order: &[usize]) -> bool {
    let mut last: HashMap<&str, usize> = HashMap::new();
    order.iter().all(|&at| {
        let routes = routes.get(at).map_or(&[][..], |routes| routes);
        routes.iter().all(|route| {
            let before = last.insert(route, at);
            before.is_none_or(|before| before <= at)
        })
    })
}

/// Whether no anchor stands in the functions: its aliases must come behind it.
fn is_without_anchors(document: &Document, entries: &[Entry<'_>]) -> bool {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return true;
    };
    let functions = first.span().to(last.span());
    let anchors = document.anchors_before(functions.end);
    !anchors
        .iter()
        .any(|(_, node)| functions.contains(node.span()))
}

/// The lines of a function, comments right above it included, without the last line break.
fn block(document: &Document, entry: Entry<'_>) -> Span {
    let text = document.text();
    let start = place::start(entry.key);
    let column = place::column(document, start);
    let mut first = text.line_of(start);
    while let Some(above) = first.checked_sub(1) {
        let line = text.line(above);
        let content = line.trim_start();
        if !content.starts_with('#') || line.len() - content.len() != column {
            break;
        }
        first = above;
    }
    let behind = place::line_behind(document, entry.span().end, column);
    let last = behind.saturating_sub(1);
    Span {
        start: text.line_start(first),
        end: text.line_start(last) + text.line(last).len() as u32,
    }
}

/// The same with the entries of maps, and lists of maps, in an order of their own.
fn in_any_order(value: &Value) -> Value {
    match value {
        Value::Map(map) => {
            let mut entries: Vec<(&str, Value)> = map
                .iter()
                .map(|(key, value)| (key, in_any_order(value)))
                .collect();
            entries.sort_by_key(|(key, _)| *key);
            entries.into_iter().collect::<Map>().into()
        }
        Value::List(items) => {
            let mut items: Vec<Value> = items.iter().map(in_any_order).collect();
            if items.iter().all(|item| item.as_map().is_some()) {
                items.sort_by_cached_key(json::compact);
            }
            Value::List(items)
        }
        other => other.clone(),
    }
}

//! A trigger for a function.

use fyml_schema::{DeployPath, TRIGGERS, Trigger, limits, trigger};

use super::add_function::{Taken, free_route};
use super::{Offer, Refactoring};
use crate::analysis::Analysis;
use crate::ide::completion::{NewTrigger, Pen};
use crate::ide::way::{Role, Way};
use crate::lint::TextEdit;
use crate::lint::edit::place;
use crate::message;
use crate::model::{Events, Function};
use crate::syntax::{Entry, Node, Span, Style};

/// How many triggers are offered: the ones that most files have.
const MOST: usize = 3;

pub(super) fn offer(analysis: &Analysis, span: Span, offers: &mut Vec<Offer>) {
    let Some(function) = function_at(analysis, span) else {
        return;
    };
    if analysis.service().deploy_type().is_some() || !fits(function) {
        return;
    }
    let name = function.name();
    for trigger in welcome(function, analysis.path()).take(MOST) {
        let kind = trigger.name;
        offers.push(Offer {
            refactoring: Refactoring::AddTrigger(trigger.name),
            title: message!(
                "Add a `{kind}` trigger to `{name}`",
                "为 `{name}` 新增 `{kind}` 触发器"
            ),
        });
    }
}

pub(super) fn edits(analysis: &Analysis, span: Span, name: &str) -> Option<Vec<TextEdit>> {
    let function = function_at(analysis, span)?;
    let facts = trigger(name)?;
    if !fits(function) {
        return None;
    }
    let taken = Taken::of(analysis);
    let route = free_route(&taken.routes, &function.name());
    let new = NewTrigger {
        facts,
        path: analysis.path(),
        route: &route,
    };
    match function.events() {
        Events::Absent => Some(vec![first(function, new)?]),
        Events::Null(entry) => Some(vec![below(entry, new)?]),
        Events::List(entry) => Some(vec![append(entry, new)?]),
        Events::WrongShape(entry) => behind_map(entry, new),
    }
}

/// The function whose name, `events`, or trigger is at `span`.
fn function_at(analysis: &Analysis, span: Span) -> Option<Function<'_>> {
    let way = Way::to(analysis.document(), span.start);
    if !matches!(way.last()?.role, Role::Key(_)) {
        return None;
    }
    let is_there = way.leads(&["functions", "*"])
        || way.leads(&["functions", "*", "events"])
        || way.leads(&["functions", "*", "events", "-", "*"]);
    let (Role::Key(entry) | Role::Value(entry)) = way.steps().get(2).filter(|_| is_there)?.role
    else {
        return None;
    };
    (!entry.is_merge()).then(|| Function::of(entry))
}

/// Whether the text of the function can take a trigger.
fn fits(function: Function<'_>) -> bool {
    let body = function.body();
    let written = body
        .written_entries()
        .find(|entry| entry.name() == "events");
    let has_own_events = match function.events().entry() {
        // what is merged in, or aliased, stands elsewhere
        Some(entry) => written == Some(entry) && entry.value.resolved() == entry.value,
        None => true,
    };
    let has_form = (place::is_block(body) || place::is_flow(body)) && body.is_mapping();
    has_form
        && has_own_events
        && match function.events() {
            Events::Absent => body.written_entries().next().is_some(),
            Events::Null(entry) => entry.value.style() == Style::Absent && place::is_block(body),
            Events::List(entry) => place::is_block(entry.value) || place::is_flow(entry.value),
            Events::WrongShape(entry) => {
                entry.value.is_mapping()
                    && place::is_block(entry.value)
                    && entry.value.written_entries().all(|one| !one.is_merge())
            }
        }
}

/// The triggers that the cloud takes beside those that are there, most used first.
fn welcome(
    function: Function<'_>,
    path: Option<DeployPath>,
) -> impl Iterator<Item = &'static Trigger> {
    let there: Vec<String> = match function.events() {
        Events::WrongShape(entry) => {
            let entries = entry.value.written_entries();
            entries.map(|entry| entry.name().into_owned()).collect()
        }
        _ => {
            let triggers = function.triggers().into_iter();
            triggers
                .map(|trigger| trigger.name().into_owned())
                .collect()
        }
    };
    let is_alone = path.is_some_and(|path| limits(path).http_alone.is_some());
    TRIGGERS.iter().filter(move |facts| {
        let is_http = facts.name == "http";
        let is_understood = match path {
            Some(path) => facts.is_made_on(path),
            None => !facts.translated_by_nobody(),
        };
        let is_there = |name: &str| there.iter().any(|known| known == name);
        let is_refused =
            is_alone && !there.is_empty() && (is_http || is_there("http") || is_there("apigw"));
        is_understood
            && facts.alias_of.is_none()
            && facts.deprecated.is_none()
            && !is_there(facts.name)
            && !is_refused
    })
}

/// `events` with one trigger, as the last entry of the function.
fn first(function: Function<'_>, new: NewTrigger<'_>) -> Option<TextEdit> {
    let body = function.body();
    let document = body.document();
    let last = body.written_entries().last()?;
    if place::is_flow(body) {
        let pen = Pen::at(document, last.span().end, true);
        let text = pen.events(new, 0);
        return Some(place::insert_in_flow(body, Some(last.span()), &text));
    }
    let start = place::start(last.key);
    let column = place::column(document, start);
    let line = place::line_behind(document, last.span().end, column.saturating_sub(1));
    let pen = Pen::at(document, start, false);
    let text = [" ".repeat(column), pen.events(new, column)].concat();
    Some(place::insert_lines(document, line, &text, pen.newline()))
}

/// The first item below `events:`.
fn below(events: Entry<'_>, new: NewTrigger<'_>) -> Option<TextEdit> {
    let document = events.key.document();
    let key = events.key.span();
    let pen = Pen::at(document, key.start, false);
    let column = place::column(document, key.start) + pen.dash();
    let line = document.text().line_of(key.end) + 1;
    let item = item(&pen, new, column);
    Some(place::insert_lines(document, line, &item, pen.newline()))
}

/// One more item of a list.
fn append(events: Entry<'_>, new: NewTrigger<'_>) -> Option<TextEdit> {
    let list = events.value;
    let document = list.document();
    let last: Option<Node<'_>> = list.items().last();
    if place::is_flow(list) {
        let pen = Pen::at(document, list.span().start, true);
        let text = pen.event(new, 0);
        return Some(place::insert_in_flow(list, last.map(Node::span), &text));
    }
    let start = list.span().start;
    let column = place::column(document, start);
    let line = place::line_behind(document, last?.span().end, column);
    let pen = Pen::at(document, start, false);
    let item = item(&pen, new, column);
    Some(place::insert_lines(document, line, &item, pen.newline()))
}

/// A dash before every trigger of a map, two blanks before its other lines, and one more item.
fn behind_map(events: Entry<'_>, new: NewTrigger<'_>) -> Option<Vec<TextEdit>> {
    let map = events.value;
    let document = map.document();
    let start = map.span().start;
    let mut edits = crate::lint::dashes(events);
    let column = place::column(document, start);
    let line = place::line_behind(document, map.span().end, column);
    let pen = Pen::at(document, start, false);
    let item = item(&pen, new, column);
    edits.push(place::insert_lines(document, line, &item, pen.newline()));
    Some(edits)
}

fn item(pen: &Pen, new: NewTrigger<'_>, column: usize) -> String {
    format!("{}- {}", " ".repeat(column), pen.event(new, column + 2))
}

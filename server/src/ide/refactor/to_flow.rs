//! Indentation to brackets, for what fits on a line.

use super::{Offer, Refactoring, same};
use crate::analysis::Analysis;
use crate::ide::completion::Pen;
use crate::ide::way::{Role, Way};
use crate::lint::TextEdit;
use crate::lint::edit::{comments, place};
use crate::message;
use crate::syntax::{Document, Entry, Kind, Node, Span, Style};

/// The longest line, in characters, that is offered.
const MAX_COLUMNS: usize = 120;

/// What could ever fit on such a line, in bytes as written by indentation.
const MAX_BYTES: usize = 2_000;

/// How deep maps and lists are followed.
const MAX_DEPTH: usize = 16;

pub(super) fn offer(analysis: &Analysis, span: Span, offers: &mut Vec<Offer>) {
    if rewritten(analysis.document(), span).is_some() {
        offers.push(Offer {
            refactoring: Refactoring::ToFlow,
            title: message!("Write on one line, in brackets", "改为单行（流式）写法"),
        });
    }
}

pub(super) fn edits(analysis: &Analysis, span: Span) -> Option<Vec<TextEdit>> {
    let edit = rewritten(analysis.document(), span)?;
    same::keeping_value(analysis, vec![edit])
}

fn rewritten(document: &Document, span: Span) -> Option<TextEdit> {
    let way = Way::to(document, span.start);
    match way.last()? {
        step if matches!(step.role, Role::Value(_) | Role::Item | Role::Root) => {
            item(step.node, span.start)
        }
        step => match step.role {
            Role::Key(entry) => value(entry),
            _ => None,
        },
    }
}

/// The item of a list at whose dash the cursor stands.
fn item(list: Node<'_>, at: u32) -> Option<TextEdit> {
    if list.kind() != Kind::Sequence || !place::is_block(list) {
        return None;
    }
    let document = list.document();
    let item = list.items().find(|item| item.span().start > at)?;
    let between = Span {
        start: at,
        end: place::start(item),
    };
    let is_dash = document.text().slice(between).trim() == "-";
    if !is_dash || place::start(item) != item.span().start || !is_candidate(item) {
        return None;
    }
    let text = flow(item)?;
    let columns = place::column(document, item.span().start) + text.chars().count();
    (columns <= MAX_COLUMNS).then(|| TextEdit {
        span: item.span(),
        text,
    })
}

/// The value of an entry.
fn value(entry: Entry<'_>) -> Option<TextEdit> {
    let node = entry.value;
    let document = node.document();
    if !is_candidate(node) || entry.key.kind() == Kind::Alias {
        return None;
    }
    let colon = place::behind_colon(entry, place::start(node))?;
    let end = node.span().end;
    let before = Span {
        start: colon,
        end: node.span().start,
    };
    let (properties, comment) = head(node, before)?;
    let behind = place::rest_of_line(document, end);
    let written = flow(node)?;
    let key = place::start(entry.key);
    let columns = place::column(document, colon) + properties.len() + written.chars().count() + 1;
    let is_free = comment.is_none() || document.text().slice(behind).trim().is_empty();
    if columns > MAX_COLUMNS || !is_free || !place::begins_item(document, key) {
        return None;
    }
    let comment = comment
        .map(|comment| format!(" {comment}"))
        .unwrap_or_default();
    Some(TextEdit {
        span: Span { start: colon, end },
        text: format!("{properties} {written}{comment}"),
    })
}

/// Anchor and tag before a value, and the comment there, if there is no more than one.
fn head(node: Node<'_>, before: Span) -> Option<(String, Option<String>)> {
    let mut spans: Vec<Span> = [node.anchor_span(), node.tag_span()]
        .into_iter()
        .flatten()
        .collect();
    spans.sort();
    let text = node.document().text();
    let mut properties = String::new();
    let mut found = Vec::new();
    let mut at = before.start;
    for span in spans {
        found.extend(comments::between(
            node,
            Span {
                start: at,
                end: span.start,
            },
        ));
        properties.push_str(&format!(" {}", text.slice(span)));
        at = span.end;
    }
    found.extend(comments::between(
        node,
        Span {
            start: at,
            end: before.end,
        },
    ));
    if found.len() > 1 {
        return None;
    }
    let comment = found.first().map(|span| text.slice(*span).into_owned());
    Some((properties, comment))
}

/// Whether it may be worth trying.
fn is_candidate(node: Node<'_>) -> bool {
    place::is_block(node)
        && matches!(node.kind(), Kind::Mapping | Kind::Sequence)
        && node.span().len() <= MAX_BYTES
        && comments::within(node).is_empty()
}

fn flow(node: Node<'_>) -> Option<String> {
    let pen = Pen::at(node.document(), node.span().start, true);
    let mut out = String::new();
    write(node, &pen, 0, &mut out)?;
    Some(out)
}

fn write(node: Node<'_>, pen: &Pen, depth: usize, out: &mut String) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    match node.kind() {
        Kind::Mapping => {
            out.push('{');
            for (index, entry) in node.written_entries().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                key(entry, pen, out)?;
                out.push_str(": ");
                child(entry.value, pen, depth, out)?;
            }
            out.push('}');
        }
        Kind::Sequence => {
            out.push('[');
            for (index, item) in node.items().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                child(item, pen, depth, out)?;
            }
            out.push(']');
        }
        _ => scalar(node, pen, out)?,
    }
    Some(())
}

fn child(node: Node<'_>, pen: &Pen, depth: usize, out: &mut String) -> Option<()> {
    let mut spans: Vec<Span> = [node.anchor_span(), node.tag_span()]
        .into_iter()
        .flatten()
        .collect();
    spans.sort();
    for span in spans {
        out.push_str(&node.document().text().slice(span));
        out.push(' ');
    }
    write(node, pen, depth + 1, out)
}

fn key(entry: Entry<'_>, pen: &Pen, out: &mut String) -> Option<()> {
    let key = entry.key;
    let is_scalar = !matches!(key.kind(), Kind::Mapping | Kind::Sequence | Kind::Alias);
    if !is_scalar || key.style() == Style::Absent || place::start(key) != key.span().start {
        return None;
    }
    if entry.is_merge() {
        out.push_str("<<");
        return Some(());
    }
    scalar(key, pen, out)
}

fn scalar(node: Node<'_>, pen: &Pen, out: &mut String) -> Option<()> {
    let raw = node.raw();
    if raw.contains('\n') || node.is_broken() {
        return None;
    }
    match (node.style(), node.kind()) {
        (_, Kind::Alias) => out.push_str(raw),
        (Style::Absent, _) => out.push_str("null"),
        (Style::Literal | Style::Folded, _) => return None,
        // what stands there once the toolchain has put it in decides what it is
        (Style::Plain, _) if raw.contains("${") => return None,
        (Style::Plain, Kind::Str) if node.tag_span().is_none() => out.push_str(&pen.text(raw)),
        (Style::Plain, _) if raw.contains([',', '[', ']', '{', '}']) => return None,
        _ => out.push_str(raw),
    }
    Some(())
}

//! Inserts every item of a list and reads the result.

use super::World;
use crate::ide::completion::cursor::{Cursor, Role, Step};
use crate::ide::completion::item::{Insert, Item};
use crate::ide::completion::shape::{Scalar, Shape};
use crate::ide::completion::style::Layout;
use crate::ide::completion::{Writing, chosen, gather, meant};
use crate::syntax::{Document, Kind, Node};

/// Inserts every item, with placeholders and without; each result must be valid and hold what was meant.
#[track_caller]
pub(super) fn try_all(world: &World) {
    if let Err(what) = tried(world) {
        panic!("{what}");
    }
}

/// The same; says how many items were tried, or what went wrong.
pub(super) fn tried(world: &World) -> Result<usize, String> {
    let analysis = world.analysis();
    let Some(cursor) = meant::cursor(analysis.document(), world.offset) else {
        return Ok(0);
    };
    let layout = Layout::around(analysis.document(), cursor.word.start);
    let gathered = gather(&analysis, world, &cursor, world.lang);
    let (items, _) = chosen(gathered, &cursor);
    let mut without = world.text.clone();
    without.replace_range(cursor.word.range(), "");
    let count = items.len();
    let errors_before = [&world.text, &without].map(|text| errors(text));
    for item in items {
        for with_holes in [false, true] {
            let writing = Writing {
                with_holes,
                is_relative: false,
            };
            let completion = item.clone().finish(&cursor, &layout, writing);
            let mut edit = completion.edit;
            assert_eq!(edit.span, cursor.word);
            assert!(!completion.is_snippet || with_holes, "{}", completion.label);
            if completion.is_snippet {
                edit.text = filled(&edit.text);
            }
            let text = world.with(&edit);
            let document = Document::new(&text);
            let errors = document.syntax_errors();
            if errors.len() > errors_before[0].min(errors_before[1]) {
                return Err(format!(
                    "{:?} at {:?} breaks it: {:?}\n{text}",
                    item.label,
                    marked(world),
                    errors[0].kind
                ));
            }
            let place = edit.span.start + cursor.before.len() as u32;
            holds(&document, &cursor, &item, place).map_err(|what| {
                format!("{:?} at {:?}: {what}\n{text}", item.label, marked(world))
            })?;
        }
    }
    Ok(count)
}

fn marked(world: &World) -> String {
    let mut text = world.text.clone();
    text.insert_str(world.offset as usize, "$0");
    text
}

pub(super) fn errors(text: &str) -> usize {
    Document::new(text).syntax_errors().len()
}

/// Whether what was inserted at byte `place` stands where it was meant to.
fn holds(document: &Document, cursor: &Cursor, item: &Item, place: u32) -> Result<(), String> {
    let mut node = document.root().ok_or("no root")?;
    for step in &cursor.path {
        node = match step {
            Step::Key(name) => node
                .written_entries()
                .filter(|entry| entry.name() == name.as_str())
                .map(|entry| entry.value)
                .last()
                .ok_or(format!("no {name:?} on the way"))?,
            Step::Item(Some(index)) => node
                .items()
                .nth(*index)
                .ok_or(format!("no item {index} on the way"))?,
            Step::Item(None) => node
                .items()
                .find(|item| item.span().touches(place))
                .ok_or("no item on the way")?,
        };
    }
    let has_colon = matches!(
        cursor.role,
        Role::Key { has_colon: true } | Role::Item { has_colon: true }
    );
    match &item.insert {
        Insert::Value(shape) => is(node, shape),
        Insert::Entries(entries) => entries.iter().try_for_each(|(key, shape)| {
            let name = key.plain();
            let mut found = node.written_entries();
            let entry = found
                .find(|entry| entry.name() == name.as_str())
                .ok_or(format!("no {name:?}"))?;
            if has_colon || cursor.has_children {
                return Ok(());
            }
            is(entry.value, shape).map_err(|what| format!("{name}: {what}"))
        }),
    }
}

fn is(node: Node<'_>, shape: &Shape) -> Result<(), String> {
    let is_right = match shape {
        Shape::Beside | Shape::Bare => node.is_null(),
        Shape::Below => node.is_null() || node.is_mapping(),
        Shape::Items => node.is_null() || node.is_sequence(),
        Shape::Scalar(scalar) => is_scalar(node, scalar),
        Shape::Map(entries) => {
            for (key, shape) in entries {
                let name = key.plain();
                let value = node.value(&name).ok_or(format!("no {name:?}"))?;
                is(value, shape).map_err(|what| format!("{name}: {what}"))?;
            }
            node.is_mapping() && node.written_entries().count() == entries.len()
        }
        Shape::List(items) => {
            for (item, shape) in node.items().zip(items) {
                is(item, shape)?;
            }
            node.is_sequence() && node.items().count() == items.len()
        }
    };
    if is_right {
        return Ok(());
    }
    Err(format!("{:?} is not {shape:?}", node.raw()))
}

fn is_scalar(node: Node<'_>, scalar: &Scalar) -> bool {
    let plain = scalar.plain();
    if scalar.is_literal() {
        return node.raw() == plain && node.kind() != Kind::Null;
    }
    node.as_str() == Some(plain.as_str())
}

/// The text of a snippet with what stands in its placeholders at first.
pub(super) fn filled(snippet: &str) -> String {
    let mut holes: Vec<(String, String)> = Vec::new();
    let mut text = String::new();
    let mut rest = snippet;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let escaped = rest.chars().next().expect("something escaped");
                assert!("$}\\".contains(escaped), "{snippet:?}");
                text.push(escaped);
                rest = &rest[escaped.len_utf8()..];
            }
            '$' if rest.starts_with('{') => {
                let end = end_of_hole(rest);
                let (hole, behind) = (&rest[1..end], &rest[end + 1..]);
                rest = behind;
                let number: String = hole.chars().take_while(char::is_ascii_digit).collect();
                assert!(!number.is_empty(), "{snippet:?}");
                let content = &hole[number.len()..];
                let content = if let Some(default) = content.strip_prefix(':') {
                    let content = filled(default);
                    holes.push((number, content.clone()));
                    content
                } else if let Some(choice) = content.strip_prefix('|') {
                    choice
                        .split([',', '|'])
                        .next()
                        .expect("a choice")
                        .to_owned()
                } else {
                    let known = holes.iter().find(|(known, _)| *known == number);
                    known.expect("a hole of that number").1.clone()
                };
                text.push_str(&content);
            }
            '$' => {
                rest = rest
                    .strip_prefix('0')
                    .expect("`$0`, or a `$` without escape");
            }
            c => text.push(c),
        }
    }
    text
}

/// Where the `}` of `{…` is.
fn end_of_hole(text: &str) -> usize {
    let mut is_escaped = false;
    let mut ends = text.char_indices().filter(|(_, c)| {
        let is_end = *c == '}' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    ends.next().expect("an end").0
}

//! What is meant where a column alone says something else: the first item of a list, and the fields of a trigger, typed
//! where an editor puts the cursor after a colon.

use fyml_schema::{PathStep, ValueKind, place, trigger};

use super::cursor::{Cursor, Role, Step, node_at};
use super::style::Layout;
use crate::syntax::Document;

/// How many lines above are looked at.
const NEAR: u32 = 100;

/// Where the cursor is, as a reader of f.yml understands it.
pub(super) fn cursor(document: &Document, offset: u32) -> Option<Cursor> {
    let mut cursor = Cursor::at(document, offset)?;
    let is_bare = cursor.role == (Role::Key { has_colon: false }) && !cursor.in_flow;
    if is_bare && cursor.quote.is_none() {
        begin_list(document, &mut cursor);
        enter_trigger(document, &mut cursor);
    }
    Some(cursor)
}

/// Below a key whose value is a list, a dash is missing.
fn begin_list(document: &Document, cursor: &mut Cursor) {
    let kind = place(&cursor.steps()).map(|place| place.kind);
    let is_list = kind.is_some_and(|kind| begins(kind) == Begins::List);
    let has_entries = || {
        let node = node_at(document, &cursor.path, cursor.offset);
        node.is_some_and(|node| node.is_mapping() || node.is_sequence())
    };
    if !is_list || cursor.path.is_empty() || !cursor.siblings.is_empty() || has_entries() {
        return;
    }
    cursor.path.push(Step::Item(None));
    cursor.role = Role::Item { has_colon: false };
    cursor.before.push_str("- ");
    cursor.column += 2;
}

/// Below `- http:` and in its column, where no second trigger can stand, its fields are meant; they stand deeper.
fn enter_trigger(document: &Document, cursor: &mut Cursor) {
    let steps = cursor.steps();
    let is_in_event = matches!(
        steps.as_slice(),
        [
            PathStep::Key("functions"),
            _,
            PathStep::Key("events"),
            PathStep::Index
        ]
    );
    let [name] = cursor.siblings.as_slice() else {
        return;
    };
    if !is_in_event || trigger(name).is_none() || cursor.has_children {
        return;
    }
    // its fields are in their own column already, or it has a value
    if !is_bare_key_above(document, cursor.offset, name) {
        return;
    }
    let name = name.clone();
    let unit = Layout::around(document, cursor.word.start).unit;
    cursor.path.push(Step::Key(name));
    cursor.siblings.clear();
    cursor.before.push_str(&" ".repeat(unit));
    cursor.column += unit;
    cursor.key_column += unit;
}

/// Whether the next thing above is this key, with nothing behind its colon.
fn is_bare_key_above(document: &Document, offset: u32, name: &str) -> bool {
    let text = document.text();
    let number = text.line_of(offset);
    let above = (number.saturating_sub(NEAR)..number)
        .rev()
        .find_map(|above| {
            let line = text.line(above);
            let content = line.trim_start_matches([' ', '-']);
            let bare = content.split(" #").next().unwrap_or(content).trim_end();
            (!bare.is_empty() && !bare.starts_with('#'))
                .then(|| bare.strip_suffix(':') == Some(name))
        });
    above == Some(true)
}

/// What the value of a key begins with, if it is more than a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// A scalar, or not known.
    Scalar,
    /// A map.
    Map,
    /// A list, and never a map.
    List,
}

/// What a value of this kind begins with.
pub(super) fn begins(kind: &'static ValueKind) -> Begins {
    let all = kind.alternatives();
    let is_map = |kind: &ValueKind| matches!(kind, ValueKind::Map(_) | ValueKind::MapOf(_));
    if all.iter().any(is_map) {
        let is_first = all.first().is_some_and(is_map);
        return if is_first {
            Begins::Map
        } else {
            Begins::Scalar
        };
    }
    if all.iter().any(|kind| matches!(kind, ValueKind::List(_))) {
        return Begins::List;
    }
    Begins::Scalar
}

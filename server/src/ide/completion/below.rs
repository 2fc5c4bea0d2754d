//! The beginning of a map or a list for whoever goes on typing behind the colon: it is written on the next lines.

use fyml_schema::{Lang, ValueKind, place};

use super::cursor::{Cursor, Role, Step};
use super::item::{Insert, Item};
use super::meant::{Begins, begins};
use super::shape::Shape;
use super::{Gathered, gather_at};
use crate::analysis::Analysis;
use crate::ide::neighbourhood::Neighbourhood;

/// What could stand below the key whose value is being typed, if that can be no scalar.
pub(super) fn gather(
    analysis: &Analysis,
    neighbourhood: &dyn Neighbourhood,
    cursor: &Cursor,
    lang: Lang,
    out: &mut Gathered,
) {
    if cursor.role != Role::Value || cursor.in_flow || cursor.quote.is_some() || cursor.has_children
    {
        return;
    }
    let Some(kind) = place(&cursor.steps()).map(|place| place.kind) else {
        return;
    };
    let takes_collections = kind.alternatives().iter().all(|kind| {
        matches!(
            kind,
            ValueKind::Map(_)
                | ValueKind::MapOf(_)
                | ValueKind::List(_)
                | ValueKind::Bool
                | ValueKind::Null
        )
    });
    let begins = begins(kind);
    let word = analysis.text().slice(cursor.word);
    if begins == Begins::Scalar || !takes_collections || word.starts_with(['*', '&', '!']) {
        return;
    }
    let mut below = Cursor {
        siblings: Vec::new(),
        role: Role::Key { has_colon: false },
        ..cursor.clone()
    };
    if begins == Begins::List {
        below.role = Role::Item { has_colon: false };
        below.path.push(Step::Item(None));
    }
    let mut found = Gathered::default();
    gather_at(analysis, neighbourhood, &below, lang, &mut found);
    out.is_incomplete |= found.is_incomplete;
    let fitting = found.items.into_iter().filter(|item| item.fits(&below));
    out.items
        .extend(fitting.map(|item| put_below(item, begins)));
}

fn put_below(mut item: Item, begins: Begins) -> Item {
    let shape = match item.insert {
        Insert::Entries(entries) => Shape::Map(entries),
        Insert::Value(shape) => shape,
    };
    item.insert = Insert::Value(match begins {
        Begins::List => Shape::List(vec![shape]),
        Begins::Map | Begins::Scalar => shape,
    });
    item
}

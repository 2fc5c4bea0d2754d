//! Keys of the map around the cursor.

use fyml_schema::{Key, PathStep, Support, ValueKind};

use super::about::About;
use super::item::{Group, Item};
use super::scene::Scene;
use super::shape::Shape;
use super::{CompletionRole, Gathered, names, project};
use crate::ide::describe;

/// The keys of the map around, or of the map that the item is to become.
pub(super) fn gather(scene: &Scene<'_>, out: &mut Gathered) {
    names::keys(scene, out);
    project::keys(scene, out);
    let Some(table) = scene.place.and_then(|place| place.kind.table()) else {
        return;
    };
    for (order, key) in table.keys.iter().enumerate() {
        let is_there = scene.cursor.siblings.iter().any(|name| name == key.name);
        if let Some(group) = group(key, scene).filter(|_| !is_there) {
            out.add(item(key, group, order, scene));
        }
    }
}

/// Where a key belongs; `None` if it is not offered at all: what only the toolchain writes, and triggers that would
/// never fire.
fn group(key: &Key, scene: &Scene<'_>) -> Option<Group> {
    if key.internal {
        return None;
    }
    let is_read = match scene.path {
        Some(path) => key.support.on(path) != Support::Ignored,
        None => !key.unread(),
    };
    // of several triggers in one item only the first counts
    if trigger(key, scene).is_some() && !(is_read && scene.cursor.siblings.is_empty()) {
        return None;
    }
    Some(if key.deprecated.is_some() {
        Group::Deprecated
    } else if !is_read {
        Group::Ignored
    } else if is_required(key, scene) {
        Group::Required
    } else {
        Group::Usual
    })
}

/// Whether leaving the key out breaks something; as long as the cloud is not known, on any.
pub(super) fn is_required(key: &Key, scene: &Scene<'_>) -> bool {
    match scene.path {
        Some(path) => key.required_on(path),
        None => !key.required.paths().is_empty(),
    }
}

/// The trigger type that a key of the map around names.
fn trigger(key: &Key, scene: &Scene<'_>) -> Option<&'static fyml_schema::Trigger> {
    let mut way = scene.steps.clone();
    way.push(PathStep::Key(key.name));
    crate::ide::hover::trigger_at(&way)
}

fn item(key: &'static Key, group: Group, order: usize, scene: &Scene<'_>) -> Item {
    let trigger = trigger(key, scene);
    let role = match trigger {
        Some(_) => CompletionRole::Trigger,
        None => CompletionRole::Key,
    };
    let about = match trigger {
        Some(trigger) => About::Trigger(trigger),
        None => About::Key(key),
    };
    let item = Item::key(key.name, beginning(&key.kind))
        .role(role)
        .detail(describe::kind(&key.kind, scene.lang))
        .about(about)
        .rank(group, self::order(key.frequency, order));
    match note(key, group, scene) {
        Some(note) => item.note(note),
        None => item,
    }
}

/// What many files have comes first; among equals the order of the table.
pub(super) fn order(frequency: u16, order: usize) -> usize {
    usize::from(u16::MAX - frequency) * 1_000 + order
}

/// What is to be known before choosing it.
fn note(key: &Key, group: Group, scene: &Scene<'_>) -> Option<String> {
    match group {
        Group::Required => Some(scene.say("required", "必填").to_owned()),
        Group::Deprecated => key.deprecated.map(|why| why.get(scene.lang).to_owned()),
        Group::Ignored => Some(match scene.path {
            Some(path) => {
                let title = path.title().get(scene.lang);
                format!("{}{title}", scene.say("ignored by ", "不生效："))
            }
            None => scene.say("never read", "不会被读取").to_owned(),
        }),
        Group::Usual => None,
    }
}

/// What the value of a key begins with: beside it or below it, by the first shape that it may have.
pub(super) fn beginning(kind: &'static ValueKind) -> Shape {
    match kind.alternatives().first() {
        Some(ValueKind::Map(_) | ValueKind::MapOf(_)) => Shape::Below,
        Some(ValueKind::List(_)) => Shape::Items,
        _ => Shape::Beside,
    }
}

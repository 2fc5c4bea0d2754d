//! Names out of the document: functions for aggregations, layers.

use std::collections::BTreeMap;

use fyml_schema::DEPLOY_TYPES;

use super::item::{Group, Item};
use super::scene::Scene;
use super::{CompletionRole, Gathered, MOST, could_become};
use crate::syntax::{Entry, Node};

/// Of how many functions the names are looked at for what they have in common.
const FOR_PATTERNS: usize = 500;

/// Names as values.
pub(super) fn gather(scene: &Scene<'_>, out: &mut Gathered) {
    if scene.is_at(&["aggregation", "*", "functions", "-"]) {
        functions(scene, out);
    } else if scene.is_at_value_or_item(&["aggregation", "*", "functionsPattern"]) {
        patterns(scene, out);
    } else if scene.is_at(&["layers", "*", "path"])
        || scene.is_at(&["functions", "*", "layers", "-", "path"])
        || scene.is_at(&["functions", "*", "layers", "*", "path"])
    {
        layer_paths(scene, out);
    }
}

/// Names as keys: a function names the layers it wants.
pub(super) fn keys(scene: &Scene<'_>, out: &mut Gathered) {
    if !scene.is_at(&["functions", "*", "layers"]) {
        return;
    }
    for (order, layer) in top_level(scene, "layers").enumerate() {
        let name = layer.name();
        let is_there = scene.cursor.siblings.iter().any(|other| *other == *name);
        if !is_there && !layer.is_merge() {
            let item = Item::key(&name, super::shape::Shape::Below);
            out.add(item.rank(Group::Usual, order));
        }
    }
}

fn functions(scene: &Scene<'_>, out: &mut Gathered) {
    let others = scene.other_items();
    let mut names: Vec<String> = top_level(scene, "functions")
        .filter(|entry| !entry.is_merge())
        .map(|entry| entry.name().into_owned())
        .filter(|name| !others.contains(&name.as_str()))
        .take(MOST + 1)
        .collect();
    if names.len() > MOST {
        // too many to hand out: those that could be meant
        out.is_incomplete = true;
        names = top_level(scene, "functions")
            .filter(|entry| could_become(&entry.name(), &scene.cursor.typed))
            .map(|entry| entry.name().into_owned())
            .filter(|name| !others.contains(&name.as_str()))
            .take(MOST)
            .collect();
    }
    for name in from_source(scene) {
        if !names.contains(&name) && !others.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for (order, name) in names.into_iter().enumerate() {
        let item = Item::text(name).role(CompletionRole::Function);
        out.add(item.rank(Group::Usual, order));
    }
}

/// The names that the source gives its functions.
fn from_source(scene: &Scene<'_>) -> Vec<String> {
    let handlers = scene.neighbourhood.handlers().into_iter();
    handlers.filter_map(|handler| handler.function).collect()
}

fn patterns(scene: &Scene<'_>, out: &mut Gathered) {
    let others = scene.other_items();
    let mut add = |pattern: String, note: String, order: usize| {
        if !others.contains(&pattern.as_str()) {
            let item = Item::text(pattern).note(note);
            out.add(item.rank(Group::Usual, order));
        }
    };
    let every = scene.say("every function", "所有函数");
    add("*".to_owned(), every.to_owned(), 0);
    let names: Vec<String> = top_level(scene, "functions")
        .filter(|entry| !entry.is_merge())
        .map(|entry| entry.name().into_owned())
        .chain(from_source(scene))
        .take(FOR_PATTERNS)
        .collect();
    let mut beginnings: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &names {
        if let Some(word) = first_word(name) {
            *beginnings.entry(word).or_default() += 1;
        }
    }
    beginnings.retain(|_, count| *count > 1);
    for (order, (word, count)) in beginnings.into_iter().enumerate() {
        let unit = scene.say(" functions", " 个函数");
        add(format!("{word}*"), format!("{count}{unit}"), 1 + order);
    }
    // what matches every pattern is chosen, so a single `!name` takes one function away
    for (order, name) in names.iter().enumerate().take(MOST / 2) {
        let note = scene.say("all but this one", "排除该函数");
        add(format!("!{name}"), note.to_owned(), 1_000 + order);
    }
}

/// The first of several words in a name: `get` of `getUser`, `user-` of `user-list`.
fn first_word(name: &str) -> Option<&str> {
    let end = name
        .char_indices()
        .skip(1)
        .find(|(_, c)| c.is_uppercase() || matches!(c, '-' | '_' | '.'))?;
    let separator = if end.1.is_uppercase() {
        0
    } else {
        end.1.len_utf8()
    };
    let word = name.get(..end.0 + separator)?;
    // a glob's own signs would mean something else
    word.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .then_some(word)
}

fn layer_paths(scene: &Scene<'_>, out: &mut Gathered) {
    let is_layer = |name: &&String| name.contains("-layer");
    let written = top_level(scene, "layers")
        .filter_map(|layer| layer.value.value("path")?.as_str())
        .filter(|_| scene.function().is_some())
        .map(str::to_owned);
    let packages = scene.package_json().into_iter().flat_map(|package| {
        let names = package
            .dependencies
            .keys()
            .chain(package.dev_dependencies.keys());
        names.filter(is_layer).map(|name| format!("npm:{name}"))
    });
    let known = DEPLOY_TYPES
        .iter()
        .map(|deploy_type| format!("npm:{}", deploy_type.layer));
    let all = written.chain(packages).chain(known);
    for (order, path) in all.enumerate() {
        out.add(Item::text(path).rank(Group::Usual, order));
    }
}

/// The entries below a top-level key, as they are written.
fn top_level<'a>(scene: &Scene<'a>, section: &str) -> impl Iterator<Item = Entry<'a>> + use<'a> {
    let root = scene.analysis.document().root();
    let map = root.and_then(|root| root.written_value(section));
    map.into_iter().flat_map(Node::written_entries)
}

#[cfg(test)]
mod word_tests {
    use super::first_word;

    #[test]
    fn names_are_cut_where_people_read_a_new_word() {
        for (name, word) in [
            ("getUser", Some("get")),
            ("user-list", Some("user-")),
            ("a_b", Some("a_")),
            ("index", None),
            ("Index", None),
            ("", None),
            ("用户-a", Some("用户-")),
            ("a{b}C", None),
        ] {
            assert_eq!(first_word(name), word, "{name}");
        }
    }
}

//! Values that the schema knows: booleans, choices, the tables of the clouds.

use fyml_schema::{Cloud, Lang, Literal, RUNTIMES, Suggestion, ValueKind, Vocabulary, methods};

use super::Gathered;
use super::about::About;
use super::item::{Group, Item};
use super::scene::Scene;

/// The known values of the place.
pub(super) fn gather(scene: &Scene<'_>, out: &mut Gathered) {
    let Some(place) = scene.place else { return };
    let others = scene.other_items();
    for kind in place.kind.alternatives() {
        match kind {
            ValueKind::Bool => booleans(scene, out),
            ValueKind::List(_) => {}
            kind => {
                let known = kind.suggestions(scene.cloud).into_iter();
                let known = known.filter(|known| !others.contains(&known.value));
                for (order, known) in known.enumerate() {
                    if is_taken(kind, &known, &others, scene) {
                        out.add(item(kind, &known, order, scene));
                    }
                }
            }
        }
    }
    if let Some(example) = example(scene) {
        out.add(example);
    }
}

fn booleans(scene: &Scene<'_>, out: &mut Gathered) {
    for (order, value) in ["true", "false"].into_iter().enumerate() {
        let item = Item::literal(value).rank(Group::Usual, order);
        out.add(match default(scene) {
            Some(Literal::Bool(default)) if default.to_string() == value => {
                item.note(default_note(scene))
            }
            _ => item,
        });
    }
}

fn item(kind: &'static ValueKind, known: &Suggestion, order: usize, scene: &Scene<'_>) -> Item {
    let (group, note) = match known.deprecated {
        Some(why) => {
            let why = why.get(scene.lang);
            (
                Group::Deprecated,
                Some(with_successor(why, kind, known, scene)),
            )
        }
        None => (Group::Usual, note(kind, known, scene)),
    };
    let item = Item::text(known.value)
        .about(About::Value(kind, known.value.to_owned()))
        .obvious(is_obvious(kind, known, order, scene))
        .rank(group, order);
    match note {
        Some(note) => item.note(note),
        None => item,
    }
}

/// Why a value is deprecated and, for a runtime, the one to take in its place.
fn with_successor(why: &str, kind: &ValueKind, known: &Suggestion, scene: &Scene<'_>) -> String {
    let successor = match kind {
        ValueKind::Known(Vocabulary::Runtimes) => {
            let its = RUNTIMES.iter().find(|runtime| runtime.id == known.value);
            let cloud = scene.cloud.or(its.map(|runtime| runtime.cloud));
            cloud.and_then(Cloud::newest_runtime)
        }
        _ => None,
    };
    match (successor, scene.lang) {
        (None, _) => why.to_owned(),
        (Some(id), Lang::En) => format!("{why} Use `{id}`."),
        (Some(id), Lang::ZhCn) => format!("{why}请用 `{id}`。"),
    }
}

fn note(kind: &ValueKind, known: &Suggestion, scene: &Scene<'_>) -> Option<String> {
    let name = match kind {
        ValueKind::Known(Vocabulary::Regions) => Some(known.doc.get(scene.lang).to_owned()),
        ValueKind::Known(Vocabulary::Clouds) => Cloud::from_name(known.value)
            .map(|cloud| cloud.facts().title.get(scene.lang).to_owned()),
        _ => None,
    };
    if default(scene) != Some(Literal::Str(known.value)) {
        return name;
    }
    let default = default_note(scene);
    Some(match (name, scene.lang) {
        (None, _) => default.to_owned(),
        (Some(name), fyml_schema::Lang::En) => format!("{name} ({default})"),
        (Some(name), fyml_schema::Lang::ZhCn) => format!("{name}（{default}）"),
    })
}

/// What nearly everybody wants: the newest runtime, and the type that the dependencies call for.
fn is_obvious(kind: &ValueKind, known: &Suggestion, order: usize, scene: &Scene<'_>) -> bool {
    match kind {
        ValueKind::Known(Vocabulary::Runtimes) => scene.cloud.is_some() && order == 0,
        ValueKind::Known(Vocabulary::DeployTypes) => {
            let wanted = fyml_schema::DEPLOY_TYPES
                .iter()
                .find(|deploy_type| deploy_type.name == known.value);
            let package = scene.package_json();
            wanted.zip(package).is_some_and(|(wanted, package)| {
                let has = |name: &&str| package.dependencies.contains_key(*name);
                wanted.packages.iter().any(has)
            })
        }
        _ => false,
    }
}

/// Whether the builder would take the value here. A method that is not passed on, a word for every method within a
/// list, a second method where only the first counts: none of them is worth typing.
fn is_taken(kind: &ValueKind, known: &Suggestion, others: &[&str], scene: &Scene<'_>) -> bool {
    let rule = scene.path.and_then(methods);
    let (ValueKind::Known(Vocabulary::Methods), Some(rule)) = (kind, rule) else {
        return true;
    };
    let is_item = scene.steps.last() == Some(&fyml_schema::PathStep::Index);
    let Some(method) = fyml_schema::METHODS
        .iter()
        .find(|method| method.name == known.value)
    else {
        return true;
    };
    let is_written = others
        .iter()
        .any(|other| other.eq_ignore_ascii_case(known.value));
    method.on(rule.path)
        && !is_written
        && !(is_item && method.is_wildcard() && !rule.wildcards_in_lists)
        && !(is_item && rule.first_only && !others.is_empty())
}

/// The default of the key whose value is being typed.
pub(super) fn default(scene: &Scene<'_>) -> Option<Literal> {
    let default = scene.place?.key?.default?;
    match (scene.path, default) {
        (Some(path), default) => default.on(path),
        (None, fyml_schema::Default::Same(literal)) => Some(literal),
        (None, _) => None,
    }
}

/// What stands beside the value that counts anyway.
pub(super) fn default_note<'s>(scene: &Scene<'_>) -> &'s str {
    match scene.lang {
        fyml_schema::Lang::En => "default",
        fyml_schema::Lang::ZhCn => "默认值",
    }
}

/// The schema's example of a text that is not a name of the user's own.
fn example(scene: &Scene<'_>) -> Option<Item> {
    let key = scene.place?.key?;
    let example = key.example?;
    let is_text = matches!(key.kind.alternatives().first(), Some(ValueKind::Str));
    let is_bare = !example.starts_with(['\'', '"', '{', '[']);
    if !is_text || !is_bare || scene.is_at(&["service"]) || scene.is_at(&["service", "name"]) {
        return None;
    }
    let note = scene.say("example", "示例");
    Some(Item::text(example).note(note).rank(Group::Usual, 90))
}

//! Every map that the tables know, on every cloud: all its keys are offered, but for those that are not to be.

use fyml_schema::{Cloud, Key, Support, Table, ValueKind, keys};

use super::{World, Writing};

/// One step from the document to a map.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Key(&'static str),
    /// An entry whose name is the user's own.
    Free,
    Item,
}

/// The way to a map, written by indentation, with the cursor where its first key stands.
fn written(way: &[Step], cloud: Cloud) -> String {
    let mut text = format!("provider:\n  name: {}\n", cloud.name());
    let (mut indent, steps) = match way {
        [Step::Key("provider"), rest @ ..] => (2, rest),
        way => (0, way),
    };
    let mut is_behind_dash = false;
    for step in steps {
        if !is_behind_dash {
            text += &" ".repeat(indent);
        }
        is_behind_dash = *step == Step::Item;
        text += &match step {
            Step::Key(name) => format!("{name}:\n"),
            Step::Free => "shop:\n".to_owned(),
            Step::Item => "- ".to_owned(),
        };
        indent += 2;
    }
    if !is_behind_dash {
        text += &" ".repeat(indent);
    }
    text + "$0\n"
}

/// Calls `found` with every map below `kind` that has known keys; a map within itself is gone into once.
fn tables(
    kind: &'static ValueKind,
    way: &mut Vec<Step>,
    around: &mut Vec<&'static str>,
    found: &mut impl FnMut(&[Step], &'static Table),
) {
    let mut below = |step, kind, around: &mut Vec<&'static str>, way: &mut Vec<Step>| {
        way.push(step);
        tables(kind, way, around, found);
        way.pop();
    };
    if let Some(item) = kind.item() {
        below(Step::Item, item, around, way);
    }
    if let Some(entry) = kind.entry() {
        below(Step::Free, entry, around, way);
    }
    let Some(table) = kind.table().filter(|table| !around.contains(&table.name)) else {
        return;
    };
    around.push(table.name);
    for key in table.keys {
        below(Step::Key(key.name), &key.kind, around, way);
    }
    around.pop();
    found(way, table);
}

/// Whether `key` is to be offered at the end of `way`: what only the toolchain writes is not, nor a trigger that would
/// never fire, nor what is there.
fn is_wanted(key: &Key, way: &[Step], cloud: Cloud) -> bool {
    let is_there = match way {
        [] => key.name == "provider",
        [Step::Key("provider")] => key.name == "name",
        _ => false,
    };
    let of_functions = [
        Step::Key("functions"),
        Step::Free,
        Step::Key("events"),
        Step::Item,
    ];
    let never_fires = way == of_functions
        && cloud
            .default_path()
            .is_some_and(|path| key.support.on(path) == Support::Ignored);
    !key.internal && !is_there && !never_fires
}

#[test]
fn every_key_of_every_map_is_offered() {
    let mut maps = 0;
    for cloud in [Cloud::Aliyun, Cloud::Tencent, Cloud::Vercel, Cloud::Wechat] {
        tables(
            &keys::DOCUMENT,
            &mut Vec::new(),
            &mut Vec::new(),
            &mut |way, table| {
                maps += 1;
                let text = written(way, cloud);
                let offered = World::of(&text).ask(Writing::default());
                for key in table.keys.iter().filter(|key| is_wanted(key, way, cloud)) {
                    let is_offered = offered.items.iter().any(|item| item.label == key.name);
                    assert!(is_offered, "`{}` is not offered:\n{text}", key.name);
                }
            },
        );
    }
    assert!(maps > 100, "{maps}");
}

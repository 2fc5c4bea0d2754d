//! What must hold for every fact in the tables.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::HashSet;

use fyml_schema::{
    CLOUDS, DEPLOY_TYPES, DeployPath, Key, LimitName, METHODS, OBJECT_EVENTS, REGIONS, RUNTIMES,
    Requirement, Support, TRIGGERS, Table, ValueKind, Wording, cron, keys, limits, trigger,
    triggers_on,
};

/// Every table of keys that can be reached from the document, with the triggers' own.
fn tables() -> Vec<&'static Table> {
    fn collect(kind: &'static ValueKind, found: &mut Vec<&'static Table>) {
        match kind {
            ValueKind::Map(table) => {
                if found.iter().any(|known| known.name == table.name) {
                    return;
                }
                found.push(table);
                for key in table.keys {
                    collect(&key.kind, found);
                }
            }
            ValueKind::List(inner) | ValueKind::MapOf(inner) => collect(inner, found),
            ValueKind::OneOf(kinds) => kinds.iter().for_each(|kind| collect(kind, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(&keys::DOCUMENT, &mut found);
    found
}

fn all_keys() -> impl Iterator<Item = (&'static Table, &'static Key)> {
    tables()
        .into_iter()
        .flat_map(|table| table.keys.iter().map(move |key| (table, key)))
}

fn written_in_both(wording: Wording, of: &str) {
    assert!(!wording.en.trim().is_empty(), "{of}: no English");
    assert!(
        wording
            .zh
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        "{of}: no Chinese in {:?}",
        wording.zh
    );
    assert!(
        !wording
            .en
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
        "{of}: Chinese in the English text"
    );
}

fn support_is_written(key: &Key, of: &str) {
    for path in DeployPath::ALL {
        if let Support::Partial(what) = key.support.on(path) {
            written_in_both(what, of);
        }
    }
}

#[test]
fn every_text_is_written_in_both_languages() {
    for (table, key) in all_keys() {
        let of = format!("{}.{}", table.name, key.name);
        written_in_both(key.doc, &of);
        if let Some(why) = key.deprecated {
            written_in_both(why, &of);
        }
        if let Requirement::Unless(_, exception) = key.required {
            written_in_both(exception, &of);
        }
        support_is_written(key, &of);
        for suggestion in key.kind.suggestions(None) {
            written_in_both(suggestion.doc, &of);
            if let Some(why) = suggestion.deprecated {
                written_in_both(why, &of);
            }
        }
    }
    for table in tables() {
        written_in_both(table.title, table.name);
    }
    for cloud in CLOUDS {
        written_in_both(cloud.title, cloud.name);
        written_in_both(cloud.summary, cloud.name);
        if let Some(shape) = cron(cloud.cloud) {
            for field in shape.fields {
                written_in_both(field.title, cloud.name);
            }
        }
    }
    for path in DeployPath::ALL {
        written_in_both(path.title(), "deploy path");
        for limit in limits(path).ranges {
            if let Some(note) = limit.note {
                written_in_both(note, "limit");
            }
        }
    }
    for trigger in TRIGGERS {
        written_in_both(trigger.summary, trigger.name);
    }
}

#[test]
fn no_table_names_a_thing_twice() {
    let mut names = HashSet::new();
    for table in tables() {
        assert!(names.insert(table.name), "two tables {}", table.name);
        let mut keys = HashSet::new();
        for key in table.keys {
            assert!(keys.insert(key.name), "{}.{} twice", table.name, key.name);
        }
    }
    fn once<T: std::hash::Hash + Eq + std::fmt::Debug>(things: impl Iterator<Item = T>) {
        let mut seen = HashSet::new();
        for thing in things {
            let shown = format!("{thing:?}");
            assert!(seen.insert(thing), "{shown} twice");
        }
    }
    once(CLOUDS.iter().map(|cloud| cloud.name));
    once(RUNTIMES.iter().map(|runtime| (runtime.cloud, runtime.id)));
    once(REGIONS.iter().map(|region| (region.cloud, region.id)));
    once(TRIGGERS.iter().map(|trigger| trigger.name));
    once(METHODS.iter().map(|method| method.name));
    once(OBJECT_EVENTS.iter().map(|event| event.name));
    once(DEPLOY_TYPES.iter().map(|deploy_type| deploy_type.name));
    for path in DeployPath::ALL {
        once(limits(path).ranges.iter().map(|limit| limit.name));
    }
}

#[test]
fn every_fact_names_its_source() {
    let mut sources: Vec<(String, fyml_schema::Source)> = all_keys()
        .map(|(table, key)| (format!("{}.{}", table.name, key.name), key.source))
        .collect();
    sources.extend(CLOUDS.iter().map(|fact| (fact.name.into(), fact.source)));
    sources.extend(RUNTIMES.iter().map(|fact| (fact.id.into(), fact.source)));
    sources.extend(REGIONS.iter().map(|fact| (fact.id.into(), fact.source)));
    sources.extend(TRIGGERS.iter().map(|fact| (fact.name.into(), fact.source)));
    sources.extend(
        OBJECT_EVENTS
            .iter()
            .map(|fact| (fact.name.into(), fact.source)),
    );
    sources.extend(
        DEPLOY_TYPES
            .iter()
            .map(|fact| (fact.name.into(), fact.source)),
    );
    for path in DeployPath::ALL {
        let limits = limits(path);
        sources.extend(
            limits
                .ranges
                .iter()
                .map(|l| (format!("{:?}", l.name), l.source)),
        );
        sources.extend(
            limits
                .names
                .iter()
                .map(|l| (format!("{:?}", l.of), l.source)),
        );
    }
    for (of, source) in sources {
        assert!(source.origin.len() > 5, "{of} has no source");
    }
}

/// Only these shapes of facts can turn into an error somewhere: the keys of closed tables, closed choices, the
/// presence of a required key, and numbers. Suggestions (runtimes, regions, events) never do.
#[test]
fn an_unverified_fact_cannot_cause_an_error() {
    for (table, key) in all_keys() {
        assert!(
            key.source.verified,
            "{}.{} is in a table that schemas are made of",
            table.name, key.name
        );
        if let (Some(name), ValueKind::Int { .. }) = (key.limit, key.kind) {
            for path in DeployPath::ALL {
                if let Some(limit) = limits(path).get(name) {
                    assert!(limit.source.verified, "{name:?} on {path:?}");
                }
            }
        }
    }
    for vocabulary in [
        fyml_schema::Vocabulary::Runtimes,
        fyml_schema::Vocabulary::Regions,
        fyml_schema::Vocabulary::ObjectEvents,
    ] {
        assert!(!vocabulary.closed());
    }
    assert!(CLOUDS.iter().all(|cloud| cloud.source.verified));
}

#[test]
fn every_trigger_is_a_key_of_an_event() {
    let event = tables()
        .into_iter()
        .find(|table| table.name == "event")
        .unwrap();
    assert_eq!(event.keys.len(), TRIGGERS.len());
    for (key, trigger) in event.keys.iter().zip(TRIGGERS) {
        assert_eq!(key.name, trigger.name);
        assert_eq!(
            key.kind.table().map_or(0, |table| table.keys.len()),
            trigger.fields.len(),
            "{}",
            trigger.name
        );
        for field in trigger.fields {
            for path in DeployPath::ALL {
                if field.support.on(path) != Support::Ignored || field.required_on(path) {
                    assert_ne!(
                        trigger.support.on(path),
                        Support::Ignored,
                        "{}.{} is read on {path:?}, the trigger is not",
                        trigger.name,
                        field.name
                    );
                }
            }
        }
    }
}

#[test]
fn the_provider_matrix_is_the_reference_s() {
    let names = |path| triggers_on(path).map(|t| t.name).collect::<HashSet<_>>();
    assert_eq!(
        names(DeployPath::ServerlessDevs),
        HashSet::from(["http", "timer", "os", "oss", "cos", "log"])
    );
    assert_eq!(
        names(DeployPath::Fun),
        HashSet::from(["http", "timer", "os", "oss", "cos", "log", "mq"])
    );
    assert_eq!(
        names(DeployPath::Tencent),
        HashSet::from(["http", "apigw", "timer", "os", "cos", "mq", "cmq"])
    );
    assert_eq!(names(DeployPath::Vercel), HashSet::from(["http"]));
    assert!(names(DeployPath::Wechat).is_empty());
    assert_eq!(trigger("oss").and_then(|t| t.alias_of), Some("os"));
}

#[test]
fn defaults_lie_within_the_limits() {
    for (table, key) in all_keys() {
        let Some(name) = key.limit else { continue };
        for path in DeployPath::ALL {
            if key.support.on(path) == Support::Ignored {
                continue;
            }
            let (Some(limit), Some(fyml_schema::Literal::Int(value))) =
                (limits(path).get(name), key.default_on(path))
            else {
                continue;
            };
            assert!(
                limit.accepts(value),
                "{}.{} = {value} on {path:?}",
                table.name,
                key.name
            );
        }
    }
    assert!(
        limits(DeployPath::Tencent)
            .get(LimitName::Timeout)
            .is_some()
    );
}

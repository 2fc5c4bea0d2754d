//! What can be typed at the cursor.

use fyml_schema::{DeployPath, Key, Lang, PathStep, Support, ValueKind, Vocabulary, place};

use super::cursor::{Cursor, Role, Step, cursor};
use super::describe;
use super::doc::Doc;
use crate::analysis::Analysis;
use crate::lint::TextEdit;

/// One thing to type. The order of the list is the order of usefulness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// How it is shown.
    pub label: String,
    /// What it is.
    pub role: CompletionRole,
    /// A few words beside it.
    pub detail: Option<String>,
    /// What is known of it.
    pub doc: Doc,
    /// Whether it had better not be chosen.
    pub is_deprecated: bool,
    /// What the client compares with what is typed.
    pub filter: String,
    /// What is put in place of what is typed.
    pub edit: TextEdit,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionRole {
    /// A key.
    Key,
    /// A trigger type.
    Trigger,
    /// A value.
    Value,
}

/// What can be typed at `offset`.
pub fn completions(analysis: &Analysis, offset: u32, lang: Lang) -> Vec<Completion> {
    let Some(cursor) = cursor(analysis.document(), offset) else {
        return Vec::new();
    };
    let steps: Vec<PathStep<'_>> = cursor
        .path
        .iter()
        .map(|step| match step {
            Step::Key(name) => PathStep::Key(name),
            Step::Item => PathStep::Index,
        })
        .collect();
    let Some(place) = place(&steps) else {
        return Vec::new();
    };
    match cursor.role {
        Role::Value { has_blank } => {
            let before = if has_blank { "" } else { " " };
            values(analysis, place.kind, &cursor, before, lang)
        }
        Role::KeyOrItem { has_colon } => {
            let mut all = match place.kind.table() {
                Some(table) => keys(analysis, table.keys, &cursor, &steps, has_colon, lang),
                None => Vec::new(),
            };
            if steps.last() == Some(&PathStep::Index) {
                all.extend(values(analysis, place.kind, &cursor, "", lang));
            }
            all
        }
    }
}

fn keys(
    analysis: &Analysis,
    keys: &'static [Key],
    cursor: &Cursor,
    steps: &[PathStep<'_>],
    has_colon: bool,
    lang: Lang,
) -> Vec<Completion> {
    let path = analysis.path();
    let mut offered: Vec<&Key> = keys
        .iter()
        .filter(|key| is_worth_offering(key, path))
        .filter(|key| !cursor.siblings.iter().any(|sibling| sibling == key.name))
        .collect();
    let is_required = |key: &Key| path.is_some_and(|path| key.required_on(path));
    offered.sort_by_key(|key| !is_required(key));
    offered
        .into_iter()
        .map(|key| {
            let mut way = steps.to_vec();
            way.push(PathStep::Key(key.name));
            let trigger = super::hover::trigger_at(&way);
            let after = match (has_colon, holds_more(&key.kind)) {
                (true, _) => "",
                (false, true) => ":",
                (false, false) => ": ",
            };
            Completion {
                label: key.name.to_owned(),
                role: match trigger {
                    Some(_) => CompletionRole::Trigger,
                    None => CompletionRole::Key,
                },
                detail: Some(describe::kind(&key.kind, lang)),
                doc: match trigger {
                    Some(trigger) => describe::trigger(trigger, path, lang),
                    None => describe::key(key, path, lang),
                },
                is_deprecated: false,
                filter: key.name.to_owned(),
                edit: TextEdit {
                    span: cursor.word,
                    text: format!("{}{after}", key.name),
                },
            }
        })
        .collect()
}

/// Whether writing the key has an effect: not internal, not deprecated, and read by the file's builder (by any, as
/// long as the cloud is not known).
fn is_worth_offering(key: &Key, path: Option<DeployPath>) -> bool {
    let is_read = match path {
        Some(path) => key.support.on(path) != Support::Ignored,
        None => !key.unread(),
    };
    is_read && !key.internal && key.deprecated.is_none()
}

/// Whether the value stands below the key rather than beside it.
fn holds_more(kind: &'static ValueKind) -> bool {
    kind.alternatives().first().is_some_and(|kind| {
        matches!(
            kind,
            ValueKind::Map(_) | ValueKind::MapOf(_) | ValueKind::List(_)
        )
    })
}

fn values(
    analysis: &Analysis,
    kind: &'static ValueKind,
    cursor: &Cursor,
    before: &str,
    lang: Lang,
) -> Vec<Completion> {
    let quote = cursor
        .typed
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''));
    let mut all = Vec::new();
    let mut offer = |value: &str, doc: Doc, is_deprecated: bool| {
        let text = quoted(value, quote);
        all.push(Completion {
            label: value.to_owned(),
            role: CompletionRole::Value,
            detail: None,
            doc,
            is_deprecated,
            filter: match quote {
                Some(quote) => format!("{quote}{value}"),
                None => value.to_owned(),
            },
            edit: TextEdit {
                span: cursor.word,
                text: format!("{before}{text}"),
            },
        });
    };
    for kind in kind.alternatives() {
        match kind {
            ValueKind::Bool if quote.is_none() => {
                offer("true", Doc::default(), false);
                offer("false", Doc::default(), false);
            }
            ValueKind::List(_) => {}
            kind => {
                for known in kind.suggestions(analysis.cloud()) {
                    let doc = of_value(kind, known.value, analysis, lang)
                        .unwrap_or_else(|| Doc::default().paragraph(known.doc.get(lang)));
                    offer(known.value, doc, known.deprecated.is_some());
                }
            }
        }
    }
    all.sort_by_key(|completion| completion.is_deprecated);
    all
}

fn of_value(kind: &ValueKind, value: &str, analysis: &Analysis, lang: Lang) -> Option<Doc> {
    match kind {
        ValueKind::Known(Vocabulary::Clouds) => {
            fyml_schema::Cloud::from_name(value).map(|cloud| describe::cloud(cloud, lang))
        }
        ValueKind::Known(Vocabulary::Runtimes) => {
            let mut fitting = fyml_schema::RUNTIMES
                .iter()
                .filter(|known| analysis.cloud().is_none_or(|cloud| cloud == known.cloud));
            fitting
                .find(|known| known.id == value)
                .map(|runtime| describe::runtime(runtime, lang))
        }
        _ => None,
    }
}

/// A value as YAML text: in the quotes that are open already, or in some where YAML needs them.
fn quoted(value: &str, quote: Option<char>) -> String {
    let needs_quotes = value.starts_with(['*', '&', '!', '%', '@', '`', '[', '{', '>', '|', '#']);
    match quote {
        Some(quote) => format!("{quote}{value}{quote}"),
        None if needs_quotes => format!("'{value}'"),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use fyml_schema::{Cloud, RuntimeState, triggers_on};

    use super::*;
    use crate::model::FileName;
    use crate::syntax::Text;

    fn offered(marked: &str) -> Vec<Completion> {
        let offset = marked.find('|').expect("a cursor") as u32;
        let analysis = Analysis::of(
            Text::new(&marked.replacen('|', "", 1)),
            Some(FileName::FYml),
            None,
            Arc::default(),
            Arc::default(),
        );
        completions(&analysis, offset, Lang::En)
    }

    fn labels(marked: &str) -> Vec<String> {
        offered(marked).into_iter().map(|one| one.label).collect()
    }

    /// The text after choosing `label`.
    fn choose(marked: &str, label: &str) -> String {
        let all = offered(marked);
        let chosen = all
            .iter()
            .find(|one| one.label == label)
            .expect("is offered");
        let mut text = marked.replacen('|', "", 1);
        text.replace_range(chosen.edit.span.range(), &chosen.edit.text);
        text
    }

    #[test]
    fn keys_that_are_there_are_not_offered_again() {
        let keys = labels("service: a\n|\nfunctions:\n");
        assert!(keys.iter().any(|key| key == "provider"), "{keys:?}");
        assert!(
            !keys
                .iter()
                .any(|key| key == "service" || key == "functions"),
            "{keys:?}"
        );
        assert!(labels("|").iter().any(|key| key == "service"));
    }

    #[test]
    fn triggers_are_those_the_cloud_translates() {
        for (name, path) in [
            ("aliyun", DeployPath::ServerlessDevs),
            ("tencent", DeployPath::Tencent),
        ] {
            let text = format!(
                "provider:\n  name: {name}\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - |\n"
            );
            let mut found = labels(&text);
            let mut expected: Vec<String> = triggers_on(path)
                .filter(|trigger| trigger.deprecated.is_none())
                .map(|trigger| trigger.name.to_owned())
                .collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn runtimes_are_the_clouds_own_and_old_ones_come_last() {
        for cloud in [Cloud::Aliyun, Cloud::Tencent] {
            let text = format!("provider:\n  name: {}\n  runtime: |\n", cloud.name());
            let found = offered(&text);
            assert_eq!(found.len(), cloud.runtimes().count());
            for one in &found {
                let runtime = cloud.runtime(&one.label).expect("one of this cloud");
                assert_eq!(one.is_deprecated, runtime.state != RuntimeState::Current);
            }
            assert!(found.is_sorted_by_key(|one| one.is_deprecated));
        }
    }

    #[test]
    fn what_is_typed_is_replaced() {
        for (text, label, expected) in [
            ("provider:\n  na|\n", "name", "provider:\n  name: \n"),
            ("provider:\n  na|: x\n", "name", "provider:\n  name: x\n"),
            ("pro|\n", "provider", "provider:\n"),
            (
                "provider:\n  name: ali|ba\n",
                "aliyun",
                "provider:\n  name: aliyun\n",
            ),
            (
                "provider:\n  name:|\n",
                "aliyun",
                "provider:\n  name: aliyun\n",
            ),
            (
                "provider:\n  name: 'al|'\n",
                "aliyun",
                "provider:\n  name: 'aliyun'\n",
            ),
            (
                "aggregation:\n  all:\n    deployOrigin: |\n",
                "false",
                "aggregation:\n  all:\n    deployOrigin: false\n",
            ),
            (
                "provider: {name: aliyun}\nfunctions:\n  a:\n    events:\n      - http:\n          method:\n            - p|\n",
                "post",
                "provider: {name: aliyun}\nfunctions:\n  a:\n    events:\n      - http:\n          method:\n            - post\n",
            ),
        ] {
            assert_eq!(choose(text, label), expected, "{text:?}");
        }
    }

    #[test]
    fn where_nothing_is_known_nothing_is_offered() {
        for text in [
            "nonsense:\n  |\n",
            "service: |\n",
            "functions:\n  |\n",
            "# |\n",
        ] {
            assert!(labels(text).is_empty(), "{text:?}");
        }
    }
}

//! What an item is about: enough to write its documentation when it is asked for.

use fyml_schema::{Cloud, DeployPath, Key, Lang, Trigger, ValueKind, Vocabulary};

use crate::ide::describe;
use crate::ide::doc::Doc;
use crate::lint::Rule;

/// What an item is about. Cheap to keep; the documentation is written when somebody looks at the item.
#[derive(Debug, Clone)]
pub enum About {
    /// Nothing that needs words.
    Nothing,
    /// A key.
    Key(&'static Key),
    /// A trigger type.
    Trigger(&'static Trigger),
    /// A value of such a shape.
    Value(&'static ValueKind, String),
    /// A rule.
    Rule(&'static Rule),
    /// YAML that is inserted.
    Preview(String),
}

impl About {
    /// The documentation for the cloud and the builder that the file is judged for.
    pub fn doc(&self, cloud: Option<Cloud>, path: Option<DeployPath>, lang: Lang) -> Doc {
        match self {
            About::Nothing => Doc::default(),
            About::Key(key) => describe::key(key, path, lang),
            About::Trigger(trigger) => describe::trigger(trigger, path, lang),
            About::Value(kind, value) => of_value(kind, value, cloud, lang),
            About::Rule(rule) => Doc::default()
                .title(rule.code, None)
                .paragraph(rule.summary.get(lang))
                .paragraph(rule.explanation.get(lang)),
            About::Preview(yaml) => Doc::default().code(yaml),
        }
    }
}

fn of_value(kind: &ValueKind, value: &str, cloud: Option<Cloud>, lang: Lang) -> Doc {
    let special = match kind {
        ValueKind::Known(Vocabulary::Clouds) => {
            Cloud::from_name(value).map(|cloud| describe::cloud(cloud, lang))
        }
        ValueKind::Known(Vocabulary::Runtimes) => fyml_schema::RUNTIMES
            .iter()
            .filter(|known| cloud.is_none_or(|cloud| cloud.canonical() == known.cloud))
            .find(|known| known.id == value)
            .map(|runtime| describe::runtime(runtime, lang)),
        _ => None,
    };
    special.unwrap_or_else(|| {
        let known = kind.suggestions(cloud).into_iter();
        let mut known = known.filter(|known| known.value == value);
        match known.next() {
            Some(known) => {
                let doc = Doc::default()
                    .title(known.value, None)
                    .paragraph(known.doc.get(lang));
                match known.deprecated {
                    Some(why) if why != known.doc => doc.paragraph(why.get(lang)),
                    _ => doc,
                }
            }
            None => Doc::default(),
        }
    })
}

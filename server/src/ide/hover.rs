//! What stands under the pointer.

use fyml_schema::{Cloud, Lang, PathStep, ValueKind, Vocabulary, place};

use super::describe;
use super::doc::Doc;
use super::hover_beside::{HoverContext, hover_beside};
use super::spot::Spot;
use crate::analysis::Analysis;
use crate::syntax::Span;

/// What is known of the thing at an offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The thing.
    pub span: Span,
    /// What is known.
    pub doc: Doc,
}

/// What is known of the key or value at `offset`; `None` where nothing stands or nothing is known.
pub fn hover(
    analysis: &Analysis,
    offset: u32,
    context: &HoverContext<'_>,
    lang: Lang,
) -> Option<Hover> {
    hover_beside(analysis, offset, context, lang).or_else(|| of_schema(analysis, offset, lang))
}

/// What the schema knows of the key or value at `offset`.
fn of_schema(analysis: &Analysis, offset: u32, lang: Lang) -> Option<Hover> {
    let spot = Spot::at(analysis.document(), offset)?;
    let doc = if spot.is_key {
        key(analysis, &spot.steps(), lang)
    } else {
        value(analysis, &spot, lang)
    }?;
    let is_provider_name = spot.steps() == [PathStep::Key("provider"), PathStep::Key("name")];
    let doc = if is_provider_name {
        super::port::add_portability(doc, analysis, lang)
    } else {
        doc
    };
    Some(Hover {
        span: spot.node.span(),
        doc,
    })
}

fn key(analysis: &Analysis, steps: &[PathStep<'_>], lang: Lang) -> Option<Doc> {
    if let Some(trigger) = trigger_at(steps) {
        return Some(describe::trigger(trigger, analysis.path(), lang));
    }
    let key = fyml_schema::key_at(steps)?;
    Some(describe::key(key, analysis.path(), lang))
}

/// The trigger type that `steps` end in: a key of an item of `events`.
pub(super) fn trigger_at(steps: &[PathStep<'_>]) -> Option<&'static fyml_schema::Trigger> {
    match steps {
        [
            PathStep::Key("functions"),
            _,
            PathStep::Key("events"),
            PathStep::Index,
            PathStep::Key(name),
        ] => fyml_schema::trigger(name),
        _ => None,
    }
}

fn value(analysis: &Analysis, spot: &Spot<'_>, lang: Lang) -> Option<Doc> {
    let steps = spot.steps();
    let place = place(&steps)?;
    let text = spot.node.scalar_str()?;
    let of_value = place
        .kind
        .alternatives()
        .iter()
        .find_map(|kind| match kind {
            ValueKind::Known(Vocabulary::Clouds) => {
                Cloud::from_name(text).map(|cloud| describe::cloud(cloud, lang))
            }
            ValueKind::Known(Vocabulary::Regions) => region(analysis, text, lang),
            ValueKind::Known(Vocabulary::Runtimes) => {
                if steps == [PathStep::Key("provider"), PathStep::Key("runtime")]
                    && let Some(doc) = rewritten(analysis, text, lang)
                {
                    return Some(doc);
                }
                let runtime = match analysis.cloud() {
                    Some(cloud) => cloud.runtime(text),
                    None => fyml_schema::RUNTIMES.iter().find(|known| known.id == text),
                };
                runtime.map(|runtime| describe::runtime(runtime, lang))
            }
            kind => {
                let known = kind.suggestions(analysis.cloud()).into_iter();
                known
                    .filter(|known| known.value == text)
                    .map(|known| {
                        Doc::default()
                            .title(known.value, None)
                            .paragraph(known.doc.get(lang))
                    })
                    .next()
            }
        });
    // A value that says nothing by itself is explained by its key.
    of_value.or_else(|| {
        let list = match steps.split_last() {
            Some((PathStep::Index, list)) => fyml_schema::key_at(list),
            _ => None,
        };
        let key = place.key.or(list)?;
        Some(describe::key(key, analysis.path(), lang))
    })
}

/// A region, also one that another cloud has.
fn region(analysis: &Analysis, id: &str, lang: Lang) -> Option<Doc> {
    let own = analysis.cloud().and_then(|cloud| cloud.region(id));
    let known = || fyml_schema::REGIONS.iter().find(|region| region.id == id);
    let region = own.or_else(known)?;
    Some(describe::region(region, analysis.cloud(), lang))
}

/// A runtime that the builder for tencent rewrites.
fn rewritten(analysis: &Analysis, id: &str, lang: Lang) -> Option<Doc> {
    let is_tencent = analysis.path() == Some(fyml_schema::DeployPath::Tencent);
    let map = fyml_schema::TENCENT_PROVIDER_RUNTIME_MAP;
    let (_, becomes) = map.iter().find(|(from, _)| is_tencent && *from == id)?;
    let runtime = Cloud::Tencent.runtime(becomes)?;
    let doc = describe::runtime(runtime, lang);
    Some(doc.paragraph(match lang {
        Lang::En => format!("`{id}` is handed to the cloud as `{becomes}`."),
        Lang::ZhCn => format!("`{id}` 会以 `{becomes}` 提交给云端。"),
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::FileName;
    use crate::syntax::Text;

    /// The hover at `|`: the text it is about, and the Markdown.
    fn at(text: &str, lang: Lang) -> Option<(String, String)> {
        let offset = text.find('|').expect("a cursor") as u32;
        let text = text.replacen('|', "", 1);
        let analysis = Analysis::of(
            Text::new(&text),
            Some(FileName::FYml),
            None,
            Arc::default(),
            Arc::default(),
        );
        let hover = of_schema(&analysis, offset, lang)?;
        Some((text[hover.span.range()].to_owned(), hover.doc.markdown()))
    }

    fn en(text: &str) -> String {
        at(text, Lang::En).map(|(_, doc)| doc).unwrap_or_default()
    }

    #[test]
    fn a_key_says_what_it_is_and_who_reads_it() {
        let text = "provider: {name: tencent}\nfunctions:\n  a:\n    time|out: 3\n";
        let key = fyml_schema::key_at(&[
            PathStep::Key("functions"),
            PathStep::Key("a"),
            PathStep::Key("timeout"),
        ])
        .expect("a known key");
        for lang in [Lang::En, Lang::ZhCn] {
            let (word, doc) = at(text, lang).expect("a hover");
            assert_eq!(word, "timeout");
            assert!(doc.contains(key.doc.get(lang)), "{doc}");
        }
        let doc = en(text);
        let default = key
            .default_on(fyml_schema::DeployPath::Tencent)
            .expect("a default");
        assert!(
            doc.contains(&format!("default: `{default}` seconds")),
            "{doc}"
        );
        assert!(doc.contains("| **tencent** | yes |"), "{doc}");
    }

    #[test]
    fn a_trigger_says_what_each_cloud_makes_of_it() {
        let doc = en(
            "provider: {name: aliyun}\nfunctions:\n  a:\n    events:\n      - ap|igw:\n          path: /\n",
        );
        assert!(
            doc.contains("| **aliyun (Serverless Devs)** | ignored |"),
            "{doc}"
        );
        assert!(doc.contains("| tencent | yes |"), "{doc}");
    }

    #[test]
    fn values_from_tables_are_explained() {
        let doc = en("provider:\n  name: aliyun\n  runtime: nodejs|12\n");
        assert!(doc.contains("Alibaba Cloud"), "{doc}");
        assert!(doc.contains("deprecated (2025-04-20)"), "{doc}");
        let doc = en("provider:\n  name: s|cf\n");
        assert!(doc.contains("write `tencent`"), "{doc}");
        // a runtime of another cloud says nothing here; the key does
        let doc = en("provider:\n  name: tencent\n  runtime: nodejs|20\n");
        assert!(doc.starts_with("**`runtime`**"), "{doc}");
    }

    #[test]
    fn where_nothing_is_known_nothing_is_said() {
        for text in [
            "nonsen|se: 1\n",
            "functions:\n  inde|x:\n    handler: a.b\n",
            "# com|ment\nservice: a\n",
            "|",
        ] {
            assert_eq!(at(text, Lang::En), None, "{text:?}");
        }
    }
}

//! Tests of hovers from the whole of what is known: `$0` is the pointer; the source and the time are fixed.

mod broken;
mod routes;
mod values;

use std::sync::Arc;

use fyml_schema::Lang;

use super::way::testing::fixture;
use super::{HoverContext, hover, route_table};
use crate::analysis::Analysis;
use crate::lint::{PackageJson, Project, Settings};
use crate::model::FileName;
use crate::source::{Grammar, Sources, read};
use crate::syntax::Text;

const SOURCE: &str =
    "\n@Func('index.handler') export class Index { async handler(事件: any) {} }\n";

/// The hover at `$0`: the text it is about, and its Markdown.
fn at(marked: &str, lang: Lang) -> Option<(String, String)> {
    at_in(marked, lang, Settings::default())
}

fn at_in(marked: &str, lang: Lang, settings: Settings) -> Option<(String, String)> {
    let (text, offset) = fixture(marked);
    let project = Project {
        package_json: Some(PackageJson::default()),
        ..Project::default()
    };
    let analysis = Analysis::of(
        Text::new(&text),
        Some(FileName::FYml),
        None,
        Arc::new(settings),
        Arc::new(project),
    );
    let sources = || {
        let file = Arc::new(read(SOURCE, Grammar::TypeScript));
        Some(Arc::new(Sources::new(
            vec![("src/index.ts".to_owned(), file)],
            false,
        )))
    };
    let context = HoverContext {
        now: 1_767_225_600, // 2026-01-01 00:00:00 UTC
        is_set: &|name| name == "HOME",
        sources: &sources,
        routes: &|| {
            let (settings, project) = (analysis.settings(), analysis.project());
            Arc::new(route_table(analysis.document(), settings, project))
        },
    };
    let found = hover(&analysis, offset, &context, lang)?;
    assert!(!found.doc.is_empty());
    assert!(
        found.span.touches(offset),
        "the hover is about what is under the pointer"
    );
    Some((text[found.span.range()].to_owned(), found.doc.markdown()))
}

/// The Markdown at `$0`.
#[track_caller]
fn en(marked: &str) -> String {
    at(marked, Lang::En).expect("a hover").1
}

/// The Markdown at `$0` for a Chinese client.
#[track_caller]
fn zh(marked: &str) -> String {
    at(marked, Lang::ZhCn).expect("a hover").1
}

#[track_caller]
fn has(doc: &str, wanted: &[&str]) {
    let mut rest = doc;
    for text in wanted {
        let found = rest.find(text);
        let found = found.unwrap_or_else(|| panic!("{text:?} is missing or too early in:\n{doc}"));
        rest = &rest[found..];
    }
}

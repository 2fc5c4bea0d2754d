//! A fact is written once and arrives everywhere: a row in the table of runtimes is all it takes.

use std::sync::Arc;

use fyml::analysis::Analysis;
use fyml::ide::{Alone, CompletionRequest, HoverContext, completions, hover, route_table};
use fyml::lint::{Project, Settings};
use fyml::model::FileName;
use fyml::syntax::Text;
use fyml_schema::{Lang, RUNTIMES, json_schema};

fn analysis(text: &str) -> Analysis {
    let settings = Arc::new(Settings::default());
    let project = Arc::new(Project::default());
    Analysis::of(
        Text::new(text),
        Some(FileName::FYml),
        None,
        settings,
        project,
    )
}

#[test]
fn every_runtime_of_the_table_is_in_the_schema_completion_hover_and_docs() {
    let pages = fyml::cli::docs::pages();
    let page = |path: &str| {
        pages
            .iter()
            .find(|(known, _)| known == path)
            .map(|(_, text)| text)
    };
    let (english, chinese) = (page("docs/runtimes.md"), page("docs/zh-CN/runtimes.md"));
    for runtime in RUNTIMES {
        let (id, cloud) = (runtime.id, runtime.cloud.name());
        let schema = json_schema::for_cloud(runtime.cloud, Lang::En).to_string();
        assert!(
            schema.contains(&format!("\"{id}\"")),
            "{id}: the schema of {cloud}"
        );

        let before = format!("service: a\nprovider:\n  name: {cloud}\n  runtime: ");
        let request = CompletionRequest {
            offset: before.len() as u32,
            ..CompletionRequest::default()
        };
        let offered = completions(&analysis(&before), &Alone, request);
        assert!(
            offered.items.iter().any(|offer| offer.label == id),
            "{id}: completion"
        );

        let text = format!("{before}{id}\n");
        let of = analysis(&text);
        let world = HoverContext {
            now: 0,
            is_set: &|_| false,
            sources: &|| None,
            routes: &|| {
                let settings = Settings::default();
                let project = Project::default();
                Arc::new(route_table(of.document(), &settings, &project))
            },
        };
        let at = before.len() as u32 + 1;
        let shown = hover(&of, at, &world, Lang::ZhCn);
        let shown = shown.map(|hover| hover.doc.markdown()).unwrap_or_default();
        assert!(
            shown.contains(runtime.doc().zh),
            "{id}: hover says {shown:?}"
        );

        for page in [english, chinese] {
            assert!(
                page.is_some_and(|page| page.contains(&format!("| `{id}` |"))),
                "{id}: docs"
            );
        }
    }
    println!(
        "{} runtimes arrive in schema, completion, hover and docs",
        RUNTIMES.len()
    );
}

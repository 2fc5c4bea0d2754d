//! What a question about one place costs, in process: `cargo bench -p fyml --bench questions`. A figure that grows with
//! the file where it need not is a mistake; the routes come out of the whole file, once for each version of it.

#![allow(missing_docs, reason = "divan generates the entry points")]

#[path = "../../xtask/src/bench/document.rs"]
#[allow(dead_code, reason = "the harness from outside uses the rest")]
mod document;

use std::hint::black_box;
use std::sync::Arc;

use fyml::analysis::Analysis;
use fyml::ide::{
    Alone, CompletionRequest, HoverContext, NoPreview, RouteTable, Writing, completions, hover,
    route_table,
};
use fyml::model::FileName;
use fyml::syntax::Text;
use fyml_schema::Lang;

const SIZES: [usize; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

/// A service, and a place in the function in its middle: line and column.
fn service(functions: usize, place: fn(&document::Generated) -> (u32, u32)) -> (Analysis, u32) {
    let generated = document::generate(functions, 0, 7);
    let analysis = Analysis::of(
        Text::new(&generated.text),
        Some(FileName::FYml),
        None,
        Arc::default(),
        Arc::default(),
    );
    let (line, column) = place(&generated);
    let offset = analysis.text().line_start(line) + column;
    (analysis, offset)
}

/// On `handler:`, which stands nine lines above the path.
fn key_place(generated: &document::Generated) -> (u32, u32) {
    (generated.typing_place.0 - 9, 6)
}

/// On its value.
fn value_place(generated: &document::Generated) -> (u32, u32) {
    (generated.typing_place.0 - 9, 15)
}

fn routes(analysis: &Analysis) -> Arc<Result<RouteTable, NoPreview>> {
    let (settings, project) = (analysis.settings(), analysis.project());
    Arc::new(route_table(analysis.document(), settings, project))
}

fn ask(analysis: &Analysis, offset: u32, routes: &Arc<Result<RouteTable, NoPreview>>) -> bool {
    let context = HoverContext {
        now: 1_767_225_600,
        is_set: &|_| false,
        sources: &|| None,
        routes: &|| Arc::clone(routes),
    };
    hover(black_box(analysis), offset, &context, Lang::ZhCn).is_some()
}

/// The keys of a function.
#[divan::bench(args = SIZES, sample_count = 500)]
fn complete_key(bencher: divan::Bencher, functions: usize) {
    let (analysis, offset) = service(functions, key_place);
    bencher.bench(|| complete(&analysis, offset));
}

/// The value of a key.
#[divan::bench(args = SIZES, sample_count = 500)]
fn complete_value(bencher: divan::Bencher, functions: usize) {
    let (analysis, offset) = service(functions, value_place);
    bencher.bench(|| complete(&analysis, offset));
}

fn complete(analysis: &Analysis, offset: u32) -> usize {
    let request = CompletionRequest {
        offset,
        trigger: None,
        lang: Lang::ZhCn,
        writing: Writing {
            with_holes: true,
            is_relative: false,
        },
    };
    completions(black_box(analysis), &Alone, request)
        .items
        .len()
}

/// A key of a function.
#[divan::bench(args = SIZES, sample_count = 500)]
fn hover_key(bencher: divan::Bencher, functions: usize) {
    let (analysis, offset) = service(functions, key_place);
    let routes = routes(&analysis);
    bencher.bench(|| ask(&analysis, offset, &routes));
}

/// A path, with the routes of this version at hand.
#[divan::bench(args = SIZES, sample_count = 500)]
fn hover_route(bencher: divan::Bencher, functions: usize) {
    let (analysis, offset) = service(functions, |generated| generated.typing_place);
    let routes = routes(&analysis);
    assert!(ask(&analysis, offset, &routes), "a path stands there");
    bencher.bench(|| ask(&analysis, offset, &routes));
}

/// The routes of a version: what its first hover on a path or a function pays.
#[divan::bench(args = SIZES)]
fn route_table_of_a_version(bencher: divan::Bencher, functions: usize) {
    let (analysis, _) = service(functions, key_place);
    bencher.bench(|| routes(black_box(&analysis)).is_ok());
}

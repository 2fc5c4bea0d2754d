//! What each layer costs, in process: `cargo bench -p fyml --bench analysis`.

#![allow(missing_docs, reason = "divan generates the entry points")]

#[path = "../../xtask/src/bench/document.rs"]
#[allow(dead_code, reason = "the harness from outside uses the rest")]
mod document;

use std::hint::black_box;

use fyml::lint::{Cache, Project, ServiceContext, Settings, lint, lint_again, rules};
use fyml::syntax::{Document, Span, Text};

const SIZES: [usize; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

/// Text to tree.
#[divan::bench(args = SIZES)]
fn read(bencher: divan::Bencher, functions: usize) {
    let text = document::generate(functions, 20, 7).text;
    bencher.bench(|| Document::new(black_box(&text)));
}

/// Tree to problems.
#[divan::bench(args = SIZES)]
fn check(bencher: divan::Bencher, functions: usize) {
    let document = Document::new(&document::generate(functions, 20, 7).text);
    bencher.bench(|| {
        lint(
            black_box(&document),
            &Settings::default(),
            &Project::default(),
        )
    });
}

/// One letter typed in the middle, and the text read again.
#[divan::bench(args = SIZES)]
fn read_after_a_key(bencher: divan::Bencher, functions: usize) {
    let generated = document::generate(functions, 20, 7);
    let before = Document::new(&generated.text);
    let offset = before.text().line_start(generated.typing_place.0) + generated.typing_place.1;
    let mut text: Text = before.text().clone();
    text.replace(Span::empty(offset), "x");
    bencher.bench(|| Document::of(text.clone(), before.dialect(), Some(&before)));
}

/// The problems again, with all functions but none changed.
#[divan::bench(args = SIZES)]
fn check_again(bencher: divan::Bencher, functions: usize) {
    let document = Document::new(&document::generate(functions, 20, 7).text);
    let (settings, project) = (Settings::default(), Project::default());
    let mut cache = Cache::default();
    lint_again(&document, &settings, &project, &mut cache);
    bencher.bench_local(|| lint_again(black_box(&document), &settings, &project, &mut cache));
}

/// What all rules know in common.
#[divan::bench(args = SIZES)]
fn context(bencher: divan::Bencher, functions: usize) {
    let document = Document::new(&document::generate(functions, 20, 7).text);
    let (settings, project) = (Settings::default(), Project::default());
    bencher.bench(|| black_box(ServiceContext::of(&document, &settings, &project)).cloud);
}

/// The rules about the service as a whole, by name: these run at every change.
#[divan::bench(args = service_rules(), sample_count = 10)]
fn service_rule(bencher: divan::Bencher, code: &str) {
    let document = Document::new(&document::generate(1_000, 20, 7).text);
    let settings = Settings {
        select: vec![code.to_owned()],
        ..Settings::default()
    };
    let project = Project::default();
    let mut cache = Cache::default();
    bencher.bench_local(|| lint_again(black_box(&document), &settings, &project, &mut cache));
}

fn service_rules() -> impl Iterator<Item = &'static str> {
    rules::all()
        .filter(|rule| rule.check.service().is_some())
        .map(|rule| rule.code)
}

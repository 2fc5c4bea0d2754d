//! What each layer costs, in process: `cargo bench -p fyml --bench analysis`.

#![allow(missing_docs, reason = "divan generates the entry points")]

#[path = "../../xtask/src/bench/document.rs"]
#[allow(dead_code, reason = "the harness from outside uses the rest")]
mod document;

use std::hint::black_box;

use fyml::lint::{Project, Settings, lint};
use fyml::syntax::{Document, Span, Text};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

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

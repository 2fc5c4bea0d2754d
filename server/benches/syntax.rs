//! What reading costs: a whole document, and one keystroke.

use divan::{Bencher, black_box};
use fyml::syntax::{Dialect, Document, Span, Text, cursor};

fn main() {
    divan::main();
}

/// A service with this many functions, about 20 lines each.
fn service(functions: usize) -> String {
    let mut text = String::from(
        "service:\n  name: shop\n\nprovider:\n  name: aliyun\n  runtime: nodejs12\n\nfunctions:\n",
    );
    for index in 0..functions {
        text.push_str(&format!(
            "  # function {index}\n  order{index}:\n    handler: order.handler{index}\n    description: \"handles order {index}\"\n    \
             timeout: {}\n    memorySize: 512\n    environment:\n      TABLE: orders\n      LEVEL: info\n    events:\n      \
             - http:\n          path: /api/v1/order/{index}\n          method: [get, post]\n          cors: true\n      \
             - timer:\n          name: order{index}_t1\n          type: cron\n          value: 0 {} 4 * * *\n          \
             payload: tick\n          enable: true\n",
            3 + index % 50,
            index % 60
        ));
    }
    text.push_str("\naggregation:\n  all:\n    functionsPattern:\n      - '*'\n\npackage:\n  include:\n    - public/*\n");
    text
}

const SIZES: [usize; 2] = [1_000, 10_000];

#[divan::bench(args = SIZES)]
fn read_all(bencher: Bencher<'_, '_>, functions: usize) {
    let text = Text::new(&service(functions));
    bencher.bench_local(|| Document::of(black_box(&text).clone(), Dialect::JsYaml4, None));
}

#[divan::bench(args = SIZES)]
fn read_all_at_once(bencher: Bencher<'_, '_>, functions: usize) {
    let text = service(functions);
    bencher.bench_local(|| Document::unblocked(black_box(&text), Dialect::JsYaml4));
}

/// Types one character in the middle, by turns right and wrong YAML.
fn keystroke(bencher: Bencher<'_, '_>, functions: usize, typed: &str) {
    let text = service(functions);
    let document = Document::new(&text);
    let place = text
        .find(&format!("handler{}\n", functions / 2))
        .unwrap_or(0) as u32;
    let mut edited = document.text().clone();
    edited.replace(Span::empty(place), typed);
    bencher.bench_local(|| {
        Document::of(
            black_box(&edited).clone(),
            Dialect::JsYaml4,
            Some(&document),
        )
    });
}

#[divan::bench(args = SIZES)]
fn key(bencher: Bencher<'_, '_>, functions: usize) {
    keystroke(bencher, functions, "x");
}

#[divan::bench(args = SIZES)]
fn key_that_breaks(bencher: Bencher<'_, '_>, functions: usize) {
    keystroke(bencher, functions, "x: y: ");
}

#[divan::bench(args = SIZES)]
fn key_that_opens_a_quote(bencher: Bencher<'_, '_>, functions: usize) {
    keystroke(bencher, functions, ": '");
}

#[divan::bench(args = SIZES)]
fn cursor_context(bencher: Bencher<'_, '_>, functions: usize) {
    let text = service(functions);
    let document = Document::new(&text);
    let place = text
        .find(&format!("handler{}\n", functions / 2))
        .unwrap_or(0) as u32;
    bencher.bench_local(|| cursor::context(black_box(&document), place));
}

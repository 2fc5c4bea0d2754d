//! What is edited: services of every shape and for every cloud, and every mistake that a rule knows.

use std::path::Path;

use fyml::lint::{Example, rules};

/// The documents that sequences begin with.
///
/// # Panics
/// If a fixture cannot be read.
pub fn documents() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut documents = Vec::new();
    for file in [
        "examples/todo-list/f.yml",
        "examples/broken/syntax/f.yml",
        "examples/broken/traps/f.yml",
        "examples/broken/typos/f.yml",
        "tests/fixtures/preview/f.yml",
        "tests/fixtures/port/album.yml",
        "tests/fixtures/port/anchors.yml",
        "tests/fixtures/port/edge.yml",
        "tests/fixtures/port/flow.yml",
        "tests/fixtures/port/shop.yml",
        "tests/fixtures/port/together.yml",
    ] {
        let text = std::fs::read_to_string(root.join(file)).expect("the fixture is there");
        // four times as likely as an example of a rule
        documents.extend(std::iter::repeat_n(text.clone(), 4));
        documents.push(text.replace('\n', "\r\n"));
        documents.push(format!("\u{feff}{text}"));
    }
    for rule in rules::all() {
        for example in [rule.bad, rule.good] {
            documents.push(Example::of(example).text.to_owned());
        }
    }
    documents.push(many("aliyun"));
    documents.push(many("tencent"));
    documents.push(String::new());
    documents
}

/// A service with many functions that an aggregation takes in.
fn many(cloud: &str) -> String {
    let mut text = format!("service: many\n\nprovider:\n  name: {cloud}\n\nfunctions:\n");
    for number in 0..24 {
        let trigger = match number % 4 {
            0 => format!("      - http:\n          path: /p{number}\n          method: get\n"),
            1 => "      - timer:\n          type: every\n          value: 5m\n".to_owned(),
            2 => "      - apigw:\n          path: /*\n".to_owned(),
            _ => format!("      - http: {{path: '/p/{number}', method: [get, post]}}\n"),
        };
        let function = format!("  f{number}:\n    handler: f{number}.handler\n    events:\n");
        text.push_str(&(function + &trigger));
    }
    text.push_str("\naggregation:\n  all:\n    functionsPattern:\n      - 'f1*'\n  rest:\n    functions: [f2, f3, nobody]\n");
    text
}

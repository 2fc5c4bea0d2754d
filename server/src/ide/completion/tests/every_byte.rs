//! At every byte of real and half-typed files, whatever is offered leaves a valid file valid.

use std::path::{Path, PathBuf};

use super::{World, oracle};

/// What stands around a half-typed function.
const BEFORE: &str =
    "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n";
const AFTER: &str = "  c:\n    handler: c.d\n";

/// The files below a folder of the repository.
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)
        .expect("the folder is there")
        .flatten()
    {
        let path = entry.path();
        let path = if path.is_dir() {
            path.join("f.yml")
        } else {
            path
        };
        if path.exists() && path.extension().is_some_and(|extension| extension == "yml") {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            found.push((path, text));
        }
    }
    found.sort();
    found
}

fn try_every_byte(text: &str, report: &mut Vec<String>) -> usize {
    let mut tried = 0;
    for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        let mut marked = text.to_owned();
        marked.insert_str(at, "$0");
        match oracle::tried(&World::of(&marked)) {
            Ok(count) => tried += count,
            Err(what) => report.push(what),
        }
    }
    tried
}

#[test]
fn valid_examples_stay_valid() {
    let mut report = Vec::new();
    let mut tried = 0;
    for folder in ["examples", "examples/broken"] {
        for (_, text) in files(folder) {
            if oracle::errors(&text) == 0 {
                tried += try_every_byte(&text, &mut report);
            }
        }
    }
    for (_, text) in files("tests/fixtures/half_typed") {
        let (_, text) = text.split_once('\n').expect("a first line");
        let text = format!("{BEFORE}{}{AFTER}", text.replacen("$0", "", 1));
        if oracle::errors(&text) == 0 {
            tried += try_every_byte(&text, &mut report);
        }
    }
    let first: Vec<_> = report.iter().take(20).map(String::as_str).collect();
    assert!(
        report.is_empty(),
        "{} times:\n{}",
        report.len(),
        first.join("\n---\n")
    );
    assert!(tried > 10_000, "{tried}");
}

/// Valid files in every style that people and programs write.
const STYLES: [&str; 12] = [
    "service: shop\r\nprovider:\r\n    name: aliyun\r\nfunctions:\r\n    index:\r\n        handler: index.handler\r\n        events:\r\n            - http:\r\n                  path: /*\r\n",
    "provider:\n name: tencent\nfunctions:\n index:\n  handler: a.b\n  events:\n  - timer:\n     value: '0 0 4 * * * *'\n",
    "service: shop\nprovider: {name: aliyun, runtime: nodejs14}\nfunctions: {index: {handler: a.b, events: [{http: {path: '/*', method: [get, post]}}, {timer: {value: '@every 1m'}}]}}\n",
    "base: &base\n  timeout: 10\n  environment: {A: b}\nservice: &name shop\nprovider:\n  <<: *base\n  name: aliyun\nfunctions:\n  a:\n    <<: *base\n    handler: a.b\n  b: *base\n",
    "# 服务\nservice:\n  name: 商店 # 名称\n  description: \"一个 \\\"商店\\\"\"\nprovider:\n  name: 'aliyun'\n  environment:\n    键: 值\n",
    "service: shop\nprovider:\n  name: aliyun\ncustom:\n  text: |\n    provider:\n      name: x\n\n    more\n  folded: >-\n    a\n    b\n  long: one\n    two\n  quoted: \"one\n    two\"\npackage:\n  include: ['a', \"b\", c]\n  exclude:\n  - d\n",
    "\u{feff}service: shop\nprovider:\n  name: aliyun\n",
    "{\"service\": \"shop\", \"provider\": {\"name\": \"aliyun\"}, \"functions\": {\"a\": {\"handler\": \"a.b\", \"events\": [{\"http\": true}]}}}\n",
    "functions:\n  a:\n    handler: a.b\n    events:\n      -\n        http:\n          path: /a\n      - timer:\n          type: every\n          value: 5m\n      - os: {bucket: b, events: [oss:ObjectCreated:*], filter: {prefix: '', suffix: ''}}\nprovider:\n  name: aliyun\naggregation:\n  all:\n    functions: [\n      a,\n      b\n    ]\n    functionsPattern: '*'\n",
    "---\nservice: shop\n\n\n\nprovider:\n\n  name: aliyun\n\n  # why\n  runtime: nodejs14\n\n\n",
    "service: shop\nprovider:\n  name: aliyun\nlayers:\n  koa:\n    path: npm:@midwayjs/koa-layer\nfunctions:\n  a: {handler: a.b}\n  b:\n    handler: b.c\n    layers:\n      - path: npm:x\n    events:\n      - http: {}\n      - http: true\n",
    "? service\n: shop\nprovider:\n  ? name\n  : aliyun\n",
];

#[test]
fn every_style_stays_valid() {
    let mut report = Vec::new();
    let mut tried = 0;
    for text in STYLES {
        assert_eq!(oracle::errors(text), 0, "{text}");
        tried += try_every_byte(text, &mut report);
    }
    let first: Vec<_> = report.iter().take(20).map(String::as_str).collect();
    assert!(
        report.is_empty(),
        "{} times:\n{}",
        report.len(),
        first.join("\n---\n")
    );
    assert!(tried > 10_000, "{tried}");
}

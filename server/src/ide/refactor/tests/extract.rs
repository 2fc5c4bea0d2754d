use std::sync::Arc;

use super::{Project, after, analysis, offered, titles};
use crate::ide::{NoSourceCode, refactorings};
use crate::lint::PackageJson;
use crate::syntax::Span;

const TEXT: &str = "service: shop
provider:
  name: aliyun
  runtime: nodejs18 # 运行时
functions:
  a:
    handler: a.handler
    time$0out: 5 # 秒
    memorySize: 256
  b:
    timeout: 5
    handler: b.handler
    memorySize: 256
";

#[test]
fn a_setting_of_all_functions_moves_to_the_provider() {
    assert_eq!(
        after(TEXT, "extract:timeout"),
        "service: shop
provider:
  name: aliyun
  runtime: nodejs18 # 运行时
  timeout: 5
functions:
  a:
    handler: a.handler
    # 秒
    memorySize: 256
  b:
    handler: b.handler
    memorySize: 256
"
    );
}

#[test]
fn maps_are_indented_anew() {
    let text = "provider:\n    name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    environ$0ment:\n      A: '1'\n      B: |\n        x\n         y\n  b:\n    environment:\n      A: \"1\"\n      B: |\n        x\n         y\n    handler: b.b";
    assert_eq!(
        after(text, "extract:environment"),
        "provider:\n    name: aliyun\n    environment:\n      A: '1'\n      B: |\n        x\n         y\nfunctions:\n  a:\n    handler: a.b\n  b:\n    handler: b.b"
    );
}

#[test]
fn brackets_and_windows_line_breaks_stay() {
    let text = "provider: {name: aliyun, runtime: nodejs18}\r\nfunctions:\r\n  a: {handler: a.b, time$0out: 9}\r\n  b: {timeout: 9, handler: b.b}\r\n";
    assert_eq!(
        after(text, "extract:timeout"),
        "provider: {name: aliyun, runtime: nodejs18, timeout: 9}\r\nfunctions:\r\n  a: {handler: a.b}\r\n  b: {handler: b.b}\r\n"
    );
    // at the end of a file without a last line break
    let text = "provider:\n  name: aliyun\nfunctions:\n  a: {handler: a.b, timeout: 9}\n  b:\n    handler: b.b\n    time$0out: 9";
    assert_eq!(
        after(text, "extract:timeout"),
        "provider:\n  name: aliyun\n  timeout: 9\nfunctions:\n  a: {handler: a.b}\n  b:\n    handler: b.b\n"
    );
}

#[test]
fn what_the_provider_says_already_is_taken_out_of_the_functions() {
    let text = TEXT.replace("  runtime:", "  timeout: 5\n  runtime:");
    let after = after(&text, "extract:timeout");
    assert_eq!(after.matches("timeout: 5").count(), 1, "{after}");
    let other = TEXT.replace("  runtime:", "  timeout: 6\n  runtime:");
    assert!(!offers_timeout(&other));
}

fn offers_timeout(marked: &str) -> bool {
    offered(marked).contains(&"extract:timeout".to_owned())
}

#[test]
fn only_what_means_the_same_there_is_offered() {
    assert!(offers_timeout(TEXT));
    for (from, to) in [
        ("\n    timeout: 5\n", "\n    timeout: 6\n"),
        ("\n    timeout: 5\n", "\n"),
        ("\n    timeout: 5\n", "\n    timeout: '5'\n"),
        ("time$0out: 5", "time$0out: &t 5"),
        ("name: aliyun", "name: moon"),
        ("service: shop", "service: shop\ndeployType: egg"),
        (
            "service: shop",
            "service: shop\naggregation: {all: {functionsPattern: ['*']}}",
        ),
        (
            "  b:\n    timeout: 5\n    handler: b.handler\n    memorySize: 256\n",
            "",
        ),
    ] {
        assert!(TEXT.contains(from), "{from}");
        assert!(!offers_timeout(&TEXT.replace(from, to)), "{to}");
    }
    // comments in a map would be lost
    let commented = "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    environ$0ment:\n      A: '1' # eins\n  b:\n    handler: b.b\n    environment:\n      A: '1'\n";
    assert!(!offered(commented).contains(&"extract:environment".to_owned()));
}

#[test]
fn functions_that_only_decorators_know_would_change() {
    let package = PackageJson::parse("{\"dependencies\": {\"@midwayjs/faas\": \"^3.0.0\"}}");
    let project = Project {
        package_json: package,
        ..Project::default()
    };
    let (text, offset) = super::fixture(TEXT);
    let offers = |project: &Project| {
        let analysis = analysis(&text, project);
        let offers = refactorings(&analysis, Span::empty(offset), &NoSourceCode);
        offers
            .iter()
            .any(|offer| offer.refactoring.id() == "extract:timeout")
    };
    assert!(!offers(&project), "nobody has looked");
    let sources = crate::source::Sources::new(Vec::new(), false);
    let project = Project {
        declared: Some(Arc::new(sources).into()),
        ..project
    };
    assert!(offers(&project));
}

#[test]
fn all_of_them_are_offered_above() {
    let above = TEXT
        .replace("time$0out", "timeout")
        .replace("functions:", "func$0tions:");
    let found = titles(&above);
    for title in [
        "Move `timeout` of all functions to `provider` | 把所有函数的 `timeout` 提取到 `provider`",
        "Move `memorySize` of all functions to `provider` | 把所有函数的 `memorySize` 提取到 `provider`",
    ] {
        assert!(found.iter().any(|one| one == title), "{found:?}");
    }
    let extracts = found.iter().filter(|title| title.contains("provider`"));
    assert_eq!(extracts.count(), 2);
}

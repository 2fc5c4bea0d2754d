//! Paths and methods at which the vercel plugin throws.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "vercel-http-throws",
    severity: Severity::Error,
    group: Group::Triggers,
    clouds: &[Cloud::Vercel],
    covers: &["V-01"],
    summary: w(
        "A `path` or `method` that stops packaging for vercel",
        "会让 vercel 打包中止的 `path` 或 `method`",
    ),
    explanation: w(
        "For vercel.json the plugin replaces the `*` in the path and writes every method in capital letters. At a path or an \
         item of `method` that is not a string it stops with a TypeError.",
        "生成 vercel.json 时，插件会替换路径中的 `*`，并把每个方法转换为大写。路径或 `method` 中的某一项不是字符串时，\
         会因 TypeError 中止。",
    ),
    bad: "service: library
provider:
  name: vercel
functions:
  book:
    handler: book.handler
    events:
      - http:
          path: /book/*
          method: [get, true]
",
    good: "service: library
provider:
  name: vercel
functions:
  book:
    handler: book.handler
    events:
      - http:
          path: /book/*
          method: [get, post]
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let triggers = context.built_triggers(function);
    for trigger in triggers {
        if !trigger.is("http") || !trigger.is_active() {
            continue;
        }
        let path = trigger.value("path").filter(|path| !path.is_falsy());
        let methods = match trigger.value("method") {
            Some(list) if list.is_sequence() => list.items().collect(),
            // a number has no length, so that it counts as no method
            Some(map) if map.value("length").is_some_and(|node| !node.is_falsy()) => vec![map],
            _ => Vec::new(),
        };
        for (node, key) in path
            .map(|path| (path, "path"))
            .into_iter()
            .chain(methods.into_iter().map(|method| (method, "method")))
        {
            if !is_text(node) {
                sink.report(
                    node.span(),
                    message!(
                        "Packaging for vercel will stop with a TypeError: `{key}` must be a string.",
                        "vercel 打包会因 TypeError 中止：`{key}` 必须是字符串。"
                    ),
                );
            }
        }
    }
}

fn is_text(node: Node) -> bool {
    node.as_str().is_some() || node.is_interpolated() || node.resolved().is_broken()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::underlined;

    /// Seen with cli-plugin-vercel 1.3.22.
    #[test]
    fn what_throws_and_what_does_not() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["true"]);
        let with = |method: &str| RULE.bad.replace("[get, true]", method);
        for right in ["3", "true", "{a: b}", "''", "get", "[]"] {
            assert!(underlined(RULE.code, &with(right)).is_empty(), "{right}");
        }
        assert_eq!(underlined(RULE.code, &with("[[get], null]")).len(), 2);
        let path = RULE.good.replace("/book/*", "3");
        assert_eq!(underlined(RULE.code, &path), ["3"]);
    }
}

//! Layers at which writing the entry throws.

use fyml_schema::w;

use super::layers;
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::{Entry, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "layer-throws",
    severity: Severity::Error,
    group: Group::Structure,
    clouds: &[],
    covers: &["P-06", "P-07"],
    summary: w(
        "A layer that stops packaging with a TypeError",
        "会让打包因 TypeError 中止的层",
    ),
    explanation: w(
        "A layer is a map with `path: npm:<package>`, and the builder splits the path at its colon. An empty layer, a path \
         that is no text, or one without a colon (`@midwayjs/koa-layer`) makes it throw while it writes the entry.",
        "层必须是带 `path: npm:<包名>` 的映射，构建器会按冒号拆分这个路径。层为空、`path` 不是文本，\
         或者没有冒号（如 `@midwayjs/koa-layer`），都会在写入口文件时抛出异常。",
    ),
    bad: "service: shop
provider:
  name: aliyun
layers:
  redis:
    path: '@shop/redis-layer'
functions:
  orders:
    handler: orders.handler
",
    good: "service: shop
provider:
  name: aliyun
layers:
  redis:
    path: npm:@shop/redis-layer
functions:
  orders:
    handler: orders.handler
",
    fixable: true,
    check: Check::Both { service, function },
};

fn service(context: &ServiceContext, sink: &mut Sink) {
    judge(context.service.get("layers"), sink);
}

/// Only a list is looked at in a function; a map is installed and not loaded.
fn function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let list = function
        .get("layers")
        .filter(|entry| entry.value.is_sequence());
    if !context.has_deploy_type && context.membership.is_deployed_alone() {
        judge(list, sink);
    }
}

fn judge(entry: Option<Entry>, sink: &mut Sink) {
    for (key, layer) in layers(entry) {
        if layer.is_null() {
            sink.report(
                key.span(),
                message!(
                    "A layer with nothing in it: packaging will stop with a TypeError. Write `path: npm:<package>`, or take it out.",
                    "层的内容为空：打包会因 TypeError 中止。请写 `path: npm:<包名>`，或者删除它。"
                ),
            );
        } else if let Some(path) = layer.value("path").filter(|path| !path.is_falsy()) {
            judge_path(path, sink);
        }
    }
}

fn judge_path(path: Node, sink: &mut Sink) {
    if path.is_interpolated() || path.is_broken() {
        return;
    }
    let span = path.span();
    let Some(text) = path.as_str() else {
        sink.report(
            span,
            message!(
                "The path of a layer must be text: packaging will stop with a TypeError. Write `npm:<package>`.",
                "层的 `path` 必须是文本：打包会因 TypeError 中止。请写 `npm:<包名>`。"
            ),
        );
        return;
    };
    if text.contains(':') {
        return;
    }
    let problem = sink.report(
        span,
        message!(
            "`{text}` has no `npm:` in front: packaging will stop with a TypeError.",
            "`{text}` 前面缺少 `npm:`：打包会因 TypeError 中止。"
        ),
    );
    // `./layer` is no package
    if text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '@') {
        problem.fix(
            message!("Change to `npm:{text}`", "改为 `npm:{text}`"),
            span,
            format!("npm:{text}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    fn with(layer: &str) -> String {
        format!("layers:\n  redis: {layer}\n")
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    /// As the real builder does (getLayers of serverless-spec-builder 1.3.22).
    #[test]
    fn what_throws_and_what_does_not() {
        for layer in ["", "{path: 3}", "{path: './local'}"] {
            assert_eq!(check_rule(RULE.code, &with(layer)).len(), 1, "{layer}");
        }
        for layer in [
            "npm:x",
            "{}",
            "{path: }",
            "{path: 'npm:a:b'}",
            "{path: 'acs:fc:x:y'}",
            "{path: '${env.L}'}",
        ] {
            assert!(check_rule(RULE.code, &with(layer)).is_empty(), "{layer}");
        }
    }

    #[test]
    fn functions_have_lists() {
        let text = "functions:\n  a:\n    handler: a.b\n    layers:\n      - path: redis\n  b:\n    handler: b.b\n    layers: {x: {path: redis}}\n";
        assert_eq!(underlined(RULE.code, text), ["redis"]);
    }
}

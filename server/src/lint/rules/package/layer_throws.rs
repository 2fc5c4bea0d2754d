//! Layers at which writing the entry throws.

use fyml_schema::{deploy_types::DEPLOY_TYPES, w};

use super::super::deploy_type::type_node;
use super::layers;
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink, Toolchain};
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
        "A layer is a map with `path: npm:<package>`, and the builder splits the path at its colon. An empty layer, or a path \
         that is not a string, makes it throw while it writes the entry; so does a path without a colon (`@midwayjs/koa-layer`) \
         with CLI 1.x. 2.x takes that for the ARN of a layer and loads no package.",
        "层必须是带 `path: npm:<包名>` 的映射，构建器会按冒号拆分这个路径。层为空，或者 `path` 不是字符串，\
         都会在写入口文件时抛出异常；没有冒号的路径（如 `@midwayjs/koa-layer`）在 CLI 1.x 中也会抛出异常，\
         在 2.x 中会被当作层的 ARN，不会加载 npm 包。",
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
    let toolchain = context.toolchain();
    let top = context.service.get("layers");
    judge(top, toolchain, has_entry_file(context), sink);
    if context.service.deploy_type().is_none() {
        // nothing is put together where there are no functions
        let functions = context.service.get("functions");
        if functions.is_none_or(|entry| entry.value.is_falsy()) {
            return;
        }
        for aggregation in context.service.aggregations() {
            judge_own(aggregation.get("layers"), toolchain, sink);
        }
    } else if let Some(entry) = top {
        // the type's own layer is put beside the others
        let brings_layer = DEPLOY_TYPES
            .iter()
            .any(|known| type_node(context).is_some_and(|node| node.as_str() == Some(known.name)));
        let value = entry.value;
        let takes_none = value.is_scalar() && !value.is_falsy() && !value.is_interpolated();
        if brings_layer && takes_none {
            sink.report(
                entry.value_span(),
                message!(
                    "`layers` must be a map: `deployType` puts a layer into it, and packaging will stop with a TypeError.",
                    "`layers` 必须是映射：`deployType` 要向其中加入一个层，打包会因 TypeError 中止。"
                ),
            );
        }
    }
}

/// Whether packaging certainly writes an entry file, into which the service's layers go: it writes none without
/// functions, and whether decorators bring any is not known here.
fn has_entry_file(context: &ServiceContext) -> bool {
    let functions = context.service.get("functions").map(|entry| entry.value);
    // even of a list or a text each part counts
    let has_written = functions.is_some_and(|value| {
        let text = value.as_str().unwrap_or_default();
        value.seen_entries().len() > 0 || value.items().next().is_some() || !text.is_empty()
    });
    has_written || context.service.deploy_type().is_some()
}

fn function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if !context.has_deploy_type && context.membership.is_deployed_alone() {
        judge_own(function.get("layers"), context.toolchain, sink);
    }
}

/// The layers of a function: those of a list are loaded; those of a map are installed only, for which a path must be
/// text all the same.
fn judge_own(entry: Option<Entry>, toolchain: Toolchain, sink: &mut Sink) {
    // the toolchain asks for a `length`
    let is_loaded = |entry: Entry| {
        let length = entry.value.value("length");
        entry.value.is_sequence() || length.is_some_and(|length| !length.is_falsy())
    };
    if entry.is_some_and(is_loaded) {
        return judge(entry, toolchain, true, sink);
    }
    for (_, layer) in layers(entry) {
        if let Some(path) = layer.value("path")
            && path.as_str().is_none()
            && !path.is_falsy()
        {
            judge_path(path, toolchain, true, sink);
        }
    }
}

/// Layers that are written into an entry file, if there is any (`is_written`).
fn judge(entry: Option<Entry>, toolchain: Toolchain, is_written: bool, sink: &mut Sink) {
    for (key, layer) in layers(entry) {
        if layer.is_null() {
            sink.report(
                key.span(),
                message!(
                    "A layer with nothing in it: packaging will stop with a TypeError. Write `path: npm:<package>`, or take it out.",
                    "层的内容为空：打包会因 TypeError 中止。请写 `path: npm:<包名>`，或者删除它。"
                ),
            )
            .severity(where_written(Severity::Error, is_written));
        } else if let Some(path) = layer.value("path").filter(|path| !path.is_falsy()) {
            judge_path(path, toolchain, is_written, sink);
        }
    }
}

/// What writing an entry file throws is a warning as long as there is none to write.
fn where_written(severity: Severity, is_written: bool) -> Severity {
    match severity {
        Severity::Error if !is_written => Severity::Warning,
        other => other,
    }
}

fn judge_path(path: Node, toolchain: Toolchain, is_written: bool, sink: &mut Sink) {
    if path.is_interpolated() || path.is_broken() {
        return;
    }
    let span = path.span();
    let Some(text) = path.as_str() else {
        sink.report(
            span,
            message!(
                "The path of a layer must be a string: packaging will stop with a TypeError. Write `npm:<package>`.",
                "层的 `path` 必须是字符串：打包会因 TypeError 中止。请写 `npm:<包名>`。"
            ),
        );
        return;
    };
    // `<account>#<layer>#<version>` is a layer of Function Compute, which has no colon
    let is_arn = text.contains('#');
    if text.contains(':') || is_arn && toolchain.major >= Some(2) {
        return;
    }
    let (message, severity) = match toolchain.major {
        _ if is_arn => (
            message!(
                "`{text}` has no colon: CLI 1.x stops packaging with a TypeError. Only 2.x takes it for a layer of Function Compute.",
                "`{text}` 中没有冒号：CLI 1.x 打包会因 TypeError 中止，只有 2.x 会把它当作函数计算的层。"
            ),
            match toolchain.major {
                Some(_) => Severity::Error,
                None => Severity::Hint,
            },
        ),
        Some(0 | 1) => (
            message!(
                "`{text}` has no colon: CLI 1.x stops packaging with a TypeError. A package is written `npm:{text}`.",
                "`{text}` 中没有冒号：CLI 1.x 打包会因 TypeError 中止。npm 包要写成 `npm:{text}`。"
            ),
            Severity::Error,
        ),
        Some(_) => (
            message!(
                "`{text}` has no `npm:` in front: this package is not loaded.",
                "`{text}` 前面缺少 `npm:`：这个包不会被加载。"
            ),
            Severity::Warning,
        ),
        None => (
            message!(
                "`{text}` has no colon: CLI 1.x stops packaging with a TypeError, and 2.x loads no package. A package is written `npm:{text}`.",
                "`{text}` 中没有冒号：CLI 1.x 打包会因 TypeError 中止，2.x 则不会加载。npm 包要写成 `npm:{text}`。"
            ),
            Severity::Warning,
        ),
    };
    let problem = sink.report(span, message);
    problem.severity(where_written(severity, is_written));
    // `./layer` is no package
    if !is_arn && text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '@') {
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
    use crate::lint::testing::{check_example, check_rule, fixed, underlined};

    fn with(layer: &str) -> String {
        format!("layers:\n  redis: {layer}\n")
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn the_version_decides_about_a_path_without_a_colon() {
        let of = |path: &str, cli: &str| {
            let text = format!(
                "functions: {{b: {{handler: b.c}}}}\nlayers:\n  a:\n    path: '{path}'\n#- package.json\n{{\"devDependencies\": {{\"@midwayjs/cli\": \"{cli}\"}}}}\n"
            );
            check_example(RULE.code, &text)
        };
        assert!(of("redis", "^1.3.0")[0].starts_with("error"));
        assert!(of("redis", "^2.0.0")[0].starts_with("warning"));
        assert!(of("123#Puppeteer#1", "^1.3.0")[0].starts_with("error"));
        assert!(of("123#Puppeteer#1", "^2.0.0").is_empty());
        assert!(of("123#Puppeteer#1", "latest")[0].starts_with("hint"));
    }

    /// As the real builder does (getLayers of serverless-spec-builder 1.3.22).
    #[test]
    fn what_throws_and_what_does_not() {
        for layer in ["", "{path: 3}", "{path: './local'}"] {
            assert_eq!(check_rule(RULE.code, &with(layer)).len(), 1, "{layer}");
        }
        assert!(check_rule(RULE.code, &with(""))[0].starts_with("warning"));
        let functions = "functions: {a: {handler: a.b}}\n";
        let written = with("") + functions;
        assert!(check_rule(RULE.code, &written)[0].starts_with("error"));
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
        let map = text.replace("{x: {path: redis}}", "{x: {path: 3}, y: }");
        assert_eq!(underlined(RULE.code, &map), ["redis", "3"]);
    }

    /// Seen with the command line 1.3.22.
    #[test]
    fn aggregations_and_deploy_types_have_layers_too() {
        let text = "functions:\n  a:\n    handler: a.b\naggregation:\n  all:\n    functionsPattern: '*'\n    layers: [null]\n";
        assert_eq!(underlined(RULE.code, text), ["null"]);
        let text = "layers: npm:redis\ndeployType: egg\n";
        assert_eq!(underlined(RULE.code, text), ["npm:redis"]);
        assert!(underlined(RULE.code, &text.replace("egg", "nest")).is_empty());
    }
}

//! Layers that are not loaded as written.

use fyml_schema::{Cloud, DeployPath, Support, keys::LAYER_PREFIXES, w};

use super::layers;
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;
use crate::model::Function;
use crate::syntax::{Entry, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "layer-ignored",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["P-05", "P-06", "P-07"],
    summary: w(
        "A layer that is not loaded, or not as written",
        "不会被加载，或不会按写法加载的层",
    ),
    explanation: w(
        "A layer is a map with `path`. `npm:<package>[@version]` is installed and loaded by the entry everywhere; any other \
         path is the ARN of a layer of Function Compute, which only the default path of aliyun passes on. Of `npm:a:b` \
         only `a` is read. In a function, layers must be a list: those of a map are installed and never loaded.",
        "层必须是带 `path` 的映射。`npm:<包名>[@版本]` 在所有平台上都会安装，并由入口文件加载；其他路径视为函数计算层的 ARN，\
         只有 aliyun 默认部署方式会传递。`npm:a:b` 只会读取 `a`。函数中的 `layers` 必须是列表：写成映射时只安装、不加载。",
    ),
    bad: "service: shop
provider:
  name: tencent
layers:
  redis: npm:@shop/redis-layer
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          value: '0 0 4 * * * *'
",
    good: "service: shop
provider:
  name: tencent
layers:
  redis:
    path: npm:@shop/redis-layer
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          value: '0 0 4 * * * *'
",
    fixable: true,
    check: Check::Both { service, function },
};

fn service(context: &ServiceContext, sink: &mut Sink) {
    // a platform inside Alibaba has layers of its own
    let is_internal = context.cloud.is_some() && context.path.is_none();
    if let Some(entry) = context.service.get("layers").filter(|_| !is_internal) {
        for (key, layer) in layers(Some(entry)) {
            judge(key, layer, context.path, sink);
        }
    }
}

fn function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(entry) = function.get("layers").filter(|_| {
        !context.has_deploy_type && (context.cloud.is_none() || context.path.is_some())
    }) else {
        return;
    };
    let all = layers(Some(entry));
    if entry.value.is_mapping() && all.iter().any(|(_, layer)| layer.get("path").is_some()) {
        let name = function.name();
        sink.report(
            entry.key.span(),
            message!(
                "Layers in a function must be a list of `path: …`: these are installed, but `{name}` never loads them. Or write them at the top of the file.",
                "函数中的 `layers` 必须是由 `path: …` 组成的列表：这些层会安装，但 `{name}` 不会加载。也可以写在文件顶层。"
            ),
        );
        return;
    }
    for (key, layer) in all {
        // on aliyun a rule of its own speaks of the ARNs of functions
        let path = layer.value("path").unwrap_or(layer);
        let is_npm = path.as_str().is_some_and(|path| path.starts_with("npm:"));
        if is_npm || context.cloud != Some(Cloud::Aliyun) {
            judge(key, layer, context.path, sink);
        }
    }
}

fn judge(key: Node, layer: Node, path: Option<DeployPath>, sink: &mut Sink) {
    if layer.is_null() || layer.is_interpolated() || layer.is_broken() {
        return;
    }
    if let Some(text) = layer.as_str() {
        let span = layer.span();
        let problem = sink.report(
            span,
            message!(
                "A layer must be a map: this one is not loaded. Write `path: {text}` below it.",
                "层必须是映射，这个层不会被加载。请在它下面写 `path: {text}`。"
            ),
        );
        let is_in_line = key != layer && !layer.raw().contains('\n');
        let raw = layer.raw();
        if is_in_line && text.starts_with("npm:") {
            problem.fix(
                message!("Write it as a map", "写成映射"),
                span,
                format!("{{ path: '{}' }}", raw.trim_matches(['\'', '"'])),
            );
        }
        return;
    }
    // a layer without a path is the schema's matter
    if let Some(entry) = layer.get("path").filter(|entry| !entry.value.is_falsy()) {
        judge_path(entry, path, sink);
    }
}

fn judge_path(entry: Entry, path: Option<DeployPath>, sink: &mut Sink) {
    let Some(text) = entry
        .value
        .as_str()
        .filter(|_| !entry.value.is_interpolated())
    else {
        return;
    };
    let Some((scheme, rest)) = text.split_once(':') else {
        return; // throws
    };
    let known = LAYER_PREFIXES
        .iter()
        .find(|(prefix, _)| text.starts_with(prefix));
    let is_read = path
        .zip(known)
        .is_none_or(|(path, (_, support))| support.on(path) != Support::Ignored);
    let span = entry.value_span();
    if !is_read {
        let cloud = path
            .map(|path| path.title())
            .unwrap_or_else(|| w("this cloud", "该平台"));
        let (en, zh) = (cloud.en, cloud.zh);
        sink.report(
            span,
            message!(
                "`{scheme}:` layers do not reach {en}: only `npm:` ones are loaded there.",
                "`{scheme}:` 层不会传递到{zh}：那里只加载 `npm:` 层。"
            ),
        )
        .tag(Tag::Unnecessary);
    } else if scheme == "npm"
        && let Some((first, lost)) = rest.split_once(':')
    {
        sink.report(
            span,
            message!(
                "Everything behind the second colon is lost: `{first}` is installed, not `{first}:{lost}`.",
                "第二个冒号之后的内容会丢失：安装的是 `{first}`，而不是 `{first}:{lost}`。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn with(cloud: &str, layer: &str) -> Vec<String> {
        check_rule(
            RULE.code,
            &format!("provider:\n  name: {cloud}\nlayers:\n  redis: {layer}\n"),
        )
    }

    #[test]
    fn a_text_becomes_a_map() {
        let after = fixed(RULE.code, RULE.bad);
        assert!(
            after.contains("  redis: { path: 'npm:@shop/redis-layer' }\n"),
            "{after}"
        );
    }

    #[test]
    fn arns_reach_aliyun_only() {
        let arn = "{path: 'acs:fc:cn-hangzhou:1:layers/a/versions/1'}";
        assert!(with("aliyun", arn).is_empty());
        assert!(with("tencent", arn)[0].contains("`acs:` layers do not reach tencent"));
    }

    #[test]
    fn lost_parts() {
        assert!(with("aliyun", "{path: 'npm:redis:1.0.0'}")[0].contains("`redis` is installed"));
        for right in [
            "{name: x}",
            "{path: 'npm:@a/b@1.0.0'}",
            "{path: '${env.L}'}",
            "",
            "{path: redis}",
        ] {
            assert!(with("aliyun", right).is_empty(), "{right}");
        }
    }

    #[test]
    fn a_map_in_a_function_is_not_loaded() {
        let text = "functions:\n  a:\n    handler: a.b\n    layers:\n      redis:\n        path: npm:redis\n";
        assert!(check_rule(RULE.code, text)[0].starts_with("warning 4:5-4:11"));
        let list = text.replace("      redis:\n        path", "      - path");
        assert!(check_rule(RULE.code, &list).is_empty());
    }
}

//! Plugins that are passed over.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "plugin-ignored",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["P-10", "P-13"],
    summary: w("A plugin that is not loaded", "不会被加载的插件"),
    explanation: w(
        "Only `npm:<provider>:<package>`, `local:<provider>:<path>` (the provider may be empty: `npm::<package>`) and \
         relative paths (`./plugin`) are loaded. A bare package name, as Serverless Framework has it, is ignored, and \
         so is a plugin for another provider.",
        "只有 `npm:<provider>:<包名>`、`local:<provider>:<路径>`（provider 可以为空，如 `npm::<包名>`）以及相对路径（`./plugin`）会被加载。\
         像 Serverless Framework 那样只写包名会被忽略，为其他 provider 写的插件也会被跳过。",
    ),
    bad: "service: shop
provider:
  name: aliyun
plugins:
  - '@shop/faas-plugin'
",
    good: "service: shop
provider:
  name: aliyun
plugins:
  - npm::@shop/faas-plugin
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(plugins) = context.service.get("plugins") else {
        return;
    };
    for node in plugins.value.items() {
        let Some(plugin) = node.as_str().filter(|_| !node.is_interpolated()) else {
            continue;
        };
        let span = node.span();
        let mut parts = plugin.splitn(3, ':');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("npm" | "local"), Some(provider), Some(_)) => {
                let ours = context.cloud.map(Cloud::name);
                if let Some(ours) = ours.filter(|ours| !provider.is_empty() && provider != *ours) {
                    sink.report(
                        span,
                        message!(
                            "This plugin is for `{provider}` and is skipped on {ours}. Leave the provider out (`::`) to load it everywhere.",
                            "这个插件只用于 `{provider}`，在 {ours} 上会被跳过。省略 provider（`::`）即可在所有平台加载。"
                        ),
                    )
                    .tag(Tag::Unnecessary);
                }
            }
            (Some("npm" | "local"), Some(_), None) => {} // refused
            _ if plugin.starts_with('.') => {}
            // nobody would want it to be loaded by Midway
            _ if plugin.starts_with("serverless-") => {
                sink.report(
                    span,
                    message!(
                        "`{plugin}` is ignored: plugins of Serverless Framework do not work with Midway. Remove it.",
                        "`{plugin}` 会被忽略：Serverless Framework 的插件不能用于 Midway。请删除它。"
                    ),
                )
                .tag(Tag::Unnecessary);
            }
            _ => {
                let problem = sink.report(
                    span,
                    message!(
                        "`{plugin}` is ignored: a package is written `npm::{plugin}`.",
                        "`{plugin}` 会被忽略：npm 包要写成 `npm::{plugin}`。"
                    ),
                );
                if !plugin.contains([':', ' ']) {
                    problem.fix(
                        message!("Change to `npm::{plugin}`", "改为 `npm::{plugin}`"),
                        span,
                        format!("npm::{plugin}"),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn with(plugin: &str) -> String {
        RULE.bad.replace("'@shop/faas-plugin'", plugin)
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let foreign = with("serverless-offline");
        assert_eq!(fixed(RULE.code, &foreign), foreign);
        assert_eq!(check_rule(RULE.code, &foreign).len(), 1);
    }

    #[test]
    fn right_forms() {
        for plugin in [
            "npm::a",
            "npm:aliyun:a",
            "local::./a",
            "./a",
            "../a",
            "${env.P}",
            "npm:a",
        ] {
            assert!(check_rule(RULE.code, &with(plugin)).is_empty(), "{plugin}");
        }
        assert!(check_rule(RULE.code, &with("npm:tencent:a"))[0].contains("skipped on aliyun"));
    }
}

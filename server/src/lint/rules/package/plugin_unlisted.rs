//! A plugin that the project does not install itself.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "plugin-unlisted",
    severity: Severity::Info,
    group: Group::Project,
    clouds: &[],
    covers: &["P-12"],
    summary: w(
        "A plugin that package.json does not list",
        "package.json 中没有列出的插件",
    ),
    explanation: w(
        "The CLI looks for the package of an `npm:` plugin in `node_modules` and installs the newest release where it is \
         missing. If that fails, without a network in CI, say, it goes on without the plugin and without a word. List the \
         package in `devDependencies`.",
        "对于 `npm:` 插件，CLI 先在 `node_modules` 中查找对应的包，找不到时会安装最新版本。如果安装失败（例如 CI 无法访问网络），\
         CLI 会在没有这个插件的情况下继续执行，而且没有任何提示。请把这个包写进 `devDependencies`。",
    ),
    bad: "service: shop
provider:
  name: aliyun
plugins:
  - npm::@shop/faas-plugin
#- package.json
{ \"devDependencies\": { \"@midwayjs/cli\": \"^1.3.0\" } }
",
    good: "service: shop
provider:
  name: aliyun
plugins:
  - npm::@shop/faas-plugin
#- package.json
{ \"devDependencies\": { \"@midwayjs/cli\": \"^1.3.0\", \"@shop/faas-plugin\": \"^1.0.0\" } }
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let (Some(entry), Some(package)) = (
        context.service.get("plugins"),
        context.project.package_json.as_ref(),
    ) else {
        return;
    };
    for item in entry.value.items() {
        let Some(plugin) = item.as_str().filter(|_| !item.is_interpolated()) else {
            continue;
        };
        let mut parts = plugin.splitn(3, ':');
        let (Some("npm"), Some(provider), Some(name)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let is_ours =
            provider.is_empty() || context.cloud.is_some_and(|our| our.name() == provider);
        let is_listed =
            package.dependencies.contains_key(name) || package.dev_dependencies.contains_key(name);
        if is_ours && !is_listed {
            sink.report(
                item.span(),
                message!(
                    "`{name}` is not in package.json: the CLI installs it when it runs, and leaves the plugin out without a word if that fails. Add it to `devDependencies`.",
                    "package.json 中没有 `{name}`：CLI 会在运行时安装，安装失败时会静默跳过这个插件。请加入 `devDependencies`。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule};

    #[test]
    fn where_package_json_is_known() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("info 5:5-5:27"));
        let listed = RULE.bad.replace("devDependencies", "dependencies").replace(
            "\"@midwayjs/cli\"",
            "\"@shop/faas-plugin\": \"1\", \"@midwayjs/cli\"",
        );
        assert!(check_example(RULE.code, &listed).is_empty());
        let text = RULE.bad.split("#-").next().unwrap_or_default();
        assert!(check_rule(RULE.code, text).is_empty(), "nobody knows");
    }

    #[test]
    fn other_plugins_are_not_installed() {
        for plugin in [
            "./plugin",
            "local::./plugin",
            "npm:tencent:@shop/faas-plugin",
        ] {
            let text = RULE.bad.replace("npm::@shop/faas-plugin", plugin);
            assert!(check_example(RULE.code, &text).is_empty(), "{plugin}");
        }
    }
}

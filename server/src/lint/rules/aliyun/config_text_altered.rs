//! Texts in service settings that the builder changes by accident.

use fyml_schema::{Cloud, DeployPath, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-config-text-altered",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-35"],
    summary: w(
        "A string in a service setting that the builder changes",
        "会被构建器改写的服务配置字符串",
    ),
    explanation: w(
        "The builder changes the first letter of every key in `vpcConfig`, `logConfig`, `nasConfig` (with `--useFun` also \
         in `policies` and `asyncConfiguration`) by a search over their JSON text. What looks like a key inside a string, \
         such as `\"Name\":`, is changed too. Write such settings as a map, not as JSON in a string.",
        "构建器会把 `vpcConfig`、`logConfig`、`nasConfig`（使用 `--useFun` 时还有 `policies` 和 `asyncConfiguration`）\
         转成 JSON 文本，再用正则修改每个键的首字母大小写。文本里看起来像键的内容（如 `\"Name\":`）也会一并被改掉。\
         请把这类配置写成映射，而不是放在字符串里的 JSON。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  logConfig:
    project: shop
    logstore: 'orders \"Main\": all'
",
    good: "service: shop
provider:
  name: aliyun
  logConfig:
    project: shop
    logstore: orders
",
    fixable: false,
    check: Check::Service(check),
};

/// The settings that are rewritten, by deploy path (`uppercaseObjectKey`, `lowercaseObjectKey` in `fc/builder.ts`).
const fn rewritten(path: DeployPath) -> &'static [&'static str] {
    match path {
        DeployPath::ServerlessDevs => &["vpcConfig", "logConfig", "nasConfig"],
        DeployPath::Fun => &[
            "vpcConfig",
            "logConfig",
            "nasConfig",
            "policies",
            "asyncConfiguration",
        ],
        _ => &[],
    }
}

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(path) = context.path else { return };
    for name in rewritten(path) {
        if let Some(value) = context.service.provider().value(name) {
            look_into(value, name, sink);
        }
    }
}

/// Every text below a node. Aliases are not followed: what they stand for is looked at in its own place, if at all.
fn look_into(node: Node, setting: &str, sink: &mut Sink) {
    if node.as_str().is_some_and(|text| text.contains("\":")) && !node.is_interpolated() {
        sink.report(
            node.span(),
            message!(
                "The builder takes what stands before `\":` in this string for a key of `{setting}` and changes its first letter.",
                "构建器会把这段字符串中 `\":` 之前的内容当作 `{setting}` 的键，并改写它的首字母。"
            ),
        );
    }
    // values only: keys are meant to be changed
    for entry in node.written_entries() {
        look_into(entry.value, setting, sink);
    }
    for item in node.items() {
        look_into(item, setting, sink);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with};

    #[test]
    fn funcraft_rewrites_policies_too() {
        let text = "service: shop\nprovider:\n  name: aliyun\n  policies: '{\"a\": 1}'\n";
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        assert!(check_rule(RULE.code, text).is_empty());
        assert!(
            check_with(text, &settings)
                .iter()
                .any(|line| line.starts_with(RULE.code))
        );
    }

    #[test]
    fn maps_lists_and_other_settings_are_fine() {
        for lines in [
            "vpcConfig: {vpcId: 'a: b', vSwitchIds: ['\"x\"']}",
            "environment: {JSON: '{\"a\": 1}'}",
            "nasConfig: auto",
        ] {
            let text = format!("service: shop\nprovider:\n  name: aliyun\n  {lines}\n");
            assert!(check_rule(RULE.code, &text).is_empty(), "{lines}");
        }
    }
}

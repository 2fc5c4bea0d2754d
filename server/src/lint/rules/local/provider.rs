//! Clouds that local runs refuse.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, PackageJson, Rule, ServiceContext, Severity, Sink, Tool};
use crate::message;
use crate::model::ProviderName;

/// The rule.
pub static RULE: Rule = Rule {
    code: "local-provider",
    severity: Severity::Info,
    group: Group::Provider,
    clouds: &[Cloud::Vercel, Cloud::Wechat],
    covers: &["V-07"],
    summary: w(
        "vercel and wechat cannot be run locally",
        "vercel 和 wechat 无法在本地运行",
    ),
    explanation: w(
        "Local runs know starters for aliyun and tencent only: with `vercel` or `wechat` they end with \
         `Current provider '…' not support`, or find no function. Set `provider.starterModule` and `provider.triggerModule`, \
         or run with another provider while you develop (`name: \"${env.PROVIDER}\"`).",
        "本地运行只支持 aliyun 和 tencent：`vercel` 或 `wechat` 会报 `Current provider '…' not support`，或者找不到函数。\
         请设置 `provider.starterModule` 和 `provider.triggerModule`，或者在开发时使用其他 provider（`name: \"${env.PROVIDER}\"`）。",
    ),
    bad: "service: shop
provider:
  name: vercel
",
    good: "service: shop
provider:
  name: vercel
  starterModule: ./local/starter
  triggerModule: ./local/trigger
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let provider = context.service.provider();
    let ProviderName::Known(cloud, name) = provider.name() else {
        return;
    };
    let is_set = |key: &str| provider.value(key).is_some_and(|value| !value.is_falsy());
    if is_set("starterModule") && is_set("triggerModule") {
        return;
    }
    let package = context.project.package_json.as_ref();
    let calls = package.map(PackageJson::invocations).unwrap_or_default();
    let local = calls.iter().find(|call| match call.tool {
        Tool::F => call.subcommand == "invoke",
        Tool::MidwayBin => call.subcommand == "dev",
    });
    let cloud = cloud.name();
    match local {
        Some(call) => {
            let script = call.script;
            sink.report(
                name.span(),
                message!(
                    "The script `{script}` of package.json will fail: local runs do not know `{cloud}`.",
                    "package.json 的脚本 `{script}` 会失败：本地运行不支持 `{cloud}`。"
                ),
            )
            .severity(Severity::Warning);
        }
        None => {
            sink.report(
                name.span(),
                message!(
                    "`{cloud}` can be packaged, but not run locally: `dev` and `invoke` do not know it.",
                    "`{cloud}` 可以打包，但不能在本地运行：`dev` 和 `invoke` 不支持它。"
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
    fn a_script_that_fails_is_worth_a_warning() {
        assert!(check_rule(RULE.code, RULE.bad)[0].starts_with("info 3:9-3:15"));
        let text = format!(
            "{}#- package.json\n{{\"scripts\": {{\"dev\": \"midway-bin dev --ts\"}}}}\n",
            RULE.bad
        );
        assert!(check_example(RULE.code, &text)[0].starts_with("warning"));
        assert!(check_rule(RULE.code, &RULE.bad.replace("vercel", "tencent")).is_empty());
    }
}

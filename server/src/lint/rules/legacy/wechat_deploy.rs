//! Deploying to wechat.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, PackageJson, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::ProviderName;

/// The rule.
pub static RULE: Rule = Rule {
    code: "wechat-deploy",
    severity: Severity::Info,
    group: Group::Provider,
    clouds: &[Cloud::Wechat],
    covers: &["W-04"],
    summary: w(
        "`deploy` does nothing on wechat",
        "wechat 上的 `deploy` 不做任何事",
    ),
    explanation: w(
        "There is a plugin for packaging only: it writes `cloudfunctions/`, which the WeChat developer tools upload. \
         `deploy` ends without an error and without having done anything. In package.json, call `package`.",
        "只有打包插件：它会生成 `cloudfunctions/`，由微信开发者工具上传。`deploy` 不会报错，但什么都不做。\
         请在 package.json 中调用 `package`。",
    ),
    bad: "service: shop
provider:
  name: wechat
#- package.json
{ \"scripts\": { \"deploy\": \"midway-bin deploy\" } }
",
    good: "service: shop
provider:
  name: wechat
#- package.json
{ \"scripts\": { \"build\": \"midway-bin package\" } }
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let ProviderName::Known(_, name) = context.service.provider().name() else {
        return;
    };
    let package = context.project.package_json.as_ref();
    let calls = package.map(PackageJson::invocations).unwrap_or_default();
    if let Some(call) = calls.iter().find(|call| call.subcommand == "deploy") {
        let script = call.script;
        sink.report(
            name.span(),
            message!(
                "The script `{script}` of package.json deploys nothing: for wechat there is only `package`.",
                "package.json 的脚本 `{script}` 不会部署任何东西：wechat 只支持 `package`。"
            ),
        )
        .severity(Severity::Warning);
    } else if package.is_none() {
        sink.report(
            name.span(),
            message!(
                "`package` writes `cloudfunctions/` for the WeChat developer tools; `deploy` does nothing.",
                "`package` 会生成 `cloudfunctions/`，由微信开发者工具上传；`deploy` 不做任何事。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule};

    #[test]
    fn a_script_that_deploys_is_worth_a_warning() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("warning 3:9-3:15"));
        assert!(check_example(RULE.code, RULE.good).is_empty());
        assert!(check_rule(RULE.code, "provider:\n  name: wechat\n")[0].starts_with("info"));
    }
}

//! A script that goes on after a deployment, whether that failed or not.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, PackageJson, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "deploy-exit-code",
    severity: Severity::Info,
    group: Group::Project,
    clouds: &[Cloud::Aliyun, Cloud::Vercel],
    covers: &["G-31"],
    summary: w(
        "A script goes on after a deployment that failed",
        "部署失败后脚本仍会继续执行",
    ),
    explanation: w(
        "The plugins for aliyun and vercel catch what goes wrong while deploying, print `Deploy error: …` and end with exit \
         code 0. In a script such as `f deploy && npm run notify`, and in CI, that looks like success. Search the output for \
         `Deploy error`, or check what is deployed before you go on.",
        "aliyun 和 vercel 的插件会捕获部署过程中的错误，只打印 `Deploy error: …`，退出码仍是 0。在 `f deploy && npm run notify` \
         这样的脚本和 CI 中，看起来就像部署成功了。请检查输出中是否有 `Deploy error`，或者先确认部署结果再继续。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
#- package.json
{ \"scripts\": { \"release\": \"midway-bin deploy && npm run notify\" } }
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
#- package.json
{ \"scripts\": { \"release\": \"midway-bin deploy\" } }
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(name) = context.service.provider().get("name") else {
        return;
    };
    let package = context.project.package_json.as_ref();
    let calls = package.map(PackageJson::invocations).unwrap_or_default();
    let goes_on = calls
        .iter()
        .find(|call| call.subcommand == "deploy" && call.is_condition);
    if let Some(call) = goes_on {
        let script = call.script;
        sink.report(
            name.value_span(),
            message!(
                "The script `{script}` of package.json goes on even if the deployment fails: the exit code is 0 all the same. Search the output for `Deploy error`.",
                "即使部署失败，package.json 的脚本 `{script}` 也会继续执行：退出码仍是 0。请检查输出中是否有 `Deploy error`。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn only_what_waits_for_success_is_misled() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("info 3:9-3:15"));
        for script in [
            "midway-bin deploy; npm run notify",
            "npm run build && midway-bin deploy",
            "midway-bin package && npm run notify",
        ] {
            let text = RULE
                .bad
                .replace("midway-bin deploy && npm run notify", script);
            assert!(check_example(RULE.code, &text).is_empty(), "{script}");
        }
        // its plugin lets the error through
        let tencent = RULE.bad.replace("aliyun", "tencent");
        assert!(check_example(RULE.code, &tencent).is_empty());
    }
}

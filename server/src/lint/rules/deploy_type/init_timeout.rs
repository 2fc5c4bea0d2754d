//! An `initTimeout` that `deployType` raises.

use fyml_schema::deploy_types::DEPLOY_TYPE_INIT_TIMEOUT;
use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "deploy-type-init-timeout",
    severity: Severity::Info,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["D-08"],
    summary: w(
        "`deployType` raises `initTimeout` to 10 seconds",
        "`deployType` 会把 `initTimeout` 提高到 10 秒",
    ),
    explanation: w(
        "A whole application takes longer to start, so packaging with `deployType` raises `provider.initTimeout` to 10 \
         seconds if it is lower. Write 10 or more, or leave it out.",
        "整个应用启动较慢，因此设置 `deployType` 后，打包时会把低于 10 秒的 `provider.initTimeout` 提高到 10 秒。\
         请写 10 或更大的值，或者不写。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  initTimeout: 5
deployType: egg
",
    good: "service: shop
provider:
  name: aliyun
  initTimeout: 10
deployType: egg
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(entry) = context
        .service
        .provider()
        .get("initTimeout")
        .filter(|_| context.service.deploy_type().is_some())
    else {
        return;
    };
    let least = DEPLOY_TYPE_INIT_TIMEOUT;
    let span = entry.value.span();
    let is_low = |seconds: f64| seconds > 0.0 && seconds < least as f64;
    if entry.value.as_number().is_some_and(is_low) {
        sink.report(
            span,
            message!(
                "With `deployType` this becomes {least} seconds.",
                "设置 `deployType` 后，这里会变成 {least} 秒。"
            ),
        )
        .safe_fix(
            message!("Change to {least}", "改为 {least}"),
            span,
            least.to_string(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn only_what_is_raised() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        for other in ["initTimeout: 0", "initTimeout: 30", "timeout: 5"] {
            let text = RULE.bad.replace("initTimeout: 5", other);
            assert!(check_rule(RULE.code, &text).is_empty(), "{other}");
        }
        assert!(check_rule(RULE.code, &RULE.bad.replace("deployType: egg", "")).is_empty());
    }
}

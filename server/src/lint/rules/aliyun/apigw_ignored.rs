//! `apigw` on aliyun: works in local dev, deploys nothing.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, TriggerShape};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-apigw-ignored",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-01", "K-06", "L-04"],
    summary: w(
        "aliyun ignores `apigw` triggers",
        "aliyun 会忽略 `apigw` 触发器",
    ),
    explanation: w(
        "Neither aliyun builder has a branch for `apigw`, so the function is deployed without this trigger. Local dev \
         answers it all the same and `midway-bin check` takes it for http, which makes it look right until it is in the cloud. Write `http`: the fields are the same.",
        "aliyun 的两个构建器都不处理 `apigw`，函数部署后不会有这个触发器；而本地 dev 会照常响应它，`midway-bin check` 也把它当作 http 检查，因此上线之前看起来一切正常。\
         请改用 `http`，字段完全相同。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - apigw:
          path: /*
",
    good: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /*
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context.has_deploy_type {
        return;
    }
    let triggers = function.triggers();
    let is_alone = !triggers
        .iter()
        .any(|trigger| !trigger.is("apigw") && trigger.is_active());
    for trigger in triggers
        .iter()
        .filter(|trigger| trigger.is("apigw") && trigger.shape() != TriggerShape::Null)
    {
        let name = function.name();
        let message = if is_alone {
            message!(
                "aliyun ignores `apigw`: `{name}` will be deployed without a trigger. Use `http`.",
                "aliyun 会忽略 `apigw`：`{name}` 部署后没有任何触发器。请改用 `http`。"
            )
        } else {
            message!(
                "aliyun ignores `apigw`: `{name}` will be deployed without this trigger. Use `http`.",
                "aliyun 会忽略 `apigw`：`{name}` 部署后没有这个触发器。请改用 `http`。"
            )
        };
        let key = trigger.entry().key.span();
        let problem = sink.report(key, message);
        // `http: false` would be no trigger either
        if trigger.is_active() {
            problem.safe_fix(message!("Change to `http`", "改为 `http`"), key, "http");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn a_deploy_type_replaces_the_function_and_an_empty_trigger_is_none() {
        assert!(check_rule(RULE.code, &format!("{}deployType: egg\n", RULE.bad)).is_empty());
        assert!(
            check_rule(
                RULE.code,
                &RULE.bad.replace("apigw:\n          path: /*", "apigw:")
            )
            .is_empty()
        );
    }

    #[test]
    fn one_that_is_switched_off_is_ignored_too() {
        let found = check_rule(
            RULE.code,
            &RULE
                .bad
                .replace("apigw:\n          path: /*", "apigw: false"),
        );
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn tencent_takes_apigw() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("aliyun", "tencent")).is_empty());
    }
}

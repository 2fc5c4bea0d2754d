//! A timer without an expression, at which the tencent deployer throws.

use fyml_schema::{Cloud, w};

use super::triggers_of;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, TriggerShape};

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-timer-value",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-14"],
    summary: w(
        "A timer without `value` stops the deployment",
        "定时触发器缺少 `value` 会使部署中止",
    ),
    explanation: w(
        "serverless-tencent-scf throws \"Specify timer trigger cronexpression must be filled in.\" when a timer has no cron \
         expression, and nothing is deployed.",
        "定时触发器没有 cron 表达式时，serverless-tencent-scf 会抛出 \
         “Specify timer trigger cronexpression must be filled in.”，整个部署中止。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value:
",
    good: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value: '0 0 4 * * * *'
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    for timer in triggers_of(function, cx, "timer") {
        let value = timer.value("value");
        let is_missing = value.is_none_or(|value| value.is_falsy() && !value.is_broken());
        if is_missing && timer.shape() != TriggerShape::Broken && timer.get("parameters").is_none()
        {
            let name = function.name();
            let span = timer
                .get("value")
                .map_or(timer.entry().key.span(), |entry| entry.value_span());
            sink.report(
                span,
                message!(
                    "Deploying will stop here: the timer of `{name}` needs a cron expression in `value`.",
                    "部署会在此中止：`{name}` 的定时触发器需要在 `value` 中写 cron 表达式。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn empty_missing_and_lost_values() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["value"]);
        assert_eq!(
            underlined(RULE.code, &RULE.bad.replace("          value:\n", "")),
            ["timer"]
        );
        let text =
            "provider: {name: tencent}\nfunctions:\n  a:\n    events: [timer: '0 0 4 * * * *']\n";
        assert_eq!(underlined(RULE.code, text), ["timer"]);
    }

    #[test]
    fn a_block_of_another_framework_is_another_rules_matter() {
        let text = RULE
            .bad
            .replace("value:\n", "parameters: {cronExpression: x}\n");
        assert!(check_rule(RULE.code, &text).is_empty());
    }
}

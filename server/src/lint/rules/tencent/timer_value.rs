//! A timer without an expression, at which the tencent deployer throws.

use fyml_schema::{Cloud, DeployPath, w};

use super::triggers_of;
use crate::lint::edit::with_fields;
use crate::lint::{Check, Fix, FunctionContext, Group, Rule, Severity, Sink};
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
    fixable: true,
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
            let problem = sink.report(
                span,
                message!(
                    "Deploying will stop here: the timer of `{name}` needs a cron expression in `value`.",
                    "部署会在此中止：`{name}` 的定时触发器需要在 `value` 中写 cron 表达式。"
                ),
            );
            // an expression in the place of the fields is most likely the right one
            let written = timer.entry().value;
            let facts = timer.facts();
            let field = facts.and_then(|facts| facts.field("value"));
            let value = match facts.zip(field) {
                _ if timer.shape() == TriggerShape::Scalar && !written.is_interpolated() => {
                    written.raw().to_owned()
                }
                Some((facts, field)) => facts.sample(field, DeployPath::Tencent),
                None => continue,
            };
            problem.fix = with_fields(timer.entry(), &[("value", &value)]).map(|edits| Fix {
                title: message!("Add `value: {value}`", "补上 `value: {value}`"),
                edits,
                is_safe: false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

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
    fn a_schedule_is_written() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let text = |trigger| {
            format!(
                "provider: {{name: tencent}}\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - timer: {trigger}\n"
            )
        };
        assert_eq!(
            fixed(RULE.code, &text("'0 0 9 * * * *' # 早上")),
            text("{value: '0 0 9 * * * *'} # 早上")
        );
        assert_eq!(
            fixed(RULE.code, &text("{type: cron}")),
            text("{value: '0 0 4 * * * *', type: cron}")
        );
    }

    #[test]
    fn a_block_of_another_framework_is_another_rules_matter() {
        let text = RULE
            .bad
            .replace("value:\n", "parameters: {cronExpression: x}\n");
        assert!(check_rule(RULE.code, &text).is_empty());
    }
}

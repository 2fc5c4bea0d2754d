//! A trigger without a field the cloud cannot do without.

use fyml_schema::{Cloud, w};

use super::{deployed_triggers, listed};
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, TriggerShape};
use crate::syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-trigger-field-missing",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-24"],
    summary: w("A trigger without a field it needs", "触发器缺少必填字段"),
    explanation: w(
        "The builders check nothing: the trigger is sent as it is, without the bucket, the log store or the cron \
         expression, and the cloud refuses it at the very end of the deployment.",
        "构建器不做任何检查：没有存储桶、日志库或 cron 表达式的触发器会被原样提交，直到部署的最后一步才被云端拒绝。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  audit:
    handler: audit.handler
    events:
      - log:
          project: shop-logs
          source: access
",
    good: "service: shop
provider:
  name: aliyun
functions:
  audit:
    handler: audit.handler
    events:
      - log:
          project: shop-logs
          source: access
          log: trigger
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path else { return };
    for (trigger, facts) in deployed_triggers(function, context) {
        if trigger.shape() != TriggerShape::Fields {
            continue;
        }
        // without `filter` the builder throws, which is a rule of its own
        let required = facts
            .fields
            .iter()
            .filter(|key| key.required_on(path) && key.name != "filter");
        let missing: Vec<&str> = required
            .map(|key| key.name)
            .filter(|name| {
                trigger
                    .value(name)
                    .is_none_or(|value| value.is_null() || value.as_str() == Some(""))
            })
            .collect();
        let empty: Vec<Span> = missing
            .iter()
            .filter_map(|name| trigger.get(name))
            .map(|entry| entry.value_span())
            .collect();
        if missing.is_empty()
            || trigger
                .entry()
                .value
                .children()
                .any(|node| node.is_broken())
        {
            continue;
        }
        let (name, function, missing) = (facts.name, function.name(), listed(missing));
        let problem = sink.report(
            trigger.entry().key.span(),
            message!(
                "The `{name}` trigger of `{function}` needs {missing}: the cloud will refuse it at the end of the deployment.",
                "`{function}` 的 `{name}` 触发器缺少 {missing}：部署到最后会被云端拒绝。"
            ),
        );
        for span in empty {
            problem.settles(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_rule};

    fn with_event(event: &str) -> String {
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - {event}\n"
        )
    }

    #[test]
    fn one_problem_names_all_that_is_missing() {
        for (event, missing) in [
            ("timer: {type: cron}", "needs `value`:"),
            ("timer: {value: ''}", "needs `value`:"),
            ("os: {filter: {}}", "needs `bucket`"),
            ("log: {}", "needs `project`, `source`, `log`:"),
        ] {
            let found = check_rule(RULE.code, &with_event(event));
            assert!(
                found.len() == 1 && found[0].contains(missing),
                "{event}: {found:?}"
            );
        }
    }

    #[test]
    fn an_empty_field_is_one_problem() {
        let text = with_event("os: {bucket: , filter: {}}");
        assert_eq!(
            check(&text)
                .iter()
                .filter(|line| line.contains("bucket"))
                .count(),
            1
        );
    }

    #[test]
    fn what_has_no_needs_or_other_troubles_is_left_alone() {
        for event in [
            "http: {}",
            "http: true",
            "timer:",
            "timer: '0 0 4 * * *'",
            "timer: {value: ${env.CRON}}",
            "mq: {}",
        ] {
            assert!(
                check_rule(RULE.code, &with_event(event)).is_empty(),
                "{event}"
            );
        }
    }
}

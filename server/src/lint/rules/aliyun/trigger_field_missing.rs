//! A trigger without a field the cloud cannot do without.

use fyml_schema::{Cloud, Key, w};

use super::{deployed_triggers, listed};
use crate::lint::edit::with_fields;
use crate::lint::{Check, Fix, FunctionContext, Group, Rule, Severity, Sink};
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
    fixable: true,
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
        let missing: Vec<&Key> = required
            .filter(|key| {
                trigger
                    .value(key.name)
                    .is_none_or(|value| value.is_null() || value.as_str() == Some(""))
            })
            .collect();
        let empty: Vec<Span> = missing
            .iter()
            .filter_map(|key| trigger.get(key.name))
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
        let samples: Vec<(&str, String)> = missing
            .iter()
            .map(|key| (key.name, facts.sample(key, path)))
            .collect();
        let missing = listed(missing.into_iter().map(|key| key.name));
        let (name, function) = (facts.name, function.name());
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
        let samples: Vec<(&str, &str)> = samples
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        problem.fix = with_fields(trigger.entry(), &samples).map(|edits| Fix {
            title: message!("Add {missing}", "补上 {missing}"),
            edits,
            is_safe: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_rule, choices, fixed};

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
    fn what_is_missing_is_written() {
        for (event, after) in [
            (
                "timer: {type: cron}",
                "timer: {value: 'CRON_TZ=Asia/Shanghai 0 0 4 * * *', type: cron}",
            ),
            (
                "os:\n          filter: {}\n          bucket: # 哪个？",
                "os:\n          filter: {}\n          bucket: bucket # 哪个？",
            ),
            (
                "log:\n          # 日志\n          log: ''",
                "log:\n          # 日志\n          project: project\n          source: source\n          log: log",
            ),
            (
                "log: {}",
                "log: {project: project, source: source, log: log}",
            ),
        ] {
            let found = fixed(RULE.code, &with_event(event));
            assert_eq!(found, with_event(after));
            assert!(check_rule(RULE.code, &found).is_empty());
        }
        let found = choices(RULE.code, &with_event("os: {filter: {}}"));
        assert_eq!(found[0].0, "Add `bucket`");
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

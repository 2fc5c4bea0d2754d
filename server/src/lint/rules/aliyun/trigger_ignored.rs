//! Triggers that no aliyun builder translates.

use fyml_schema::{Cloud, DeployPath, Support, Trigger, w};

use crate::lint::{Check, FunctionContext, Group, Message, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, TriggerShape};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-trigger-ignored",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-02", "A-03"],
    summary: w(
        "A trigger that aliyun does not deploy",
        "aliyun 不会部署的触发器",
    ),
    explanation: w(
        "The aliyun builders ask for `http`, `timer`, `log` and `os` (also as `oss` or `cos`), with `--useFun` for `mq` \
         too. Every other type is silently ignored, and the function is deployed without it.",
        "aliyun 的构建器只处理 `http`、`timer`、`log`、`os`（也可写成 `oss`、`cos`），使用 `--useFun` 时还有 `mq`。\
         其他类型会被直接跳过，没有任何提示，函数部署后就没有这个触发器。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  order:
    handler: order.handler
    events:
      - mq:
          topic: orders
",
    good: "service: shop
provider:
  name: aliyun
functions:
  order:
    handler: order.handler
    events:
      - timer:
          value: '0 0 4 * * *'
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path else {
        return;
    };
    for trigger in context.built_triggers(function) {
        let Some(facts) = trigger.facts() else {
            continue;
        };
        // `apigw` has a rule of its own, because it has a repair
        let is_ignored = facts.support.on(path) == Support::Ignored && facts.name != "apigw";
        // what has nothing behind it is ignored everywhere, which another rule says
        if is_ignored && trigger.shape() != TriggerShape::Null {
            sink.report(
                trigger.entry().key.span(),
                ignored(facts, &function.name(), path),
            );
        }
    }
}

fn ignored(facts: &Trigger, function: &str, path: DeployPath) -> Message {
    let name = facts.name;
    if path != DeployPath::Fun && facts.support.on(DeployPath::Fun) != Support::Ignored {
        return message!(
            "`{name}` is only deployed with `--useFun`: otherwise `{function}` will not have this trigger.",
            "`{name}` 只有用 `--useFun` 部署时才有效，否则 `{function}` 不会有这个触发器。"
        );
    }
    match facts.deprecated {
        Some(instead) => {
            let (en, zh) = (instead.en, instead.zh);
            message!(
                "`{function}` will be deployed without its `{name}` trigger. {en}",
                "`{function}` 部署后不会有 `{name}` 触发器。{zh}"
            )
        }
        None => message!(
            "aliyun ignores `{name}`: `{function}` will be deployed without this trigger.",
            "aliyun 会忽略 `{name}`：`{function}` 部署后没有这个触发器。"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with, underlined};

    fn with_event(event: &str) -> String {
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  order:\n    handler: a.b\n    events:\n      - {event}\n"
        )
    }

    #[test]
    fn what_nobody_translates_is_named() {
        for event in [
            "cmq",
            "kafka",
            "ckafka",
            "cdn",
            "mns",
            "schedule",
            "event",
            "hsf",
            "mtop",
            "rds",
            "tablestore",
        ] {
            assert_eq!(
                underlined(RULE.code, &with_event(&format!("{event}: {{}}"))),
                [event]
            );
        }
        assert!(check_rule(RULE.code, &with_event("schedule: {}"))[0].contains("write `timer`"));
    }

    #[test]
    fn what_is_deployed_or_has_its_own_rule_is_left_alone() {
        for event in [
            "http: true",
            "timer: {value: x}",
            "cos: {}",
            "apigw: true",
            "mq:",
            "mystery: {}",
        ] {
            assert!(
                check_rule(RULE.code, &with_event(event)).is_empty(),
                "{event}"
            );
        }
        assert!(check_rule(RULE.code, &(with_event("mq: {}") + "deployType: egg\n")).is_empty());
    }

    #[test]
    fn funcraft_takes_mq() {
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        assert!(
            !check_with(RULE.bad, &settings)
                .iter()
                .any(|line| line.starts_with(RULE.code))
        );
    }
}

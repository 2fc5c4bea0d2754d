//! Triggers that a function loses when it is folded into an aggregation.

use fyml_schema::w;

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Membership};
use fyml_schema::Support;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-lost-trigger",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-08"],
    summary: w(
        "A member loses its other triggers",
        "聚合部署会丢失成员的其他触发器",
    ),
    explanation: w(
        "Only `http` triggers are folded into an aggregation; the function itself is then no longer deployed, and its timers and other triggers are gone. Give them to a function of their own.",
        "聚合部署只合并 `http` 触发器，函数本身不再部署，它的定时等其他触发器也随之消失。请把它们放到单独的函数中。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
      - timer:
          type: cron
          value: '0 0 4 * * *'
aggregation:
  api:
    functionsPattern: ['*']
",
    good: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value: '0 0 4 * * *'
aggregation:
  api:
    functionsPattern: ['*']
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let is_http_member = cx.membership == Membership::Folded
        && function
            .triggers()
            .iter()
            .any(|trigger| trigger.is_first() && trigger.is("http"));
    if !is_http_member {
        return;
    }
    for trigger in function.each_trigger() {
        // what nobody knows is another rule's matter
        let Some((facts, path)) = trigger.facts().zip(cx.path) else {
            continue;
        };
        let is_taken = trigger.is_first() && trigger.is("http");
        let is_ignored = facts.support.on(path) == Support::Ignored;
        // what is switched off has a rule, unless the cloud ignores it anyway
        let is_told = !trigger.is_active() && (!is_ignored || trigger.entry().value.is_null());
        if is_told || is_taken {
            continue;
        }
        let (word, name) = (trigger.name(), function.name());
        let message = if is_ignored {
            message!(
                "This `{word}` trigger will be lost: aggregation takes only the http triggers of `{name}`, and this cloud knows no `{word}`.",
                "这个 `{word}` 触发器会丢失：聚合部署只保留 `{name}` 的 http 触发器，而且该平台也不支持 `{word}`。"
            )
        } else {
            message!(
                "This `{word}` trigger will be lost: aggregation takes only the http triggers of `{name}`. Move it to a function of its own.",
                "这个 `{word}` 触发器会丢失：聚合部署只保留 `{name}` 的 http 触发器。请把它放到单独的函数中。"
            )
        };
        sink.report(trigger.entry().key.span(), message);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn a_function_that_is_deployed_alone_too_keeps_them() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["timer"]);
        assert!(check_rule(RULE.code, &format!("{}    deployOrigin: true\n", RULE.bad)).is_empty());
    }

    #[test]
    fn a_second_key_is_lost_too() {
        let text = RULE.bad.replace("      - timer", "        timer");
        assert_eq!(underlined(RULE.code, &text), ["timer"]);
        let ignored = RULE.bad.replace("timer:", "kafka:");
        assert!(check_rule(RULE.code, &ignored)[0].contains("knows no `kafka`"));
        let off = RULE.bad.replace(
            "timer:\n          type: cron\n          value: '0 0 4 * * *'",
            "kafka: 0",
        );
        assert_eq!(underlined(RULE.code, &off), ["kafka"]);
        let told = off.replace("kafka", "timer");
        assert!(check_rule(RULE.code, &told).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("timer:", "tiemr:")).is_empty());
    }
}

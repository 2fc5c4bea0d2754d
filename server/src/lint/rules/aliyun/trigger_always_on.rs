//! `enable: false` where the builder writes `true`.

use fyml_schema::{Cloud, Support, w};

use super::deployed_triggers;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-trigger-always-on",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-22"],
    summary: w(
        "`enable: false` does not switch the trigger off",
        "`enable: false` 无法关闭触发器",
    ),
    explanation: w(
        "Of all triggers only `timer` can be switched off: for the others the builders write `enable: true`, whatever \
         f.yml says. Comment the trigger out instead.",
        "只有 `timer` 触发器可以关闭；其他触发器无论 f.yml 怎么写，构建器都会写成启用。不需要时请把触发器注释掉。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  thumbnail:
    handler: thumbnail.handler
    events:
      - os:
          bucket: pictures
          events: oss:ObjectCreated:*
          filter:
            prefix: upload/
            suffix: .png
          enable: false
",
    good: "service: shop
provider:
  name: aliyun
functions:
  thumbnail:
    handler: thumbnail.handler
    events:
      - os:
          bucket: pictures
          events: oss:ObjectCreated:*
          filter:
            prefix: upload/
            suffix: .png
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path else { return };
    for (trigger, facts) in deployed_triggers(function, context) {
        let Some(entry) = trigger.get("enable") else {
            continue;
        };
        let is_read = facts
            .field("enable")
            .is_none_or(|key| key.support.on(path) != Support::Ignored);
        if !is_read && entry.value.as_bool() == Some(false) {
            let (name, function) = (facts.name, function.name());
            sink.report(
                entry.value_span(),
                message!(
                    "The `{name}` trigger of `{function}` will be on all the same: `enable` is not read. Comment it out to switch it off.",
                    "`{function}` 的 `{name}` 触发器仍会启用：`enable` 不会被读取。要关闭它，请把触发器注释掉。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    fn with_event(event: &str) -> String {
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - {event}\n"
        )
    }

    #[test]
    fn every_word_for_object_storage_and_log_is_always_on() {
        for event in ["oss", "cos", "log"] {
            assert_eq!(
                underlined(
                    RULE.code,
                    &with_event(&format!("{event}: {{filter: {{}}, enable: false}}"))
                ),
                ["false"]
            );
        }
    }

    #[test]
    fn a_timer_can_be_switched_off_and_true_is_what_happens() {
        for event in [
            "timer: {value: x, enable: false}",
            "os: {filter: {}, enable: true}",
            "os: {filter: {}, enable: ${env.ON}}",
        ] {
            assert!(
                check_rule(RULE.code, &with_event(event)).is_empty(),
                "{event}"
            );
        }
    }
}

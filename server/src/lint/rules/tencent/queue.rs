//! `cmq` and `mq` triggers, which are never created.

use fyml_schema::{Cloud, DeployPath, w};

use super::triggers_of;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, TriggerShape};

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-queue-never-created",
    severity: Severity::Error,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-08"],
    summary: w(
        "Message queue triggers are never created on tencent",
        "tencent 上不会创建消息队列触发器",
    ),
    explanation: w(
        "The builder calls every queue trigger `cmq`, and the deployer creates one only if its name is the queue's name. \
         Unless the queue itself is called `cmq`, the trigger is skipped with a line in the log. Create it in the console.",
        "构建器把所有队列触发器都命名为 `cmq`，而部署工具只在触发器名与队列名相同时才会创建。\
         除非队列名就叫 `cmq`，否则只在日志里留下一行就跳过了。请在控制台中创建。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  mailer:
    handler: mailer.send
    events:
      - cmq:
          topic: orders
",
    good: "service: shop
provider:
  name: tencent
functions:
  mailer:
    handler: mailer.send
    events:
      - timer:
          type: cron
          value: '0 */5 * * * * *'
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    for trigger in triggers_of(function, cx, "mq") {
        let topic = trigger.value("topic");
        let has_parameters = trigger.get("parameters").is_some();
        if has_parameters
            || topic.is_some_and(|topic| topic.is_interpolated())
            || trigger.shape() == TriggerShape::Broken
        {
            continue;
        }
        let Some(fixed) = trigger
            .facts()
            .and_then(|facts| facts.default_name(DeployPath::Tencent))
        else {
            continue;
        };
        if topic.and_then(|topic| topic.scalar_str()) != Some(fixed) {
            let name = function.name();
            sink.report(
                trigger.entry().key.span(),
                message!(
                    "This trigger of `{name}` will not be created: that only works for a queue named `{fixed}`. Create it in Tencent Cloud's console.",
                    "`{name}` 的这个触发器不会被创建：只有队列名就是 `{fixed}` 时才可以。请在腾讯云控制台中创建。"
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
    fn only_a_queue_of_that_very_name_works() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["cmq"]);
        assert_eq!(
            underlined(RULE.code, &RULE.bad.replace("- cmq", "- mq")),
            ["mq"]
        );
        assert!(check_rule(RULE.code, &RULE.bad.replace("orders", "cmq")).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("orders", "${env.QUEUE}")).is_empty());
    }
}

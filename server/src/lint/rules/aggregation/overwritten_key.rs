//! `handler` and `events` of an aggregation, which packaging overwrites.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-overwritten-key",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-12"],
    summary: w("`handler` and `events` of an aggregation are overwritten", "聚合函数的 `handler` 和 `events` 会被覆盖"),
    explanation: w(
        "The handler of an aggregation is always `<name>.handler`, and its triggers are made from its members. What is written there is lost.",
        "聚合函数的 handler 始终是 `<名称>.handler`，触发器由成员函数决定，写在这里的内容会丢失。",
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
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functionsPattern: ['*']
    events:
      - http:
          path: /api/*
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
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functionsPattern: ['*']
",
    fixable: false,
    check: Check::Service(check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let name = aggregation.name();
        let own_handler = format!("{name}.handler");
        let is_lost = |entry: &Entry| !entry.value.is_falsy() && entry.value.as_str() != Some(own_handler.as_str());
        if let Some(handler) = aggregation.get("handler").filter(is_lost) {
            sink.report(
                handler.key.span(),
                message!(
                    "This handler is overwritten: the handler of `{name}` is always `{own_handler}`.",
                    "该 handler 会被覆盖：`{name}` 的 handler 始终是 `{own_handler}`。"
                ),
            )
            .tag(Tag::Unnecessary);
        }
        if let Some(events) = aggregation.get("events").filter(is_lost) {
            sink.report(
                events.key.span(),
                message!(
                    "These triggers are overwritten: those of `{name}` are made from its members.",
                    "这些触发器会被覆盖：`{name}` 的触发器由成员函数决定。"
                ),
            )
            .tag(Tag::Unnecessary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_handler_it_gets_anyway_is_fine() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["events"]);
        let with = |handler: &str| format!("{}    handler: {handler}\n", RULE.good);
        assert_eq!(underlined(RULE.code, &with("main.handler")), ["handler"]);
        assert!(check_rule(RULE.code, &with("api.handler")).is_empty());
    }
}

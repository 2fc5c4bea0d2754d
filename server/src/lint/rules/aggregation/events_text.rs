//! `events` that aggregation trips over, though the builder may not.

use fyml_schema::{Cloud, w};

use super::{active, is_choosing};
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Aggregation, EventShape, Events, Function, Membership, Trigger};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-events-text",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["G-36"],
    summary: w(
        "With an aggregation, `events` as a string crashes packaging",
        "有聚合函数时，`events` 写成字符串会使打包崩溃",
    ),
    explanation: w(
        "To choose its members an aggregation searches the `events` of every function, member or not, as a list. A string has no \
         `find`, so packaging throws a TypeError; so it does at an empty item (`-` with nothing behind it). Write a list of triggers.",
        "挑选成员时，会把每个函数（无论是否成员）的 `events` 当作列表来查找。字符串没有 `find` 方法，打包会抛出 TypeError；\
         遇到空项（`-` 后面什么都没有）也是如此。请写成触发器列表。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.show
    events: http
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
aggregation:
  api:
    functionsPattern: ['*']
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
aggregation:
  api:
    functionsPattern: ['*']
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let aggregations = active(cx);
    if !aggregations.iter().copied().any(is_choosing) {
        return;
    }
    // where the builders stop at other shapes as well, `events-not-list` and `event-ignored` say so
    let is_cloud_tolerant = cx.is(Cloud::Vercel) || cx.is(Cloud::Wechat);
    for function in cx.service.functions().iter() {
        let name = function.name();
        let is_replaced = cx.memberships.membership(&name) == Membership::Replaced;
        if is_replaced && !is_read_before(&aggregations, &name) {
            continue;
        }
        let is_builder_tolerant = is_cloud_tolerant || is_replaced;
        if is_builder_tolerant {
            empty_item(cx, function, sink);
        }
        if let Events::WrongShape(entry) = function.events()
            && (entry.value.as_str().is_some() || is_builder_tolerant)
            && !entry.value.is_interpolated()
            && !entry.value.resolved().is_broken()
        {
            sink.report(
                entry.value_span(),
                message!(
                    "Packaging will crash: to aggregate, it searches the `events` of `{name}`, which must be a list.",
                    "打包会崩溃：聚合部署会查找 `{name}` 的 `events`，它必须是列表。"
                ),
            );
        }
    }
}

/// Whether a function that an aggregation of its name replaces is looked at before that.
fn is_read_before(aggregations: &[Aggregation], name: &str) -> bool {
    let earlier = aggregations
        .iter()
        .take_while(|aggregation| aggregation.name() != name);
    earlier.copied().any(is_choosing)
}

/// An item with nothing in it, which is read until the function's http trigger is found; of a member, all are.
fn empty_item(cx: &ServiceContext, function: Function, sink: &mut Sink) {
    let name = function.name();
    let is_member = cx.memberships.aggregation_of(&name).is_some();
    for event in function.events().iter() {
        let is_http = |trigger: &Trigger| trigger.is_first() && trigger.is("http");
        if !is_member && event.triggers().iter().any(is_http) {
            return;
        }
        if event.shape() == EventShape::Empty {
            sink.report(
                event.written_span(),
                message!(
                    "Packaging will crash: to aggregate, it looks into every item of the `events` of `{name}`, and this one is empty. Take it out.",
                    "打包会崩溃：聚合部署会查看 `{name}` 的 `events` 中的每一项，而这一项是空的。请删除它。"
                ),
            );
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn only_an_aggregation_searches() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["http"]);
        let empty = RULE.bad.replace("events: http", "events: ''");
        assert_eq!(underlined(RULE.code, &empty), ["''"]);
        let vercel = RULE.bad.replace("events: http", "events: 3");
        assert!(underlined(RULE.code, &vercel).is_empty());
        let vercel = vercel.replace("aliyun", "vercel");
        assert_eq!(underlined(RULE.code, &vercel), ["3"]);
        let item = |events: &str| {
            let text = vercel.replace("events: 3", &format!("events: {events}"));
            check_rule(RULE.code, &text).len()
        };
        assert_eq!(item("[~, http: {path: /}]"), 1);
        assert_eq!(item("[http: {path: /}, ~]"), 1, "a member's are all read");
        assert_eq!(item("[timer: {value: x}]"), 0);
        let replaced = RULE.bad.replace("  api:\n", "  cart:\n");
        assert!(
            underlined(RULE.code, &replaced).is_empty(),
            "nobody reads it"
        );
        let earlier = replaced.replace("  cart:\n    functions", "  api:\n    functions");
        assert_eq!(
            underlined(RULE.code, &format!("{earlier}  cart:\n    timeout: 3\n")),
            ["http"]
        );
        assert!(
            check_rule(
                RULE.code,
                &RULE
                    .bad
                    .replace("    functionsPattern: ['*']", "    timeout: 3")
            )
            .is_empty()
        );
        assert!(check_rule(RULE.code, &format!("{}deployType: egg\n", RULE.bad)).is_empty());
    }
}

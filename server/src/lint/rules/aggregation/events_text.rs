//! `events` as text, at which aggregation throws.

use fyml_schema::{Cloud, w};

use super::{active, is_choosing};
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Events;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-events-text",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["G-36"],
    summary: w(
        "With an aggregation, `events` as text crashes packaging",
        "有聚合函数时，`events` 写成字符串会使打包崩溃",
    ),
    explanation: w(
        "To choose its members an aggregation searches the `events` of every function, member or not, as a list. A text has no \
         `find`, so packaging throws a TypeError. Write a list.",
        "挑选成员时，会把每个函数（无论是否成员）的 `events` 当作列表来查找。字符串没有 `find` 方法，打包会抛出 TypeError。请写成列表。",
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
    if !active(cx).into_iter().any(is_choosing) {
        return;
    }
    // where the builders stop at other shapes as well, `events-not-list` says so
    let is_cloud_tolerant = cx.is(Cloud::Vercel) || cx.is(Cloud::Wechat);
    for function in cx.service.functions().iter() {
        if let Events::WrongShape(entry) = function.events()
            && (entry.value.as_str().is_some() || is_cloud_tolerant)
            && !entry.value.is_interpolated()
            && !entry.value.resolved().is_broken()
        {
            let name = function.name();
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

//! Two aggregations that come to the same route: packaging exits.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{AggregatedRoute, Aggregation, aggregated_route};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-same-path",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-15"],
    summary: w(
        "Two aggregations with the same route stop packaging",
        "两个聚合函数的路由相同会使打包中止",
    ),
    explanation: w(
        "The route of an aggregation is what the paths of its members begin with, cut at the last `/`, plus `/*`. If two come to the same, packaging prints \"Cannot use the same prefix\" and exits with 1.",
        "聚合函数的路由是成员路径的公共前缀，截到最后一个 `/`，再加上 `/*`。两个聚合函数得到相同的路由时，打包会输出 “Cannot use the same prefix” 并以退出码 1 结束。",
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
  shop:
    functions: [index]
  carts:
    functions: [cart]
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
          path: /cart/list
aggregation:
  shop:
    functions: [index]
  carts:
    functions: [cart]
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Events], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let mut routes: Vec<(String, Aggregation)> = Vec::new();
    for aggregation in active(cx) {
        let members = cx.memberships.members(cx.service, aggregation);
        let AggregatedRoute::Path(path) = aggregated_route(&members) else {
            continue;
        };
        let Some((_, first)) = routes.iter().find(|(known, _)| *known == path) else {
            routes.push((path, aggregation));
            continue;
        };
        let (name, other) = (aggregation.name(), first.name());
        sink.report(
            aggregation.entry().key.span(),
            message!(
                "Packaging will stop: `{name}` and `{other}` both come to the route `{path}`. Give their members paths that differ further up.",
                "打包会中止：`{name}` 与 `{other}` 的路由都是 `{path}`。请让成员的路径在更靠前的层级就有区别。"
            ),
        )
        .related(first.entry().key.span(), message!("the same route", "路由相同"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_second_is_underlined() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["carts"]);
        assert!(check_rule(RULE.code, &RULE.bad.replace("/shop/cart", "${env.P}/cart")).is_empty());
    }

    #[test]
    fn aggregations_without_http_have_no_route() {
        let text = "functions:\n  a: {events: [timer: {value: x}]}\n  b: {events: [log: {source: x}]}\n\
                    aggregation:\n  x: {eventTrigger: true, functions: [a]}\n  y: {eventTrigger: true, functions: [b]}\n";
        assert!(check_rule(RULE.code, text).is_empty());
    }
}

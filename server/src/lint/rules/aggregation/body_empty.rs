//! An aggregation without a body, at which packaging throws.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-body-empty",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-06"],
    summary: w(
        "An aggregation without a map of settings crashes packaging",
        "没有内容的聚合函数会使打包崩溃",
    ),
    explanation: w(
        "Packaging writes into the body of every aggregation. If there is none, or it is a plain value, that throws a TypeError and nothing is packaged. Write at least `functionsPattern`.",
        "打包时会向每个聚合函数的内容里写入属性。没有内容或内容是普通值时会抛出 TypeError，打包无法完成。请至少写上 `functionsPattern`。",
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
    if cx.service.deploy_type().is_some() {
        return;
    }
    // without functions nothing is aggregated; whether decorators bring some is not known here
    let functions = cx.service.get("functions");
    let severity = match functions.is_some_and(|entry| !entry.value.is_falsy()) {
        true => Severity::Error,
        false => Severity::Warning,
    };
    for aggregation in cx.service.aggregations() {
        let body = aggregation.body();
        // packaging writes into a date as it does into a map
        let is_plain = body.is_scalar() && body.as_instant().is_none();
        if body.is_null() || (is_plain && !body.is_interpolated()) {
            let name = aggregation.name();
            let span = if body.is_null() {
                aggregation.entry().key.span()
            } else {
                body.span()
            };
            sink.report(
                span,
                message!(
                    "Packaging will crash: the aggregation `{name}` needs a map with `functions` or `functionsPattern`.",
                    "打包会崩溃：聚合函数 `{name}` 需要一个带有 `functions` 或 `functionsPattern` 的映射。"
                ),
            )
            .severity(severity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn nothing_and_plain_values() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["api"]);
        assert_eq!(
            underlined(RULE.code, &RULE.bad.replace("api:", "api: cart")),
            ["cart"]
        );
        let text = "functions:\naggregation:\n  api: true\n";
        assert!(check_rule(RULE.code, text)[0].starts_with("warning"));
        for takes_keys in ["{}", "2020-01-01"] {
            let text = RULE.bad.replace("api:", &format!("api: {takes_keys}"));
            assert!(check_rule(RULE.code, &text).is_empty(), "{takes_keys}");
        }
        assert!(check_rule(RULE.code, &format!("{}deployType: egg\n", RULE.bad)).is_empty());
    }
}

//! `aggregation` as a list or a plain value.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-not-a-map",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-26"],
    summary: w(
        "`aggregation` must be a map of names",
        "`aggregation` 必须是以名称为键的映射",
    ),
    explanation: w(
        "Packaging goes through the keys of `aggregation`; a list has the keys `0`, `1` …, which become the names of functions. Write a name for each aggregation.",
        "打包时会遍历 `aggregation` 的键；列表的键是 `0`、`1`……，它们会成为函数名。请为每个聚合函数写上名称。",
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
  - functionsPattern: ['*']
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
    let Some(entry) = cx
        .service
        .aggregation_entry()
        .filter(|_| cx.service.deploy_type().is_none())
    else {
        return;
    };
    let is_body = |item: Node| {
        item.is_mapping() || item.is_sequence() || item.is_interpolated() || item.is_broken()
    };
    if entry.value.is_sequence() && entry.value.items().all(is_body) {
        sink.report(
            entry.key.span(),
            message!(
                "`aggregation` must be a map: the items of a list are deployed as functions named `0`, `1` …",
                "`aggregation` 必须是映射：列表的各项会部署成名为 `0`、`1`……的函数。"
            ),
        )
        .settles(entry.value.span());
    } else if entry.value.is_sequence()
        || entry.value.as_str().is_some_and(|text| !text.is_empty())
            && !entry.value.is_interpolated()
    {
        sink.report(
            entry.key.span(),
            message!(
                "Packaging will crash: `aggregation` must be a map of names to settings.",
                "打包会崩溃：`aggregation` 必须是从名称到配置的映射。"
            ),
        )
        .severity(Severity::Error)
        .settles(entry.value.span());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn a_list_is_deployed_and_a_text_throws() {
        assert!(check_rule(RULE.code, RULE.bad)[0].starts_with("warning"));
        assert!(check_rule(RULE.code, "aggregation: all\n")[0].starts_with("error"));
        assert!(check_rule(RULE.code, "aggregation: [null]\n")[0].starts_with("error"));
        assert!(check_rule(RULE.code, "aggregation:\n").is_empty());
        assert!(check_rule(RULE.code, "aggregation: true\n").is_empty());
        assert_eq!(check_rule(RULE.code, RULE.bad).len(), 1);
    }
}

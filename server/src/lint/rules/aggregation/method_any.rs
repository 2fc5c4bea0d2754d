//! `method: any` in a member, which the router of an aggregation never matches.

use fyml_schema::w;

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, aggregated_triggers};
use crate::syntax::Node;
use fyml_schema::{DeployPath, methods};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-method-any",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-25", "AG-19", "L-01"],
    summary: w(
        "`any` in a member answers 404",
        "成员的 `method: any` 会返回 404",
    ),
    explanation: w(
        "The router of an aggregation (Midway 2 and 3) compares the method of the request with the words of `method`, letter by letter: `any` and `all` are never equal to it. Leave `method` out to take every method.",
        "聚合函数的路由（Midway 2、3）会把请求方法与 `method` 中的单词直接比较，`any`、`all` 永远不会相等。要接受所有方法请省略 `method`。",
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
          method: any
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
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    // Midway 1 does not compare methods, and the starters of Midway 3 have a router of their own.
    if !cx.membership.is_folded() || cx.has_starter || cx.faas_major == Some(1) {
        return;
    }
    let Some(words) = cx
        .path
        .or(Some(DeployPath::ServerlessDevs))
        .and_then(methods)
        .map(|rule| rule.wildcards)
    else {
        return;
    };
    for method in aggregated_triggers(function).filter_map(|trigger| trigger.value("method")) {
        let single = (!method.is_sequence()).then_some(method);
        let items: Vec<_> = method.items().chain(single).collect();
        let is_wildcard = |node: &Node| {
            node.as_str()
                .is_some_and(|text| words.contains(&text.to_lowercase().as_str()))
        };
        if !items.is_empty() && items.iter().all(is_wildcard) {
            let name = function.name();
            sink.report(
                method.span(),
                message!(
                    "`{name}` will answer 404: the router of an aggregation knows no wildcard methods. Leave `method` out to take them all.",
                    "`{name}` 会返回 404：聚合函数的路由不认识表示所有方法的写法。要接受所有方法请省略 `method`。"
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
    fn every_word_for_all_methods() {
        for method in ["any", "ALL", "[any]"] {
            assert_eq!(
                underlined(
                    RULE.code,
                    &RULE
                        .bad
                        .replace("method: any", &format!("method: {method}"))
                ),
                [method]
            );
        }
        for method in ["get", "[get, any]", "[]", ""] {
            assert!(
                check_rule(
                    RULE.code,
                    &RULE
                        .bad
                        .replace("method: any", &format!("method: {method}"))
                )
                .is_empty(),
                "{method}"
            );
        }
    }

    #[test]
    fn other_routers_do_not_care() {
        let starter = RULE.bad.replace(
            "name: aliyun",
            "name: aliyun\n  starter: '@midwayjs/fc-starter'",
        );
        assert!(check_rule(RULE.code, &starter).is_empty());
        let alone = RULE
            .bad
            .split_once("aggregation")
            .map_or("", |(before, _)| before);
        assert!(check_rule(RULE.code, alone).is_empty());
    }
}

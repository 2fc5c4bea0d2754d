//! Both `functions` and `functionsPattern`: the pattern is never looked at.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-pattern-ignored",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-01"],
    summary: w("`functionsPattern` is ignored beside `functions`", "有 `functions` 时 `functionsPattern` 会被忽略"),
    explanation: w(
        "An aggregation with `functions` never looks at `functionsPattern`. Keep one of them.",
        "聚合函数写了 `functions` 就不会再看 `functionsPattern`。请只保留一个。",
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
    functions: [index]
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
    check: Check::Service(check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let is_set = |key| aggregation.get(key).filter(|entry| !entry.value.is_falsy());
        if let (Some(names), Some(pattern)) = (is_set("functions"), is_set("functionsPattern")) {
            sink.report(
                pattern.key.span(),
                message!(
                    "`functionsPattern` is ignored because `functions` is set. Keep one of them.",
                    "已有 `functions`，`functionsPattern` 会被忽略。请只保留一个。"
                ),
            )
            .tag(Tag::Unnecessary)
            .related(names.key.span(), message!("this one wins", "以这里为准"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn an_empty_one_does_not_count() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["functionsPattern"]);
        assert!(check_rule(RULE.code, &RULE.bad.replace("[index]", "")).is_empty());
        assert!(check_rule(RULE.code, &format!("{}deployType: egg\n", RULE.bad)).is_empty());
    }
}

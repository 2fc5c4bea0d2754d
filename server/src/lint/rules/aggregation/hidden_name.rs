//! Names that `*` does not match.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Pattern, Selection};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-hidden-name",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-27"],
    summary: w("`*` does not match every name", "`*` 并不匹配所有函数名"),
    explanation: w(
        "In a pattern `*` stops at a `/` and does not match a leading dot. A function with such a name stays outside the aggregation; name it in a pattern of its own, or use `functions`.",
        "pattern 中的 `*` 遇到 `/` 就停止，也不匹配开头的点。这样命名的函数会留在聚合之外；请单独写 pattern，或使用 `functions`。",
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
  shop/cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
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
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let Selection::Patterns(entry, nodes) = aggregation.selection() else {
            continue;
        };
        if entry.value.is_interpolated() {
            continue;
        }
        let patterns: Vec<Pattern> = nodes
            .iter()
            .map(|node| Pattern::new(&node.key_text()))
            .collect();
        for function in cx.service.functions().iter() {
            let name = function.name();
            let is_special = name.contains('/') || name.starts_with('.');
            if !is_special || cx.memberships.membership(&name).is_folded() {
                continue;
            }
            // The same name in plain letters would have matched.
            let plain = name.trim_start_matches('.').replace('/', "_");
            if patterns.iter().all(|pattern| pattern.matches(&plain)) {
                let aggregation = aggregation.name();
                sink.report(
                    function.entry().key.span(),
                    message!(
                        "`{name}` stays outside `{aggregation}`: in a pattern `*` matches neither `/` nor a leading dot.",
                        "`{name}` 不会并入 `{aggregation}`：pattern 中的 `*` 既不匹配 `/`，也不匹配开头的点。"
                    ),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn a_slash_and_a_leading_dot() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["shop/cart"]);
        assert_eq!(
            underlined(RULE.code, &RULE.bad.replace("shop/cart:", ".cart:")),
            [".cart"]
        );
        assert!(check_rule(RULE.code, &RULE.bad.replace("['*']", "['index']")).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("['*']", "['{*,*/*}']")).is_empty());
    }
}

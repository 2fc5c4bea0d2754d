//! A member that an earlier aggregation has taken.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Selection;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-member-taken",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-14"],
    summary: w(
        "A member that an earlier aggregation takes",
        "成员已被前面的聚合函数取走",
    ),
    explanation: w(
        "A function belongs to the first aggregation in the file that chooses it; naming it in a later one has no effect.",
        "函数归文件中第一个选中它的聚合函数所有，在后面的聚合函数中再写它不会生效。",
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
    functions: [index, cart]
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
          path: /*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  carts:
    functions: [cart]
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        // A pattern that matches a function taken before is a way to say "the rest".
        let Selection::Names(_, nodes) = aggregation.selection() else {
            continue;
        };
        for node in nodes {
            let name = node.key_text();
            let Some(owner) = cx
                .memberships
                .aggregation_of(&name)
                .filter(|owner| *owner != aggregation)
            else {
                continue;
            };
            if owner.entry().key.span() < aggregation.entry().key.span() {
                let first = owner.name();
                sink.report(
                    node.span(),
                    message!(
                        "`{name}` already belongs to `{first}`, which stands first: naming it here has no effect.",
                        "`{name}` 已归前面的 `{first}` 所有，写在这里不会生效。"
                    ),
                )
                .related(owner.entry().key.span(), message!("the first aggregation", "前面的聚合函数"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn a_pattern_for_the_rest_is_fine() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["cart"]);
        let text = RULE
            .bad
            .replace("    functions: [cart]", "    functionsPattern: ['*']");
        assert!(check_rule(RULE.code, &text).is_empty());
    }
}

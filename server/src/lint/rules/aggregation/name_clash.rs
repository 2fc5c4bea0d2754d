//! An aggregation with the name of a function, which it replaces.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Membership;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-name-clash",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-13"],
    summary: w(
        "An aggregation replaces the function of the same name",
        "聚合函数会替换同名函数",
    ),
    explanation: w(
        "An aggregation becomes a function of its name. If there is one already, it is replaced before members are looked for: its code and its triggers are not deployed at all. Choose another name.",
        "聚合函数会以自己的名称成为一个函数。若已有同名函数，它会在挑选成员之前就被替换：代码和触发器都不会部署。请换一个名称。",
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
  index:
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
  shop:
    functionsPattern: ['*']
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let name = aggregation.name();
        let is_lost = match cx.memberships.membership(&name) {
            Membership::Replaced => true,
            // An earlier aggregation answers for it; only the copy that stood alone is replaced.
            Membership::Folded => cx
                .memberships
                .aggregation_of(&name)
                .is_some_and(|earlier| earlier.deploys_origin()),
            Membership::Alone | Membership::FoldedAndAlone => false,
        };
        if let Some(function) = cx.service.function(&name).filter(|_| is_lost) {
            sink.report(
                aggregation.entry().key.span(),
                message!(
                    "This aggregation replaces the function `{name}`, whose code and triggers will not be deployed. Choose another name.",
                    "该聚合函数会替换同名函数 `{name}`，它的代码和触发器都不会部署。请换一个名称。"
                ),
            )
            .related(function.entry().key.span(), message!("the function", "同名函数"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_name_of_the_aggregation_is_underlined() {
        assert!(check_rule(RULE.code, RULE.bad)[0].starts_with("error 16:3-16:8"));
    }

    #[test]
    fn a_function_that_an_earlier_aggregation_took_is_not_lost() {
        let text = RULE.bad.replace(
            "  index:\n    functionsPattern",
            "  first:\n    functions: [index]\n  index:\n    functionsPattern",
        );
        assert!(check_rule(RULE.code, &text).is_empty());
        let both = text.replace(
            "    functions: [index]\n",
            "    functions: [index]\n    deployOrigin: true\n",
        );
        assert_eq!(underlined(RULE.code, &both), ["index"]);
    }
}

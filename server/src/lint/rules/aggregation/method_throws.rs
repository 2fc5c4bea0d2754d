//! Methods of a member that are no text, at which packaging throws.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, aggregated_triggers};
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-method-throws",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["A-06", "T-03"],
    summary: w(
        "A member's method that is not a string crashes packaging",
        "成员的 `method` 不是字符串时打包会崩溃",
    ),
    explanation: w(
        "For the entry of an aggregation, packaging calls `toLowerCase` on every method of every member. A number, `true`, a \
         map or an empty item throws a TypeError.",
        "生成聚合函数的入口时，会对每个成员的每个方法调用 `toLowerCase`。数字、`true`、映射或空的列表项都会抛出 TypeError。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
          method: [get, 1]
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
          method: [get, post]
aggregation:
  api:
    functionsPattern: ['*']
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    // Deployed alone too, it has crashed the tencent builder by then, which is reported there.
    let is_reported = cx.is(Cloud::Tencent) && cx.membership.is_deployed_alone();
    if !cx.membership.is_folded() || is_reported {
        return;
    }
    for method in aggregated_triggers(function).filter_map(|trigger| trigger.value("method")) {
        let single = (!method.is_sequence() && !method.is_falsy()).then_some(method);
        let throws =
            |node: &Node| node.as_str().is_none() && !node.is_broken() && !node.is_interpolated();
        if let Some(bad) = method.items().chain(single).find(throws) {
            let name = function.name();
            sink.report(
                bad.span(),
                message!(
                    "Packaging will crash: a method of `{name}`, a member of an aggregation, is not a string.",
                    "打包会崩溃：聚合成员 `{name}` 的 method 不是字符串。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    /// Seen with fcli-plugin-package 1.3.22.
    #[test]
    fn what_throws_and_what_does_not() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["1"]);
        for (method, throws) in [
            ("1", true),
            ("{get: true}", true),
            ("[]", false),
            ("", false),
            ("0", false),
            ("get", false),
        ] {
            let found = check_rule(RULE.code, &RULE.bad.replace("[get, 1]", method));
            assert_eq!(!found.is_empty(), throws, "{method}");
        }
    }

    #[test]
    fn only_members_go_through_that_code() {
        let alone = RULE
            .bad
            .split_once("aggregation")
            .map_or("", |(before, _)| before);
        assert!(check_rule(RULE.code, alone).is_empty());
    }
}

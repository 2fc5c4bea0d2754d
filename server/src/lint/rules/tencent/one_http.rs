//! Several http triggers in one function of tencent.

use fyml_schema::{Cloud, w};

use super::triggers_of;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-one-http",
    // What the cloud does with two triggers of one name was not seen.
    severity: Severity::Hint,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-21"],
    summary: w(
        "Several http triggers of a function get the same name on tencent",
        "tencent 上同一函数的多个 http 触发器会同名",
    ),
    explanation: w(
        "The builder calls all of them `<function>_apigw_<stage>`. What the cloud does with the second one is not known; \
         one path with a wildcard is the safer way.",
        "构建器把它们都命名为 `<函数>_apigw_<stage>`。云端如何处理第二个没有公开说明，使用一个带通配符的路径更稳妥。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /cart
      - http:
          path: /basket
",
    good: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /cart/*
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let triggers = triggers_of(function, cx, "http");
    let Some((first, others)) = triggers.split_first() else {
        return;
    };
    for trigger in others {
        let name = function.name();
        sink.report(
            trigger.entry().key.span(),
            message!(
                "All http triggers of `{name}` get the same name on tencent; only one of them may come to life.",
                "tencent 上 `{name}` 的 http 触发器名称都相同，可能只有一个会生效。"
            ),
        )
        .related(first.entry().key.span(), message!("the first one", "第一个触发器"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn it_is_a_hint_at_the_second() {
        assert!(check_rule(RULE.code, RULE.bad)[0].starts_with("hint 10:9-10:13"));
        assert_eq!(
            check_rule(RULE.code, &RULE.bad.replacen("- http", "- apigw", 1)).len(),
            1
        );
        assert!(check_rule(RULE.code, &RULE.bad.replacen("- http", "- timer", 1)).is_empty());
    }
}

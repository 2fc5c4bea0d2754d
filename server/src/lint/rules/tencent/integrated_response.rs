//! `integratedResponse: false`, which cannot be had.

use fyml_schema::{Cloud, w};

use super::triggers_of;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-integrated-response",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-04"],
    summary: w(
        "`integratedResponse` cannot be turned off",
        "`integratedResponse` 无法关闭",
    ),
    explanation: w(
        "The builder writes `integratedResponse || true`, so the integrated response of the API gateway is always on.",
        "构建器写的是 `integratedResponse || true`，因此 API 网关的集成响应始终开启。",
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
          integratedResponse: false
",
    good: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /cart
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    for value in triggers_of(function, cx, "http")
        .iter()
        .filter_map(|trigger| trigger.value("integratedResponse"))
    {
        if value.as_bool() == Some(false) || value.as_number() == Some(0.0) {
            sink.report(
                value.span(),
                message!(
                    "`integratedResponse` will be on all the same: the tencent builder cannot turn it off.",
                    "`integratedResponse` 仍会开启：tencent 构建器无法关闭它。"
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
    fn only_switching_it_off_is_in_vain() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["false"]);
        assert!(check_rule(RULE.code, &RULE.bad.replace("false", "true")).is_empty());
    }
}

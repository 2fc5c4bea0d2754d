//! The gateway's own timeout, hidden by the function's.

use fyml_schema::{Cloud, w};

use super::{is_built, triggers_of};
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-http-timeout",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-05"],
    summary: w(
        "The function's `timeout` wins over the trigger's",
        "函数的 `timeout` 会覆盖触发器的 `timeout`",
    ),
    explanation: w(
        "The API gateway waits as long as the function's `timeout` says; the trigger's own `timeout` is used only where the \
         function has none. With neither, the gateway waits 10 seconds while the function ends after 3.",
        "API 网关的等待时间取函数的 `timeout`，只有函数没有写时才使用触发器的 `timeout`。\
         两者都没有时，网关等待 10 秒，而函数 3 秒就会超时。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  report:
    handler: report.make
    timeout: 60
    events:
      - http:
          path: /report
          timeout: 30
",
    good: "service: shop
provider:
  name: tencent
functions:
  report:
    handler: report.make
    timeout: 60
    events:
      - http:
          path: /report
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let Some(own) = function
        .get("timeout")
        .filter(|own| is_built(cx) && !own.value.is_falsy())
    else {
        return;
    };
    for trigger in triggers_of(function, cx, "http") {
        let Some(timeout) = trigger
            .value("timeout")
            .filter(|timeout| !timeout.is_falsy())
        else {
            continue;
        };
        if timeout.scalar_str() != own.value.scalar_str()
            && !timeout.is_interpolated()
            && !own.value.is_interpolated()
        {
            let seconds = own.value.scalar_str().unwrap_or_default();
            sink.report(
                timeout.span(),
                message!(
                    "This timeout has no effect: the gateway will wait {seconds} seconds, the function's own `timeout`.",
                    "该超时不会生效：网关会按函数自身的 `timeout` 等待 {seconds} 秒。"
                ),
            )
            .related(own.key.span(), message!("this one wins", "以这里的值为准"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn equal_values_and_a_missing_one_are_fine() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["30"]);
        assert!(check_rule(RULE.code, &RULE.bad.replace(": 30", ": 60")).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("    timeout: 60\n", "")).is_empty());
    }
}

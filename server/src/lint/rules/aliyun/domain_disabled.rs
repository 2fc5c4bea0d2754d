//! `customDomain: false` with http functions: only the raw trigger URL is left.

use fyml_schema::{Cloud, w};

use super::has_http;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-domain-disabled",
    severity: Severity::Info,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-38"],
    summary: w("http functions without a domain", "http 函数没有绑定域名"),
    explanation: w(
        "Without a domain the functions are reached by the URL of their trigger only, and Function Compute adds \
         `content-disposition: attachment` to every answer there: browsers download pages instead of showing them. For an \
         API that programs call this does not matter.",
        "不绑定域名时，只能通过触发器的默认 URL 访问函数，而函数计算会给这种访问的所有响应加上 \
         `content-disposition: attachment`：浏览器会下载页面而不是显示它。如果只是供程序调用的 API，则没有影响。",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  search:
    handler: search.handler
    events:
      - http:
          path: /*
custom:
  customDomain: false
",
    good: "service: library
provider:
  name: aliyun
functions:
  search:
    handler: search.handler
    events:
      - http:
          path: /*
custom:
  customDomain:
    domainName: auto
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(entry) = context.service.custom_domain() else {
        return;
    };
    if entry.value.as_bool() == Some(false) && has_http(context) {
        sink.report(
            entry.value_span(),
            message!(
                "Without a domain only the trigger's own URL is left, where browsers download every page instead of showing it.",
                "不绑定域名时只能用触发器的默认 URL 访问，浏览器会下载页面而不是显示它。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_switch_is_underlined() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["false"]);
    }

    #[test]
    fn without_http_there_is_nothing_to_open() {
        assert!(
            check_rule(
                RULE.code,
                &RULE
                    .bad
                    .replace("http:\n          path: /*", "timer: {value: x}")
            )
            .is_empty()
        );
    }
}

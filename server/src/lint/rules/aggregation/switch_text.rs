//! `deployOrigin: 'false'`: a text is true.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-switch-text",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-23"],
    summary: w(
        "A string as a switch is always on",
        "开关写成字符串时始终为开",
    ),
    explanation: w(
        "`deployOrigin` and `eventTrigger` are switches; any non-empty string counts as on, also `'false'` and the words `no` and `off`, which are strings in YAML 1.2. Write `false`.",
        "`deployOrigin` 和 `eventTrigger` 是开关，任何非空字符串都算“开”，包括 `'false'`，以及在 YAML 1.2 中属于字符串的 `no`、`off`。请写 `false`。",
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
    functionsPattern: ['*']
    deployOrigin: 'false'
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
    deployOrigin: false
",
    fixable: true,
    check: Check::Service(check),
};

/// Texts by which people mean "off".
const OFF: [&str; 5] = ["false", "no", "off", "n", "0"];

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        for key in ["deployOrigin", "eventTrigger"] {
            let Some(value) = aggregation.get(key).map(|entry| entry.value) else {
                continue;
            };
            if value
                .as_str()
                .is_some_and(|text| OFF.contains(&text.to_lowercase().as_str()))
            {
                let written = value.raw();
                sink.report(
                    value.span(),
                    message!(
                        "`{key}` will be on: `{written}` is a string, and every string that is not empty is true. Write `false`.",
                        "`{key}` 会是“开”：`{written}` 是字符串，非空字符串都为真。请写 `false`。"
                    ),
                )
                .fix(message!("Change to `false`", "改为 `false`"), value.span(), "false");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert_eq!(
            fixed(RULE.code, &RULE.bad.replace("'false'", "no")),
            RULE.good
        );
    }

    #[test]
    fn a_text_that_means_on_is_on() {
        for value in ["'true'", "yes", "true", "", "'${env.ORIGIN}'"] {
            assert!(
                check_rule(RULE.code, &RULE.bad.replace("'false'", value)).is_empty(),
                "{value}"
            );
        }
    }
}

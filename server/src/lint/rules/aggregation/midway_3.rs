//! Aggregation in a project of Midway 3 without a starter.

use fyml_schema::{Cloud, w};

use super::active;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-midway-3",
    severity: Severity::Hint,
    group: Group::Aggregation,
    clouds: &[Cloud::Aliyun, Cloud::Tencent],
    covers: &["AG-29", "T-31"],
    summary: w(
        "Aggregation in a project of Midway 3 needs a starter",
        "Midway 3 项目的聚合部署需要 starter",
    ),
    explanation: w(
        "Midway's documentation calls aggregated deployment of Midway 3 unsupported unless `provider.starter` is set, and on \
         tencent users report it as broken (midway#1964). Set `starter: '@midwayjs/fc-starter'` on aliyun, or deploy the \
         whole application with `deployType: koa`, as the maintainers advise (midway#1877).",
        "Midway 文档说明，Midway 3 只有设置 `provider.starter` 才支持聚合部署；在 tencent 上有用户反馈无法使用（midway#1964）。\
         请在 aliyun 上设置 `starter: '@midwayjs/fc-starter'`，或者按维护者的建议用 `deployType: koa` 部署整个应用（midway#1877）。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functions: [cart]
#- package.json
{ \"dependencies\": { \"@midwayjs/faas\": \"^3.0.0\" } }
",
    good: "service: shop
provider:
  name: aliyun
  starter: '@midwayjs/fc-starter'
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functions: [cart]
#- package.json
{ \"dependencies\": { \"@midwayjs/faas\": \"^3.0.0\", \"@midwayjs/fc-starter\": \"^3.0.0\" } }
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let starter = context.service.provider().value("starter");
    let has_starter = starter.is_some_and(|starter| !starter.is_falsy());
    if context.project.faas_major() != Some(3) || active(context).is_empty() {
        return;
    }
    let Some(entry) = context.service.aggregation_entry() else {
        return;
    };
    if context.is(Cloud::Tencent) {
        sink.report(
            entry.key.span(),
            message!(
                "Users report that aggregation of Midway 3 does not work on tencent. Try it before you rely on it, or use `deployType: koa`.",
                "有用户反馈 Midway 3 的聚合部署在 tencent 上无法使用。请先验证，或者使用 `deployType: koa`。"
            ),
        );
    } else if !has_starter {
        sink.report(
            entry.key.span(),
            message!(
                "For Midway 3 the documentation supports aggregation only with `provider.starter`. Set it, or use `deployType: koa`.",
                "按文档，Midway 3 只有设置 `provider.starter` 才支持聚合部署。请设置它，或者使用 `deployType: koa`。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule};

    #[test]
    fn other_versions_are_fine() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("hint 10:1-10:12"));
        assert!(check_example(RULE.code, &RULE.bad.replace("^3.0.0", "^2.8.0")).is_empty());
        assert!(check_rule(RULE.code, RULE.bad).is_empty());
    }

    #[test]
    fn a_starter_does_not_help_on_tencent() {
        let text = RULE.good.replace("aliyun", "tencent");
        assert!(check_example(RULE.code, &text)[0].contains("on tencent"));
    }
}

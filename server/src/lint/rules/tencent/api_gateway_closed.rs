//! http triggers on tencent: the API gateway they need takes no new ones.

use fyml_schema::trigger::{API_GATEWAY_CLOSED, API_GATEWAY_TEARDOWN};
use fyml_schema::{Cloud, w};

use super::of_kind;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::ProviderName;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-api-gateway-closed",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-26"],
    summary: w(
        "Tencent Cloud takes no new API gateway triggers",
        "腾讯云已不再接受新的 API 网关触发器",
    ),
    explanation: w(
        "Every `http` and `apigw` event becomes an API gateway trigger. Tencent Cloud has refused new ones since 2024-07-01 \
         and has been taking existing gateways down in batches since 2026-10-30. Function URLs replace them; this toolchain \
         cannot make those, so create them in the console.",
        "每个 `http` 和 `apigw` 事件都会变成 API 网关触发器。腾讯云自 2024-07-01 起拒绝新建，并自 2026-10-30 起分批下线现有网关。\
         替代方案是函数 URL，但这套工具链无法创建，请在控制台中创建。",
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
",
    good: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          value: '0 0 4 * * * *'
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let span = match cx.service.provider().name() {
        ProviderName::Known(_, node)
        | ProviderName::Unknown(node)
        | ProviderName::Interpolated(node) => node.span(),
        ProviderName::Missing | ProviderName::WrongShape(_) => return,
    };
    if cx
        .service
        .functions()
        .iter()
        .any(|function| !of_kind(function.each_trigger(), "http").is_empty())
    {
        sink.report(
            span,
            message!(
                "Tencent Cloud refuses new API gateway triggers since {API_GATEWAY_CLOSED}, and existing ones are being taken down since {API_GATEWAY_TEARDOWN}: `http` events will not work for long, or at all. Use function URLs, made in the console.",
                "腾讯云自 {API_GATEWAY_CLOSED} 起不再接受新的 API 网关触发器，并自 {API_GATEWAY_TEARDOWN} 起分批下线现有网关：`http` 事件无法新建，已有的也将失效。请在控制台中改用函数 URL。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn once_a_file_and_only_with_http() {
        let two = format!("{}      - apigw:\n          path: /basket\n", RULE.bad);
        let found = check_rule(RULE.code, &two);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("warning 3:9-3:16"));
        assert!(
            check_rule(
                RULE.code,
                &RULE
                    .bad
                    .replace("- http:\n          path: /cart", "- http:")
            )
            .is_empty()
        );
    }
}

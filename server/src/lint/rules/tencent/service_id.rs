//! http triggers on tencent without an API gateway to use.

use fyml_schema::{Cloud, w};

use super::of_kind;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::ProviderName;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-service-id",
    severity: Severity::Hint,
    group: Group::Provider,
    clouds: &[Cloud::Tencent],
    covers: &["T-20"],
    summary: w(
        "Without `serviceId` a new API gateway service is asked for",
        "没有 `serviceId` 时会申请新的 API 网关服务",
    ),
    explanation: w(
        "Without `serviceId` every deployment asks for an API gateway service called `SCF_API_SERVICE`, and the address may \
         change; Tencent Cloud has made none since 2024-07-01. Set `provider.serviceId` to the service that exists.",
        "没有 `serviceId` 时，每次部署都会申请名为 `SCF_API_SERVICE` 的 API 网关服务，访问地址可能变化；而腾讯云自 2024-07-01 起已不再新建。\
         请把 `provider.serviceId` 设为已有的服务。",
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
  serviceId: service-1a2b3c4d
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /cart
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Events], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let provider = cx.service.provider();
    let (ProviderName::Known(..), Some(entry)) = (provider.name(), provider.entry()) else {
        return;
    };
    if provider.value("serviceId").is_some_and(|id| !id.is_falsy())
        || cx.service.deploy_type().is_some()
    {
        return;
    }
    let needs_one = cx.service.functions().iter().any(|function| {
        of_kind(function.each_trigger(), "http")
            .iter()
            .any(|trigger| trigger.value("serviceId").is_none_or(|id| id.is_falsy()))
    });
    if needs_one {
        sink.report(
            entry.key.span(),
            message!(
                "Without `serviceId` each deployment asks for a new API gateway service, and Tencent Cloud makes no new ones. Set `provider.serviceId` to the one you have.",
                "没有 `serviceId` 时，每次部署都会申请新的 API 网关服务，而腾讯云已不再新建。请把 `provider.serviceId` 设为已有的服务。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn only_where_a_gateway_is_needed() {
        assert!(check_rule(RULE.code, RULE.bad)[0].starts_with("hint 2:1-2:9"));
        assert!(check_rule(RULE.code, &RULE.bad.replace("- http", "- timer")).is_empty());
        let own = RULE
            .bad
            .replace("path: /cart", "serviceId: service-1a2b3c4d");
        assert!(check_rule(RULE.code, &own).is_empty());
    }
}

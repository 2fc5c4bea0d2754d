//! One domain, several http functions: each deployment overwrites the routes of the one before.

use fyml_schema::{Cloud, DeployPath, w};

use super::{http_functions, own_domain};
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-domain-overwritten",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-17"],
    summary: w(
        "Several http functions share one domain",
        "多个 http 函数共用一个自定义域名",
    ),
    explanation: w(
        "The default deploy path deploys function by function, each with its own routes for the domain, and fc-deploy \
         sets them in the place of those that are there: in the end the domain leads to the last function only. \
         Aggregate the functions into one, or bind the routes by hand.",
        "默认部署方式会逐个部署函数，每个函数都带着自己的域名路由，而 fc-deploy 会用它们覆盖已有的路由：\
         最后域名只会指向最后部署的那个函数。请用聚合部署合并成一个函数，或者手动绑定路由。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart/*
  order:
    handler: order.handler
    events:
      - http:
          path: /order/*
custom:
  customDomain:
    domainName: shop.example.com
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart/*
  order:
    handler: order.handler
    events:
      - http:
          path: /order/*
aggregation:
  api:
    functionsPattern: '*'
custom:
  customDomain:
    domainName: shop.example.com
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    if context.path != Some(DeployPath::ServerlessDevs) {
        return;
    }
    let Some(domain) = own_domain(context) else {
        return;
    };
    let mut places: Vec<Span> = http_functions(context)
        .take(2)
        .map(|function| function.entry().key.span())
        .collect();
    if context.service.deploy_type().is_none() {
        // an aggregation of http functions is an http function itself
        let aggregations = context
            .service
            .aggregations()
            .into_iter()
            .filter(|aggregation| !aggregation.is_event_trigger());
        let with_members = aggregations.filter(|aggregation| {
            !context
                .memberships
                .members(context.service, *aggregation)
                .is_empty()
        });
        places.extend(with_members.map(|aggregation| aggregation.entry().key.span()));
    }
    if places.len() < 2 {
        return;
    }
    let name = domain.value.as_str().unwrap_or_default();
    let problem = sink.report(
        domain.value_span(),
        message!(
            "Each http function overwrites the routes of `{name}`: only the last one deployed will be reachable. Aggregate them.",
            "每个 http 函数部署时都会覆盖 `{name}` 的路由，结果只有最后部署的函数可以访问。请使用聚合部署。"
        ),
    );
    for place in places.into_iter().take(2) {
        problem.related(place, message!("An http function", "http 函数"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with, underlined};

    #[test]
    fn the_domain_is_underlined_once() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["shop.example.com"]);
    }

    #[test]
    fn aggregations_count_as_one() {
        let origin = RULE.good.replace(
            "functionsPattern: '*'",
            "functionsPattern: '*'\n    deployOrigin: true",
        );
        assert_eq!(check_rule(RULE.code, &origin).len(), 1);
        let half = RULE.good.replace("'*'", "cart");
        assert_eq!(check_rule(RULE.code, &half).len(), 1);
    }

    #[test]
    fn automatic_domains_belong_to_each_function() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("shop.example.com", "auto")).is_empty());
        assert!(check_rule(RULE.code, &format!("{}deployType: egg\n", RULE.bad)).is_empty());
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        assert!(
            !check_with(RULE.bad, &settings)
                .iter()
                .any(|line| line.starts_with(RULE.code)),
            "one template holds all routes"
        );
    }
}

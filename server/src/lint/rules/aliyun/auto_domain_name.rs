//! Underscores in names that become part of an automatic domain.

use fyml_schema::deploy_types::DEPLOY_TYPE_FUNCTION;
use fyml_schema::{Cloud, w};

use super::{AUTO, http_functions};
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-auto-domain-name",
    severity: Severity::Hint,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-37", "D-10"],
    summary: w(
        "An underscore becomes `-` in an automatic domain",
        "自动域名中下划线会变成 `-`",
    ),
    explanation: w(
        "`domainName: auto` gives each http function a domain made of function, service, account and region. A domain holds \
         no `_`, so `-` takes its place: `app_index`, which `deployType` makes, is reached as `app-index.…`. Two names \
         that differ in this only would get the same domain.",
        "`domainName: auto` 会为每个 http 函数分配由函数名、服务名、账号和地域组成的域名。域名不能包含 `_`，会换成 `-`：\
         `deployType` 生成的 `app_index` 的域名是 `app-index.…`。仅在这一点上不同的两个名称会得到相同的域名。",
    ),
    bad: "service: my_shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /*
custom:
  customDomain:
    domainName: auto
",
    good: "service: my-shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
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
    let domain = context
        .service
        .custom_domain()
        .and_then(|entry| entry.value.get("domainName"));
    let Some(domain) = domain.filter(|entry| entry.value.as_str() == Some(AUTO)) else {
        return;
    };
    let Some(service) = context.service.name_text() else {
        return;
    };
    let function = match context.service.deploy_type() {
        Some(_) => {
            let written = context.service.get("deployType");
            let name = written.and_then(|entry| entry.value.value("name"));
            let name = name.and_then(|name| name.as_str());
            Some(name.unwrap_or(DEPLOY_TYPE_FUNCTION).to_owned())
        }
        // one that has an underscore, or else any
        None => http_functions(context)
            .map(|function| function.name().into_owned())
            .find(|name| name.contains('_') || service.contains('_')),
    };
    let Some(function) = function.filter(|name| name.contains('_') || service.contains('_')) else {
        return;
    };
    let (host, below) = (function.replace('_', "-"), service.replace('_', "-"));
    sink.report(
        domain.value_span(),
        message!(
            "A domain holds no `_`: `{function}` will be reached under `{host}.{below}.…`.",
            "域名不能包含 `_`：`{function}` 的域名是 `{host}.{below}.…`。"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_name_of_a_deploy_type_has_one() {
        let text = RULE
            .good
            .replace("functions:", "deployType: koa\nfunctions:");
        assert!(check_rule(RULE.code, &text)[0].contains("`app-index.my-shop.…`"));
        let named = text.replace("deployType: koa", "deployType: {type: koa, name: web}");
        assert!(check_rule(RULE.code, &named).is_empty());
    }

    #[test]
    fn only_automatic_domains_of_http_functions() {
        assert!(check_rule(RULE.code, RULE.bad)[0].contains("`cart.my-shop.…`"));
        assert!(check_rule(RULE.code, &RULE.bad.replace("auto", "shop.example.com")).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("- http", "- timer")).is_empty());
    }
}

//! Members whose paths begin alike, and an aggregation that takes every path all the same.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{
    AggregatedRoute, MemberPath, aggregated_route, aggregated_triggers, common_start, member_path,
};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-wide-route",
    severity: Severity::Hint,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-17", "AG-18"],
    summary: w(
        "An aggregation that takes every path",
        "聚合函数的路由比看上去更宽",
    ),
    explanation: w(
        "The common beginning of the members' paths is cut at its last `/`: `/api` and `/apiv2`, or `/api` alone, come to `/*`, which takes every request of the domain. Write `/api/` or `/api/*` to keep the first part.",
        "成员路径的公共前缀会截到最后一个 `/`：`/api` 与 `/apiv2`，甚至单独一个 `/api`，得到的都是 `/*`，会接管整个域名的请求。写成 `/api/` 或 `/api/*` 才能保留第一段。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop
  cart:
    handler: cart.show
    events:
      - http:
          path: /shops
aggregation:
  api:
    functionsPattern: ['*']
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
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Events], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let members = cx.memberships.members(cx.service, aggregation);
        let AggregatedRoute::Path(route) = aggregated_route(&members) else {
            continue;
        };
        let triggers = members
            .iter()
            .flat_map(|member| aggregated_triggers(*member));
        let paths: Vec<&str> = triggers
            .map(|trigger| match member_path(trigger) {
                MemberPath::Text(path) => path,
                _ => "",
            })
            .collect();
        let start = common_start(&paths);
        // Beginning with more than a slash, and yet nothing of it is left.
        if route == "/*" && start.len() > 1 && !start.starts_with("/*") && !start.starts_with("/:")
        {
            let name = aggregation.name();
            sink.report(
                aggregation.entry().key.span(),
                message!(
                    "`{name}` will take every path (`/*`): what its members begin with, `{start}`, is cut at the last slash. A slash behind it in every member (`{start}/…`) keeps it.",
                    "`{name}` 会接管所有路径（`/*`）：成员路径的公共前缀 `{start}` 会在最后一个斜杠处截断。每个成员都写成 `{start}/…` 才能保留它。"
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
    fn only_where_a_beginning_is_lost() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["api"]);
        assert!(check_rule(RULE.code, &RULE.bad.replace("/shops", "/order")).is_empty());
        assert!(
            check_rule(
                RULE.code,
                &RULE
                    .bad
                    .replace("path: /shops", "path: /*")
                    .replace("path: /shop", "path: /*")
            )
            .is_empty()
        );
    }
}

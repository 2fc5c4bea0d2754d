//! A wildcard inside the path of a member, at which the router throws.

use fyml_schema::w;

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, MemberPath, aggregated_triggers, member_path};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-wildcard-inside",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-20", "L-02"],
    summary: w(
        "A `*` inside the path of a member throws at run time",
        "成员路径中间的 `*` 会在运行时抛出异常",
    ),
    explanation: w(
        "The router of an aggregation (path-to-regexp, Midway 2 and 3) understands `/*` at the end only. Any other `*` makes it throw at each request that it is compared with. Use a parameter (`:id`) inside a path. Midway 1 has another router that takes it.",
        "聚合函数的路由（Midway 2、3 使用 path-to-regexp）只支持末尾的 `/*`，其他位置的 `*` 会在每次比对请求时抛出异常。路径中间请使用参数（`:id`）。Midway 1 的路由不受影响。",
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
          path: /shop/*/cart
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
          path: /shop/:id/cart
aggregation:
  api:
    functionsPattern: ['*']
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    if !cx.membership.is_folded() || cx.has_starter || cx.faas_major == Some(1) {
        return;
    }
    for trigger in aggregated_triggers(function) {
        let (MemberPath::Text(path), Some(node)) = (member_path(trigger), trigger.value("path"))
        else {
            continue;
        };
        if !throws(path) {
            continue;
        }
        let name = function.name();
        let problem = sink.report(
            node.span(),
            message!(
                "Requests will fail at this path of `{name}`: a `*` works only as `/*` at the end. Use a parameter such as `:id`.",
                "`{name}` 的这个路径会使请求出错：`*` 只能以 `/*` 的形式放在末尾。请使用 `:id` 这样的参数。"
            ),
        );
        // Midway 1 takes it, and nothing says that this is not Midway 1.
        if cx.faas_major.is_none() {
            problem.severity(Severity::Warning);
        }
    }
}

/// Whether path-to-regexp refuses a path, after its last `/*` has been replaced: a `*` that follows neither a
/// parameter nor a group.
fn throws(path: &str) -> bool {
    let path = path.strip_suffix("/*").unwrap_or(path);
    path.split('/')
        .any(|segment| segment.contains('*') && !segment.contains([':', '(', '{']))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use super::throws;
    use crate::lint::testing::{check_rule, underlined};

    /// Tried with path-to-regexp 6.3.0.
    #[test]
    fn what_the_router_refuses() {
        for path in ["/a/*/b", "/a*", "/**", "*", "/a.*"] {
            assert!(throws(path), "{path}");
        }
        for path in ["/*", "/a/*", "/:p*", "/a/(.*)", "/a"] {
            assert!(!throws(path), "{path}");
        }
    }

    #[test]
    fn only_members_have_this_router() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["/shop/*/cart"]);
        assert!(
            check_rule(
                RULE.code,
                RULE.bad
                    .split_once("aggregation")
                    .map_or("", |(before, _)| before)
            )
            .is_empty()
        );
    }
}

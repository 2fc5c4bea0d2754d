//! Members without a path, at which packaging throws.

use fyml_schema::w;

use super::active;
use crate::lint::edit::with_fields;
use crate::lint::{Check, Fix, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{
    AggregatedRoute, Function, MemberPath, Trigger, aggregated_path, aggregated_route,
    aggregated_triggers, member_path,
};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-path-missing",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-16"],
    summary: w(
        "A member without a path crashes packaging",
        "成员缺少 path 会使打包崩溃",
    ),
    explanation: w(
        "To find the route of an aggregation, packaging compares the paths of its http triggers. One without a path (`http: true`) throws a TypeError unless it comes first; an empty `path:` always does. Write a path for every member.",
        "打包时会比较各成员 http 触发器的路径来计算聚合函数的路由。没有路径的触发器（`http: true`）只要不是第一个就会抛出 TypeError；空的 `path:` 则总会抛出。请为每个成员写上 path。",
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
      - http: true
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
    fixable: true,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Events], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let members = cx.memberships.members(cx.service, aggregation);
        if let AggregatedRoute::Throws(trigger) = aggregated_route(&members) {
            let name = aggregation.name();
            let span = trigger
                .get("path")
                .map_or(trigger.entry().key.span(), |path| path.value_span());
            let problem = sink.report(
                span,
                message!(
                    "Packaging will crash: members of the aggregation `{name}` need a `path` on every http trigger.",
                    "打包会崩溃：聚合函数 `{name}` 的成员必须为每个 http 触发器写上 `path`。"
                ),
            );
            if let Some(path) = free_path(&members, trigger) {
                problem.fix = with_fields(trigger.entry(), &[("path", &path)]).map(|edits| Fix {
                    title: message!("Add `path: {path}`", "补上 `path: {path}`"),
                    edits,
                    is_safe: false,
                });
            }
        }
    }
}

/// A path for a trigger without one: its function's name below what the other members have in common, so that the
/// aggregation's route stays the same. `None` if another member has it, or the name is none for a path.
fn free_path(members: &[Function], trigger: Trigger) -> Option<String> {
    let mut name = None;
    let mut paths: Vec<&str> = Vec::new();
    for member in members {
        for one in aggregated_triggers(*member) {
            match member_path(one) {
                _ if one == trigger => name = Some(member.name()),
                MemberPath::Text(path) => paths.push(path),
                MemberPath::Unknown => return None,
                MemberPath::Absent | MemberPath::Unusable => {}
            }
        }
    }
    let name = name?;
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let route = match paths.is_empty() {
        true => "/*".to_owned(),
        false => aggregated_path(&paths),
    };
    let path = format!("{}{name}", route.strip_suffix('*')?);
    (name.chars().all(is_word) && !paths.contains(&path.as_str())).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn the_first_may_go_without() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["http"]);
        assert!(
            check_rule(
                RULE.code,
                &RULE
                    .good
                    .replace("- http:\n          path: /shop/*", "- http: true")
            )
            .is_empty()
        );
        let alone = RULE.bad.replace("['*']", "[cart]");
        assert!(check_rule(RULE.code, &alone).is_empty());
    }

    /// JavaScript goes over keys that are numbers before all others.
    #[test]
    fn a_number_comes_first() {
        let first = RULE
            .good
            .replace("- http:\n          path: /shop/*", "- http: true");
        let number = first.replace("  cart:\n", "  '1':\n");
        assert!(underlined(RULE.code, &first).is_empty());
        assert_eq!(underlined(RULE.code, &number), ["http"]);
    }

    #[test]
    fn the_path_is_the_functions_name_below_the_others() {
        let bad = RULE.bad.replace("path: /shop/*", "path: /shop/index/*");
        assert_eq!(
            fixed(RULE.code, &bad),
            bad.replace("http: true", "http: {path: /shop/index/cart}")
        );
        assert_eq!(
            fixed(RULE.code, RULE.bad),
            RULE.bad.replace("http: true", "http: {path: /shop/cart}")
        );
        let fields = RULE
            .bad
            .replace("http: true", "http:\n          method: get");
        assert_eq!(
            fixed(RULE.code, &fields),
            fields.replace("method: get", "path: /shop/cart\n          method: get")
        );
        let empty = RULE.good.replace("path: /shop/*", "path: # 前缀");
        assert_eq!(
            fixed(RULE.code, &empty),
            empty.replace("path: # 前缀", "path: /shop/index # 前缀")
        );
        // taken, or not a word
        let taken = RULE.bad.replace("path: /shop/*", "path: /cart").replace(
            "  cart:\n",
            "  home:\n    handler: home.show\n    events:\n      - http:\n          path: /home\n  cart:\n",
        );
        assert_eq!(fixed(RULE.code, &taken), taken);
        let spaced = RULE.bad.replace("  cart:", "  'my cart':");
        assert_eq!(fixed(RULE.code, &spaced), spaced);
    }

    #[test]
    fn an_empty_path_is_worse_than_none() {
        let text = RULE.good.replace("path: /shop/*", "path:");
        assert_eq!(underlined(RULE.code, &text), ["path"]);
    }
}

//! A `*` that stops the local gateway.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "local-wildcard",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["L-02"],
    summary: w(
        "A `*` inside a path stops local runs",
        "路径中间的 `*` 会让本地运行出错",
    ),
    explanation: w(
        "The local gateway hands paths to path-to-regexp, which throws at a `*` that does not stand at the end behind a \
         `/`. Every request then fails, not only those for this function. Write `/prefix/*`.",
        "本地网关用 path-to-regexp 解析路径，`*` 如果不是位于末尾并紧跟在 `/` 之后就会抛出异常。\
         此时所有请求都会失败，而不只是这个函数的请求。请写成 `/前缀/*`。",
    ),
    bad: "service: shop
provider:
  name: tencent
  serviceId: service-a1b2c3
functions:
  pages:
    handler: pages.handler
    events:
      - http:
          path: /pages*
          method: get
",
    good: "service: shop
provider:
  name: tencent
  serviceId: service-a1b2c3
functions:
  pages:
    handler: pages.handler
    events:
      - http:
          path: /pages/*
          method: get
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    // in a member it throws in the cloud too, which another rule tells
    if context.has_deploy_type || !context.membership.is_deployed_alone() {
        return;
    }
    for trigger in function.each_trigger() {
        let is_http = matches!(trigger.name().as_ref(), "http" | "apigw");
        let Some(node) = trigger
            .value("path")
            .filter(|path| is_http && !path.is_interpolated())
        else {
            continue;
        };
        if node.as_str().is_some_and(throws) {
            sink.report(
                node.span(),
                message!(
                    "Local runs throw at this path, and every request fails: `*` may only stand at the end, behind a `/`.",
                    "本地运行解析这个路径时会抛出异常，所有请求都会失败：`*` 只能放在末尾，并且紧跟在 `/` 之后。"
                ),
            );
        }
    }
}

/// Whether path-to-regexp throws at a `*`: it may follow a group or a parameter.
fn throws(path: &str) -> bool {
    let path = path.strip_suffix("/*").unwrap_or(path);
    path.char_indices()
        .filter(|(_, c)| *c == '*')
        .any(|(at, _)| {
            let segment = path[..at].rsplit('/').next().unwrap_or_default();
            let is_inside_group = segment.contains('(') && !segment.contains(')');
            !segment.ends_with(')') && !segment.starts_with(':') && !is_inside_group
        })
}

#[cfg(test)]
mod tests {
    use super::{RULE, throws};
    use crate::lint::testing::check_rule;

    /// As path-to-regexp 6 does.
    #[test]
    fn where_it_throws() {
        for path in ["/a*", "/a/*/b", "/*.html", "/a/**", "*"] {
            assert!(throws(path), "{path}");
        }
        for path in ["/*", "/a/*", "/a", "/:id*", "/(.*)", "/a/(b|c)*"] {
            assert!(!throws(path), "{path}");
        }
    }

    #[test]
    fn one_finding_for_one_path() {
        assert_eq!(check_rule(RULE.code, RULE.bad).len(), 1);
    }
}

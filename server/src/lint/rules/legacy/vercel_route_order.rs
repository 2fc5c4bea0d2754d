//! Routes on vercel that a wider one before them takes.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Trigger;
use crate::syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "vercel-route-order",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Vercel],
    covers: &["V-03"],
    summary: w(
        "A route on vercel that a wider one before it takes",
        "vercel 上被前面的通配路由遮住的路由",
    ),
    explanation: w(
        "The routes of vercel.json are written in the order of the functions, and vercel takes the first that matches: \
         behind a function on `/*` no other one is reached. Write the function with the widest path last.",
        "vercel.json 中的路由按函数顺序写入，vercel 使用第一个匹配的路由：写在 `/*` 之后的函数都收不到请求。\
         请把路径范围最大的函数写在最后。",
    ),
    bad: "service: shop
provider:
  name: vercel
functions:
  page:
    handler: page.render
    events:
      - http:
          path: /*
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
",
    good: "service: shop
provider:
  name: vercel
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
  page:
    handler: page.render
    events:
      - http:
          path: /*
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Events], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    if context.service.deploy_type().is_some() {
        return;
    }
    // the first route that takes every method of everything below a prefix, and where it stands
    let mut wide: Vec<(String, String, Span)> = Vec::new();
    for function in context.service.functions().iter() {
        let name = function.name();
        if !context.memberships.membership(&name).is_deployed_alone() {
            continue;
        }
        for trigger in function.active_triggers("http") {
            let Some(path) = path(trigger) else {
                continue;
            };
            let taken = wide
                .iter()
                .find(|(prefix, owner, _)| path.starts_with(prefix) && *owner != name);
            if let Some((_, owner, first)) = taken {
                sink.report(
                    trigger.get("path").map_or(trigger.entry().key.span(), |path| path.value_span()),
                    message!(
                        "`{name}` is never reached: `{owner}` stands before it and takes this path. Write `{name}` first.",
                        "`{name}` 收不到请求：写在前面的 `{owner}` 已经匹配这个路径。请把 `{name}` 写在前面。"
                    ),
                )
                .related(*first, message!("takes it", "在此匹配"));
            }
            let is_any = trigger
                .value("method")
                .is_none_or(|method| method.is_falsy());
            // more than a handful of wildcards is no file that a person wrote for vercel
            if let Some(prefix) = path.strip_suffix('*').filter(|_| is_any && wide.len() < 64) {
                let span = trigger.entry().key.span();
                wide.push((prefix.to_owned(), name.clone().into_owned(), span));
            }
        }
    }
}

fn path(trigger: Trigger) -> Option<String> {
    match trigger.value("path") {
        None => Some("/*".to_owned()),
        Some(path) if path.is_interpolated() => None,
        Some(path) if path.is_falsy() => Some("/*".to_owned()),
        Some(path) => path.as_str().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn only_what_stands_behind() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["/cart"]);
        assert!(check_rule(RULE.code, RULE.good).is_empty());
    }

    #[test]
    fn a_narrower_prefix_or_method_leaves_others_alone() {
        for path in ["/page/*", "/*\n          method: get"] {
            let text = RULE.bad.replace("path: /*", &format!("path: {path}"));
            assert!(check_rule(RULE.code, &text).is_empty(), "{path}");
        }
        let default = RULE.bad.replace("http:\n          path: /*", "http: true");
        assert_eq!(check_rule(RULE.code, &default).len(), 1);
    }
}

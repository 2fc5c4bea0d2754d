//! The same path in two functions.

use fyml_schema::{Cloud, DeployPath, w};

use super::own_domain;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Function, Trigger};
use crate::syntax::{Node, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-route-duplicate",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-08"],
    summary: w(
        "Two functions with the same http path",
        "两个函数的 http 路径相同",
    ),
    explanation: w(
        "A domain has one function for a path, whatever the methods: the later function takes the route, and the earlier \
         one is not reachable. Automatic domains of the default deploy path belong to one function each, so there only \
         local runs and aggregations are concerned. Use different paths, or one function.",
        "同一个域名下，一个路径只能对应一个函数，与方法无关：后面的函数会占用该路由，前面的函数就无法访问。\
         默认部署方式的自动域名是每个函数一个，那时只影响本地运行和聚合部署。请使用不同的路径，或合并成一个函数。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  readCart:
    handler: cart.read
    events:
      - http:
          path: /cart
          method: get
  writeCart:
    handler: cart.write
    events:
      - http:
          path: /cart
          method: get
",
    good: "service: shop
provider:
  name: aliyun
functions:
  readCart:
    handler: cart.read
    events:
      - http:
          path: /cart
          method: get
  writeCart:
    handler: cart.write
    events:
      - http:
          path: /cart/items
          method: get
",
    fixable: false,
    check: Check::Service(check),
};

/// The path of a trigger that names none.
const EVERYTHING: &str = "/*";

fn check(context: &ServiceContext, sink: &mut Sink) {
    let is_shared = context.path == Some(DeployPath::Fun) || own_domain(context).is_some();
    if context.service.deploy_type().is_some() {
        return;
    }
    for (path, functions) in context.routes().shared(context.document) {
        let alone = functions.into_iter().filter(|function| {
            let membership = context.memberships.membership(&function.name());
            membership.is_deployed_alone()
        });
        let mut triggers = alone.flat_map(|function| {
            let triggers = function.active_triggers("http").into_iter();
            let here = triggers.filter(|trigger| path_of(*trigger) == Some(path));
            here.map(move |trigger| (function, trigger))
        });
        let Some((owner, first)) = triggers.next() else {
            continue;
        };
        for (function, trigger) in triggers {
            // twice in one function is another problem
            if function != owner && (is_shared || share_a_method(first, trigger)) {
                report(path, (owner, first), (function, trigger), is_shared, sink);
            }
        }
    }
}

/// The paths on which a function answers, each once.
pub(in crate::lint) fn routes_of(function: Function<'_>) -> Vec<&str> {
    let triggers = function.each_trigger();
    let https = triggers.filter(|trigger| trigger.is("http") && trigger.is_active());
    let mut paths: Vec<&str> = https.filter_map(path_of).collect();
    if paths.len() > 1 {
        paths.sort_unstable();
        paths.dedup();
    }
    paths
}

fn report(
    path: &str,
    (owner, first): (Function, Trigger),
    (function, trigger): (Function, Trigger),
    is_shared: bool,
    sink: &mut Sink,
) {
    let (owner, function) = (owner.name(), function.name());
    let related = (
        place(first),
        message!("The same path in `{owner}`", "`{owner}` 中相同的路径"),
    );
    let problem = if is_shared {
        sink.report(
            place(trigger),
            message!(
                "`{path}` also belongs to `{owner}`: the domain will lead to `{function}` only.",
                "`{owner}` 也使用了 `{path}`：域名的这个路由只会指向 `{function}`。"
            ),
        )
    } else {
        let problem = sink.report(
            place(trigger),
            message!(
                "`{path}` also belongs to `{owner}`: on a common domain, in local runs and in an aggregation only one of the two answers.",
                "`{owner}` 也使用了 `{path}`：共用域名、本地运行或聚合部署时，只有其中一个会响应。"
            ),
        );
        problem.severity(Severity::Info);
        problem
    };
    problem.related(related.0, related.1);
}

fn place(trigger: Trigger) -> Span {
    trigger
        .get("path")
        .map_or(trigger.entry().key.span(), |entry| entry.value_span())
}

/// The route of a trigger; `None` if only the environment knows.
fn path_of<'d>(trigger: Trigger<'d>) -> Option<&'d str> {
    match trigger.value("path") {
        Some(path) if path.is_interpolated() || path.is_broken() => None,
        Some(path) => Some(
            path.as_str()
                .filter(|path| !path.is_empty())
                .unwrap_or(EVERYTHING),
        ),
        None => Some(EVERYTHING),
    }
}

/// Whether two triggers have a method in common; one without a method has them all.
fn share_a_method(one: Trigger, other: Trigger) -> bool {
    let methods = |trigger: Trigger| -> Vec<String> {
        let Some(value) = trigger.value("method") else {
            return Vec::new();
        };
        let items: Vec<Node> = if value.is_sequence() {
            value.items().collect()
        } else {
            vec![value]
        };
        items
            .iter()
            .filter_map(|item| item.as_str())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (methods(one), methods(other));
    let is_all = |methods: &[String]| {
        methods.is_empty()
            || methods.iter().any(|name| {
                fyml_schema::METHODS
                    .iter()
                    .any(|method| method.is_wildcard() && method.name == name)
            })
    };
    is_all(&one) || is_all(&other) || one.iter().any(|method| other.contains(method))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with, underlined};

    const DOMAIN: &str = "custom:\n  customDomain:\n    domainName: shop.example.com\n";

    fn two(first: &str, second: &str) -> String {
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.a\n    events: [{{http: {first}}}]\n  b:\n    handler: a.b\n    events: [{{http: {second}}}]\n"
        )
    }

    #[test]
    fn a_common_domain_has_one_function_for_a_path() {
        assert!(check_rule(RULE.code, RULE.bad)[0].starts_with("info 15:17-15:22"));
        assert!(check_rule(RULE.code, &format!("{}{DOMAIN}", RULE.bad))[0].starts_with("warning"));
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        assert!(
            check_with(RULE.bad, &settings)
                .iter()
                .any(|line| line.starts_with("aliyun-route-duplicate warning"))
        );
    }

    #[test]
    fn methods_matter_only_where_midway_routes_itself() {
        let text = two("{path: /a, method: get}", "{path: /a, method: [POST]}");
        assert!(check_rule(RULE.code, &text).is_empty());
        assert_eq!(check_rule(RULE.code, &(text + DOMAIN)).len(), 1);
        assert_eq!(
            check_rule(
                RULE.code,
                &two("{path: /a, method: get}", "{path: /a, method: any}")
            )
            .len(),
            1
        );
    }

    #[test]
    fn no_path_is_every_path() {
        assert_eq!(
            underlined(RULE.code, &two("true", "{path: '/*'}")),
            ["'/*'"]
        );
        assert_eq!(underlined(RULE.code, &two("{path: /*}", "true")), ["http"]);
    }

    #[test]
    fn different_unknown_and_folded_ones_are_fine() {
        assert!(check_rule(RULE.code, &two("{path: /a}", "{path: /b}")).is_empty());
        assert!(check_rule(RULE.code, &two("{path: '${env.A}'}", "{path: '${env.A}'}")).is_empty());
        let folded =
            two("{path: /a}", "{path: /a}") + "aggregation:\n  main:\n    functionsPattern: '*'\n";
        assert!(check_rule(RULE.code, &folded).is_empty());
    }
}

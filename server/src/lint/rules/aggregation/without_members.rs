//! An aggregation that no function belongs to.

use fyml_schema::w;

use super::active;
use super::misspelt_key::misspelt;
use super::patterns_anded::is_misunderstood;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Aggregation, Selection};
use fyml_schema::Cloud;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-without-members",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-03", "AG-04"],
    summary: w("An aggregation without members", "没有成员的聚合函数"),
    explanation: w(
        "Without members the aggregation is deployed as an empty function without a trigger, and every function stays on its own. On tencent a function without a trigger crashes the deployment.",
        "没有成员时，聚合函数会部署成一个没有触发器的空函数，各函数仍单独部署。在 tencent 上，没有触发器的函数会使部署崩溃。",
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
          path: /shop/cart
aggregation:
  api:
    functionsPattern: ['user*']
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
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    // Without functions in the file they come from decorators, and nobody knows their names here.
    let has_functions = cx.service.functions().iter().next().is_some();
    for aggregation in active(cx) {
        let selection = aggregation.selection();
        let is_known_otherwise =
            !misspelt(aggregation).is_empty() || is_misunderstood(cx, aggregation);
        if is_known_otherwise || !cx.memberships.members(cx.service, aggregation).is_empty() {
            continue;
        }
        let name = aggregation.name();
        let kind = if aggregation.is_event_trigger() {
            "eventTrigger"
        } else {
            "http"
        };
        let (span, message) = match selection {
            Selection::Nothing if is_readable(aggregation) => (
                aggregation.entry().key.span(),
                message!(
                    "`{name}` has no members: it needs `functions` or `functionsPattern`. An empty function will be deployed.",
                    "`{name}` 没有成员：需要 `functions` 或 `functionsPattern`。会部署一个空函数。"
                ),
            ),
            Selection::Patterns(entry, _)
                if has_functions
                    && !entry.value.is_interpolated()
                    && !has_hidden(cx, aggregation) =>
            {
                (
                    entry.value_span(),
                    if kind == "http" {
                        message!(
                            "No function of this file with an `http` trigger matches: `{name}` will be an empty function.",
                            "文件中没有匹配且带有 `http` 触发器的函数：`{name}` 会是一个空函数。"
                        )
                    } else {
                        message!(
                            "No function of this file without an `http` trigger matches: `{name}` will be an empty function.",
                            "文件中没有匹配且不带 `http` 触发器的函数：`{name}` 会是一个空函数。"
                        )
                    },
                )
            }
            _ => continue,
        };
        let problem = sink.report(span, message);
        // serverless-tencent-scf throws at a function without triggers; decorators may still bring members.
        if cx.is(Cloud::Tencent) && matches!(aggregation.selection(), Selection::Nothing) {
            problem.severity(Severity::Error);
        }
    }
}

/// Whether neither key is there: one of a wrong shape is another rule's matter.
fn is_readable(aggregation: Aggregation) -> bool {
    ["functions", "functionsPattern"].into_iter().all(|key| {
        aggregation
            .get(key)
            .is_none_or(|entry| entry.value.is_falsy())
    })
}

/// Whether a function would be a member if its triggers or its name were written differently: those are reported.
fn has_hidden(cx: &ServiceContext, aggregation: Aggregation) -> bool {
    let matcher = aggregation.selection().matcher();
    cx.service.functions().iter().any(|function| {
        let name = function.name();
        let is_apigw = function.triggers().iter().any(|trigger| {
            trigger.is("http")
                || trigger
                    .facts()
                    .is_some_and(|facts| facts.alias_of == Some("http"))
        });
        name.contains('/') || name.starts_with('.') || (is_apigw && matcher.chooses(&name))
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn a_pattern_that_matches_nothing_and_no_pattern_at_all() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["['user*']"]);
        assert_eq!(
            underlined(
                RULE.code,
                &RULE
                    .bad
                    .replace("functionsPattern: ['user*']", "timeout: 3")
            ),
            ["api"]
        );
    }

    #[test]
    fn decorators_may_bring_them() {
        let text = "provider: {name: aliyun}\naggregation: {api: {functionsPattern: '*'}}\n";
        assert!(check_rule(RULE.code, text).is_empty());
    }

    #[test]
    fn what_has_a_rule_of_its_own_is_not_said_twice() {
        assert!(
            check_rule(
                RULE.code,
                &RULE.bad.replace("functionsPattern", "functionsPatten")
            )
            .is_empty()
        );
        assert!(
            check_rule(
                RULE.code,
                &RULE.bad.replace("['user*']", "['index', 'cart']")
            )
            .is_empty()
        );
    }

    #[test]
    fn on_tencent_it_crashes() {
        let text = RULE
            .bad
            .replace("aliyun", "tencent")
            .replace("functionsPattern: ['user*']", "timeout: 3");
        assert!(check_rule(RULE.code, &text)[0].starts_with("error"));
    }
}

//! Named members that aggregation passes over, because of their triggers.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Function, Selection};
use crate::syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-member-left-out",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-07", "AG-09"],
    summary: w(
        "A function that aggregation passes over",
        "聚合部署会跳过的函数",
    ),
    explanation: w(
        "An aggregation takes functions with an `http` trigger, and it looks only at the first key of each item of `events`: an `apigw` trigger, or an `http` behind another key, does not count. With `eventTrigger: true` it takes the other functions. Those it passes over are deployed alone.",
        "聚合部署只收有 `http` 触发器的函数，并且只看 `events` 每一项的第一个键：`apigw` 或写在其他键之后的 `http` 都不算。设置 `eventTrigger: true` 时则只收其他函数。被跳过的函数会单独部署。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - apigw:
          path: /shop/cart
aggregation:
  api:
    functions: [index, cart]
",
    good: "service: shop
provider:
  name: tencent
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
    functions: [index, cart]
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Events], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let selection = aggregation.selection();
        let matcher = selection.matcher();
        for function in cx.service.functions().iter() {
            let name = function.name();
            let is_left =
                cx.memberships.aggregation_of(&name).is_none() && function.body().is_mapping();
            if !is_left || !matcher.chooses(&name) || name == aggregation.name() {
                continue;
            }
            let named = match &selection {
                Selection::Names(_, nodes) => nodes
                    .iter()
                    .find(|node| node.key_text() == name)
                    .map(|node| node.span()),
                _ => None,
            };
            if aggregation.is_event_trigger() {
                if let Some(span) = named {
                    report_event(function, span, sink);
                }
            } else if let Some(span) = hidden_http(cx, function) {
                let aggregation = aggregation.name();
                sink.report(
                    span,
                    message!(
                        "`{name}` will not be folded into `{aggregation}`: only `http` as the first key of an event counts.",
                        "`{name}` 不会并入 `{aggregation}`：只有作为事件第一个键的 `http` 才算。"
                    ),
                );
            } else if let Some(span) = named.filter(|_| !function.triggers().is_empty()) {
                sink.report(
                    span,
                    message!(
                        "`{name}` has no `http` trigger and will be deployed alone. Aggregate such functions with `eventTrigger: true`.",
                        "`{name}` 没有 `http` 触发器，会单独部署。要聚合这类函数请使用 `eventTrigger: true`。"
                    ),
                )
                .severity(Severity::Info);
            }
        }
    }
}

fn report_event(function: Function, span: Span, sink: &mut Sink) {
    let name = function.name();
    sink.report(
        span,
        message!(
            "`{name}` will be deployed alone: with `eventTrigger` only functions with triggers other than `http` are taken.",
            "`{name}` 会单独部署：设置 `eventTrigger` 后只聚合带有非 `http` 触发器的函数。"
        ),
    )
    .severity(Severity::Info);
}

/// An http trigger of a function that aggregation does not see: written as `apigw`, or not the first key of its item.
fn hidden_http(cx: &ServiceContext, function: Function) -> Option<Span> {
    let triggers = function.triggers();
    let hidden = triggers.iter().find(|trigger| {
        // Where the cloud ignores `apigw`, that is reported instead.
        let is_read = trigger
            .facts()
            .zip(cx.path)
            .is_none_or(|(facts, path)| facts.support.on(path) != fyml_schema::Support::Ignored);
        let is_apigw = trigger
            .facts()
            .is_some_and(|facts| facts.alias_of == Some("http"));
        trigger.is_active() && is_read && (is_apigw || trigger.is("http"))
    })?;
    Some(hidden.entry().key.span())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn apigw_and_a_second_key_do_not_count() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["apigw"]);
        let second = RULE.good.replace(
            "- http:\n          path: /shop/cart",
            "- timer:\n          value: x\n        http:\n          path: /shop/cart",
        );
        assert!(check_rule(RULE.code, &second)[0].starts_with("warning"));
        assert_eq!(underlined(RULE.code, &second), ["http"]);
    }

    #[test]
    fn where_the_cloud_ignores_apigw_that_is_said_instead() {
        let found = check_rule(RULE.code, &RULE.bad.replace("tencent", "aliyun"));
        assert!(found[0].starts_with("info"), "{found:?}");
    }

    #[test]
    fn a_pattern_names_nobody() {
        let text = "provider: {name: aliyun}\nfunctions:\n  job: {handler: job.run, events: [timer: {value: x}]}\n\
                    aggregation: {all: {functionsPattern: '*'}}\n";
        assert!(check_rule(RULE.code, text).is_empty());
        assert!(
            check_rule(
                RULE.code,
                &text.replace("functionsPattern: '*'", "functions: [job]")
            )[0]
            .starts_with("info")
        );
    }
}

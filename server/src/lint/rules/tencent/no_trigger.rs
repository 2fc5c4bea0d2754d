//! A function that ends up without any trigger crashes the deployment to tencent.

use fyml_schema::{Cloud, w};

use super::{is_built, is_translated};
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{EventShape, Events, Function};

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-function-without-trigger",
    severity: Severity::Error,
    group: Group::Functions,
    clouds: &[Cloud::Tencent],
    covers: &["T-12"],
    summary: w(
        "A function without a trigger that tencent knows crashes the deployment",
        "函数没有 tencent 支持的触发器时，部署会崩溃",
    ),
    explanation: w(
        "The builder leaves out what it does not translate, drops the empty list, and serverless-tencent-scf then reads \
         `events.length` of nothing: a TypeError, and no function at all is deployed. Give the function an `http`, \
         `timer` or `os` trigger, or leave it out.",
        "构建器会去掉不支持的触发器，再丢弃空列表，随后 serverless-tencent-scf 读取不存在的 `events.length`，抛出 TypeError，\
         所有函数都不会部署。请给函数加上 `http`、`timer` 或 `os` 触发器，或删除该函数。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  audit:
    handler: audit.write
    events:
      - log:
          project: shop
          source: access
          log: audit
",
    good: "service: shop
provider:
  name: tencent
functions:
  audit:
    handler: audit.write
    events:
      - timer:
          type: cron
          value: '0 0 * * * * *'
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    if !is_built(cx) || !function.body().is_mapping() {
        return;
    }
    let events = function.events();
    // Neither handler nor events: what decorators say of the function is added to it.
    let is_written_in_code =
        function.handler().is_none() && matches!(events, Events::Absent | Events::Null(_));
    if is_written_in_code || is_hopeful(events) {
        return;
    }
    let triggers = function.triggers();
    if triggers.iter().any(|trigger| is_translated(*trigger)) {
        return;
    }
    let name = function.name();
    let span = events
        .entry()
        .map_or(function.entry().key.span(), |entry| entry.key.span());
    let ignored: Vec<String> = triggers
        .iter()
        .map(|trigger| format!("`{}`", trigger.name()))
        .collect();
    let ignored = ignored.join(", ");
    let message = if ignored.is_empty() {
        message!(
            "Deploying to tencent will crash: `{name}` has no trigger. Give it one, or leave the function out.",
            "部署到 tencent 会崩溃：`{name}` 没有触发器。请添加触发器，或删除该函数。"
        )
    } else {
        message!(
            "Deploying to tencent will crash: it does not know {ignored}, and `{name}` has no other trigger. Give it one, or leave the function out.",
            "部署到 tencent 会崩溃：它不支持 {ignored}，而 `{name}` 没有其他触发器。请添加触发器，或删除该函数。"
        )
    };
    sink.report(span, message);
}

/// Whether something in the list could not be read, or the list is of a shape that is another rule's matter.
fn is_hopeful(events: Events) -> bool {
    match events {
        Events::WrongShape(_) => true,
        Events::List(_) => events
            .iter()
            .any(|event| matches!(event.shape(), EventShape::Broken)),
        Events::Absent | Events::Null(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    fn function(body: &str) -> String {
        format!("provider: {{name: tencent}}\nfunctions:\n  audit: {{{body}}}\n")
    }

    #[test]
    fn the_shapes_that_end_in_nothing() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["events"]);
        assert_eq!(underlined(RULE.code, &function("handler: a.b")), ["audit"]);
        assert_eq!(
            underlined(RULE.code, &function("handler: a.b, events: []")),
            ["events"]
        );
        assert_eq!(
            underlined(RULE.code, &function("handler: a.b, events: [http: ]")),
            ["events"]
        );
    }

    #[test]
    fn one_trigger_is_enough_and_code_may_have_it() {
        assert!(
            check_rule(
                RULE.code,
                &function("handler: a.b, events: [log: {}, http: true]")
            )
            .is_empty()
        );
        assert!(check_rule(RULE.code, &function("memorySize: 256")).is_empty());
    }

    #[test]
    fn members_of_an_aggregation_and_replaced_functions_are_not_deployed() {
        let text = format!("{}deployType: egg\n", function("handler: a.b"));
        assert!(check_rule(RULE.code, &text).is_empty());
        let folded = "provider: {name: tencent}\nfunctions:\n  a: {handler: a.b, events: [log: {source: x}]}\n\
                      aggregation:\n  all: {eventTrigger: true, functions: [a]}\n";
        assert!(check_rule(RULE.code, folded).is_empty());
    }
}

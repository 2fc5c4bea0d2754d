//! A trigger with a text or a list where its fields belong.

use fyml_schema::{Cloud, DeployPath, Support, w};

use super::glued;
use crate::lint::{Check, FunctionContext, Group, Problem, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Trigger, TriggerShape};
use crate::syntax::Style;

/// The rule.
pub static RULE: Rule = Rule {
    code: "trigger-not-map",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[],
    covers: &["G-23"],
    summary: w(
        "A trigger's value is not a map of fields",
        "触发器的值不是字段映射",
    ),
    explanation: w(
        "The builders read fields of the value, and a string has none. `http: /api` opens every path, `timer: '…'` gives \
         a timer without a cron expression that the cloud refuses, `os: bucket` makes the aliyun builders throw. Write \
         the fields below the type.",
        "构建器读取的是值里面的字段，而字符串没有字段。`http: /api` 会匹配所有路径；`timer: '…'` 得到的是没有 cron 表达式的\
         定时触发器，会被云端拒绝；`os: bucket` 会让 aliyun 的构建器抛出异常。请把字段写在类型下面。",
    ),
    bad: "service: clinic
provider:
  name: aliyun
functions:
  visit:
    handler: visit.handler
    events:
      - http: /visit
",
    good: "service: clinic
provider:
  name: aliyun
functions:
  visit:
    handler: visit.handler
    events:
      - http:
          path: /visit
",
    fixable: true,
    check: Check::Function(check),
};

fn is_http(trigger: &Trigger) -> bool {
    matches!(&*trigger.name(), "http" | "apigw")
}

/// The field that a text in the place of all fields most likely means.
fn meant_field(trigger: &str) -> Option<&'static str> {
    match trigger {
        "http" | "apigw" => Some("path"),
        "timer" => Some("value"),
        "os" | "oss" | "cos" => Some("bucket"),
        "mq" | "cmq" => Some("topic"),
        "log" => Some("source"),
        _ => None,
    }
}

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path.filter(|_| !context.has_deploy_type) else {
        return;
    };
    // what an aggregation loses does no harm; the paths of its http triggers it reads
    let seen = context.seen_triggers(function);
    for trigger in seen {
        let entry = trigger.entry();
        // What this cloud ignores anyway is another rule's business.
        let is_read = trigger
            .facts()
            .is_some_and(|facts| facts.support.on(path) != Support::Ignored);
        // On tencent the rules about each of the other types speak of their missing fields.
        let is_told = path.cloud() == Cloud::Tencent && !is_http(&trigger);
        let is_scalar = match trigger.shape() {
            TriggerShape::Scalar | TriggerShape::List => true,
            TriggerShape::Bool(true) => !trigger.facts().is_some_and(|facts| facts.takes_true()),
            _ => false,
        };
        if !is_read
            || is_told
            || !is_scalar
            || glued::colon_below(entry).is_some()
            || !trigger.is_active()
            || entry.value.is_interpolated()
        {
            continue;
        }
        let problem = report(&trigger, function, path, sink);
        if let Some(field) = meant_field(&trigger.name())
            && trigger.shape() == TriggerShape::Scalar
            && !matches!(entry.value.style(), Style::Literal | Style::Folded)
        {
            fix(problem, &trigger, field);
        }
    }
}

fn report<'s>(
    trigger: &Trigger,
    function: Function,
    path: DeployPath,
    sink: &'s mut Sink,
) -> &'s mut Problem {
    let name = function.name();
    let type_name = trigger.name();
    let span = trigger.entry().value_span();
    match (&*type_name, path.cloud()) {
        ("http" | "apigw", Cloud::Tencent) => sink.report(
            span,
            message!(
                "The fields of `{type_name}` must be a map: what is written here is lost, and `{name}` answers every method on a default path.",
                "`{type_name}` 的值必须是字段映射：这里写的内容会丢失，`{name}` 会在默认路径上响应所有请求方法。"
            ),
        ),
        ("http" | "apigw", _) => sink.report(
            span,
            message!(
                "The fields of `{type_name}` must be a map: what is written here is lost, and `{name}` answers every path and method.",
                "`{type_name}` 的值必须是字段映射：这里写的内容会丢失，`{name}` 会响应所有路径和方法。"
            ),
        ),
        ("timer", _) => sink.report(
            span,
            message!(
                "`timer` needs `value` in a map: `{name}` gets a timer without a cron expression, which the cloud refuses.",
                "`timer` 的值必须是带 `value` 的映射：`{name}` 的定时触发器没有 cron 表达式，会被云端拒绝。"
            ),
        ),
        // every list has a `filter`: JavaScript's own
        ("os" | "oss" | "cos", Cloud::Aliyun) if trigger.shape() != TriggerShape::List => sink
            .report(
                span,
                message!(
                    "`{type_name}` must be a map with `bucket`, `events` and `filter`: packaging will stop with a TypeError.",
                    "`{type_name}` 的值必须是包含 `bucket`、`events`、`filter` 的映射：否则打包会因 TypeError 中止。"
                ),
            )
            .severity(Severity::Error),
        _ => sink.report(
            span,
            message!(
                "The fields of `{type_name}` must be a map: what is written here is lost, and the trigger of `{name}` is empty.",
                "`{type_name}` 的值必须是字段映射：这里写的内容会丢失，`{name}` 的触发器没有任何字段。"
            ),
        ),
    }
}

/// Puts the value under its field, two blanks deeper than the key.
fn fix(problem: &mut Problem, trigger: &Trigger, field: &str) {
    let entry = trigger.entry();
    let value = entry.value;
    let text = value.document().text();
    let key = entry.key.span();
    let column = key.start - text.line_start(text.line_of(key.start));
    let raw = value.raw();
    if value.span().start <= key.end || value.anchor_span().is_some() || value.tag_span().is_some()
    {
        return; // an alias, or merged in from elsewhere
    }
    let between = text.slice(crate::syntax::Span {
        start: key.end,
        end: value.span().start,
    });
    if between.trim() != ":" {
        return;
    }
    // One line if the item is written in brackets.
    let line = text.line(text.line_of(key.start));
    let is_block = line
        .get(..column as usize)
        .is_some_and(|before| before.trim().trim_start_matches('-').trim().is_empty());
    let written = if is_block {
        format!(":\n{}{field}: {raw}", " ".repeat(column as usize + 2))
    } else {
        format!(": {{{field}: {raw}}}")
    };
    problem.fix(
        message!("Write it as `{field}`", "改为写在 `{field}` 中"),
        crate::syntax::Span {
            start: key.end,
            end: value.span().end,
        },
        written,
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn with_event(event: &str) -> String {
        format!(
            "provider:\n  name: aliyun\nfunctions:\n  visit:\n    handler: a.b\n    events:\n      - {event}\n"
        )
    }

    fn found(event: &str) -> Vec<String> {
        check_rule(RULE.code, &with_event(event))
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert_eq!(
            fixed(RULE.code, &with_event("{http: /a}")),
            with_event("{http: {path: /a}}")
        );
    }

    #[test]
    fn what_crashes_is_an_error() {
        assert!(found("os: photos")[0].starts_with("error 7:13-7:19"));
        assert!(found("timer: '0 0 4 * * *'")[0].starts_with("warning"));
        assert!(found("timer: true")[0].starts_with("warning"));
        assert!(found("http: [a]")[0].starts_with("warning"));
    }

    #[test]
    fn tencent_has_its_own_rules_for_all_but_http() {
        let tencent = |event: &str| with_event(event).replace("aliyun", "tencent");
        assert_eq!(check_rule(RULE.code, &tencent("http: /x")).len(), 1);
        assert!(check_rule(RULE.code, &tencent("timer: '0 0 4 * * * *'")).is_empty());
    }

    #[test]
    fn shorthands_and_what_is_not_read_are_fine() {
        for event in [
            "http: true",
            "http: false",
            "http:",
            "http: {}",
            "apigw: /x",
            "hsf: x",
            "http: ${env.X}",
        ] {
            assert!(found(event).is_empty(), "{event}");
        }
    }
}

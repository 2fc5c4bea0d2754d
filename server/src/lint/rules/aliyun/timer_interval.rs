//! Timers that run at intervals: `type` and `value` that do not fit together.

use fyml_schema::{Cloud, CronShape, cron, w};

use super::deployed_of_type;
use crate::lint::cron::{IntervalFault, interval_fault, part_of_scalar};
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Trigger};
use crate::syntax::{Entry, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-timer-interval",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-25", "A-26", "A-27"],
    summary: w(
        "A timer's interval that the cloud cannot read",
        "云端无法识别的定时间隔",
    ),
    explanation: w(
        "Only `type: every` makes an interval of `value`: the builder puts `@every ` in front and nothing else. With any \
         other type (`interval` included) the value is sent as a cron expression, and with `every` it must be a number \
         with a unit, `m` or `h`, such as `30m`.",
        "只有 `type: every` 会把 `value` 当作间隔：构建器只是在前面加上 `@every `。其他类型（包括 `interval`）都会把它当作 \
         cron 表达式提交；而 `every` 的值必须是带单位 `m` 或 `h` 的数字，例如 `30m`。",
    ),
    bad: "service: clinic
provider:
  name: aliyun
functions:
  remind:
    handler: remind.handler
    events:
      - timer:
          type: interval
          value: 30m
",
    good: "service: clinic
provider:
  name: aliyun
functions:
  remind:
    handler: remind.handler
    events:
      - timer:
          type: every
          value: 30m
",
    fixable: true,
    check: Check::Function(check),
};

/// The type that makes an interval of the value.
const EVERY: &str = "every";
/// What the builder puts in front of such a value.
const PREFIX: &str = "@every";

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(shape) = context.cloud.and_then(cron) else {
        return;
    };
    for trigger in deployed_of_type("timer", function, context) {
        let Some(value) = trigger.get("value") else {
            continue;
        };
        let kind = trigger.get("type").filter(|entry| !entry.value.is_falsy());
        if value.value.is_interpolated() || kind.is_some_and(|entry| entry.value.is_interpolated())
        {
            continue;
        }
        let Some(text) = value.value.scalar_str().filter(|text| !text.is_empty()) else {
            continue;
        };
        if kind.and_then(|entry| entry.value.as_str()) == Some(EVERY) {
            if let Some(kind) = kind {
                interval(text, value, kind, shape, &function.name(), sink);
            }
        } else if is_interval(text) {
            not_every(text, trigger, value, kind, &function.name(), sink);
        } else if let Some(rest) = text.strip_prefix(PREFIX) {
            report_fault(interval_fault(rest, shape), rest.trim(), value, sink);
        }
    }
}

/// Whether a text can only be meant as an interval: `5m`, `60`, `1h30m`.
pub(super) fn is_interval(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}

/// `type: every`.
fn interval(
    text: &str,
    value: Entry,
    kind: Entry,
    shape: &CronShape,
    function: &str,
    sink: &mut Sink,
) {
    if let Some(rest) = text.strip_prefix(PREFIX) {
        let rest = rest.trim_start();
        let problem = sink.report(
            value.value_span(),
            message!(
                "The builder writes `@every` itself: the timer of `{function}` becomes `@every {text}`, which the cloud refuses. Write `{rest}`.",
                "构建器会自己加上 `@every`：`{function}` 的定时触发器会变成 `@every {text}`，被云端拒绝。请写 `{rest}`。"
            ),
        );
        let prefix = part_of_scalar(value.value, &(0..text.len() - rest.len()));
        if prefix.len() == text.len() - rest.len() && !rest.is_empty() {
            problem.safe_fix(message!("Change to `{rest}`", "改为 `{rest}`"), prefix, "");
        }
    } else if text.split_whitespace().count() > 2 {
        let span = kind.value.span();
        sink.report(
            value.value_span(),
            message!(
                "With `type: every` this becomes `@every {text}`, which the cloud refuses. A cron expression has `type: cron`.",
                "`type: every` 会让它变成 `@every {text}`，被云端拒绝。cron 表达式的类型应为 `type: cron`。"
            ),
        )
        .fix(message!("Change the type to `cron`", "把类型改为 `cron`"), span, "cron");
    } else {
        report_fault(interval_fault(text, shape), text, value, sink);
    }
}

fn report_fault(fault: Option<IntervalFault>, text: &str, value: Entry, sink: &mut Sink) {
    let span = value.value_span();
    match fault {
        None => {}
        Some(IntervalFault::TooShort) => {
            sink.report(
                span,
                message!(
                    "`{text}` is less than a minute: the documentation knows whole minutes only.",
                    "`{text}` 不足一分钟：文档中的间隔都以分钟为单位。"
                ),
            )
            .severity(Severity::Hint);
        }
        Some(IntervalFault::NoUnit) => {
            sink.report(
                span,
                message!(
                    "`{text}` has no unit, and the cloud refuses it: write minutes as `{text}m`.",
                    "`{text}` 没有单位，会被云端拒绝：以分钟为单位请写 `{text}m`。"
                ),
            );
        }
        Some(IntervalFault::NoNumber | IntervalFault::UnknownUnit) => {
            sink.report(
                span,
                message!(
                    "`{text}` is not a interval the cloud can read: write a number with `m` or `h`, such as `30m`.",
                    "云端无法识别间隔 `{text}`：请写带 `m` 或 `h` 的数字，例如 `30m`。"
                ),
            );
        }
    }
}

/// An interval without `type: every`.
fn not_every(
    text: &str,
    trigger: Trigger,
    value: Entry,
    kind: Option<Entry>,
    function: &str,
    sink: &mut Sink,
) {
    match kind {
        Some(kind) => {
            let written = kind.value.scalar_str().unwrap_or_default();
            let span = kind.value.span();
            sink.report(
                kind.value_span(),
                message!(
                    "With `type: {written}` the interval `{text}` is sent as a cron expression: the timer of `{function}` will be refused. Write `type: every`.",
                    "`type: {written}` 会把间隔 `{text}` 当作 cron 表达式提交，`{function}` 的定时触发器会被拒绝。请写 `type: every`。"
                ),
            )
            .fix(message!("Change the type to `every`", "把类型改为 `every`"), span, EVERY)
            .settles(value.value_span());
        }
        None => {
            let problem = sink.report(
                value.value_span(),
                message!(
                    "Without `type: every` the interval `{text}` is sent as a cron expression: the timer of `{function}` will be refused.",
                    "没有 `type: every` 时，间隔 `{text}` 会被当作 cron 表达式提交，`{function}` 的定时触发器会被拒绝。"
                ),
            );
            let fields = trigger.entry().value;
            // an empty `type` stands in the way, and fields from elsewhere are not ours to change
            if trigger.get("type").is_none() && fields.span().contains(value.key.span()) {
                let start = value.key.span().start;
                let document = fields.document().text();
                let column = (start - document.line_start(document.line_of(start))) as usize;
                let separator = if fields.style() == Style::Block {
                    format!("\n{}", " ".repeat(column))
                } else {
                    ", ".to_owned()
                };
                let title = message!("Add `type: every`", "加上 `type: every`");
                problem.fix(
                    title,
                    Span::empty(start),
                    format!("type: {EVERY}{separator}"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    fn with_timer(fields: &str) -> String {
        format!(
            "service: clinic\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - timer: {{{fields}}}\n"
        )
    }

    fn found(fields: &str) -> Vec<String> {
        check_rule(RULE.code, &with_timer(fields))
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert_eq!(
            fixed(
                RULE.code,
                &RULE.bad.replace("type: interval\n          ", "")
            ),
            RULE.good
        );
    }

    #[test]
    fn right_timers_are_fine() {
        for fields in [
            "type: every, value: 30m",
            "type: every, value: 1h30m",
            "type: cron, value: '0 0 4 * * *'",
            "value: '@every 5m'",
            "type: interval, value: '0 0 4 * * *'",
            "type: every, value: '${env.EVERY}'",
            "type: '${env.TYPE}', value: 5m",
            "type: every",
        ] {
            assert!(found(fields).is_empty(), "{fields}: {:?}", found(fields));
        }
    }

    #[test]
    fn repairs_say_the_same_in_a_form_that_works() {
        for (before, after) in [
            (
                "type: every, value: '@every 5m'",
                "type: every, value: '5m'",
            ),
            (
                "type: every, value: '0 0 4 * * *'",
                "type: cron, value: '0 0 4 * * *'",
            ),
            ("type: cron, value: 5m", "type: every, value: 5m"),
            ("value: 5m", "type: every, value: 5m"),
        ] {
            assert_eq!(fixed(RULE.code, &with_timer(before)), with_timer(after));
        }
    }

    #[test]
    fn units_are_needed_and_seconds_only_doubtful() {
        assert!(found("type: every, value: 60")[0].contains("`60m`"));
        assert!(found("type: every, value: 1d")[0].starts_with("warning"));
        assert!(found("type: every, value: 30s")[0].starts_with("hint"));
        assert!(found("value: '@every 60'")[0].starts_with("warning"));
        assert_eq!(
            underlined(RULE.code, &with_timer("type: interval, value: 5m")),
            ["interval"]
        );
    }
}

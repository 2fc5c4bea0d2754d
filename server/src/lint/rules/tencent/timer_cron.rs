//! Cron expressions that Tencent Cloud does not take.

use fyml_schema::{Cloud, CronShape, cron, w};

use super::triggers_of;
use crate::lint::cron::{CronFaultKind, cron_faults, part_of_scalar};
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Trigger};
use crate::syntax::{Node, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-timer-cron",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-11", "T-15"],
    summary: w(
        "A timer of Tencent Cloud has seven fields: second to year",
        "腾讯云定时触发器的 cron 表达式有七段：从秒到年",
    ),
    explanation: w(
        "`value` reaches the cloud untouched, and Tencent Cloud reads `second minute hour day month week year`. Six fields, \
         the form of Alibaba Cloud and of Midway's own example for tencent, are refused. Intervals (`type: every`) do not \
         exist there.",
        "`value` 会原样传给云端，而腾讯云的格式是 `秒 分 时 日 月 星期 年`。六段是阿里云的写法（Midway 文档里的 tencent 示例也这样写），\
         会被拒绝。腾讯云也没有时间间隔（`type: every`）。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value: '0 0 4 * * *'
",
    good: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value: '0 0 4 * * * *'
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let Some(shape) = cron(Cloud::Tencent) else {
        return;
    };
    for timer in triggers_of(function, cx, "timer") {
        let is_interval = report_interval(timer, shape, sink);
        let value = timer
            .value("value")
            .filter(|value| !value.is_falsy() && !value.is_interpolated());
        if let Some(value) = value.filter(|_| !is_interval) {
            report_faults(value, shape, sink);
        }
    }
}

/// Reports `type: every` and the like; whether there was something to report.
fn report_interval(timer: Trigger, shape: &CronShape, sink: &mut Sink) -> bool {
    let Some(kind) = timer.value("type").filter(|kind| !kind.is_interpolated()) else {
        return false;
    };
    let is_interval = !shape.every && matches!(kind.as_str(), Some("every" | "interval"));
    if is_interval {
        let example = shape.example;
        sink.report(
            kind.span(),
            message!(
                "Tencent Cloud has no intervals: `value` is sent as a cron expression and will be refused. Write one, such as `{example}`.",
                "腾讯云没有时间间隔：`value` 会被当作 cron 表达式发送并被拒绝。请写 cron 表达式，例如 `{example}`。"
            ),
        );
    }
    is_interval
}

fn report_faults(value: Node, shape: &'static CronShape, sink: &mut Sink) {
    let Some(expression) = value.scalar_str() else {
        return;
    };
    for fault in cron_faults(expression, shape) {
        let span = part_of_scalar(value, &fault.range);
        let expected = shape.fields.len();
        let CronFaultKind::FieldCount { found, .. } = fault.kind else {
            let reason = fault.explain(expression);
            let (en, zh) = (reason.en, reason.zh);
            let problem = sink.report(
                span,
                message!(
                    "Tencent Cloud will not take this cron expression: {en}.",
                    "腾讯云不接受这个 cron 表达式：{zh}。"
                ),
            );
            if fault.is_doubtful() {
                problem.severity(Severity::Hint);
            }
            continue;
        };
        if shape.legacy_fields == Some(found) {
            sink.report(
                value.span(),
                message!(
                    "{found} fields are an old form, which Tencent Cloud's Chinese documentation no longer has: write {expected}, second to year.",
                    "{found} 段是旧写法，腾讯云的中文文档已不再说明：请写 {expected} 段，从秒到年。"
                ),
            );
        } else {
            let problem = sink.report(
                value.span(),
                message!(
                    "Tencent Cloud will refuse this cron expression: it has {found} fields, not {expected} (second to year).",
                    "腾讯云会拒绝这个 cron 表达式：它有 {found} 段，应为 {expected} 段（从秒到年）。"
                ),
            );
            if found + 1 == expected {
                let whole = part_of_scalar(value, &(0..expression.len()));
                problem.fix(
                    message!("Add the year (`*`)", "补上年份（`*`）"),
                    Span::empty(whole.end),
                    " *",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let plain = RULE.bad.replace("'0 0 4 * * *'", "0 0 4 * * *");
        assert!(fixed(RULE.code, &plain).ends_with("value: 0 0 4 * * * *\n"));
    }

    #[test]
    fn five_fields_are_old() {
        let text = RULE.bad.replace("'0 0 4 * * *'", "0 4 * * *");
        assert!(check_rule(RULE.code, &text)[0].contains("old form"));
    }

    #[test]
    fn intervals_are_reported_once_at_the_type() {
        let text = RULE
            .bad
            .replace("type: cron", "type: every")
            .replace("'0 0 4 * * *'", "5m");
        assert_eq!(underlined(RULE.code, &text), ["every"]);
    }

    #[test]
    fn the_wrong_field_is_underlined() {
        let text = RULE.bad.replace("0 0 4 * * *", "0 0 25 * * * *");
        assert_eq!(underlined(RULE.code, &text), ["25"]);
        assert!(check_rule(RULE.code, &RULE.bad.replace("0 0 4 * * *", "${env.CRON}")).is_empty());
    }
}

//! Cron expressions that Function Compute does not read as meant.

use fyml_schema::{Cloud, CronShape, Lang, cron, w};

use super::deployed_of_type;
use super::timer_interval::is_interval;
use crate::lint::cron::{CronFault, CronFaultKind, cron_faults, part_of_scalar};
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-timer-cron",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-28"],
    summary: w(
        "A cron expression that aliyun refuses",
        "aliyun 不接受的 cron 表达式",
    ),
    explanation: w(
        "Function Compute reads six fields, seconds first: second, minute, hour, day of the month, month, day of the \
         week, in UTC unless `CRON_TZ=Asia/Shanghai ` stands in front. Five fields are Linux's form, seven are \
         Tencent's. The builders pass everything on; the cloud refuses it at the end of the deployment.",
        "函数计算的 cron 表达式有六段，从秒开始：秒、分、时、日、月、星期，默认为 UTC 时间，前面加 `CRON_TZ=Asia/Shanghai ` \
         可指定时区。五段是 Linux 的写法，七段是腾讯云的写法。构建器会原样提交，直到部署的最后才被云端拒绝。",
    ),
    bad: "service: clinic
provider:
  name: aliyun
functions:
  report:
    handler: report.handler
    events:
      - timer:
          type: cron
          value: 0 4 * * *
",
    good: "service: clinic
provider:
  name: aliyun
functions:
  report:
    handler: report.handler
    events:
      - timer:
          type: cron
          value: 0 0 4 * * *
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(shape) = context.cloud.and_then(cron) else {
        return;
    };
    for trigger in deployed_of_type("timer", function, context) {
        let Some(value) = trigger.value("value") else {
            continue;
        };
        let kind = trigger.value("type");
        let is_every =
            kind.is_some_and(|kind| kind.is_interpolated() || kind.as_str() == Some("every"));
        let Some(text) = value.scalar_str().filter(|text| !text.is_empty()) else {
            continue;
        };
        if is_every || value.is_interpolated() || is_interval(text) {
            continue;
        }
        for fault in cron_faults(text, shape) {
            report(&fault, text, value, shape, &function.name(), sink);
        }
    }
}

fn report(
    fault: &CronFault,
    text: &str,
    value: Node,
    shape: &'static CronShape,
    function: &str,
    sink: &mut Sink,
) {
    let span = part_of_scalar(value, &fault.range);
    let why = fault.explain(text);
    let (en, zh) = (why.en, why.zh);
    if let CronFaultKind::FieldCount { .. } = fault.kind {
        let names = |lang| {
            shape
                .fields
                .iter()
                .map(|field| field.title.get(lang))
                .collect::<Vec<_>>()
        };
        let (names_en, names_zh) = (names(Lang::En).join(", "), names(Lang::ZhCn).join("、"));
        let problem = sink.report(
            span,
            message!(
                "aliyun will refuse the timer of `{function}`: {en}. The fields are {names_en}.",
                "`{function}` 的定时触发器会被 aliyun 拒绝：{zh}。各段依次为{names_zh}。"
            ),
        );
        if let Some(whole) = completed(&text[fault.range.clone()], shape)
            && span.len() == fault.range.len()
        {
            problem.fix(
                message!("Change to `{whole}`", "改为 `{whole}`"),
                span,
                whole,
            );
        }
    } else if fault.is_doubtful() || matches!(fault.kind, CronFaultKind::Descriptor) {
        sink.report(
            span,
            message!(
                "aliyun may not read this timer of `{function}` as meant: {en}.",
                "aliyun 可能不支持 `{function}` 的这个定时写法：{zh}。"
            ),
        )
        .severity(Severity::Hint);
    } else {
        sink.report(
            span,
            message!(
                "aliyun will refuse the timer of `{function}`: {en}.",
                "`{function}` 的定时触发器会被 aliyun 拒绝：{zh}。"
            ),
        );
    }
}

/// The same expression with seconds in front, or without a year behind, if that makes a right one.
fn completed(fields: &str, shape: &'static CronShape) -> Option<String> {
    let words: Vec<&str> = fields.split_whitespace().collect();
    let whole = match words.split_last() {
        Some((&"*" | &"?", rest)) if rest.len() == shape.fields.len() => rest.join(" "),
        _ if words.len() + 1 == shape.fields.len() => format!("0 {}", words.join(" ")),
        _ => return None,
    };
    cron_faults(&whole, shape)
        .iter()
        .all(CronFault::is_doubtful)
        .then_some(whole)
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

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn other_clouds_and_linux_count_differently() {
        for (before, after) in [
            ("value: '*/5 * * * *'", "value: '0 */5 * * * *'"),
            ("value: '0 0 4 * * * *'", "value: '0 0 4 * * *'"),
            (
                "value: 'CRON_TZ=UTC 0 4 * * *'",
                "value: 'CRON_TZ=UTC 0 0 4 * * *'",
            ),
            ("value: '0 0 4 * * * 2030'", "value: '0 0 4 * * * 2030'"),
            ("value: '99 4 * * *'", "value: '99 4 * * *'"),
        ] {
            assert_eq!(fixed(RULE.code, &with_timer(before)), with_timer(after));
            assert_eq!(
                check_rule(RULE.code, &with_timer(before)).len(),
                1,
                "{before}"
            );
        }
    }

    #[test]
    fn the_wrong_field_is_underlined() {
        assert_eq!(
            underlined(RULE.code, &with_timer("value: '0 0 24 * * *'")),
            ["24"]
        );
        assert_eq!(
            underlined(RULE.code, &with_timer("value: \"0 70 4 32 * *\"")),
            ["70", "32"]
        );
    }

    #[test]
    fn what_only_the_documentation_does_not_list_is_a_hint() {
        for value in ["0 0 4 * * 0", "0 0 4 * * 7/1", "@daily"] {
            let found = check_rule(RULE.code, &with_timer(&format!("value: '{value}'")));
            assert!(
                found.len() == 1 && found[0].starts_with("hint"),
                "{value}: {found:?}"
            );
        }
    }

    #[test]
    fn right_ones_and_intervals_are_fine() {
        for fields in [
            "value: '0 0 4 * * *'",
            "value: '@every 5m'",
            "type: every, value: '1 2'",
            "value: 5m",
            "value: '${env.CRON} * *'",
        ] {
            assert!(
                check_rule(RULE.code, &with_timer(fields)).is_empty(),
                "{fields}"
            );
        }
    }
}

//! A daily timer without a time zone.

use fyml_schema::{Cloud, cron, w};

use super::deployed_of_type;
use super::timer_interval::is_interval;
use crate::lint::cron::{cron_faults, part_of_scalar};
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-timer-time-zone",
    severity: Severity::Hint,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-29"],
    summary: w(
        "A timer at an hour of the day runs in UTC",
        "指定了小时的定时触发器按 UTC 时间运行",
    ),
    explanation: w(
        "Function Compute reads cron expressions in UTC; `TZ` in the environment does not change that. `0 0 4 * * *` runs at \
         noon in Beijing. Write the time zone in front: `CRON_TZ=Asia/Shanghai 0 0 4 * * *`.",
        "函数计算按 UTC 时间解析 cron 表达式，环境变量 `TZ` 不起作用。`0 0 4 * * *` 会在北京时间中午 12 点运行。\
         请在前面写上时区：`CRON_TZ=Asia/Shanghai 0 0 4 * * *`。",
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
          value: 0 0 4 * * *
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
          value: CRON_TZ=Asia/Shanghai 0 0 4 * * *
",
    fixable: true,
    check: Check::Function(check),
};

/// Beijing is so many hours ahead of UTC, all the year.
const BEIJING: u32 = 8;

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some((shape, prefix)) = context
        .cloud
        .and_then(cron)
        .and_then(|shape| Some((shape, shape.zone_prefix?)))
    else {
        return;
    };
    for trigger in deployed_of_type("timer", function, context) {
        let Some(value) = trigger.value("value") else {
            continue;
        };
        let is_every = trigger
            .value("type")
            .is_some_and(|kind| kind.is_interpolated() || kind.as_str() == Some("every"));
        let Some(text) = value.as_str().filter(|_| !value.is_interpolated()) else {
            continue;
        };
        if is_every || is_interval(text) || text.starts_with(prefix) {
            continue;
        }
        let Some(hour) = hour_of_day(text) else {
            continue;
        };
        // what the cloud refuses has greater worries
        if !cron_faults(text, shape).is_empty() {
            continue;
        }
        let beijing = (hour + BEIJING) % 24;
        let name = function.name();
        let problem = sink.report(
            value.span(),
            message!(
                "`{name}` runs at {hour}:00 UTC, {beijing}:00 in Beijing. Write `{prefix}Asia/Shanghai` in front for local time.",
                "`{name}` 按 UTC 时间 {hour} 点运行，即北京时间 {beijing} 点。如需按北京时间，请在前面加 `{prefix}Asia/Shanghai`。"
            ),
        );
        let start = part_of_scalar(value, &(0..text.len()));
        if start.len() == text.len() {
            problem.fix(
                message!("Read it in Beijing time", "按北京时间解析"),
                Span::empty(start.start),
                format!("{prefix}Asia/Shanghai "),
            );
        }
    }
}

/// The hour, where it is one hour of the day.
fn hour_of_day(text: &str) -> Option<u32> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let [_, _, hour, _, _, _] = fields[..] else {
        return None;
    };
    hour.parse().ok().filter(|hour| *hour < 24)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn with(value: &str) -> Vec<String> {
        check_rule(RULE.code, &RULE.bad.replace("0 0 4 * * *", value))
    }

    #[test]
    fn the_hour_in_beijing_is_said() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert!(with("'0 30 20 * * *'")[0].contains("20:00 UTC, 4:00 in Beijing"));
    }

    #[test]
    fn what_runs_every_hour_has_no_time_zone() {
        for value in [
            "0 0 * * * *",
            "0 */5 * * * *",
            "0 0 8-18 * * *",
            "CRON_TZ=UTC 0 0 4 * * *",
            "0 4 * * *",
            "@every 5m",
            "0 0 25 * * *",
        ] {
            assert!(with(&format!("'{value}'")).is_empty(), "{value}");
        }
        assert!(check_rule(RULE.code, &RULE.bad.replace("aliyun", "tencent")).is_empty());
    }
}

//! Numbers outside what the cloud takes.

use fyml_schema::{DeployPath, Limit, LimitName, Unit, limits, w};

use crate::lint::{Check, Group, Message, Number, Rule, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "number-out-of-range",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["G-26", "V-05"],
    summary: w(
        "A number outside the cloud's limits, or in the wrong unit",
        "数值超出云平台的限制，或者单位不对",
    ),
    explanation: w(
        "Numbers are passed on as they stand, and the cloud refuses those outside its limits. `timeout` and \
         `initTimeout` count seconds, not milliseconds; `memorySize` counts MB and comes in steps.",
        "数值会原样传给云平台，超出限制时会被拒绝。`timeout` 和 `initTimeout` 的单位是秒，不是毫秒；\
         `memorySize` 的单位是 MB，并且只能按档位取值。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  timeout: 30000
",
    good: "service: shop
provider:
  name: aliyun
  timeout: 30
",
    fixable: true,
    check: Check::Number(check),
};

fn check(number: &Number, path: DeployPath, sink: &mut Sink) {
    let limit = limits(path).get(number.limit);
    let (Some(limit), Some(value)) = (limit, number.value()) else {
        return;
    };
    // `0` stands for the default (`number-zero`), and for none where none is the smallest
    if value == 0.0 && number.entry.value.is_falsy() {
        return;
    }
    let span = number.entry.value.span();
    if let Some(seconds) = meant_as_milliseconds(number, limit, value) {
        let name = number.key.name;
        let written = value as i64;
        sink.report(
            span,
            message!(
                "`{name}` counts seconds: {written} looks like milliseconds. Write {seconds}.",
                "`{name}` 的单位是秒：{written} 像是毫秒。请写 {seconds}。"
            ),
        )
        .fix(
            message!("Change to {seconds} seconds", "改为 {seconds} 秒"),
            span,
            seconds.to_string(),
        );
        return;
    }
    let message = if value.fract() != 0.0 {
        not_whole(number)
    } else if limit.accepts(value as i64) {
        return;
    } else {
        out_of_range(number, limit, value as i64)
    };
    let problem = sink.report(span, message);
    if !limit.source.verified {
        problem.severity(Severity::Hint);
    }
    if let Some(near) = next_step(limit, value) {
        let unit = unit(limit.unit);
        problem.fix(
            message!("Change to {near}{unit}", "改为 {near}{unit}"),
            span,
            near.to_string(),
        );
    }
}

/// The seconds that were meant, if a number of seconds can only be one of milliseconds: whole thousands of it, more
/// than a quarter of an hour if taken for seconds and no more than that if taken for milliseconds.
fn meant_as_milliseconds(number: &Number, limit: &Limit, value: f64) -> Option<i64> {
    const QUARTER: f64 = 900.0;
    let is_time = matches!(limit.name, LimitName::Timeout | LimitName::InitTimeout);
    let seconds = value / 1000.0;
    let fits = value > QUARTER && seconds <= QUARTER && seconds.fract() == 0.0;
    (is_time && fits && number.key.unit == Some(Unit::Seconds) && limit.accepts(seconds as i64))
        .then_some(seconds as i64)
}

fn not_whole(number: &Number) -> Message {
    let name = number.key.name;
    message!(
        "`{name}` must be a whole number; the cloud will refuse this.",
        "`{name}` 必须是整数，否则会被云平台拒绝。"
    )
}

fn out_of_range(number: &Number, limit: &Limit, value: i64) -> Message {
    let name = number.key.name;
    let (min, max, step, unit) = (limit.min, limit.max, limit.step, unit(limit.unit));
    let is_inside = (min..=max).contains(&value);
    if is_inside {
        message!(
            "`{name}` must be a multiple of {step}{unit}; the cloud will refuse {value}.",
            "`{name}` 必须是 {step}{unit} 的倍数，{value} 会被云平台拒绝。"
        )
    } else if step > 1 {
        message!(
            "`{name}` must lie between {min} and {max}{unit}, in steps of {step}; the cloud will refuse {value}.",
            "`{name}` 必须在 {min} 到 {max}{unit} 之间，且为 {step} 的倍数，{value} 会被云平台拒绝。"
        )
    } else {
        message!(
            "`{name}` must lie between {min} and {max}{unit}; the cloud will refuse {value}.",
            "`{name}` 必须在 {min} 到 {max}{unit} 之间，{value} 会被云平台拒绝。"
        )
    }
}

/// The nearest value above that fits, for a number that misses a step.
fn next_step(limit: &Limit, value: f64) -> Option<i64> {
    let up = (value / limit.step as f64).ceil() as i64;
    let up = up.saturating_mul(limit.step);
    (limit.step > 1 && value >= limit.min as f64 && limit.accepts(up)).then_some(up)
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Seconds => " s",
        Unit::Megabytes => " MB",
        Unit::Bytes => " B",
        Unit::Requests | Unit::Count => "",
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn found(cloud: &str, setting: &str) -> Vec<String> {
        check_rule(
            RULE.code,
            &format!("provider:\n  name: {cloud}\n  {setting}\n"),
        )
    }

    #[test]
    fn huge_numbers_are_numbers() {
        assert_eq!(found("aliyun", "memorySize: 1e21").len(), 1);
    }

    #[test]
    fn milliseconds_become_seconds() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert!(found("aliyun", "timeout: 3000")[0].contains("Write 3."));
        assert!(found("aliyun", "initTimeout: 10000")[0].contains("Write 10."));
        assert!(found("tencent", "timeout: 900").is_empty());
        assert!(found("aliyun", "timeout: 3600").is_empty(), "an hour");
        assert!(found("aliyun", "timeout: 86400").is_empty(), "a day");
    }

    #[test]
    fn every_cloud_has_its_own_limits() {
        assert!(found("tencent", "timeout: 901")[0].contains("between 1 and 900 s"));
        assert!(found("aliyun", "timeout: 901").is_empty());
        assert!(found("aliyun", "initTimeout: 301")[0].contains("between 1 and 300 s"));
        assert!(
            found("tencent", "initTimeout: 301").is_empty(),
            "not read there"
        );
        assert!(found("", "timeout: 901").is_empty());
    }

    #[test]
    fn memory_comes_in_steps() {
        assert!(found("aliyun", "memorySize: 200")[0].contains("multiple of 64 MB"));
        assert!(found("aliyun", "memorySize: 64")[0].contains("between 128 and 32768 MB"));
        assert!(found("tencent", "memorySize: 64").is_empty());
        assert_eq!(
            fixed(RULE.code, "provider:\n  name: aliyun\n  memorySize: 500\n"),
            "provider:\n  name: aliyun\n  memorySize: 512\n"
        );
    }

    #[test]
    fn texts_of_digits_are_numbers_and_others_are_not_judged() {
        assert_eq!(found("aliyun", "memorySize: '200'").len(), 1);
        for setting in [
            "memorySize: ${env.X}",
            "memorySize: big",
            "timeout: 0",
            "timeout:",
            "timeout: [1]",
        ] {
            assert!(found("aliyun", setting).is_empty(), "{setting}");
        }
        assert!(found("aliyun", "timeout: 1.5")[0].contains("whole number"));
        assert!(found("aliyun", "timeout: -1")[0].contains("between 1 and 86400"));
    }

    #[test]
    fn members_of_an_aggregation_take_its_numbers() {
        let text = "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    timeout: 30000\n    events:\n      - http: true\n";
        assert_eq!(check_rule(RULE.code, text).len(), 1);
        let folded = format!("{text}aggregation:\n  all:\n    functions: [a]\n");
        assert!(check_rule(RULE.code, &folded).is_empty());
        assert_eq!(
            check_rule(RULE.code, &format!("{folded}    timeout: 60000\n")).len(),
            1
        );
    }
}

//! `memorySize: 128MB`, `timeout: 30s`: a unit is written where a bare number belongs.

use fyml_schema::{DeployPath, Unit, w};

use crate::lint::{Check, Group, Number, Rule, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "number-with-unit",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["G-26"],
    summary: w("A unit is written behind a number", "数值后面写了单位"),
    explanation: w(
        "`timeout: 30s` and `memorySize: 128MB` are strings, which are passed on as they stand and refused by the cloud. \
         Write the bare number: seconds for times, MB for memory.",
        "`timeout: 30s`、`memorySize: 128MB` 是字符串，会原样传给云平台并被拒绝。请只写数字：时间的单位是秒，内存的单位是 MB。",
    ),
    bad: "service: clinic
provider:
  name: aliyun
  memorySize: 256MB
  timeout: 1m
",
    good: "service: clinic
provider:
  name: aliyun
  memorySize: 256
  timeout: 60
",
    fixable: true,
    check: Check::Number(check),
};

fn check(number: &Number, _: DeployPath, sink: &mut Sink) {
    let value = number.entry.value;
    let (Some(text), Some(unit)) = (value.as_str(), number.key.unit) else {
        return;
    };
    let Some(bare) = without_unit(text, unit) else {
        return;
    };
    let name = number.key.name;
    let (unit_en, unit_zh) = match unit {
        Unit::Seconds => ("seconds", "秒"),
        _ => ("MB", "MB"),
    };
    let problem = sink.report(
        value.span(),
        message!(
            "`{name}` is a number of {unit_en} without a unit; the cloud will refuse `{text}`.",
            "`{name}` 只写数字，单位固定是 {unit_zh}；`{text}` 会被云平台拒绝。"
        ),
    );
    if value.kind() != crate::syntax::Kind::Alias {
        problem.fix(
            message!("Change to `{bare}`", "改为 `{bare}`"),
            value.span(),
            bare.to_string(),
        );
    }
}

/// The number that a text with a unit stands for, in the unit that is wanted.
fn without_unit(text: &str, wanted: Unit) -> Option<u64> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: u64 = text[..digits].parse().ok()?;
    let unit = text[digits..].trim().to_ascii_lowercase();
    match (wanted, unit.as_str()) {
        (Unit::Seconds, "s" | "sec" | "secs" | "second" | "seconds" | "秒") => Some(number),
        (Unit::Seconds, "ms") => number.is_multiple_of(1000).then_some(number / 1000),
        (Unit::Seconds, "m" | "min" | "mins" | "minute" | "minutes" | "分钟") => {
            number.checked_mul(60)
        }
        (Unit::Seconds, "h" | "hour" | "hours" | "小时") => number.checked_mul(3600),
        (Unit::Megabytes, "m" | "mb" | "mi" | "mib") => Some(number),
        (Unit::Megabytes, "g" | "gb" | "gi" | "gib") => number.checked_mul(1024),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{RULE, without_unit};
    use crate::lint::testing::{check_rule, fixed};
    use fyml_schema::Unit;

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn units_are_converted() {
        assert_eq!(without_unit("2 GB", Unit::Megabytes), Some(2048));
        assert_eq!(without_unit("3000ms", Unit::Seconds), Some(3));
        assert_eq!(without_unit("1h", Unit::Seconds), Some(3600));
        assert_eq!(without_unit("30", Unit::Seconds), None);
        assert_eq!(without_unit("soon", Unit::Seconds), None);
        assert_eq!(without_unit("1GB", Unit::Seconds), None);
    }

    #[test]
    fn functions_are_looked_at_too() {
        let text =
            "provider:\n  name: tencent\nfunctions:\n  a:\n    handler: a.b\n    timeout: 5s\n";
        assert!(check_rule(RULE.code, text)[0].starts_with("warning 6:14-6:16"));
    }
}

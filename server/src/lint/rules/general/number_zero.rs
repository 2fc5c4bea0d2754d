//! `timeout: 0` and the like: taken for "not set".

use fyml_schema::{DeployPath, Key, Literal, Support, provider_keys, w};

use crate::lint::{Check, Group, Number, Rule, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "number-zero",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["G-25"],
    summary: w("`0` is taken for \"not set\"", "`0` 会被当作没有设置"),
    explanation: w(
        "The builders choose with `||`: a `0` counts as not set, and the next value takes its place: that of \
         `provider` for a function, then the default. `0` never means \"without limit\".",
        "构建器用 `||` 取值：`0` 等于没有设置，会改用后一个值：函数先用 `provider` 的值，再用默认值。`0` 并不表示“不限制”。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  timeout: 0
",
    good: "service: shop
provider:
  name: aliyun
  timeout: 60
",
    fixable: true,
    check: Check::Number(check),
};

fn check(number: &Number, path: DeployPath, sink: &mut Sink) {
    // The text '0' is true to JavaScript and goes through.
    let Some(default) = number.key.default_on(path) else {
        return;
    };
    if number.entry.value.as_number() != Some(0.0) {
        return;
    }
    let name = number.key.name;
    let default = match default {
        Literal::Int(value) if value != 0 => value.to_string(),
        _ => return,
    };
    let falls_back = |key: &&Key| key.name == name && key.support.on(path) != Support::Ignored;
    let has_provider_value =
        !number.is_of_provider && provider_keys().iter().any(|key| falls_back(&key));
    let message = if has_provider_value {
        message!(
            "`{name}: 0` counts as not set: `provider.{name}` or else {default} is used.",
            "`{name}: 0` 等于没有设置：会使用 `provider.{name}`，否则使用 {default}。"
        )
    } else {
        message!(
            "`{name}: 0` counts as not set: {default} is used.",
            "`{name}: 0` 等于没有设置：会使用 {default}。"
        )
    };
    let problem = sink.report(number.entry.value.span(), message);
    problem.removable(number.map, number.entry);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, choices, underlined};

    #[test]
    fn functions_fall_back_to_the_provider() {
        let text =
            "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    memorySize: 0\n";
        let found = check_rule(RULE.code, text);
        assert_eq!(
            found,
            [
                "warning 6:17-6:18 `memorySize: 0` counts as not set: `provider.memorySize` or else 128 is used."
            ]
        );
    }

    #[test]
    fn it_can_be_removed() {
        let found = choices(RULE.code, RULE.bad);
        let after = RULE.bad.replace("  timeout: 0\n", "");
        assert_eq!(found, [("Remove `timeout`".to_owned(), after)]);
    }

    #[test]
    fn fields_of_triggers_count() {
        let text = "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - log:\n          interval: 0\n";
        assert_eq!(underlined(RULE.code, text), ["0"]);
    }

    #[test]
    fn what_is_not_read_or_not_zero_is_fine() {
        for text in [
            "provider:\n  name: tencent\n  initTimeout: 0\n",
            "provider:\n  name: aliyun\n  timeout: '0'\n",
            "provider:\n  name: aliyun\n  timeout: 1\n",
            "provider:\n  timeout: 0\n",
        ] {
            assert!(check_rule(RULE.code, text).is_empty(), "{text}");
        }
    }
}

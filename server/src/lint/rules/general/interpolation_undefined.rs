//! `${custom.x}`: replaced by the text `undefined`.

use fyml_schema::w;

use super::interpolation::{Form, interpolations};
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "interpolation-undefined",
    severity: Severity::Error,
    group: Group::Provider,
    clouds: &[],
    covers: &["G-08"],
    summary: w(
        "`${a.b}` other than `${env.X}` becomes the text `undefined`",
        "除 `${env.X}` 以外的 `${a.b}` 会变成字符串 `undefined`",
    ),
    explanation: w(
        "Before the YAML is read, everything of the form `${word.word}` is replaced, but only `env` has values: \
         `${custom.x}`, `${self.x}`, `${opt.x}` and `${ENV.X}` become the text `undefined`, without a message.",
        "解析 YAML 之前，所有形如 `${word.word}` 的内容都会被替换，但只有 `env` 有值：`${custom.x}`、`${self.x}`、`${opt.x}`、\
         `${ENV.X}` 都会变成字符串 `undefined`，而且没有任何提示。",
    ),
    bad: "service: library
provider:
  name: aliyun
  region: ${custom.region}
",
    good: "service: library
provider:
  name: aliyun
  region: ${env.region}
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    for found in interpolations(context) {
        let Form::Undefined(inner) = found.form else {
            continue;
        };
        let name = inner.rsplit('.').next().unwrap_or(&inner);
        sink.report(
            found.span,
            message!(
                "`${{{inner}}}` becomes the text `undefined`: only `${{env.NAME}}` is replaced by a value.",
                "`${{{inner}}}` 会变成字符串 `undefined`：只有 `${{env.NAME}}` 会被替换为实际的值。"
            ),
        )
        .fix(
            message!("Read the environment variable `{name}`", "改为读取环境变量 `{name}`"),
            found.span,
            format!("${{env.{name}}}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn comments_and_variables_are_fine() {
        assert!(check_rule(RULE.code, "service: ${env.A} # ${self.b}\n").is_empty());
    }

    #[test]
    fn keys_and_flow_values_count() {
        assert_eq!(
            underlined(RULE.code, "a: 'x ${self.b}'\n\"${opt.c}\": 1\n"),
            ["${self.b}", "${opt.c}"]
        );
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }
}

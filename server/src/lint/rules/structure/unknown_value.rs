//! A text outside a closed list of values.

use fyml_schema::w;

use crate::lint::structure::Shape;
use crate::lint::{Check, Group, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "unknown-value",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &[],
    summary: w(
        "A string outside a closed list of values",
        "不在可选值之内的字符串",
    ),
    explanation: w(
        "Some keys take one of a few words. Another word is passed on to the cloud, which refuses it, or is taken for the default.",
        "有些键只接受几个固定的取值。写成别的词会被原样传给云平台并遭到拒绝，或者被当作默认值。",
    ),
    bad: "service: library
provider:
  name: aliyun
  tracingConfig: Enabled
functions:
  lend:
    handler: lend.handler
",
    good: "service: library
provider:
  name: aliyun
  tracingConfig: Enable
functions:
  lend:
    handler: lend.handler
",
    fixable: true,
    check: Check::Shape(Shape::UnknownValue),
};

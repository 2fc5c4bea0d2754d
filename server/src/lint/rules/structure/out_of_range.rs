//! A number beyond what the schema allows.

use fyml_schema::w;

use crate::lint::structure::Shape;
use crate::lint::{Check, Group, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "out-of-range",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &[],
    summary: w("A number beyond what makes sense", "超出合理范围的数字"),
    explanation: w(
        "The builders pass numbers on as they are; the cloud refuses what is beyond its limits.",
        "构建器原样传递数字；超出限制的值会被云平台拒绝。",
    ),
    bad: "service: library
provider:
  name: aliyun
  asyncConfiguration:
    maxAsyncRetryAttempts: 99
functions:
  lend:
    handler: lend.handler
",
    good: "service: library
provider:
  name: aliyun
  asyncConfiguration:
    maxAsyncRetryAttempts: 3
functions:
  lend:
    handler: lend.handler
",
    fixable: false,
    check: Check::Shape(Shape::OutOfRange),
};

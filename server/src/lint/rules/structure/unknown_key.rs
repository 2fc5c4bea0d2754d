//! A key that nothing reads where it stands.

use fyml_schema::w;

use crate::lint::structure::Shape;
use crate::lint::{Check, Group, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "unknown-key",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["AG-03", "D-11", "P-18"],
    summary: w("A key that nothing reads there", "不会被读取的键"),
    explanation: w(
        "The toolchain reads a fixed set of keys at each place and silently ignores all others, so a misspelt key is as \
         good as none.",
        "工具链在每个位置只读取固定的几个键，其余的一律静默跳过，因此写错的键等于没写。",
    ),
    bad: "service: library
provider:
  name: aliyun
  memorysize: 256
functions:
  lend:
    handler: lend.handler
",
    good: "service: library
provider:
  name: aliyun
  memorySize: 256
functions:
  lend:
    handler: lend.handler
",
    fixable: true,
    check: Check::Shape(Shape::UnknownKey),
};

//! A value of a type that is not read where it stands.

use fyml_schema::w;

use crate::lint::structure::Shape;
use crate::lint::{Check, Group, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "wrong-type",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &[],
    summary: w("A value of a type that is not read there", "值的类型不对"),
    explanation: w(
        "The builders do not check types: a value of another shape is passed on as it is, dropped, or crashes them later.",
        "构建器不检查类型：类型不符的值会被原样传下去、被丢弃，或者在后面某一步导致崩溃。",
    ),
    bad: "service: library
provider:
  name: aliyun
package:
  include: public
functions:
  lend:
    handler: lend.handler
    description: [lends, books]
",
    good: "service: library
provider:
  name: aliyun
package:
  include:
    - public
functions:
  lend:
    handler: lend.handler
    description: lends books
",
    fixable: false,
    check: Check::Shape(Shape::WrongType),
};

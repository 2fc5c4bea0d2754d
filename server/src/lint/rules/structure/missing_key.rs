//! A required key that is missing.

use fyml_schema::w;

use crate::lint::structure::Shape;
use crate::lint::{Check, Group, Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "missing-key",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["P-06"],
    summary: w("A key that must be there is missing", "缺少必需的键"),
    explanation: w(
        "The builders do not check what is required; the cloud refuses the result at the end of the deployment.",
        "构建器不检查必填项；要到部署的最后一步，云平台才会拒绝。",
    ),
    bad: "service: library
provider:
  name: aliyun
layers:
  catalogue:
    name: catalogue
functions:
  lend:
    handler: lend.handler
",
    good: "service: library
provider:
  name: aliyun
layers:
  catalogue:
    path: npm:@library/catalogue
functions:
  lend:
    handler: lend.handler
",
    fixable: false,
    check: Check::Shape(Shape::MissingKey),
};

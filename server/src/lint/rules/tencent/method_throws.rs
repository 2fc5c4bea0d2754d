//! Shapes of `method` that crash the tencent builder.

use fyml_schema::{Cloud, w};

use super::triggers_of;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-method-throws",
    severity: Severity::Error,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-03"],
    summary: w(
        "An empty list of methods crashes packaging for tencent",
        "空的方法列表会让 tencent 打包崩溃",
    ),
    explanation: w(
        "The tencent builder takes the first item of a list and calls `toUpperCase` on it. With an empty list, an item that \
         is not a string, a number, `true` or a map, that throws a TypeError and nothing is packaged.",
        "tencent 构建器取列表的第一项并调用 `toUpperCase`。列表为空、第一项不是字符串，或者写成数字、`true`、映射时，\
         会抛出 TypeError，打包无法完成。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /cart
          method: []
",
    good: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /cart
          method: any
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    for method in triggers_of(function, cx, "http")
        .iter()
        .filter_map(|trigger| trigger.value("method"))
    {
        if throws(method) {
            let name = function.name();
            sink.report(
                method.span(),
                message!(
                    "Packaging `{name}` for tencent will crash: `method` must be a method's name, or a list that begins with one.",
                    "为 tencent 打包 `{name}` 时会崩溃：`method` 必须是方法名，或以方法名开头的列表。"
                ),
            )
            .fix(message!("Take every method (`any`)", "接受所有方法（`any`）"), method.span(), "any");
        }
    }
}

/// Whether `(Array.isArray(method) ? method[0] : method).toUpperCase()` throws.
fn throws(method: Node) -> bool {
    if method.is_falsy() || method.is_interpolated() || method.is_broken() {
        return false;
    }
    if method.is_sequence() {
        return method
            .items()
            .next()
            .is_none_or(|first| first.as_str().is_none() && !first.is_broken());
    }
    method.as_str().is_none()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    /// Seen with spec builder 1.3.22.
    #[test]
    fn what_throws_and_what_does_not() {
        for (method, throws) in [
            ("[1]", true),
            ("[null]", true),
            ("1", true),
            ("true", true),
            ("{get: true}", true),
            ("", false),
            ("false", false),
            ("0", false),
            ("''", false),
            ("[get, 1]", false),
        ] {
            let found = check_rule(RULE.code, &RULE.bad.replace("[]", method));
            assert_eq!(!found.is_empty(), throws, "{method}");
        }
    }
}

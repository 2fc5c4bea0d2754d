//! An `initializer` that the generated entry does not export.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::Style;

/// The name under which every generated entry exports its initializer (serverless-spec-builder wrapper.ts).
const EXPORT: &str = "initializer";

/// The rule.
pub static RULE: Rule = Rule {
    code: "initializer-not-exported",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[Cloud::Aliyun],
    covers: &["G-19"],
    summary: w(
        "`initializer` names an export that the generated entry does not have",
        "`initializer` 指定的导出在生成的入口文件中不存在",
    ),
    explanation: w(
        "The generated entry exports `initializer` and nothing else for it, and the default already is \
         `<file>.initializer`. With another name the cloud finds nothing to call, and the function is never initialised. \
         Leave the key out.",
        "生成的入口文件中，初始化函数只以 `initializer` 这个名称导出，而默认值本来就是 `<文件>.initializer`。\
         写成其他名称时，云端找不到可调用的函数，函数不会被初始化。建议不写这个键。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  orders:
    handler: orders.handler
    initializer: orders.init
",
    good: "service: shop
provider:
  name: aliyun
functions:
  orders:
    handler: orders.handler
    initializer: orders.initializer
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context.has_deploy_type || !context.membership.is_deployed_alone() {
        return;
    }
    let Some(entry) = function
        .get("initializer")
        .filter(|entry| !entry.value.is_falsy())
    else {
        return;
    };
    let handler = function.handler().map(|entry| entry.value);
    if entry.value.is_interpolated() || handler.is_some_and(|value| value.is_interpolated()) {
        return;
    }
    let Some(handler) = handler.and_then(|value| value.as_str()) else {
        return; // the handler is the first thing to put right
    };
    let Some((file, _)) = handler.split_once('.') else {
        return;
    };
    let right = format!("{file}.{EXPORT}");
    if entry.value.as_str() == Some(&right) || entry.value.is_broken() {
        return;
    }
    let name = function.name();
    let problem = sink.report(
        entry.value_span(),
        message!(
            "The entry of `{name}` exports only `{right}`: with another initializer it will not be initialised.",
            "`{name}` 的入口文件只导出 `{right}`：使用其他 initializer 时函数不会被初始化。"
        ),
    );
    if entry.value.style() == Style::Plain && entry.value.as_str().is_some() {
        problem.fix(
            message!("Change to `{right}`", "改为 `{right}`"),
            entry.value.span(),
            right,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn another_file_is_not_exported_either() {
        let text = RULE.bad.replace("orders.init", "boot.initializer");
        assert_eq!(check_rule(RULE.code, &text).len(), 1);
    }

    #[test]
    fn empty_is_the_default_and_tencent_does_not_read_it() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("orders.init", "")).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("aliyun", "tencent")).is_empty());
    }
}

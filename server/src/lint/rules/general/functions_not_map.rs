//! `functions` as a list: its functions are called `0`, `1`, ….

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "functions-not-map",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["G-13"],
    summary: w(
        "`functions` is not a map from name to function",
        "`functions` 不是从函数名到函数的映射",
    ),
    explanation: w(
        "The builders go through the keys of `functions`. Of a list the keys are `0`, `1`, …, and of a string there is one \
         for every character; these become the functions' names in the cloud. Write each function's name as a key.",
        "构建器会遍历 `functions` 的键。如果写成列表，键就是 `0`、`1`……；写成字符串时，每个字符都是一个键，它们会成为云端的函数名。\
         请把函数名写成键。",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  - name: lend
    handler: lend.handler
",
    good: "service: library
provider:
  name: aliyun
functions:
  lend:
    handler: lend.handler
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(entry) = context.service.functions().entry() else {
        return;
    };
    let value = entry.value;
    if context.service.deploy_type().is_some() || value.is_interpolated() {
        return;
    }
    if value.is_sequence() && value.items().next().is_some() {
        let is_entry = |item: Node| {
            item.value("handler")
                .is_some_and(|handler| handler.as_str().is_some())
        };
        let problem = sink.report(
            entry.key.span(),
            message!(
                "`functions` is a list: its functions will be called `0`, `1`, …. Write `name:` as the key of each.",
                "`functions` 写成了列表：函数会被命名为 `0`、`1`……。请把函数名写成键。"
            ),
        );
        problem.settles(value.span());
        if !value.items().all(is_entry) {
            problem.severity(Severity::Error); // packaging stops at an item without a handler
        }
    } else if value.is_scalar() && !value.is_falsy() {
        // each letter of a text is a function without a handler, where packaging stops; and whatever it is, an
        // aggregation cannot be put into it
        let stops = value.as_str().is_some() || !context.service.aggregations().is_empty();
        sink.report(
            entry.value_span(),
            message!(
                "`functions` must be a map from function name to function.",
                "`functions` 必须是从函数名到函数的映射。"
            ),
        )
        .severity(match stops {
            true => Severity::Error,
            false => Severity::Warning,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    fn found(functions: &str) -> usize {
        check_rule(
            RULE.code,
            &format!("service: library\nfunctions: {functions}\n"),
        )
        .len()
    }

    #[test]
    fn lists_and_texts_are_no_functions() {
        assert_eq!(
            (found("[{handler: a.b}]"), found("lend"), found("3")),
            (1, 1, 1)
        );
    }

    #[test]
    fn nothing_at_all_is_fine() {
        assert_eq!(
            (found(""), found("{}"), found("[]"), found("${env.X}")),
            (0, 0, 0, 0)
        );
    }

    #[test]
    fn a_deploy_type_replaces_them_anyway() {
        assert!(check_rule(RULE.code, &format!("{}deployType: egg\n", RULE.bad)).is_empty());
    }
}

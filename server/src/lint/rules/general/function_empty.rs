//! A function with nothing behind its name, or no map.

use fyml_schema::w;

use super::glued;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Membership};

/// The rule.
pub static RULE: Rule = Rule {
    code: "function-empty",
    severity: Severity::Error,
    group: Group::Functions,
    clouds: &[],
    covers: &["G-14"],
    summary: w("A function has no body", "函数没有内容"),
    explanation: w(
        "The builders read `handler` and `events` of every function: of nothing at all that is a TypeError. A string in \
         place of the body (`visit: visit.handler`) passes the builders as a function without triggers and breaks \
         `package` when the entry file is written.",
        "构建器会读取每个函数的 `handler` 和 `events`：函数为空时会抛出 TypeError。把函数写成一个字符串（`visit: visit.handler`）\
         虽然能通过构建器，但会变成没有触发器的函数，随后 `package` 在生成入口文件时失败。",
    ),
    bad: "service: clinic
provider:
  name: aliyun
functions:
  visit: visit.handler
",
    good: "service: clinic
provider:
  name: aliyun
functions:
  visit:
    handler: visit.handler
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let entry = function.entry();
    let body = function.body();
    if context.has_deploy_type
        || context.membership == Membership::Replaced
        || body.is_mapping()
        || body.is_broken()
        || body.resolved().is_broken()
    {
        return;
    }
    let name = function.name();
    if body.is_null() {
        sink.report(
            entry.key.span(),
            message!(
                "`{name}` has no body: packaging and deploying will stop with a TypeError. Give it a `handler`.",
                "`{name}` 没有内容：打包和部署会因 TypeError 中止。请写上 `handler`。"
            ),
        );
        return;
    }
    if body.is_interpolated() || glued::colon_below(entry).is_some() {
        return;
    }
    let problem = sink.report(
        entry.value_span(),
        message!(
            "`{name}` must be a map with `handler` and `events`: packaging will fail.",
            "`{name}` 必须是包含 `handler`、`events` 的映射：否则打包会失败。"
        ),
    );
    // `visit: visit.handler`: what was meant is clear, and where the lines go as well.
    let document = body.document();
    let line_start = document
        .text()
        .line_start(document.text().line_of(entry.key.span().start));
    let indent = (entry.key.span().start - line_start) as usize;
    let before = document.text().line(document.text().line_of(line_start));
    if body
        .as_str()
        .is_some_and(|text| text.contains('.') && !text.contains(char::is_whitespace))
        && before
            .get(..indent)
            .is_some_and(|text| text.trim().is_empty())
    {
        let raw = body.raw();
        let deeper = " ".repeat(indent + 2);
        let span = crate::syntax::Span {
            start: entry.key.span().end,
            end: body.span().end,
        };
        problem.fix(
            message!("Make it the `handler`", "改为 `handler`"),
            span,
            format!(":\n{deeper}handler: {raw}"),
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
    fn nothing_is_underlined_at_the_name() {
        assert!(check_rule(RULE.code, "functions:\n  visit:\n")[0].starts_with("error 2:3-2:8"));
        assert!(
            check_rule(RULE.code, "functions:\n  visit: [a.b]\n")[0].starts_with("error 2:10-2:15")
        );
    }

    #[test]
    fn an_alias_of_a_body_is_a_body() {
        let text = "functions:\n  a: &a\n    handler: a.b\n  b: *a\n";
        assert!(check_rule(RULE.code, text).is_empty());
    }

    #[test]
    fn a_deploy_type_replaces_it_anyway() {
        assert!(check_rule(RULE.code, "deployType: egg\nfunctions:\n  visit:\n").is_empty());
    }
}

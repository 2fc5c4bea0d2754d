//! `:id` in a path on vercel.

use fyml_schema::{Cloud, w};

use super::is_deployed;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "vercel-path-parameter",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Vercel],
    covers: &["V-04"],
    summary: w(
        "`:id` is not a parameter in a path on vercel",
        "vercel 的路径不支持 `:id` 参数",
    ),
    explanation: w(
        "The path becomes the `src` of a route of vercel.json, a regular expression in which only `*` is translated. `:id` \
         matches nothing but these very characters. Write `*`, and read the parameter from the path yourself.",
        "路径会成为 vercel.json 中路由的 `src`，它是正则表达式，只转换 `*`。`:id` 只匹配这几个字符本身。\
         请写 `*`，并在代码中从路径里读取参数。",
    ),
    bad: "service: library
provider:
  name: vercel
functions:
  book:
    handler: book.handler
    events:
      - http:
          path: /book/:id
",
    good: "service: library
provider:
  name: vercel
functions:
  book:
    handler: book.handler
    events:
      - http:
          path: /book/*
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if !is_deployed(context) {
        return;
    }
    for trigger in function.active_triggers("http") {
        let Some(node) = trigger.value("path").filter(|path| !path.is_interpolated()) else {
            continue;
        };
        let Some((path, at)) = node
            .as_str()
            .and_then(|path| Some((path, path.find("/:")?)))
        else {
            continue;
        };
        let name = function.name();
        let shorter = format!("{}/*", &path[..at]);
        let problem = sink.report(
            node.span(),
            message!(
                "vercel takes `{path}` literally: `{name}` is not reached. Write `{shorter}`.",
                "vercel 会按字面匹配 `{path}`：请求到不了 `{name}`。请写 `{shorter}`。"
            ),
        );
        if node.raw() == path {
            problem.fix(
                message!("Change to `{shorter}`", "改为 `{shorter}`"),
                node.span(),
                shorter,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_parameter_becomes_a_wildcard() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert!(check_rule(RULE.code, &RULE.bad.replace("/book/:id", "/a:b")).is_empty());
    }
}

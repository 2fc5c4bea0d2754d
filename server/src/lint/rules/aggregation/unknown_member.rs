//! Names of members that no function has.

use std::collections::HashSet;

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink, did_you_mean};
use crate::message;
use crate::model::Selection;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-unknown-member",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-04"],
    summary: w(
        "A member that no function is called",
        "成员名没有对应的函数",
    ),
    explanation: w(
        "Names in `functions` that no function has are silently skipped. Functions from decorators may have such names too; a file without any function of its own is left alone.",
        "`functions` 中没有对应函数的名称会被静默跳过。装饰器定义的函数也可能叫这个名字；文件中一个函数都没有写时不检查。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functions: [index, crat]
",
    good: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functions: [index, cart]
",
    fixable: true,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

/// How many names are compared with those of all functions. More than these are no slips of the pen, and the time this
/// takes must not grow with the square of the text.
const GUESSES: usize = 50;

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let aggregations = active(cx);
    if aggregations.is_empty() {
        return; // nearly every file: no function need be looked at
    }
    let functions = cx.service.functions().iter();
    let names: HashSet<_> = functions.map(|function| function.name()).collect();
    let mut guesses = GUESSES;
    // Without functions in the file they all come from decorators.
    if names.is_empty() {
        return;
    }
    for aggregation in aggregations {
        let Selection::Names(_, nodes) = aggregation.selection() else {
            continue;
        };
        for node in nodes {
            let written = node.key_text();
            let is_readable = node.is_scalar() && !node.is_interpolated();
            let is_text = node.as_str().is_some() || node.is_null();
            if is_readable && !is_text && names.contains(&written) {
                let raw = node.raw();
                sink.report(
                    node.span(),
                    message!(
                        "`{raw}` is not a string and so matches no name: the function `{written}` stays outside. Write it in quotes.",
                        "`{raw}` 不是字符串，匹配不到任何函数名：函数 `{written}` 不会被聚合。请加上引号。"
                    ),
                )
                .fix(
                    message!("Write `'{written}'`", "改为 `'{written}'`"),
                    node.span(),
                    format!("'{written}'"),
                );
                continue;
            }
            if !is_readable || names.contains(&written) {
                continue;
            }
            let near = guesses.checked_sub(1).and_then(|left| {
                guesses = left;
                free(cx, &written)
            });
            match near {
                Some(near) => {
                    sink.report(
                        node.span(),
                        message!(
                            "There is no function `{written}`: it will be skipped. Did you mean `{near}`?",
                            "没有名为 `{written}` 的函数，它会被跳过。是不是想写 `{near}`？"
                        ),
                    )
                    .fix(message!("Change to `{near}`", "改为 `{near}`"), node.span(), near);
                }
                None => {
                    sink.report(
                        node.span(),
                        message!(
                            "There is no function `{written}` in this file: unless a decorator defines it, it will be skipped.",
                            "文件中没有名为 `{written}` 的函数：除非由装饰器定义，否则会被跳过。"
                        ),
                    );
                }
            }
        }
    }
}

/// The name of a function that no aggregation has taken yet and that `written` most likely means.
fn free(cx: &ServiceContext, written: &str) -> Option<String> {
    let functions = cx.service.functions().iter();
    let names = functions.map(|function| function.name());
    let free: Vec<_> = names
        .filter(|name| !cx.memberships.membership(name).is_folded())
        .collect();
    did_you_mean(written, free.iter().map(AsRef::as_ref)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{GUESSES, RULE};
    use crate::lint::testing::{check_rule, fixed, underlined};
    use crate::lint::{Problem, Project, Settings, lint};
    use crate::syntax::Document;

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert_eq!(
            underlined(RULE.code, &RULE.bad.replace("crat", "checkout")),
            ["checkout"]
        );
    }

    /// Seen with the command line 1.3.22.
    #[test]
    fn a_number_is_not_the_name_that_looks_like_it() {
        let text = "provider: {name: aliyun}\nfunctions:\n  7: {events: [http: {path: /a}]}\n  '8': {events: [http: {path: /b}]}\n\
                    aggregation:\n  api: {functions: [7, '8']}\n";
        assert_eq!(underlined(RULE.code, text), ["7"]);
        assert!(fixed(RULE.code, text).contains("['7', '8']"));
    }

    #[test]
    fn thousands_of_names_are_not_guessed_at() {
        let members = "          - crat\n".repeat(GUESSES + 10);
        let text = RULE.bad.replace(
            "functions: [index, crat]",
            &format!("functions:\n{members}"),
        );
        let problems = lint(
            &Document::new(&text),
            &Settings::default(),
            &Project::default(),
        );
        let is_ours = |problem: &&Problem| problem.rule.code == RULE.code;
        let problems: Vec<_> = problems.iter().filter(is_ours).collect();
        assert_eq!(problems.len(), GUESSES + 10);
        let guessed = problems
            .iter()
            .filter(|found| found.message.en.contains("Did you mean"));
        assert_eq!(guessed.count(), GUESSES);
    }

    #[test]
    fn functions_from_decorators_are_not_seen() {
        let text = "provider: {name: aliyun}\naggregation:\n  api: {functions: [index]}\n";
        assert!(check_rule(RULE.code, text).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("crat", "'${env.F}'")).is_empty());
    }
}

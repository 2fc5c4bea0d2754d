//! `path: /* // all`: what looks like a comment is a part of the value.

use fyml_schema::w;

use crate::lint::edit::place;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::{Kind, Mark, Node, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "slash-comment",
    severity: Severity::Warning,
    group: Group::Syntax,
    clouds: &[],
    covers: &["G-12"],
    summary: w(
        "`//` behind a value is not a comment",
        "值后面的 `//` 不是注释",
    ),
    explanation: w(
        "YAML comments begin with `#`. `//` behind a value belongs to the value: `path: /* // all` is a path with \
         spaces and slashes in it. On a line of its own `//` is a syntax error, or continues the value above.",
        "YAML 的注释以 `#` 开头。写在值后面的 `//` 属于值本身：`path: /* // all` 得到的是一个含空格和斜杠的路径。\
         单独成行的 `//` 则是语法错误，或者会接到上一行的值后面。",
    ),
    bad: "service: library // all branches
provider:
  name: aliyun
",
    good: "service: library # all branches
provider:
  name: aliyun
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let mut open = context.document.nodes_marked(Mark::Slashes);
    while let Some(node) = open.pop() {
        open.extend(node.children());
        if let Some(at) = comment_in(node) {
            let span = Span {
                start: node.span().start + at as u32,
                end: node.span().end,
            };
            let problem = sink.report(
                span,
                message!(
                    "`//` does not begin a comment in YAML: this is a part of the value. Write `#`.",
                    "YAML 的注释不能用 `//`：这部分会成为值的一部分。请用 `#`。"
                ),
            );
            let behind = place::rest_of_line(node.document(), node.span().end);
            let behind = context.document.text().slice(behind);
            let ends_line = behind.trim().is_empty() || behind.trim_start().starts_with('#');
            if !node.raw().contains('\n') && ends_line {
                let slashes = Span {
                    start: span.start,
                    end: span.start + 2,
                };
                problem.fix(
                    message!("Write the comment with `#`", "改用 `#` 注释"),
                    slashes,
                    "#",
                );
            }
        }
    }
}

/// Where `//` begins behind other text in a value without quotes.
fn comment_in(node: Node) -> Option<usize> {
    if node.kind() != Kind::Str || node.style() != Style::Plain {
        return None;
    }
    let raw = node.raw();
    let begins_word = |at: &usize| raw[..*at].ends_with(char::is_whitespace);
    raw.match_indices("//").map(|(at, _)| at).find(begins_word)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn what_would_be_the_comment_is_underlined() {
        assert_eq!(
            underlined(RULE.code, "a:\n  - path: /*  // all, or none\n"),
            ["// all, or none"]
        );
    }

    #[test]
    fn where_something_follows_on_the_line_nothing_is_offered() {
        let text = "a: {b: x // y, c: 1}\n";
        assert_eq!(check_rule(RULE.code, text).len(), 1);
        assert_eq!(fixed(RULE.code, text), text);
        assert_eq!(fixed(RULE.code, "a: x // y # z\n"), "a: x # y # z\n");
    }

    #[test]
    fn addresses_and_quoted_texts_are_fine() {
        for text in [
            "a: https://x.y//z\n",
            "a: 'x // y'\n",
            "a: x # //y\n",
            "a: //x\n",
            "a: |\n  x // y\n",
        ] {
            assert!(check_rule(RULE.code, text).is_empty(), "{text}");
        }
    }
}

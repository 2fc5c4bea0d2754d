//! What YAML refuses: the toolchain's parser throws at the first of these and nothing of the file is read.

mod repair;
mod wording;

use std::collections::HashSet;

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::syntax::SyntaxErrorKind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "yaml-syntax",
    severity: Severity::Error,
    group: Group::Syntax,
    clouds: &[],
    covers: &["G-12"],
    summary: w("The file is not valid YAML", "文件不是合法的 YAML"),
    explanation: w(
        "The toolchain reads the file with js-yaml, which throws at the first mistake: `package`, `deploy` and `dev` \
         stop with its raw message, and nothing of the file is used. The usual reasons: a value that begins with `*`, \
         `@`, `&`, `%` or `` ` `` and is not quoted (`*/5 * * * *`, `@every 1m`, `@midwayjs/fc-starter`), tabs in the \
         indentation, `//` as a comment, `key:value` without the space, a second `: ` in a value.",
        "工具链用 js-yaml 读取该文件，遇到第一个错误就会抛出异常：`package`、`deploy`、`dev` 会直接打印它的原始报错并中止，\
         整个文件都不会生效。常见原因：值以 `*`、`@`、`&`、`%` 或 `` ` `` 开头却没有加引号（`*/5 * * * *`、`@every 1m`、\
         `@midwayjs/fc-starter`），用 Tab 缩进，用 `//` 写注释，`key:value` 冒号后缺少空格，值里又出现了 `: `。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  starter: @midwayjs/fc-starter
",
    good: "service: shop
provider:
  name: aliyun
  starter: '@midwayjs/fc-starter'
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let errors = context.document.syntax_errors();
    let guessed: HashSet<u32> = errors
        .iter()
        .filter(|error| error.hint.is_some())
        .map(|error| error.span.start)
        .collect();
    for error in errors {
        let is_told = match error.kind {
            SyntaxErrorKind::DuplicateKey => true, // the business of `duplicate-key`
            // `*/5 * * * *` is no alias: the guess says so
            SyntaxErrorKind::UnknownAlias(_) => {
                error.hint.is_none() && guessed.contains(&error.span.start)
            }
            _ => false,
        };
        if is_told {
            continue;
        }
        let problem = sink.report(error.span, wording::say(&error));
        if let Some(fix) = repair::repair(&error) {
            problem.fix = Some(fix);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn repaired(text: &str) -> String {
        fixed(RULE.code, text)
    }

    #[test]
    fn values_are_quoted_up_to_their_comment() {
        assert_eq!(
            repaired("value: @every 1m # soon\n"),
            "value: '@every 1m' # soon\n"
        );
        assert_eq!(repaired("value: */5 * * * *\n"), "value: '*/5 * * * *'\n");
        assert_eq!(
            repaired("description: shop: orders\n"),
            "description: 'shop: orders'\n"
        );
        assert_eq!(repaired("a: @it's\r\nb: 1\r\n"), "a: \"@it's\"\r\nb: 1\r\n");
    }

    #[test]
    fn colons_and_ends_are_put_right() {
        assert_eq!(
            repaired("a:\n  handler index.handler\n  b: 1\n"),
            "a:\n  handler: index.handler\n  b: 1\n"
        );
        assert_eq!(repaired("a: 'x y\nb: 1\n"), "a: 'x y'\nb: 1\n");
        assert_eq!(repaired("a: [x, y\nb: 1\n"), "a: [x, y]\nb: 1\n");
    }

    #[test]
    fn tabs_become_blanks() {
        let after = repaired("service: shop\nprovider:\n\tname: aliyun\n");
        assert!(!after.contains('\t'), "{after}");
        assert!(check_rule(RULE.code, &after).is_empty(), "{after}");
    }

    #[test]
    fn what_only_the_author_knows_is_not_repaired() {
        let text = "a:\n  b: 1\n   c: 2\n";
        assert!(!check_rule(RULE.code, text).is_empty());
        assert_eq!(repaired(text), text);
    }

    #[test]
    fn every_error_says_that_the_file_is_refused() {
        let found = check_rule(RULE.code, "service: shop\nprovider:\n\tname: aliyun\n");
        assert!(!found.is_empty());
        assert!(
            found
                .iter()
                .all(|line| line.contains("refuses the whole file")),
            "{found:?}"
        );
    }

    #[test]
    fn one_value_is_one_error() {
        let text = "service: shop\nprovider:\n  name: aliyun\n  starter: */5 * * * *\n";
        assert_eq!(check_rule(RULE.code, text).len(), 1);
    }

    #[test]
    fn duplicates_are_left_to_their_own_rule() {
        assert!(check_rule(RULE.code, "service: a\nservice: b\n").is_empty());
    }

    #[test]
    fn the_repair_of_the_bad_example_is_the_good_one() {
        assert_eq!(repaired(RULE.bad), RULE.good);
    }
}

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
         indentation, `//` as a comment, `key:value` without the blank, a second `: ` in a value.",
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
        if let Some(fix) = repair::repair(context.document, &error) {
            problem.fix = Some(fix);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;
    use crate::syntax::{Document, Hint, Span, SyntaxError, SyntaxErrorKind};

    /// What the repair of a hint makes of a text, whatever the parser thinks of it: the error stands at `place`.
    fn repaired(text: &str, place: &str, hint: Hint) -> Option<String> {
        let start = text.find(place).unwrap();
        let error = SyntaxError {
            kind: SyntaxErrorKind::BadMappingIndent,
            span: Span::new(start, start + place.len()),
            offset: start as u32,
            hint: Some(hint),
            repair: None,
        };
        let fix = super::repair::repair(&Document::new(text), &error)?;
        let mut after = text.to_owned();
        for edit in fix.edits.iter().rev() {
            after.replace_range(edit.span.range(), &edit.text);
        }
        Some(after)
    }

    #[test]
    fn values_are_quoted_up_to_their_comment() {
        let quote = |text, place, c| repaired(text, place, Hint::QuoteValue(c));
        assert_eq!(
            quote("value: @every 1m # soon\n", "@", '@').unwrap(),
            "value: '@every 1m' # soon\n"
        );
        assert_eq!(
            quote("- value: */5 * * * *\n", "*/5", '*').unwrap(),
            "- value: '*/5 * * * *'\n"
        );
        assert_eq!(quote("- @it's\r\n", "@", '@').unwrap(), "- '@it''s'\r\n");
        assert_eq!(
            quote("a: [@x, y]\n", "@", '@'),
            None,
            "where the value ends is not clear"
        );
    }

    #[test]
    fn a_second_colon_is_quoted_with_its_value() {
        assert_eq!(
            repaired("description: shop: orders\n", "shop", Hint::ColonInValue).unwrap(),
            "description: 'shop: orders'\n"
        );
    }

    #[test]
    fn comments_blanks_colons_and_ends_are_put_right() {
        let slash = repaired("path: /* // all\n", "//", Hint::SlashComment);
        assert_eq!(slash.unwrap(), "path: /* # all\n");
        let slash = repaired("a: http://x // y\n", "// y", Hint::SlashComment);
        assert_eq!(slash.unwrap(), "a: http://x # y\n");
        let blank = repaired("  timeout:10\n", "timeout:10", Hint::MissingBlank);
        assert_eq!(blank.unwrap(), "  timeout: 10\n");
        let colon = repaired(
            "  handler index.handler\n",
            "handler index",
            Hint::MissingColon,
        );
        assert_eq!(colon.unwrap(), "  handler: index.handler\n");
        let colon = repaired("  events\n", "events", Hint::MissingColon);
        assert_eq!(colon.unwrap(), "  events:\n");
        let quote = repaired("a: 'x # y\n", "'x", Hint::UnclosedQuote('\''));
        assert_eq!(quote.unwrap(), "a: 'x' # y\n");
        let bracket = repaired("a: [x, y\nb: 1\n", "[x", Hint::UnclosedBracket('['));
        assert_eq!(bracket.unwrap(), "a: [x, y]\nb: 1\n");
    }

    #[test]
    fn tabs_of_neighbouring_lines_go_together() {
        assert_eq!(
            repaired("a:\n\tb: 1\n\t\tc: 2\nd:\n\te: 1\n", "\tb", Hint::Tab).unwrap(),
            "a:\n  b: 1\n    c: 2\nd:\n\te: 1\n"
        );
    }

    #[test]
    fn what_only_the_author_knows_is_not_repaired() {
        for hint in [Hint::Indentation, Hint::ConflictMarker, Hint::Placeholder] {
            assert_eq!(repaired("a: 1\n b: 2\n", "b", hint), None);
        }
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
        let repaired = repaired(RULE.bad, "@", Hint::QuoteValue('@'));
        assert_eq!(repaired.as_deref(), Some(RULE.good));
    }
}

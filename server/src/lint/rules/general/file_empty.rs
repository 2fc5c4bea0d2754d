//! A file with nothing in it, or whose top is no map.

use fyml_schema::w;

use super::glued;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "file-empty",
    severity: Severity::Error,
    group: Group::Structure,
    clouds: &[],
    covers: &["G-04"],
    summary: w(
        "The file is empty, or its top is not a map",
        "文件为空，或者顶层不是映射",
    ),
    explanation: w(
        "An empty file, or one that holds comments only, makes the CLI stop with `Cannot read property 'plugins' of \
         undefined`. A file whose top is a list or a single string has none of the keys that the CLI looks for. Begin \
         with `service` and `provider`.",
        "文件为空或者只有注释时，CLI 会以 `Cannot read property 'plugins' of undefined` 崩溃。顶层是列表或单个字符串时，\
         CLI 找不到任何需要的键。请从 `service` 和 `provider` 写起。",
    ),
    bad: "# functions to come\n",
    good: "service: clinic\nprovider:\n  name: aliyun\n",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    if context.document.has_syntax_errors() {
        return;
    }
    let root = context.service.root();
    let Some(root) = root.filter(|root| !root.is_null()) else {
        let end = Span::empty(context.document.text().len() as u32);
        let text = context.document.text().to_cow();
        let before = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        sink.report(
            Span::default(),
            message!(
                "The file is empty: the CLI will stop with a TypeError. Begin with `service` and `provider`.",
                "文件是空的：CLI 会因 TypeError 中止。请从 `service` 和 `provider` 写起。"
            ),
        )
        .fix(
            message!("Begin a service for aliyun", "写一个部署到 aliyun 的服务开头"),
            end,
            format!("{before}service: my-service\nprovider:\n  name: aliyun\n"),
        );
        return;
    };
    if glued::colon_in(root).is_none()
        && !root.is_mapping()
        && !root.is_broken()
        && !root.is_interpolated()
    {
        sink.report(
            root.span(),
            message!(
                "The top of the file must be a map with `service`, `provider` and `functions`: nothing here will be read.",
                "文件顶层必须是包含 `service`、`provider`、`functions` 的映射：这里的内容都不会被读取。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn nothing_and_comments_and_null_are_empty() {
        for text in ["", "\n", "# a\n# b", "---\n", "~\n"] {
            assert_eq!(check_rule(RULE.code, text).len(), 1, "{text:?}");
        }
    }

    #[test]
    fn lists_and_words_are_no_service() {
        assert!(check_rule(RULE.code, "- a\n")[0].starts_with("error 1:1"));
        assert!(check_rule(RULE.code, "service\n")[0].starts_with("error 1:1-1:8"));
        assert!(check_rule(RULE.code, "{}\n").is_empty());
    }

    #[test]
    fn the_beginning_is_written_below_the_comment() {
        assert_eq!(
            fixed(RULE.code, "# x"),
            "# x\nservice: my-service\nprovider:\n  name: aliyun\n"
        );
    }
}

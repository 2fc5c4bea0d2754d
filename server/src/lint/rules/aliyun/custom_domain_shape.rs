//! `custom.customDomain` in a form that is no domain.

use fyml_schema::{Cloud, w};

use super::{AUTO, has_http, replace_value};
use crate::lint::{
    Check, Fix, Group, Message, Part, Problem, Rule, ServiceContext, Severity, Sink, TextEdit,
};
use crate::message;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-custom-domain",
    severity: Severity::Error,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-14", "A-15", "A-16"],
    summary: w(
        "`customDomain` in a form that is not a domain",
        "`customDomain` 的写法不正确",
    ),
    explanation: w(
        "The builders know two forms: `customDomain: false` for no domain at all, and a map with `domainName`, which is a \
         domain or `auto` in lower case. From anything else they read `domainName` as undefined, and the deployment asks \
         for a domain without a name. `domainName: false` does not switch anything off.",
        "构建器只认两种写法：`customDomain: false` 表示不绑定域名；或者写成带 `domainName` 的映射，值为域名或小写的 `auto`。\
         其他写法读到的 `domainName` 都是 undefined，部署时会去创建一个没有名字的域名。`domainName: false` 并不能关闭域名。",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  search:
    handler: search.handler
    events:
      - http:
          path: /*
custom:
  customDomain: books.example.com
",
    good: "service: library
provider:
  name: aliyun
functions:
  search:
    handler: search.handler
    events:
      - http:
          path: /*
custom:
  customDomain: {domainName: books.example.com}
",
    fixable: true,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(entry) = context.service.custom_domain() else {
        return;
    };
    let value = entry.value;
    // any falsy value but `false` gets an automatic domain, as if nothing were written
    if value.is_falsy() || value.is_broken() || value.is_interpolated() && !value.is_mapping() {
        return;
    }
    // without an http function nobody looks at it; decorators may bring some along
    if context.service.functions().entry().is_some() && !has_http(context) {
        return;
    }
    if !value.is_mapping() {
        no_map(entry, sink);
        return;
    }
    match value.get("domainName") {
        Some(name) => domain_name(entry, name, sink),
        None => {
            let problem = sink.report(
                entry.key.span(),
                message!(
                    "`customDomain` has no `domainName`: deploying will ask for a domain without a name. Write a domain, `auto`, or `customDomain: false`.",
                    "`customDomain` 缺少 `domainName`：部署时会去创建没有名字的域名。请写域名或 `auto`，不需要域名时写 `customDomain: false`。"
                ),
            );
            if value.entries().is_empty() {
                repair(
                    problem,
                    entry,
                    &format!("{{domainName: {AUTO}}}"),
                    message!("Change to `domainName: auto`", "改为 `domainName: auto`"),
                );
            }
        }
    }
}

fn no_map(entry: Entry, sink: &mut Sink) {
    let span = entry.value_span();
    match entry.value.as_str() {
        Some(text) => {
            let problem = sink.report(
                span,
                message!(
                    "`customDomain` is a map: from this string the builder reads no domain. Write `domainName: {text}` below it.",
                    "`customDomain` 应是映射：构建器从这段字符串里读不到域名。请在它下面写 `domainName: {text}`。"
                ),
            );
            let raw = entry.value.raw();
            repair(
                problem,
                entry,
                &format!("{{domainName: {raw}}}"),
                message!(
                    "Change to `domainName: {text}`",
                    "改为 `domainName: {text}`"
                ),
            );
        }
        None => {
            let problem = sink.report(
                span,
                message!(
                    "`customDomain` is `false` or a map with `domainName`: with this value, deploying will ask for a domain without a name.",
                    "`customDomain` 只能是 `false` 或带 `domainName` 的映射：写成这样，部署时会去创建没有名字的域名。"
                ),
            );
            if entry.value.as_bool().is_some() {
                let fix = replace_value(entry, &format!("{{domainName: {AUTO}}}"));
                set_fix(
                    problem,
                    fix,
                    message!("Change to `domainName: auto`", "改为 `domainName: auto`"),
                    false,
                );
            }
        }
    }
}

fn domain_name(entry: Entry, name: Entry, sink: &mut Sink) {
    let value = name.value;
    if value.is_broken() || value.is_interpolated() {
        return;
    }
    let span = name.value_span();
    match value.as_str() {
        Some("") => empty(name, sink),
        Some(text) if text != AUTO && text.eq_ignore_ascii_case(AUTO) => {
            sink.report(
                span,
                message!(
                    "Only `auto` in lower case asks for an automatic domain: `{text}` is taken for the name of one.",
                    "只有小写的 `auto` 才表示自动域名：`{text}` 会被当作域名。"
                ),
            )
            .severity(Severity::Warning)
            .safe_fix(message!("Change to `auto`", "改为 `auto`"), span, AUTO);
        }
        Some(_) => {}
        None if value.is_null() => empty(name, sink),
        None if value.as_bool() == Some(false) => {
            let problem = sink.report(
                span,
                message!(
                    "`domainName: false` switches nothing off: a domain called `false` is asked for. Write `customDomain: false`.",
                    "`domainName: false` 并不能关闭域名，而是会去创建名为 `false` 的域名。请写 `customDomain: false`。"
                ),
            );
            problem.severity(Severity::Warning);
            if entry.value.entries().len() == 1 {
                let fix = replace_value(entry, "false");
                set_fix(
                    problem,
                    fix,
                    message!(
                        "Change to `customDomain: false`",
                        "改为 `customDomain: false`"
                    ),
                    true,
                );
            }
        }
        None => {
            let problem = sink.report(
                span,
                message!(
                    "`domainName` must be a domain or `auto`.",
                    "`domainName` 必须是域名或 `auto`。"
                ),
            );
            // a number or a date is asked for as JavaScript writes it; nothing throws before that
            if value.is_scalar() {
                problem.severity(Severity::Warning);
            }
        }
    }
}

fn empty(name: Entry, sink: &mut Sink) {
    sink.report(
        name.value_span(),
        message!(
            "`domainName` is empty: deploying will ask for a domain without a name. Write a domain, `auto`, or `customDomain: false`.",
            "`domainName` 为空：部署时会去创建没有名字的域名。请写域名或 `auto`，不需要域名时写 `customDomain: false`。"
        ),
    );
}

fn repair(problem: &mut Problem, entry: Entry, text: &str, title: Message) {
    let edit = replace_value(entry, text);
    set_fix(problem, edit, title, true);
}

fn set_fix(problem: &mut Problem, edit: Option<TextEdit>, title: Message, is_safe: bool) {
    problem.fix = edit.map(|edit| Fix {
        title,
        edits: vec![edit],
        is_safe,
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    fn with(domain: &str) -> String {
        format!(
            "service: library\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - http: true\ncustom:\n  customDomain:{domain}\n"
        )
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn other_forms_have_no_name() {
        for domain in [
            " true",
            " {}",
            " []",
            " 3",
            " {domainName: }",
            " {domainName: ''}",
            " {domainName: true}",
            " {domainNam: a.com}",
        ] {
            let found = check_rule(RULE.code, &with(domain));
            let expected = match domain {
                " {domainName: true}" => "warning", // asked for under the name `true`
                _ => "error",
            };
            assert!(
                found.len() == 1 && found[0].starts_with(expected),
                "{domain}: {found:?}"
            );
        }
    }

    #[test]
    fn false_and_capitals_in_the_wrong_place_are_repaired() {
        for (before, after) in [
            ("\n    domainName: false", " false"),
            (" {domainName: false}", " false"),
            (
                "\n    domainName: Auto # test",
                "\n    domainName: auto # test",
            ),
            (" true", " {domainName: auto}"),
            (" {}", " {domainName: auto}"),
        ] {
            assert_eq!(fixed(RULE.code, &with(before)), with(after));
        }
        assert_eq!(
            underlined(RULE.code, &with(" {domainName: AUTO}")),
            ["AUTO"]
        );
    }

    #[test]
    fn right_and_unread_ones_are_fine() {
        for domain in [
            " false",
            " {domainName: auto}",
            " {domainName: a.example.com}",
            "",
            " ${env.DOMAIN}",
            " {domainName: '${env.D}'}",
        ] {
            assert!(check_rule(RULE.code, &with(domain)).is_empty(), "{domain}");
        }
        assert!(
            check_rule(
                RULE.code,
                &with(" true").replace("http: true", "timer: {value: x}")
            )
            .is_empty()
        );
    }
}

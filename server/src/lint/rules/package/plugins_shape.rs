//! `plugins` that is no list.

use fyml_schema::w;

use crate::lint::edit::{comments, place};
use crate::lint::{Check, Fix, Group, Rule, ServiceContext, Severity, Sink, TextEdit};
use crate::message;
use crate::syntax::{Entry, Kind, Node, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "plugins-not-list",
    severity: Severity::Error,
    group: Group::Project,
    clouds: &[],
    covers: &["P-10"],
    summary: w("`plugins` is not a list", "`plugins` 不是列表"),
    explanation: w(
        "Before any command the CLI goes over the items of `plugins`. A map, a number or `true` has none: it ends with \
         `plugins is not iterable`. Of a string it takes the single letters, so that no plugin is loaded.",
        "执行任何命令之前，CLI 都会逐项遍历 `plugins`。映射、数字或 `true` 没有可遍历的项，会以 `plugins is not iterable` 中止；\
         写成字符串时遍历的是单个字符，不会加载任何插件。",
    ),
    bad: "service: shop
provider:
  name: aliyun
plugins:
  audit: npm::@shop/faas-plugin
",
    good: "service: shop
provider:
  name: aliyun
plugins:
  - npm::@shop/faas-plugin
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(plugins) = context.service.get("plugins") else {
        return;
    };
    let value = plugins.value;
    let is_unknown = value.is_interpolated() || value.resolved().is_broken();
    if value.is_falsy() || value.is_sequence() || is_unknown {
        return;
    }
    if value.as_str().is_some() {
        let problem = sink
            .report(
                plugins.value_span(),
                message!(
                    "`plugins` must be a list: as it is, no plugin is loaded.",
                    "`plugins` 必须是列表：现在这样不会加载任何插件。"
                ),
            )
            .severity(Severity::Warning);
        let raw = value.raw();
        let is_open = value.style() == Style::Plain && raw.contains(['{', '}', '[', ']', ',']);
        let is_plain = value.anchor_span().is_none() && value.kind() != Kind::Alias;
        if is_plugin(value) && is_plain && !raw.contains('\n') && !is_open {
            let title = message!("Write a list", "改为列表");
            problem.fix(title, value.span(), format!("[{raw}]"));
        }
        return;
    }
    let span = match value.is_mapping() {
        true => plugins.key.span(),
        false => plugins.value_span(),
    };
    let problem = sink.report(
        span,
        message!(
            "`plugins` must be a list: every command will end with `plugins is not iterable`.",
            "`plugins` 必须是列表：所有命令都会以 `plugins is not iterable` 中止。"
        ),
    );
    problem.fix = without_names(plugins.value).map(|edits| Fix {
        title: message!("Write a list", "改为列表"),
        edits,
        is_safe: false,
    });
}

/// Whether it is written as the CLI takes it, and so meant as a plugin.
fn is_plugin(node: Node) -> bool {
    let text = node.as_str().unwrap_or_default();
    text.starts_with("npm:") || text.starts_with("local:")
}

/// The edits that put dashes in the place of the keys of a map whose values are plugins.
fn without_names(map: Node) -> Option<Vec<TextEdit>> {
    if map.style() != Style::Block || map.anchor_span().is_some() {
        return None;
    }
    let item = |entry: Entry| {
        let begins = place::start(entry.key);
        let is_alone = place::begins_line(map.document(), begins);
        let span = Span {
            start: begins,
            end: entry.value.span().start,
        };
        let is_bare = comments::between(map, span).is_empty();
        let is_plain = place::start(entry.value) == span.end && entry.value.kind() == Kind::Str;
        (is_alone && is_bare && is_plain && is_plugin(entry.value)).then(|| TextEdit {
            span,
            text: "- ".to_owned(),
        })
    };
    map.written_entries_here().map(item).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn found(value: &str) -> String {
        check_rule(RULE.code, &format!("plugins: {value}\n")).join("")
    }

    #[test]
    fn plugins_become_items() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        for (before, after) in [
            ("npm::a # 插件", "[npm::a] # 插件"),
            ("'local:.:./plugin'", "['local:.:./plugin']"),
            (
                "\n  a: npm::a # 一\n  'b': local::./b",
                "\n  - npm::a # 一\n  - local::./b",
            ),
            // no plugins
            ("audit", "audit"),
            ("\n  a: true", "\n  a: true"),
            ("{a: npm::a}", "{a: npm::a}"),
        ] {
            let text = |value: &str| format!("plugins: {value}\n").replace(": \n", ":\n");
            assert_eq!(fixed(RULE.code, &text(before)), text(after));
        }
    }

    /// Seen with the command line 1.3.22.
    #[test]
    fn what_cannot_be_gone_over_stops_every_command() {
        for value in ["{a: b}", "3", "true", "2020-01-01"] {
            assert!(found(value).starts_with("error"), "{value}");
        }
        assert!(found("npm::a").starts_with("warning"));
        for value in ["", "[]", "['npm::a']", "0", "''", "'${env.P}'"] {
            assert!(found(value).is_empty(), "{value}");
        }
    }
}

//! `plugins` that is no list.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

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
    fixable: false,
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
        sink.report(
            plugins.value_span(),
            message!(
                "`plugins` must be a list: as it is, no plugin is loaded.",
                "`plugins` 必须是列表：现在这样不会加载任何插件。"
            ),
        )
        .severity(Severity::Warning);
        return;
    }
    let span = match value.is_mapping() {
        true => plugins.key.span(),
        false => plugins.value_span(),
    };
    sink.report(
        span,
        message!(
            "`plugins` must be a list: every command will end with `plugins is not iterable`.",
            "`plugins` 必须是列表：所有命令都会以 `plugins is not iterable` 中止。"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    fn found(value: &str) -> String {
        check_rule(RULE.code, &format!("plugins: {value}\n")).join("")
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

//! `provider.access`: overwritten by the command line.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "provider-access-ignored",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["G-32"],
    summary: w(
        "`provider.access` has no effect",
        "`provider.access` 不起作用",
    ),
    explanation: w(
        "Before it deploys, the CLI puts the account it has chosen itself in the place of `access`: that of `--access`, \
         else the one it finds in its own files. Choose the account with `--access`.",
        "部署之前，CLI 会用它自己选定的账号覆盖 `access`：先取 `--access` 的值，否则使用它在自己的配置文件中找到的账号。\
         请用 `--access` 选择账号。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  access: staging
",
    good: "service: shop
provider:
  name: aliyun
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(entry) = context
        .service
        .provider()
        .get("access")
        .filter(|entry| !entry.value.is_falsy())
    else {
        return;
    };
    sink.report(
        entry.key.span(),
        message!(
            "`access` is overwritten by the CLI before it deploys. Choose the account with `--access`.",
            "部署前 `access` 会被 CLI 覆盖。请用命令行参数 `--access` 选择账号。"
        ),
    )
    .tag(Tag::Unnecessary);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_key_is_underlined() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["access"]);
    }

    #[test]
    fn empty_says_nothing() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("staging", "")).is_empty());
    }
}

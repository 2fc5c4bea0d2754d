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
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(provider) = context.service.provider().entry() else {
        return;
    };
    let access = provider.value.get("access");
    let Some(entry) = access.filter(|entry| !entry.value.is_falsy()) else {
        return;
    };
    sink.report(
        entry.key.span(),
        message!(
            "`access` is overwritten by the CLI before it deploys. Choose the account with `--access`.",
            "部署前 `access` 会被 CLI 覆盖。请用命令行参数 `--access` 选择账号。"
        ),
    )
    .tag(Tag::Unnecessary)
    .removable(provider.value, entry);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, choices, underlined};

    #[test]
    fn it_can_be_removed() {
        let found = choices(RULE.code, RULE.bad);
        assert_eq!(found.len(), 1);
        assert!(check_rule(RULE.code, &found[0].1).is_empty(), "{found:?}");
        assert!(RULE.bad.starts_with(found[0].1.trim_end()) || found[0].1 == RULE.good);
    }

    #[test]
    fn the_key_is_underlined() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["access"]);
    }

    #[test]
    fn empty_says_nothing() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("staging", "")).is_empty());
    }
}

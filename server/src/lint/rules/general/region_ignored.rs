//! `provider.region` with `--useFun`: funcraft has its own.

use fyml_schema::{DeployPath, Support, provider_keys, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "region-ignored-by-fun",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[],
    covers: &["G-33"],
    summary: w(
        "`provider.region` has no effect with `--useFun`",
        "使用 `--useFun` 时 `provider.region` 不起作用",
    ),
    explanation: w(
        "With `--useFun` the CLI writes a `template.yml` without a region, and funcraft takes the region from its own \
         configuration (`fun config`). The service may end up in another region than the file says.",
        "使用 `--useFun` 时，CLI 生成的 `template.yml` 中没有地域，funcraft 会使用它自己的配置（`fun config`）中的地域。\
         服务可能会部署到与文件中不同的地域。",
    ),
    bad: USE_FUN_BAD,
    good: "service: shop
provider:
  name: aliyun
",
    fixable: true,
    check: Check::Service(check),
};

/// Judged with `--useFun`.
const USE_FUN_BAD: &str = "# f.yml, --useFun
service: shop
provider:
  name: aliyun
  region: cn-beijing
";

fn check(context: &ServiceContext, sink: &mut Sink) {
    if context.path != Some(DeployPath::Fun) {
        return;
    }
    let is_read = provider_keys()
        .iter()
        .any(|key| key.name == "region" && key.support.on(DeployPath::Fun) != Support::Ignored);
    let Some(provider) = context.service.provider().entry() else {
        return;
    };
    let region = provider.value.get("region");
    let Some(entry) = region.filter(|entry| !entry.value.is_falsy()) else {
        return;
    };
    if !is_read {
        sink.report(
            entry.key.span(),
            message!(
                "With `--useFun` this `region` is not read: funcraft uses the one of its own configuration.",
                "使用 `--useFun` 时不会读取这里的 `region`：funcraft 使用它自己配置中的地域。"
            ),
        )
        .tag(Tag::Unnecessary)
        .removable(provider.value, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with};

    #[test]
    fn only_funcraft_ignores_it() {
        assert!(check_rule(RULE.code, RULE.bad).is_empty());
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        let found = check_with(RULE.bad, &settings);
        assert!(
            found
                .iter()
                .any(|line| line.starts_with("region-ignored-by-fun warning 5:3-5:9")),
            "{found:?}"
        );
    }
}

//! `provider.starter` on tencent.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-starter",
    severity: Severity::Error,
    group: Group::Provider,
    clouds: &[Cloud::Tencent],
    covers: &["T-13"],
    summary: w(
        "`provider.starter` breaks functions on tencent",
        "`provider.starter` 会使 tencent 上的函数无法运行",
    ),
    explanation: w(
        "With `provider.starter` set, the tencent plugin no longer adds `@midwayjs/serverless-scf-starter` to the deployed \
         package, but the generated entry still requires it (it looks for a starter under another key). The functions \
         fail when they start. Remove `starter`.",
        "设置 `provider.starter` 后，tencent 插件不再把 `@midwayjs/serverless-scf-starter` 加入部署包，但生成的入口文件仍会引用它\
         （插件从另一个键读取 starter），函数启动时就会失败。请删除 `starter`。",
    ),
    bad: "service: shop
provider:
  name: tencent
  starter: '@midwayjs/scf-starter'
",
    good: "service: shop
provider:
  name: tencent
",
    fixable: true,
    check: Check::Service(check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    // Without a service and functions the file belongs to Midway 3.12 or later, which deploys another way.
    let is_for_this_toolchain =
        cx.service.get("service").is_some() || cx.service.get("functions").is_some();
    let Some(provider) = cx.service.provider().entry() else {
        return;
    };
    let starter = provider.value.get("starter");
    let Some(starter) = starter.filter(|it| !it.value.is_falsy() && !it.value.is_broken()) else {
        return;
    };
    if is_for_this_toolchain {
        sink.report(
            starter.value.span(),
            message!(
                "Functions will fail to start: with `starter` set, `@midwayjs/serverless-scf-starter` is required but not packaged. Remove it on tencent.",
                "函数将无法启动：设置 `starter` 后，入口仍会引用 `@midwayjs/serverless-scf-starter`，却不会打包它。在 tencent 上请删除。"
            ),
        )
        .remove(provider.value, starter);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn the_form_of_midway_3_12_is_left_alone() {
        assert_eq!(check_rule(RULE.code, RULE.bad).len(), 1);
        assert!(check_rule(RULE.code, &RULE.bad.replace("service: shop\n", "")).is_empty());
    }
}

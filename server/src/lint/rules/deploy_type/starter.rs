//! `provider.starter` beside `deployType` on aliyun.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// What the entry of a deploy type requires.
const REQUIRED: &str = "@midwayjs/serverless-fc-starter";

/// The rule.
pub static RULE: Rule = Rule {
    code: "deploy-type-starter",
    severity: Severity::Error,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["D-09"],
    summary: w(
        "`provider.starter` beside `deployType` breaks the entry",
        "`deployType` 与 `provider.starter` 同时使用会让入口文件出错",
    ),
    explanation: w(
        "The entry of a `deployType` requires `@midwayjs/serverless-fc-starter`, which packaging installs only if \
         `provider.starter` is not set. With both, the function ends at its cold start with MODULE_NOT_FOUND. Remove \
         `starter`, or add the package to the dependencies.",
        "`deployType` 的入口文件会加载 `@midwayjs/serverless-fc-starter`，而打包时只有在没有设置 `provider.starter` 的情况下才会安装它。\
         两者同时存在时，函数冷启动会报 MODULE_NOT_FOUND。请删除 `starter`，或者把该包加入 dependencies。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  starter: '@midwayjs/fc-starter'
deployType: koa
",
    good: "service: shop
provider:
  name: aliyun
deployType: koa
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(provider) = context.service.provider().entry() else {
        return;
    };
    let starter = provider.value.get("starter");
    let Some(starter) = starter.filter(|entry| !entry.value.is_falsy()) else {
        return;
    };
    let package = context.project.package_json.as_ref();
    let is_installed = package.is_some_and(|package| package.dependencies.contains_key(REQUIRED));
    if context.service.deploy_type().is_none()
        || is_installed
        || context.toolchain().deploys_by_s_yaml
    {
        return;
    }
    sink.report(
        starter.key.span(),
        message!(
            "With `deployType`, this keeps `{REQUIRED}` from being installed: the function ends with MODULE_NOT_FOUND when it starts. Remove `starter`.",
            "与 `deployType` 同时使用时，`{REQUIRED}` 不会被安装：函数启动时会报 MODULE_NOT_FOUND。请删除 `starter`。"
        ),
    )
    .remove(provider.value, starter);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule};

    #[test]
    fn each_alone_is_fine() {
        assert_eq!(check_rule(RULE.code, RULE.bad).len(), 1);
        assert!(check_rule(RULE.code, &RULE.bad.replace("deployType: koa", "")).is_empty());
    }

    #[test]
    fn a_dependency_of_ones_own_helps() {
        let text = format!(
            "{}#- package.json\n{{\"dependencies\": {{\"@midwayjs/serverless-fc-starter\": \"3\"}}}}\n",
            RULE.bad
        );
        assert!(check_example(RULE.code, &text).is_empty());
    }
}

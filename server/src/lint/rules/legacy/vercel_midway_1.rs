//! Midway 1 on vercel.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::ProviderName;

/// The rule.
pub static RULE: Rule = Rule {
    code: "vercel-midway-1",
    severity: Severity::Error,
    group: Group::Project,
    clouds: &[Cloud::Vercel],
    covers: &["V-08"],
    summary: w("vercel needs Midway 2 or 3", "vercel 需要 Midway 2 或 3"),
    explanation: w(
        "The plugin for vercel has entries for Midway 2 and 3 only. In a project of Midway 1 the entry asks for packages \
         that are not there. Update `@midwayjs/faas`.",
        "vercel 插件只有 Midway 2 和 3 的入口模板。在 Midway 1 项目中，生成的入口会加载不存在的包。请升级 `@midwayjs/faas`。",
    ),
    bad: "service: shop
provider:
  name: vercel
#- package.json
{ \"dependencies\": { \"@midwayjs/faas\": \"^1.2.0\" } }
",
    good: "service: shop
provider:
  name: vercel
#- package.json
{ \"dependencies\": { \"@midwayjs/faas\": \"^2.8.0\" } }
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let (Some(major @ (0 | 1)), ProviderName::Known(_, name)) = (
        context.project.faas_major(),
        context.service.provider().name(),
    ) else {
        return;
    };
    sink.report(
        name.span(),
        message!(
            "`@midwayjs/faas` {major} does not run on vercel: its entry is written for Midway 2 and 3. Update it.",
            "`@midwayjs/faas` {major} 无法在 vercel 上运行：入口只支持 Midway 2 和 3。请升级。"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn only_vercel_and_only_old_ones() {
        assert_eq!(check_example(RULE.code, RULE.bad).len(), 1);
        assert!(check_example(RULE.code, &RULE.bad.replace("vercel", "aliyun")).is_empty());
        assert!(check_example(RULE.code, &RULE.bad.replace("^1.2.0", "latest")).is_empty());
    }
}

//! `globalDependencies` beside the same package in package.json.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "global-dependencies-overruled",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["P-15"],
    summary: w(
        "package.json overrules a version in `globalDependencies`",
        "package.json 中的版本优先于 `globalDependencies`",
    ),
    explanation: w(
        "`globalDependencies` adds packages to the deployed package.json, but the project's own `dependencies` win over \
         it. To deploy another version than the one of package.json, use `coverDependencies`.",
        "`globalDependencies` 会把包加入部署用的 package.json，但项目自己的 `dependencies` 优先。\
         如果要部署与 package.json 不同的版本，请使用 `coverDependencies`。",
    ),
    bad: "service: shop
provider:
  name: aliyun
globalDependencies:
  dayjs: 1.10.0
#- package.json
{ \"dependencies\": { \"dayjs\": \"^1.11.0\" } }
",
    good: "service: shop
provider:
  name: aliyun
coverDependencies:
  dayjs: 1.10.0
#- package.json
{ \"dependencies\": { \"dayjs\": \"^1.11.0\" } }
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let (Some(package), Some(global)) = (
        context.project.package_json.as_ref(),
        context.service.get("globalDependencies"),
    ) else {
        return;
    };
    for entry in global.value.entries() {
        let name = entry.name();
        let Some(own) = package.dependencies.get(name.as_ref()) else {
            continue;
        };
        let written = entry.value.scalar_str().unwrap_or_default();
        if written != own && !entry.value.is_interpolated() {
            sink.report(
                entry.value_span(),
                message!(
                    "package.json wins: `{name}` is deployed as `{own}`. To change that, write it into `coverDependencies`.",
                    "以 package.json 为准：`{name}` 会按 `{own}` 部署。如需修改，请写在 `coverDependencies`。"
                ),
            )
            .tag(Tag::Unnecessary)
            .removable(global.value, entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn the_same_version_twice_is_no_contradiction() {
        assert!(check_example(RULE.code, RULE.bad)[0].contains("deployed as `^1.11.0`"));
        let same = RULE.bad.replace("dayjs: 1.10.0", "dayjs: ^1.11.0");
        assert!(check_example(RULE.code, &same).is_empty());
        let other = RULE.bad.replace("dayjs: 1.10.0", "lodash: 4.0.0");
        assert!(check_example(RULE.code, &other).is_empty());
    }
}

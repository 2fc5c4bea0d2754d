//! `coverDependencies` of a package that is none of the dependencies.

use fyml_schema::w;

use super::layers;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "cover-dependencies-unused",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["P-14"],
    summary: w(
        "`coverDependencies` names a package that is not a dependency",
        "`coverDependencies` 中的包不在依赖里",
    ),
    explanation: w(
        "`coverDependencies` changes the version of what is installed anyway, or drops it with `false`. A package that is \
         neither in the `dependencies` of package.json nor in `globalDependencies` is not added. (Names of layers and \
         Midway's own packages, which the CLI adds, are not judged.)",
        "`coverDependencies` 只能修改本来就会安装的包的版本，或用 `false` 去掉它。既不在 package.json 的 `dependencies`、\
         也不在 `globalDependencies` 中的包不会被添加。（层的名称以及由 CLI 添加的 Midway 自身的包不在检查范围内。）",
    ),
    bad: "service: shop
provider:
  name: aliyun
coverDependencies:
  lodash: 4.17.21
#- package.json
{ \"dependencies\": { \"dayjs\": \"^1.11.0\" } }
",
    good: "service: shop
provider:
  name: aliyun
coverDependencies:
  dayjs: 1.11.10
#- package.json
{ \"dependencies\": { \"dayjs\": \"^1.11.0\" } }
",
    fixable: true,
    check: Check::Service(check),
};

/// What the CLI adds itself, besides packages of its own scope.
const ADDED: [&str; 3] = ["path-to-regexp", "picomatch", "raw-body"];

fn check(context: &ServiceContext, sink: &mut Sink) {
    let (Some(package), Some(covered)) = (
        context.project.package_json.as_ref(),
        context.service.get("coverDependencies"),
    ) else {
        return;
    };
    let global = context.service.get("globalDependencies");
    let layers = layers(context.service.get("layers"));
    for entry in covered.value.entries() {
        let name = entry.name();
        let is_known = package.dependencies.contains_key(name.as_ref())
            || name.starts_with("@midwayjs/")
            || ADDED.contains(&name.as_ref())
            || global.is_some_and(|global| global.value.get(&name).is_some())
            || layers.iter().any(|(key, _)| key.key_text() == name);
        if !is_known {
            sink.report(
                entry.key.span(),
                message!(
                    "`{name}` is not a dependency of package.json: this changes nothing and adds nothing. To add it, write it into `globalDependencies`.",
                    "`{name}` 不在 package.json 的 dependencies 中：这一项不会生效，也不会添加依赖。如需添加，请写在 `globalDependencies`。"
                ),
            )
            .tag(Tag::Unnecessary)
            .removable(covered.value, entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule};

    #[test]
    fn without_package_json_nothing_is_known() {
        assert_eq!(check_example(RULE.code, RULE.bad).len(), 1);
        assert!(check_rule(RULE.code, RULE.bad).is_empty());
    }

    #[test]
    fn what_others_add_is_a_dependency() {
        for more in [
            "globalDependencies: {lodash: 4.0.0}",
            "layers: {lodash: {path: 'npm:x'}}",
        ] {
            let text = RULE
                .bad
                .replace("#- package", &format!("{more}\n#- package"));
            assert!(check_example(RULE.code, &text).is_empty(), "{more}");
        }
    }
}

//! `package.artifact` as an absolute path on tencent.

use fyml_schema::{Cloud, w};

use super::package_entry;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "package-artifact-absolute",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[Cloud::Tencent],
    covers: &["P-16"],
    summary: w(
        "An absolute `package.artifact` is not found on tencent",
        "tencent 找不到使用绝对路径的 `package.artifact`",
    ),
    explanation: w(
        "Packaging writes the zip where `artifact` says, but deploying to tencent looks for `.serverless/<artifact>`. \
         With an absolute path the two are not the same file. Write a name without a path.",
        "打包时 zip 写到 `artifact` 指定的位置，而部署到 tencent 时读取的是 `.serverless/<artifact>`。\
         写成绝对路径时，两者不是同一个文件。请只写文件名。",
    ),
    bad: "service: shop
provider:
  name: tencent
package:
  artifact: /build/shop.zip
",
    good: "service: shop
provider:
  name: tencent
package:
  artifact: shop.zip
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(entry) = package_entry(context, "artifact") else {
        return;
    };
    let Some(path) = entry.value.as_str().filter(|path| path.starts_with('/')) else {
        return;
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let span = entry.value.span();
    let problem = sink.report(
        span,
        message!(
            "Deploying will look for `.serverless{path}` and not find it. Write a name without a path.",
            "部署时会查找 `.serverless{path}`，找不到该文件。请只写文件名。"
        ),
    );
    if !name.is_empty() {
        problem.fix(message!("Change to `{name}`", "改为 `{name}`"), span, name);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn only_absolute_paths() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert!(check_rule(RULE.code, &RULE.bad.replace("tencent", "aliyun")).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("/build/", "build/")).is_empty());
    }
}

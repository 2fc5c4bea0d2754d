//! A lock file that is not deployed.

use fyml_schema::w;

use crate::lint::{Check, Group, LOCK_FILES, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "package-lock-file",
    severity: Severity::Hint,
    group: Group::Project,
    clouds: &[],
    covers: &["P-17"],
    summary: w(
        "The lock file does not count for what is deployed",
        "锁文件对部署的依赖不起作用",
    ),
    explanation: w(
        "Packaging leaves the lock file out and installs the dependencies anew, so what is deployed may differ from what \
         was tested. `package.lockFile: true` (since CLI 1.2.17 and 2.0.14) takes it along.",
        "打包时不会带上锁文件，而是重新安装依赖，因此部署的版本可能与测试过的不同。\
         写上 `package.lockFile: true`（CLI 1.2.17、2.0.14 起支持）可以带上锁文件。",
    ),
    bad: "# f.yml, yarn.lock
service: shop
provider:
  name: aliyun
package:
  artifact: shop.zip
",
    good: "# f.yml, yarn.lock
service: shop
provider:
  name: aliyun
package:
  artifact: shop.zip
  lockFile: true
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    // said where packaging is written about at all
    let Some(package) = context.service.get("package") else {
        return;
    };
    let names = &context.project.root_entries;
    let Some(lock) = LOCK_FILES.into_iter().find(|lock| names.contains(*lock)) else {
        return;
    };
    if package.value.get("lockFile").is_some() || context.toolchain().deploys_by_s_yaml {
        return;
    }
    sink.report(
        package.key.span(),
        message!(
            "`{lock}` is left out of the package, and dependencies are installed anew. `lockFile: true` keeps it.",
            "打包时不会带上 `{lock}`，依赖会重新安装。写上 `lockFile: true` 可以保留。"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule};

    #[test]
    fn a_decision_either_way_is_one() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("hint 5:1-5:8"));
        let text = format!("{}  lockFile: false\n", RULE.bad);
        assert!(check_example(RULE.code, &text).is_empty());
        assert!(check_rule(RULE.code, RULE.bad).is_empty(), "no lock file");
    }
}

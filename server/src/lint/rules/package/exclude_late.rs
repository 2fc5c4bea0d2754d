//! `package.exclude` of what comes into being after copying.

use fyml_schema::w;

use super::patterns;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// Since this version of the CLI (and 2.0.6) `exclude` is asked once more when the zip is made.
const SINCE: &str = "1.3.20";

/// The same in 2.x.
const SINCE_2: &str = "2.0.6";

/// The rule.
pub static RULE: Rule = Rule {
    code: "package-exclude-late",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["P-04"],
    summary: w(
        "`package.exclude` of files that are made after copying",
        "`package.exclude` 排除的是复制之后才产生的文件",
    ),
    explanation: w(
        "`exclude` is asked when sources are copied. Compiled files (`dist`) and installed packages (`node_modules`) come \
         later: since CLI 1.3.20 and 2.0.6 `exclude` is asked again for the zip, before that they are always deployed.",
        "`exclude` 在复制源码时生效，而编译产物（`dist`）和依赖（`node_modules`）是之后才产生的：从 CLI 1.3.20 和 2.0.6 起，\
         生成 zip 时会再应用一次 `exclude`；更早的版本总会把它们部署上去。",
    ),
    bad: "service: shop
provider:
  name: aliyun
package:
  exclude:
    - node_modules/aws-sdk/**
#- package.json
{ \"devDependencies\": { \"@midwayjs/cli\": \"1.2.90\" } }
",
    good: "service: shop
provider:
  name: aliyun
package:
  exclude:
    - node_modules/aws-sdk/**
#- package.json
{ \"devDependencies\": { \"@midwayjs/cli\": \"1.3.22\" } }
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let toolchain = context.toolchain();
    let since = if toolchain.major == Some(2) {
        SINCE_2
    } else {
        SINCE
    };
    let Some(version) = toolchain.version.filter(|_| toolchain.is_before(since)) else {
        return;
    };
    for (node, pattern) in patterns(context, "exclude") {
        let mut folders = pattern
            .split('/')
            .filter(|part| !matches!(*part, "." | "**"));
        if folders
            .next()
            .is_some_and(|first| matches!(first, "node_modules" | "dist"))
        {
            sink.report(
                node.span(),
                message!(
                    "CLI {version} excludes sources only: `{pattern}` is deployed all the same. Works since {since}.",
                    "CLI {version} 只排除源码：`{pattern}` 仍会被部署。从 {since} 起才支持。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn sources_can_always_be_excluded() {
        assert_eq!(check_example(RULE.code, RULE.bad).len(), 1);
        for pattern in ["docs/**", "src/dist.ts"] {
            let text = RULE.bad.replace("node_modules/aws-sdk/**", pattern);
            assert!(check_example(RULE.code, &text).is_empty(), "{pattern}");
        }
        let text = RULE
            .bad
            .replace("node_modules/aws-sdk/**", "'**/node_modules/x'");
        assert_eq!(check_example(RULE.code, &text).len(), 1);
        assert!(check_example(RULE.code, RULE.good).is_empty());
    }
}

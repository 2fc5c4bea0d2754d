//! Files whose name begins with a dot, in `package.include`.

use fyml_schema::w;

use super::patterns;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// Since this version of the CLI (and 2.0.6) a dotfile that `include` names gets into the zip.
const SINCE: &str = "1.3.20";

/// The same in 2.x.
const SINCE_2: &str = "2.0.6";

/// The rule.
pub static RULE: Rule = Rule {
    code: "package-dotfile",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["P-02"],
    summary: w(
        "A dotfile in `package.include` that an older CLI leaves out of the zip",
        "旧版 CLI 不会把 `package.include` 中以点开头的文件打进 zip",
    ),
    explanation: w(
        "Files that begin with a dot are copied only if `include` names them, and reach the zip only since CLI 1.3.20 \
         and 2.0.6. With an older one they are missing in the cloud. Update the CLI, or rename the file.",
        "以点开头的文件只有在 `include` 中明确写出时才会被复制，并且从 CLI 1.3.20 和 2.0.6 起才会进入 zip。\
         使用更早的版本时，云端没有这些文件。请升级 CLI，或者修改文件名。",
    ),
    bad: "service: shop
provider:
  name: aliyun
package:
  include:
    - .npmrc
#- package.json
{ \"devDependencies\": { \"@midwayjs/cli\": \"1.2.90\" } }
",
    good: "service: shop
provider:
  name: aliyun
package:
  include:
    - .npmrc
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
    for (node, pattern) in patterns(context, "include") {
        let name = pattern.rsplit('/').next().unwrap_or_default();
        if name.starts_with('.') && name.len() > 1 && name != ".." {
            sink.report(
                node.span(),
                message!(
                    "CLI {version} leaves `{name}` out of the zip: it will be missing in the cloud. Dotfiles are packed since {since}.",
                    "CLI {version} 不会把 `{name}` 打进 zip，云端没有这个文件。从 {since} 起才支持以点开头的文件。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule};

    #[test]
    fn the_version_decides() {
        assert!(check_example(RULE.code, RULE.bad)[0].contains("CLI 1.2.90"));
        for range in ["2.0.6", "^1.3.0", "latest"] {
            let text = RULE.bad.replace("1.2.90", range);
            assert!(check_example(RULE.code, &text).is_empty(), "{range}");
        }
        assert_eq!(
            check_example(RULE.code, &RULE.bad.replace("1.2.90", "2.0.5")).len(),
            1
        );
        assert!(check_rule(RULE.code, RULE.bad).is_empty());
    }

    #[test]
    fn other_files_are_packed() {
        let text = RULE.bad.replace("- .npmrc", "- ./assets\n    - ../x");
        assert!(check_example(RULE.code, &text).is_empty());
    }
}

//! `package.include` of folders that are never copied.

use fyml_schema::w;

use super::{NEVER_COPIED, patterns};
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "package-never-included",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["P-01"],
    summary: w(
        "A folder in `package.include` that is never copied",
        "`package.include` 中永远不会被复制的目录",
    ),
    explanation: w(
        "Copying leaves out `node_modules`, `test`, `run`, `.serverless` and `.faas_debug_tmp` at any depth, even where \
         `include` names them. The files are missing in the cloud. Move them to a folder of another name.",
        "复制时会跳过任意层级的 `node_modules`、`test`、`run`、`.serverless`、`.faas_debug_tmp`，即使在 `include` 中写出也一样，\
         云端没有这些文件。请把文件移到其他名称的目录。",
    ),
    bad: "service: shop
provider:
  name: aliyun
package:
  include:
    - assets/run/**
",
    good: "service: shop
provider:
  name: aliyun
package:
  include:
    - assets/scripts/**
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    for (node, pattern) in patterns(context, "include") {
        let Some(folder) = pattern.split('/').find(|part| NEVER_COPIED.contains(part)) else {
            continue;
        };
        if pattern.starts_with('!') {
            continue; // left out on purpose
        }
        sink.report(
            node.span(),
            message!(
                "Nothing below a folder `{folder}` is ever copied: these files will be missing in the cloud. Rename the folder.",
                "`{folder}` 目录下的内容从不会被复制，云端没有这些文件。请修改目录名。"
            ),
        )
        .tag(Tag::Unnecessary);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn whole_names_at_any_depth() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["assets/run/**"]);
        for pattern in [
            "runner/**",
            "src/test.json",
            "'!test/**'",
            "${env.DIR}/test",
        ] {
            let text = RULE.bad.replace("assets/run/**", pattern);
            assert!(check_rule(RULE.code, &text).is_empty(), "{pattern}");
        }
        let text = "package:\n  include: test\n";
        assert_eq!(
            check_rule(RULE.code, text).len(),
            1,
            "a folder itself, as a text"
        );
    }
}

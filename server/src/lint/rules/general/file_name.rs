//! A name that only a part of the toolchain knows, or a file that is never opened.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tool};
use crate::message;
use crate::model::FileName;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "file-name",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["G-01"],
    summary: w(
        "The file's name is not `f.yml`, or another file is read in its place",
        "文件名不是 `f.yml`，或者实际读取的是另一个文件",
    ),
    explanation: w(
        "The CLI opens the first of `f.yml`, `f.yaml`, `serverless.yml` and `serverless.yaml` that exists; the others \
         are dead. Besides, `midway-bin deploy`, `package`, `check` and `dev` look for `f.yml` alone: under another name \
         they behave as if the project had no service file. (The older `f` takes all four names.)",
        "CLI 按 `f.yml`、`f.yaml`、`serverless.yml`、`serverless.yaml` 的顺序，只读取第一个存在的文件，其余的不起作用。\
         而且 `midway-bin` 的 `deploy`、`package`、`check`、`dev` 只认 `f.yml`：用其他名称时，它们会当作项目里没有服务配置。（更早的 `f` 四个名称都支持。）",
    ),
    bad: "# f.yaml, f.yml
service: shop
provider:
  name: aliyun
",
    good: "# f.yml
service: shop
provider:
  name: aliyun
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(name) = context
        .project
        .file_name
        .filter(|&name| name != FileName::FYml)
    else {
        return;
    };
    // The whole file is meant; its first key stands for it.
    let first = context
        .service
        .entries()
        .first()
        .map(|entry| entry.key.span());
    let span = first
        .or(context.service.root().map(Node::span))
        .unwrap_or_default();
    let own = name.as_str();
    // Known names are ordered as they are looked up.
    let winner = context
        .project
        .spec_files
        .iter()
        .find(|&&other| other < name);
    match winner.map(|winner| winner.as_str()) {
        Some(winner) => sink.report(
            span,
            message!(
                "`{winner}` lies in the same folder and is read in place of `{own}`: nothing in this file has any effect.",
                "同一目录下的 `{winner}` 会被优先读取，`{own}` 中的内容都不会生效。"
            ),
        ),
        // `f` takes all four names
        None if context.toolchain().tool == Some(Tool::F) => return,
        None => sink.report(
            span,
            message!(
                "`midway-bin` knows only `f.yml`: with `{own}` it behaves as if there were no service file. Rename it.",
                "`midway-bin` 只认 `f.yml`：文件名是 `{own}` 时，它会当作没有服务配置。请重命名。"
            ),
        ),
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::RULE;
    use crate::lint::Project;
    use crate::lint::testing::{check_example, check_rule_in};
    use crate::model::FileName::{self, *};

    fn found(name: FileName, files: &[FileName]) -> Vec<String> {
        let project = Project {
            file_name: Some(name),
            spec_files: BTreeSet::from_iter(files.iter().copied()),
            ..Project::default()
        };
        check_rule_in(RULE.code, "# ours\nservice: shop\n", &project)
    }

    #[test]
    fn f_yml_is_right_whatever_lies_beside_it() {
        assert!(found(FYml, &[FYml, FYaml, ServerlessYml]).is_empty());
    }

    #[test]
    fn the_first_that_exists_wins() {
        assert!(found(FYaml, &[FYml, FYaml])[0].contains("`f.yml` lies in the same folder"));
        assert!(found(ServerlessYml, &[FYaml, ServerlessYml])[0].contains("`f.yaml` lies"));
        assert!(
            found(FYaml, &[FYaml, ServerlessYml])[0]
                .starts_with("warning 2:1-2:8 `midway-bin` knows only")
        );
    }

    #[test]
    fn f_takes_all_names() {
        let text = "# serverless.yml\nservice: shop\n#- package.json\n";
        let with = |package: &str| {
            let dependencies = format!("{{\"devDependencies\": {{\"{package}\": \"^1.2.0\"}}}}\n");
            check_example(RULE.code, &format!("{text}{dependencies}"))
        };
        assert!(with("@midwayjs/faas-cli").is_empty());
        assert_eq!(with("@midwayjs/cli").len(), 1);
    }

    #[test]
    fn text_without_a_file_has_no_name() {
        assert!(check_rule_in(RULE.code, "service: shop\n", &Project::default()).is_empty());
    }
}

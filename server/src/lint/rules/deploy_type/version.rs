//! A deploy type without the layer's version in a project of Midway 3.

use fyml_schema::{DEPLOY_TYPES, w};

use super::type_node;
use crate::lint::edit::place;
use crate::lint::{Check, Group, PackageJson, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::DeployType;
use crate::syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "deploy-type-version",
    severity: Severity::Hint,
    group: Group::Project,
    clouds: &[],
    covers: &["D-06"],
    summary: w(
        "A project of Midway 3 without `deployType.version`",
        "Midway 3 项目没有写 `deployType.version`",
    ),
    explanation: w(
        "Without `version` packaging installs the latest release of the layer. Midway's documentation asks projects of \
         Midway 3 to write `version: 3.0.0`, so that the layer fits the framework.",
        "不写 `version` 时，打包会安装层的最新版本。Midway 文档要求 Midway 3 项目写 `version: 3.0.0`，以便与框架版本一致。",
    ),
    bad: "service: shop
provider:
  name: aliyun
deployType: koa
#- package.json
{
  \"dependencies\": { \"@midwayjs/core\": \"^3.0.0\", \"@midwayjs/koa\": \"^3.0.0\" }
}
",
    good: "service: shop
provider:
  name: aliyun
deployType:
  type: koa
  version: 3.0.0
#- package.json
{
  \"dependencies\": { \"@midwayjs/core\": \"^3.0.0\", \"@midwayjs/koa\": \"^3.0.0\" }
}
",
    fixable: true,
    check: Check::Service(check),
};

/// What the documentation asks for.
const VERSION: &str = "3.0.0";

fn check(context: &ServiceContext, sink: &mut Sink) {
    let package = context.project.package_json.as_ref();
    if package.and_then(PackageJson::midway_major) != Some(3) {
        return;
    }
    let Some(node) = type_node(context) else {
        return;
    };
    let written = node.as_str().unwrap_or_default();
    // static files need no framework
    if !DEPLOY_TYPES
        .iter()
        .any(|known| known.name == written && !known.packages.is_empty())
    {
        return;
    }
    let is_text = matches!(context.service.deploy_type(), Some(DeployType::Text(_)));
    let map = context.service.get("deployType").map(|entry| entry.value);
    if !is_text && map.is_some_and(|map| map.get("version").is_some()) {
        return;
    }
    let problem = sink.report(
        node.span(),
        message!(
            "The newest layer is installed, whichever that is. For Midway 3 write `version: {VERSION}`.",
            "会安装最新版本的层。Midway 3 项目请写 `version: {VERSION}`。"
        ),
    );
    let key = context
        .service
        .get("deployType")
        .map(|entry| entry.key.span());
    let Some(whole) = key.map(|key| Span {
        start: key.end,
        end: node.span().end,
    }) else {
        return;
    };
    if is_text && context.document.text().slice(whole) == format!(": {written}") {
        let is_block = context.service.root().is_some_and(place::is_block);
        let map = match is_block {
            true => format!(":\n  type: {written}\n  version: {VERSION}"),
            false => format!(": {{type: {written}, version: {VERSION}}}"),
        };
        problem.fix(
            message!("Write type and version", "写出类型和版本"),
            whole,
            map,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Example;
    use crate::lint::testing::{check_example, fixed_example};

    #[test]
    fn the_fix_is_the_good_example() {
        let good = Example::of(RULE.good);
        assert_eq!(fixed_example(RULE.code, RULE.bad), good.text);
    }

    #[test]
    fn other_versions_of_midway_and_files_need_none() {
        assert_eq!(check_example(RULE.code, RULE.bad).len(), 1);
        for (from, to) in [
            ("^3.0.0\", \"@midwayjs/koa", "^2.0.0\", \"@midwayjs/koa"),
            ("deployType: koa", "deployType: static"),
        ] {
            assert!(
                check_example(RULE.code, &RULE.bad.replace(from, to)).is_empty(),
                "{to}"
            );
        }
        let map = RULE
            .bad
            .replace("deployType: koa", "deployType: {type: koa}");
        assert_eq!(check_example(RULE.code, &map).len(), 1);
    }
}

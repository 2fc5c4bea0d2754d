//! A layer with a version, which local runs cannot load.

use fyml_schema::w;

use crate::lint::{Check, Group, PackageJson, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// What runs functions locally from Midway 2 on.
const RUNS_LOCALLY: &str = "@midwayjs/serverless-app";

/// The rule.
pub static RULE: Rule = Rule {
    code: "local-layer-version",
    severity: Severity::Info,
    group: Group::Project,
    clouds: &[],
    covers: &["P-08"],
    summary: w(
        "A layer with a version cannot be loaded by local runs",
        "带版本号的层在本地运行时无法加载",
    ),
    explanation: w(
        "Packaging installs `npm:<package>@<version>` and takes the version off before it loads the layer. Local runs do \
         not: they call `require('<package>@<version>')` and end with `Cannot find module`. Leave the version out and pin \
         it in package.json, where local runs need the package anyway.",
        "打包时会安装 `npm:<包名>@<版本>`，并在加载前去掉版本号。本地运行不会去掉：它会执行 `require('<包名>@<版本>')`，\
         以 `Cannot find module` 结束。请去掉版本号，改在 package.json 中固定版本（本地运行本来也需要安装这个包）。",
    ),
    bad: "service: shop
provider:
  name: aliyun
layers:
  redis:
    path: npm:@shop/redis-layer@1.2.0
#- package.json
{ \"devDependencies\": { \"@midwayjs/serverless-app\": \"^2.0.0\" } }
",
    good: "service: shop
provider:
  name: aliyun
layers:
  redis:
    path: npm:@shop/redis-layer
#- package.json
{
  \"dependencies\": { \"@shop/redis-layer\": \"1.2.0\" },
  \"devDependencies\": { \"@midwayjs/serverless-app\": \"^2.0.0\" }
}
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let runs_locally = |package: &PackageJson| package.version_of(RUNS_LOCALLY).is_some();
    if !context
        .project
        .package_json
        .as_ref()
        .is_some_and(runs_locally)
    {
        return;
    }
    let layers = context
        .service
        .get("layers")
        .map(|entry| entry.value.entries());
    for layer in layers.unwrap_or_default() {
        let Some(node) = layer
            .value
            .value("path")
            .filter(|path| !path.is_interpolated())
        else {
            continue;
        };
        let Some(path) = node.as_str() else { continue };
        let Some(package) = path.strip_prefix("npm:") else {
            continue;
        };
        // the first letter is the scope's
        let Some(at) = package.rfind('@').filter(|&at| at > 0) else {
            continue;
        };
        let name = &package[..at];
        let problem = sink.report(
            node.span(),
            message!(
                "Local runs will end with `Cannot find module '{package}'`. Leave the version out, and pin it in package.json.",
                "本地运行会以 `Cannot find module '{package}'` 结束。请去掉版本号，在 package.json 中固定版本。"
            ),
        );
        if node.raw() == path {
            problem.fix(
                message!("Leave the version out", "去掉版本号"),
                node.span(),
                format!("npm:{name}"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Example;
    use crate::lint::testing::{check_example, check_rule, fixed_example};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(
            fixed_example(RULE.code, RULE.bad),
            Example::of(RULE.good).text
        );
    }

    #[test]
    fn only_where_something_runs_locally() {
        assert!(check_rule(RULE.code, Example::of(RULE.bad).text).is_empty());
        for path in ["npm:@shop/redis", "npm:redis", "'acs:fc:a@1'"] {
            let text = RULE.bad.replace("npm:@shop/redis-layer@1.2.0", path);
            assert!(check_example(RULE.code, &text).is_empty(), "{path}");
        }
    }
}

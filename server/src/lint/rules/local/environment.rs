//! Environment variables of the file, which local runs do not set.

use fyml_schema::w;

use crate::lint::{Check, Group, PackageJson, Part, Rule, ServiceContext, Severity, Sink, Tool};
use crate::message;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "local-environment",
    severity: Severity::Hint,
    group: Group::Project,
    clouds: &[],
    covers: &["L-05"],
    summary: w(
        "Local runs do not set the variables of `environment`",
        "本地运行时不会设置 `environment` 中的环境变量",
    ),
    explanation: w(
        "Only the builders read `environment`: neither `midway-bin dev`, `f invoke` nor the tests of `@midwayjs/mock` put \
         these variables into `process.env`. Set them where you run the command, or give them a default in your code. This \
         rule speaks only where a script of package.json runs the functions locally.",
        "只有构建器会读取 `environment`：`midway-bin dev`、`f invoke` 以及使用 `@midwayjs/mock` 的测试都不会把这些变量写入 `process.env`。\
         请在运行命令的环境中设置，或者在代码中给出默认值。只有 package.json 的脚本会在本地运行函数时才提示。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  environment:
    CURRENCY: CNY
functions:
  cart:
    handler: cart.handler
#- package.json
{ \"scripts\": { \"dev\": \"midway-bin dev --ts\" } }
",
    good: "service: shop
provider:
  name: aliyun
  environment:
    CURRENCY: '${env.CURRENCY}'
functions:
  cart:
    handler: cart.handler
#- package.json
{ \"scripts\": { \"dev\": \"midway-bin dev --ts\" } }
",
    fixable: false,
    check: Check::Across(&[Part::Environment], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let package = context.project.package_json.as_ref();
    let calls = package.map(PackageJson::invocations).unwrap_or_default();
    let local = calls.iter().find(|call| match call.tool {
        Tool::F => call.subcommand == "invoke",
        Tool::MidwayBin => call.subcommand == "dev",
    });
    let Some(call) = local else {
        return;
    };
    let own = context.service.provider().get("environment");
    let functions = context.service.functions();
    let mut all = own.into_iter().chain(
        functions
            .iter()
            .filter_map(|function| function.get("environment")),
    );
    // once in a file is enough
    if let Some(entry) = all.find(|entry| entry.value.entries().into_iter().any(is_only_here)) {
        let script = call.script;
        sink.report(
            entry.key.span(),
            message!(
                "The script `{script}` of package.json runs without these variables: only a deployment sets them. Set them in your shell as well.",
                "package.json 的脚本 `{script}` 运行时没有这些变量：只有部署时才会设置。请在本地环境中也设置它们。"
            ),
        );
    }
}

/// Whether a variable is not simply handed on from the environment in which the command runs.
fn is_only_here(variable: Entry) -> bool {
    let handed_on = format!("${{env.{}}}", variable.name());
    variable.value.as_str() != Some(handed_on.as_str())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn only_where_functions_run_locally() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("hint 4:3-4:14"));
        let elsewhere = RULE.bad.replace("midway-bin dev --ts", "midway-bin deploy");
        assert!(check_example(RULE.code, &elsewhere).is_empty());
        let older = RULE.bad.replace("midway-bin dev --ts", "f invoke -f cart");
        assert_eq!(check_example(RULE.code, &older).len(), 1);
    }

    #[test]
    fn one_place_is_enough() {
        let more = RULE.bad.replace(
            "    handler: cart.handler\n",
            "    handler: cart.handler\n    environment: {RATE: '7'}\n",
        );
        assert_eq!(check_example(RULE.code, &more).len(), 1);
        let handed_on = more.replace("CURRENCY: CNY", "CURRENCY: '${env.CURRENCY}'");
        assert!(check_example(RULE.code, &handed_on)[0].starts_with("hint 9:5"));
    }
}

//! A `tsconfig.json` with comments.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The major version of the CLI that reads tsconfig.json with `JSON.parse`; 1.x leaves it to TypeScript.
const MAJOR: u32 = 2;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tsconfig-not-json",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["P-20"],
    summary: w(
        "CLI 2.x cannot read a tsconfig.json with comments",
        "CLI 2.x 无法读取带注释的 tsconfig.json",
    ),
    explanation: w(
        "TypeScript allows comments and trailing commas in tsconfig.json, but the CLI 2.x reads it as plain JSON when it \
         packages: it prints `Read TsConfig Error` and stops. Take them out.",
        "TypeScript 允许 tsconfig.json 中有注释和多余的逗号，但 CLI 2.x 打包时按纯 JSON 读取：会输出 `Read TsConfig Error` 并中止。\
         请删除注释和多余的逗号。",
    ),
    bad: "service: shop
provider:
  name: aliyun
#- package.json
{ \"devDependencies\": { \"@midwayjs/cli\": \"^2.0.0\" } }
#- tsconfig.json
{
  // strict
  \"compilerOptions\": { \"strict\": true }
}
",
    good: "service: shop
provider:
  name: aliyun
#- package.json
{ \"devDependencies\": { \"@midwayjs/cli\": \"^2.0.0\" } }
#- tsconfig.json
{
  \"compilerOptions\": { \"strict\": true }
}
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let toolchain = context.toolchain();
    if context.project.tsconfig_is_json != Some(false)
        || toolchain.major != Some(MAJOR)
        || toolchain.deploys_by_s_yaml
    {
        return;
    }
    // The file is meant, which has no place here; the first key stands for it.
    let first = context
        .service
        .entries()
        .first()
        .map(|entry| entry.key.span());
    sink.report(
        first.unwrap_or_default(),
        message!(
            "Packaging will stop: CLI 2.x reads `tsconfig.json` as plain JSON, and it holds comments or trailing commas.",
            "打包会中止：CLI 2.x 按纯 JSON 读取 `tsconfig.json`，而其中有注释或多余的逗号。"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn the_cli_1_leaves_it_to_typescript() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("warning 1:1-1:8"));
        assert!(check_example(RULE.code, &RULE.bad.replace("^2.0.0", "^1.3.0")).is_empty());
        let with_s_yaml = format!("# f.yml, s.yaml\n{}", RULE.bad);
        assert!(check_example(RULE.code, &with_s_yaml).is_empty());
    }
}

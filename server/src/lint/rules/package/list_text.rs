//! `package.include` and `exclude` as a text in place of a list.

use fyml_schema::{Cloud, w};

use super::package_entry;
use crate::lint::{Check, Group, Message, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::{Entry, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "package-list-text",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["P-03", "W-02", "D-07", "K-03"],
    summary: w(
        "`package.include` or `exclude` is a string, not a list",
        "`package.include` 或 `exclude` 写成了字符串，而不是列表",
    ),
    explanation: w(
        "Copying takes a string for a list of one. Nothing else does: the zip does not apply a string of `exclude` to compiled \
         files and installed packages, `midway-bin check` refuses it, on wechat `include` is glued together with other \
         names, and with `deployType`, a tsconfig.json and a `dist` folder packaging stops with a TypeError.",
        "复制文件时会把字符串当作只有一项的列表，其他步骤则不会：生成 zip 时，字符串形式的 `exclude` 不会应用到编译产物和依赖；\
         `midway-bin check` 会报错；在 wechat 上 `include` 会和其他文件名粘在一起；如果设置了 `deployType`，\
         并且有 tsconfig.json 和 `dist` 目录，打包会因 TypeError 中止。",
    ),
    bad: "service: shop
provider:
  name: aliyun
package:
  exclude: docs/**
",
    good: "service: shop
provider:
  name: aliyun
package:
  exclude: [docs/**]
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    for key in ["include", "exclude"] {
        let Some(entry) = package_entry(context, key) else {
            continue;
        };
        let is_text = entry.value.as_str().is_some_and(|text| !text.is_empty());
        if is_text && !entry.value.is_broken() {
            report(entry, key == "include", context, sink);
        }
    }
}

fn report(entry: Entry, is_include: bool, context: &ServiceContext, sink: &mut Sink) {
    let (message, severity) = judge(is_include, context);
    let problem = sink.report(entry.value_span(), message);
    problem.severity(severity);
    let raw = entry.value.raw();
    let is_in_line = matches!(
        entry.value.style(),
        Style::Plain | Style::SingleQuoted | Style::DoubleQuoted
    ) && !raw.contains('\n');
    // a brace or comma would mean something else inside of brackets
    if is_in_line
        && (entry.value.style() != Style::Plain || !raw.contains(['{', '}', '[', ']', ',']))
    {
        problem.safe_fix(
            message!("Write a list", "改为列表"),
            entry.value.span(),
            format!("[{raw}]"),
        );
    }
}

fn judge(is_include: bool, context: &ServiceContext) -> (Message, Severity) {
    let names = &context.project.root_entries;
    let throws = is_include
        && context.service.deploy_type().is_some()
        && names.contains("tsconfig.json")
        && names.contains("dist");
    if throws {
        let message = message!(
            "With `deployType`, `tsconfig.json` and `dist`, packaging stops with a TypeError: `include` must be a list.",
            "存在 `deployType`、`tsconfig.json` 和 `dist` 时，打包会因 TypeError 中止：`include` 必须是列表。"
        );
        return (message, Severity::Error);
    }
    if is_include && context.is(Cloud::Wechat) {
        let message = message!(
            "On wechat this string is glued together with `config.json` and `sitemap.json`: none of them is packed. Write a list.",
            "在 wechat 上，这段字符串会和 `config.json`、`sitemap.json` 粘在一起，都不会被打包。请写成列表。"
        );
        return (message, Severity::Warning);
    }
    if !is_include {
        let message = message!(
            "A string is applied to sources only: compiled files and packages that it matches are deployed. Write a list.",
            "字符串形式的 `exclude` 只对源码生效：匹配到的编译产物和依赖仍会被部署。请写成列表。"
        );
        return (message, Severity::Warning);
    }
    let message = if context.toolchain().runs_check {
        message!(
            "`midway-bin check` wants a list here and will fail; packaging takes the string for a list of one.",
            "`midway-bin check` 要求这里是列表，会检查失败；打包时会当作只有一项的列表。"
        )
    } else {
        message!(
            "Taken for a list of one when files are copied. Write a list.",
            "复制文件时会当作只有一项的列表。建议写成列表。"
        )
    };
    (message, Severity::Info)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_example, check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let quoted = "package:\n  include: '{a,b}'\n";
        assert_eq!(fixed(RULE.code, quoted), "package:\n  include: ['{a,b}']\n");
    }

    #[test]
    fn what_happens_depends_on_what_is_around() {
        let text = RULE.bad.replace("exclude", "include");
        assert!(check_rule(RULE.code, &text)[0].starts_with("info"));
        assert!(check_rule(RULE.code, &text.replace("aliyun", "wechat"))[0].contains("glued"));
        let with_type = format!("# f.yml, tsconfig.json, dist\n{text}deployType: koa\n");
        assert!(check_example(RULE.code, &with_type)[0].starts_with("error"));
        let checked =
            format!("{text}#- package.json\n{{\"scripts\": {{\"lint\": \"midway-bin check\"}}}}\n");
        assert!(check_example(RULE.code, &checked)[0].contains("midway-bin check"));
    }

    #[test]
    fn it_is_one_problem() {
        assert_eq!(check(RULE.bad).len(), 1, "{:?}", check(RULE.bad));
    }
}

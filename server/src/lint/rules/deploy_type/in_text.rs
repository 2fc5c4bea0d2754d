//! The word `deployType` in a file that has none.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tool};
use crate::message;
use crate::syntax::Mark;

/// What `dev` and `check` search for in the file's raw text.
const WORD: &str = "deployType";

/// The rule.
pub static RULE: Rule = Rule {
    code: "deploy-type-in-text",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["D-01"],
    summary: w(
        "The word `deployType` in a comment or value switches `midway-bin` into another mode",
        "注释或值中出现 `deployType` 会让 `midway-bin` 切换模式",
    ),
    explanation: w(
        "`midway-bin dev` and `midway-bin check` do not read the key: they search the whole text of f.yml for the word, \
         comments included. If it is anywhere, `dev` starts the project as a plain application and not as functions, and \
         `check` applies other rules. Packaging and deploying read the key and are not affected.",
        "`midway-bin dev` 和 `midway-bin check` 并不读取这个键，而是在 f.yml 的全文（包括注释）中搜索这个单词。\
         只要出现，`dev` 就会按普通应用而不是函数来启动，`check` 也会使用另一套规则。打包和部署读取的是键，不受影响。",
    ),
    bad: "service: shop
provider:
  name: aliyun
# deployType: koa
functions:
  orders:
    handler: orders.handler
",
    good: "service: shop
provider:
  name: aliyun
functions:
  orders:
    handler: orders.handler
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    // `f` looks at the key
    if context.service.get(WORD).is_some() || context.toolchain().tool == Some(Tool::F) {
        return;
    }
    if let Some(span) = context.document.first_marked(Mark::DeployType, WORD) {
        sink.report(
            span,
            message!(
                "`midway-bin dev` finds this word and starts the project as a plain application, not as functions. Take it out.",
                "`midway-bin dev` 搜到这个单词后，会按普通应用而不是函数来启动项目。请删掉它。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule, underlined};

    #[test]
    fn the_first_place_stands_for_all() {
        let twice = format!("{}# deployType again\n", RULE.bad);
        assert_eq!(underlined(RULE.code, &twice), ["deployType"]);
        assert!(check_rule(RULE.code, &twice)[0].starts_with("warning 4:3-4:13"));
    }

    #[test]
    fn the_key_itself_is_meant_and_f_reads_keys() {
        assert!(check_rule(RULE.code, &format!("{}deployType: koa\n", RULE.bad)).is_empty());
        let with_f = format!(
            "{}#- package.json\n{{\"devDependencies\": {{\"@midwayjs/faas-cli\": \"^1.2.0\"}}}}\n",
            RULE.bad
        );
        assert!(check_example(RULE.code, &with_f).is_empty());
    }
}

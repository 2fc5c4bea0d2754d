//! A function without `handler`: the entry writer splits undefined.

use fyml_schema::keys::FUNCTION;
use fyml_schema::w;

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink, first_entry, first_value};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "handler-missing",
    severity: Severity::Error,
    group: Group::Functions,
    clouds: &[],
    covers: &["G-15"],
    summary: w("A function has no `handler`", "函数缺少 `handler`"),
    explanation: w(
        "The builders have a default for it, but `package` splits the handler of every function at its dot to write \
         the entry files, and throws a TypeError where there is none. From Midway 2 on a decorator of the same function \
         name may supply one.",
        "构建器虽有默认值，但 `package` 在生成入口文件时会按点号拆分每个函数的 handler，缺少时抛出 TypeError。\
         从 Midway 2 起，同名函数的装饰器可以提供 handler。",
    ),
    bad: "service: clinic
provider:
  name: aliyun
functions:
  visit:
    memorySize: 256
",
    good: "service: clinic
provider:
  name: aliyun
functions:
  visit:
    handler: visit.handler
    memorySize: 256
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context.has_deploy_type || !function.body().is_mapping() {
        return;
    }
    let handler = function.handler();
    let is_missing =
        handler.is_none_or(|entry| entry.value.is_null() || entry.value.as_str() == Some(""));
    // A key that is only half written may be the handler.
    let may_be_broken = || function.body().children().any(|child| child.is_broken());
    if !is_missing || may_be_broken() {
        return;
    }
    let name = function.name();
    let span = handler.map_or(function.entry().key.span(), |entry| entry.value_span());
    let problem = if context.has_decorators {
        sink.report(
            span,
            message!(
                "`{name}` has no `handler`: unless a decorator names this function, packaging will stop with a TypeError.",
                "`{name}` 缺少 `handler`：除非有装饰器声明了同名函数，否则打包会因 TypeError 中止。"
            ),
        )
        .severity(Severity::Hint)
    } else if context.membership.is_deployed_alone() {
        sink.report(
            span,
            message!(
                "`{name}` has no `handler`: packaging will stop with a TypeError. Write `handler: <file>.<export>`.",
                "`{name}` 缺少 `handler`：打包会因 TypeError 中止。请写 `handler: <文件>.<导出>`。"
            ),
        )
    } else {
        sink.report(
            span,
            message!(
                "`{name}` has no `handler`: the aggregation will find no function for its requests.",
                "`{name}` 缺少 `handler`：聚合部署后，它的请求找不到对应的函数。"
            ),
        )
        .severity(Severity::Warning)
    };
    problem
        .settles(function.body().resolved().span())
        .settles(function.body().span());
    // a decorator may name its function otherwise
    if !context.has_decorators
        && let Some(default) = default_handler(context)
        && let Some((at, text)) = match handler {
            None => first_entry(function.body(), &format!("handler: {default}")),
            Some(entry) => first_value(entry, &format!(" {default}")),
        }
    {
        problem.fix(
            message!("Add `handler: {default}`", "加上 `handler: {default}`"),
            at,
            text,
        );
    }
}

/// What the builders take where none is written.
fn default_handler(context: &FunctionContext) -> Option<String> {
    let key = FUNCTION.key("handler")?;
    Some(key.default_on(context.path?)?.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::RULE;
    use crate::lint::testing::{check_rule, check_rule_in, fixed};
    use crate::lint::{PackageJson, Project};

    #[test]
    fn the_default_is_written() {
        let first = |map: &str| RULE.bad.replace("\n    memorySize: 256", map);
        let with = "\n    handler: index.handler\n    memorySize: 256";
        assert_eq!(fixed(RULE.code, RULE.bad), first(with));
        let empty = "\n    # 就诊\n    handler: # later\n    timeout: 3";
        assert_eq!(
            fixed(RULE.code, &first(empty)),
            first("\n    # 就诊\n    handler: index.handler # later\n    timeout: 3")
        );
        assert_eq!(
            fixed(RULE.code, &first(" {memorySize: 256}")),
            first(" {handler: index.handler, memorySize: 256}")
        );
    }

    #[test]
    fn decorators_may_supply_it() {
        let with_starter = RULE.bad.replace(
            "  name: aliyun\n",
            "  name: aliyun\n  starter: '@midwayjs/fc-starter'\n",
        );
        assert!(check_rule(RULE.code, &with_starter)[0].starts_with("hint"));
        let dependencies = BTreeMap::from([("@midwayjs/faas".to_owned(), "^2.0.0".to_owned())]);
        let package_json = Some(PackageJson {
            dependencies,
            ..PackageJson::default()
        });
        let project = Project {
            package_json,
            ..Project::default()
        };
        assert!(check_rule_in(RULE.code, RULE.bad, &project)[0].starts_with("hint 5:3-5:8"));
    }

    #[test]
    fn a_member_of_an_aggregation_fails_at_its_requests() {
        let text = "functions:\n  visit:\n    events:\n      - http: true\naggregation:\n  all:\n    functionsPattern: '*'\n";
        assert!(check_rule(RULE.code, text)[0].starts_with("warning"));
    }

    #[test]
    fn empty_is_missing_and_merged_is_there() {
        let found = check_rule(
            RULE.code,
            "functions:\n  visit:\n    handler:\n    timeout: 3\n",
        );
        assert!(found[0].starts_with("error 3:5-3:12"), "{found:?}");
        let merged = "functions:\n  a: &a\n    handler: a.b\n  b:\n    <<: *a\n";
        assert!(check_rule(RULE.code, merged).is_empty());
    }

    #[test]
    fn a_deploy_type_brings_its_own() {
        assert!(check_rule(RULE.code, &format!("{}deployType: koa\n", RULE.bad)).is_empty());
    }

    #[test]
    fn the_schema_adds_nothing() {
        let all = crate::lint::testing::check(RULE.bad);
        assert_eq!(all.len(), 1, "{all:?}");
    }
}

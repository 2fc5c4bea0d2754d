//! `@ServerlessFunction` wins over the file.

use fyml_schema::w;

use super::in_both;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::source::Literal;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "decorator-setting-wins",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[],
    covers: &["M-01"],
    summary: w(
        "A setting that the function's decorator overrides",
        "被函数装饰器覆盖的配置",
    ),
    explanation: w(
        "From Midway 2 on the CLI merges `@ServerlessFunction({…})` into the function of the same name in f.yml, and the decorator wins; `environment` is replaced as a whole. Change the decorator, or keep the setting in one place.",
        "从 Midway 2 起，CLI 会把 `@ServerlessFunction({…})` 合并到 f.yml 的同名函数，以装饰器为准；`environment` 会整体替换。请修改装饰器，或只在一处配置。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.report
    memorySize: 256
#- src/shop.ts
@Provide()
export class Shop {
  @ServerlessFunction({ functionName: 'report', memorySize: 512 })
  @ServerlessTrigger(ServerlessTriggerType.TIMER, { type: 'cron', value: '0 0 4 * * *' })
  report() {}
}
#- package.json
{ \"dependencies\": { \"@midwayjs/faas\": \"^2.3.0\" } }
",
    good: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.report
    memorySize: 512
#- src/shop.ts
@Provide()
export class Shop {
  @ServerlessFunction({ functionName: 'report', memorySize: 512 })
  @ServerlessTrigger(ServerlessTriggerType.TIMER, { type: 'cron', value: '0 0 4 * * *' })
  report() {}
}
#- package.json
{ \"dependencies\": { \"@midwayjs/faas\": \"^2.3.0\" } }
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    for (function, declared) in in_both(context) {
        for setting in &declared.function.settings {
            let Some(entry) = function.get(&setting.name) else {
                continue;
            };
            if setting.name == "handler" || !differs(entry.value, &setting.value) {
                continue;
            }
            let (name, key, path) = (function.name(), &setting.name, declared.path);
            sink.report(
                entry.value_span(),
                message!(
                    "`@ServerlessFunction` in `{path}` wins: `{name}` is deployed with its `{key}`, not with this one.",
                    "以 `{path}` 中的 `@ServerlessFunction` 为准：`{name}` 部署时使用那里的 `{key}`，这里的值不生效。"
                ),
            );
        }
    }
}

/// Whether something is lost when the literal takes the value's place, as far as can be told.
fn differs(value: Node, literal: &Literal) -> bool {
    if value.is_interpolated() || value.is_broken() {
        return false;
    }
    match literal {
        Literal::Text(text) => value.is_scalar() && value.as_str() != Some(text),
        Literal::Number(number) => value.is_scalar() && value.as_number() != Some(*number),
        Literal::Bool(is_on) => value.is_scalar() && value.as_bool() != Some(*is_on),
        Literal::Map(_) => value.entries().into_iter().any(|entry| {
            literal
                .get(&entry.name())
                .is_none_or(|inner| differs(entry.value, inner))
        }),
        Literal::Null | Literal::List(_) | Literal::Name(_) | Literal::Unknown => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn what_is_the_same_or_not_known_is_left_alone() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("warning 7:17-7:20"));
        for (from, to) in [
            ("512", "256"),
            ("512", "MEMORY"),
            ("functionName: 'report'", "functionName: 'other'"),
            ("memorySize: 256", "memorySize: ${env.SHOP_REGION}"),
            ("^2.3.0", "^1.2.0"),
        ] {
            assert!(
                check_example(RULE.code, &RULE.bad.replace(from, to)).is_empty(),
                "{to}"
            );
        }
    }

    #[test]
    fn environment_is_replaced_as_a_whole() {
        let text = RULE
            .bad
            .replace("memorySize: 256", "environment: {A: x, B: y}")
            .replace("memorySize: 512", "environment: { A: 'x' }");
        assert_eq!(check_example(RULE.code, &text).len(), 1);
        let text = text.replace("A: 'x'", "A: 'x', B: 'y'");
        assert!(check_example(RULE.code, &text).is_empty());
    }
}

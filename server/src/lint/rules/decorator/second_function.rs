//! Another name than the decorator's makes a second function.

use fyml_schema::w;

use std::collections::HashSet;

use super::{declared, makes_function};
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "decorator-second-function",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[],
    covers: &["M-05"],
    summary: w(
        "A function that a decorator makes again under another name",
        "装饰器以另一个名称重复生成的函数",
    ),
    explanation: w(
        "The CLI compares names, not handlers: a decorator's function is `<provider id>-<method>` unless `functionName` says otherwise. Where f.yml has another name for the same handler, both are deployed, and the settings of f.yml hold for one of them only.",
        "CLI 按函数名而不是 handler 匹配：没有写 `functionName` 时，装饰器的函数名是 `<provider id>-<方法名>`。f.yml 用了另一个名称时，两个函数都会部署，f.yml 的配置只对其中一个有效。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.report
#- src/shop.ts
@Provide()
export class Shop {
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
  shop-report:
    handler: shop.report
#- src/shop.ts
@Provide()
export class Shop {
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
    let Some(sources) = declared(context) else {
        return;
    };
    let names: HashSet<_> = context
        .service
        .functions()
        .iter()
        .map(Function::name)
        .collect();
    for function in context.service.functions().iter() {
        let name = function.name();
        let Some(handler) = function.value("handler").and_then(|value| value.as_str()) else {
            continue;
        };
        let mut makers = sources
            .by_handler(handler)
            .filter(|one| makes_function(one.function));
        let Some(maker) = makers.next() else { continue };
        let other = maker.function.function_name();
        if sources.by_name(&name).next().is_some() || other.is_empty() || names.contains(other) {
            continue;
        }
        let path = maker.path;
        sink.report(
            function.entry().key.span(),
            message!(
                "Two functions will be deployed: `{name}`, and `{other}` from the decorator in `{path}`, with the same handler. Use one name for both.",
                "会部署两个函数：`{name}`，以及 `{path}` 中的装饰器生成的 `{other}`，它们的 handler 相同。请统一名称。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn names_that_agree_are_one_function() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("warning 5:3-5:9"));
        let named = "  @ServerlessFunction({ functionName: 'report' })\n  @ServerlessTrigger";
        let text = RULE.bad.replace("  @ServerlessTrigger", named);
        assert!(check_example(RULE.code, &text).is_empty());
    }

    #[test]
    fn who_writes_both_means_both() {
        let both = "  shop-report:\n    handler: shop.report\n#- src";
        let text = RULE.bad.replacen("#- src", both, 1);
        assert!(check_example(RULE.code, &text).is_empty());
    }
}

//! The file's `handler` wins over the decorator's.

use fyml_schema::w;

use super::in_both;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "decorator-handler-ignored",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[],
    covers: &["M-02"],
    summary: w(
        "A function with the handler of another method",
        "函数的 handler 指向了另一个方法",
    ),
    explanation: w(
        "Where f.yml and a decorator describe a function of the same name, the CLI keeps the `handler` of f.yml. If that is the id of another method, the function runs that one.",
        "f.yml 和装饰器声明了同名函数时，CLI 保留 f.yml 的 `handler`。如果它是另一个方法的 handler，函数运行的就是那个方法。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.stock
#- src/shop.ts
@Provide()
export class Shop {
  @ServerlessFunction({ functionName: 'report' })
  @ServerlessTrigger(ServerlessTriggerType.TIMER, { type: 'cron', value: '0 0 4 * * *' })
  report() {}
  @ServerlessFunction({ functionName: 'stock' })
  @ServerlessTrigger(ServerlessTriggerType.MQ, { topic: 'stock' })
  stock() {}
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
#- src/shop.ts
@Provide()
export class Shop {
  @ServerlessFunction({ functionName: 'report' })
  @ServerlessTrigger(ServerlessTriggerType.TIMER, { type: 'cron', value: '0 0 4 * * *' })
  report() {}
  @ServerlessFunction({ functionName: 'stock' })
  @ServerlessTrigger(ServerlessTriggerType.MQ, { topic: 'stock' })
  stock() {}
}
#- package.json
{ \"dependencies\": { \"@midwayjs/faas\": \"^2.3.0\" } }
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(sources) = &context.project.declared else {
        return;
    };
    for (function, declared) in in_both(context) {
        let Some(entry) = function.handler() else {
            continue;
        };
        let (Some(written), wanted) = (entry.value.as_str(), &declared.function.handler) else {
            continue;
        };
        let is_own = sources
            .by_name(&function.name())
            .any(|one| one.function.handler == written);
        if is_own || wanted.is_empty() || entry.value.is_interpolated() {
            continue;
        }
        // what nothing declares at all is another matter
        let Some(other) = sources.by_handler(written).next() else {
            continue;
        };
        let (name, path, signature) = (function.name(), other.path, &other.function.signature);
        sink.report(
            entry.value_span(),
            message!(
                "`{name}` will run `{signature}` of `{path}`, not the method whose decorator names `{name}`: that one is `{wanted}`.",
                "`{name}` 运行的将是 `{path}` 中的 `{signature}`，而不是装饰器声明为 `{name}` 的方法，后者的 handler 是 `{wanted}`。"
            ),
        )
        .fix(
            message!("Write `{wanted}`", "改为 `{wanted}`"),
            entry.value.span(),
            wanted.as_str(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, fixed_example};

    #[test]
    fn the_repair_names_the_method() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("warning 6:14-6:24"));
        assert!(fixed_example(RULE.code, RULE.bad).contains("handler: shop.report"));
    }

    #[test]
    fn a_handler_that_nothing_declares_is_another_matter() {
        let text = RULE
            .bad
            .replace("handler: shop.stock", "handler: index.main");
        assert!(check_example(RULE.code, &text).is_empty());
    }
}

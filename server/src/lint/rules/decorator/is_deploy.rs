//! `isDeploy: false`, which nothing reads.

use fyml_schema::w;

use super::in_both;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::source::Literal;

/// The rule.
pub static RULE: Rule = Rule {
    code: "decorator-is-deploy-ignored",
    severity: Severity::Info,
    group: Group::Functions,
    clouds: &[],
    covers: &["M-10"],
    summary: w(
        "`isDeploy: false` of a decorator is not honoured",
        "装饰器的 `isDeploy: false` 不起作用",
    ),
    explanation: w(
        "The CLI carries `isDeploy` along and leaves nothing out because of it: the function is packaged and deployed like any other.",
        "CLI 只是保留 `isDeploy`，不会据此排除函数：它和其他函数一样打包、部署。",
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
  @ServerlessFunction({ functionName: 'report', isDeploy: false })
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
#- src/shop.ts
@Provide()
export class Shop {
  @ServerlessFunction({ functionName: 'report' })
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
        if declared.function.setting("isDeploy") == Some(&Literal::Bool(false)) {
            let (name, path) = (function.name(), declared.path);
            sink.report(
                function.entry().key.span(),
                message!(
                    "`{name}` will be deployed all the same: nothing reads `isDeploy: false` of its decorator in `{path}`.",
                    "`{name}` 仍会部署：`{path}` 中装饰器的 `isDeploy: false` 没有任何环节读取。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn only_false_is_spoken_of() {
        assert_eq!(check_example(RULE.code, RULE.bad).len(), 1);
        let text = RULE.bad.replace("isDeploy: false", "isDeploy: true");
        assert!(check_example(RULE.code, &text).is_empty());
    }
}

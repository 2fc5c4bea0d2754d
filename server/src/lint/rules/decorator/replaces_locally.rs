//! In local runs the decorator's function replaces the file's.

use fyml_schema::w;

use super::in_both;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "decorator-replaces-locally",
    severity: Severity::Info,
    group: Group::Triggers,
    clouds: &[],
    covers: &["M-06"],
    summary: w(
        "An http trigger that is missing in local runs",
        "本地运行时缺少的 http 触发器",
    ),
    explanation: w(
        "`dev` does not merge: the function that decorators declare takes the place of the one of the same name in f.yml. Triggers that stand in f.yml alone are deployed but do not answer locally.",
        "`dev` 不会合并：装饰器声明的函数会整个替换 f.yml 的同名函数。只写在 f.yml 中的触发器会部署，但本地不响应。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.report
    events:
      - http:
          path: /report
          method: get
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
        let made = &declared.function.triggers;
        if made.iter().any(|trigger| trigger.kind == "http") {
            continue; // which of the paths are meant to be the same is the author's to say
        }
        if let Some(trigger) = function.active_triggers("http").first() {
            let (name, path) = (function.name(), declared.path);
            sink.report(
                trigger.entry().key.span(),
                message!(
                    "Locally `{name}` will not answer to this: `dev` takes its triggers from the decorators in `{path}` alone.",
                    "本地运行时 `{name}` 不会响应这个触发器：`dev` 只使用 `{path}` 中装饰器的触发器。"
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
    fn http_in_the_code_answers() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("info 8:9-8:13"));
        let text = RULE.bad.replace("TIMER, {", "HTTP, { path: '/report',");
        assert!(check_example(RULE.code, &text).is_empty());
    }
}

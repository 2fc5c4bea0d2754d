//! Triggers of file and decorators are added up.

use fyml_schema::w;

use super::in_both;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Trigger;
use crate::source::{Literal, SourceTrigger};

/// The rule.
pub static RULE: Rule = Rule {
    code: "decorator-trigger-twice",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[],
    covers: &["M-03", "M-04"],
    summary: w(
        "A trigger that both the file and a decorator make",
        "文件和装饰器重复声明的触发器",
    ),
    explanation: w(
        "The CLI adds the triggers of decorators to those of the function in f.yml. Only http triggers with exactly the same `path` become one, and `/a` is not `/a/`; everything else is there twice afterwards. Keep it in one place.",
        "CLI 会把装饰器的触发器追加到 f.yml 的同名函数。只有 `path` 完全相同的 http 触发器会合并（`/a` 与 `/a/` 不同），其他都会重复。请只在一处声明。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.report
    events:
      - timer:
          type: cron
          value: '0 0 4 * * *'
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
        for trigger in function
            .triggers()
            .into_iter()
            .filter(|one| one.is_active())
        {
            let same = declared.function.triggers.iter();
            let mut same = same.filter(|made| made.kind == trigger.name());
            if !same.any(|made| is_twice(trigger, made)) {
                continue;
            }
            let (name, kind, path) = (function.name(), trigger.name(), declared.path);
            sink.report(
                trigger.entry().key.span(),
                message!(
                    "`{name}` will have this `{kind}` trigger twice: a decorator in `{path}` adds it again. Keep one of the two.",
                    "`{name}` 的 `{kind}` 触发器会重复：`{path}` 中的装饰器会再追加一个。请只保留一处。"
                ),
            );
        }
    }
}

/// Whether both are made and mean the same.
fn is_twice(trigger: Trigger, made: &SourceTrigger) -> bool {
    let text = |field: &str| trigger.value(field).and_then(|value| value.as_str());
    if made.kind == "http" {
        let (Some(here), Some(there)) =
            (text("path"), made.field("path").and_then(Literal::as_text))
        else {
            return false;
        };
        return here != there && here.trim_end_matches('/') == there.trim_end_matches('/');
    }
    let telling: Vec<_> = made
        .fields
        .iter()
        .filter(|field| !matches!(field.name.as_str(), "functionName" | "handlerName"))
        .collect();
    !telling.is_empty()
        && telling.iter().all(|field| {
            field
                .value
                .as_text()
                .is_some_and(|made| text(&field.name) == Some(made))
        })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn only_http_on_the_same_path_is_merged() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("warning 8:9-8:14"));
        let http = |here: &str, there: &str| {
            let from = "timer:\n          type: cron\n          value: '0 0 4 * * *'";
            let text = RULE.bad.replace(from, &format!("http: {{path: {here}}}"));
            let text = text.replace(
                "TIMER, { type: 'cron', value: '0 0 4 * * *' }",
                &format!("HTTP, {{ path: '{there}' }}"),
            );
            check_example(RULE.code, &text).len()
        };
        assert_eq!(
            (http("/a", "/a"), http("/a", "/a/"), http("/a", "/b")),
            (0, 1, 0)
        );
        let other = RULE
            .bad
            .replace("value: '0 0 4 * * *' }", "value: '0 0 5 * * *' }");
        assert!(check_example(RULE.code, &other).is_empty());
    }
}

//! A function of the file that no decorator declares.

use fyml_schema::w;

use super::declared;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::source::DeclaredBy;

/// The rule.
pub static RULE: Rule = Rule {
    code: "handler-undeclared",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[],
    covers: &["M-09"],
    summary: w(
        "A handler that nothing in the source declares",
        "源码中没有声明的 handler",
    ),
    explanation: w(
        "At run time Midway looks for the method that a decorator declares under this id and stops with an error where there is none. Functions with http triggers may be found by their path and are not judged, nor is anything where a file could not be read.",
        "运行时 Midway 会按 handler 查找装饰器声明的方法，找不到就会报错。有 http 触发器的函数可能按路径匹配，不做检查；有文件无法读取时也不检查。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: shop.reprot
    events:
      - timer:
          type: every
          value: 5m
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
    check: Check::Across(
        &[Part::Name, Part::Triggers, Part::Events, Part::Handler],
        check,
    ),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(sources) = declared(context) else {
        return;
    };
    // hooks have names that only the build knows
    let is_unsure = sources.is_incomplete()
        || sources.functions().next().is_none()
        || sources
            .functions()
            .any(|one| one.function.by == DeclaredBy::Hook);
    if is_unsure {
        return;
    }
    for function in context.service.functions().iter() {
        let Some(entry) = function.handler() else {
            continue;
        };
        let Some(handler) = entry.value.as_str().filter(|handler| !handler.is_empty()) else {
            continue;
        };
        let name = function.name();
        let file = handler.rsplit_once('.').map_or(handler, |(file, _)| file);
        let has_own_entry = context.project.root_entries.contains(&format!("{file}.js"));
        let is_http = function
            .triggers()
            .iter()
            .any(|trigger| matches!(trigger.name().as_ref(), "http" | "apigw"));
        if entry.value.is_interpolated()
            || has_own_entry
            || is_http
            || !sources.targets(Some(&name), Some(handler)).is_empty()
        {
            continue;
        }
        sink.report(
            entry.value_span(),
            message!(
                "`{name}` will fail when it is called: nothing in the source declares the handler `{handler}`.",
                "`{name}` 被调用时会报错：源码中没有声明 handler `{handler}`。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn it_is_silent_where_it_cannot_know() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("warning 6:14-6:25"));
        for (from, to) in [
            ("report() {}\n}", "report() {"),
            ("#- src/shop.ts", "#- src/shop.txt"),
            ("timer:", "http:"),
            ("service: shop", "# f.yml, shop.js\nservice: shop"),
            (
                "export class",
                "export const reprot = () => 1;\nexport class",
            ),
        ] {
            assert!(
                check_example(RULE.code, &RULE.bad.replace(from, to)).is_empty(),
                "{to}"
            );
        }
    }
}

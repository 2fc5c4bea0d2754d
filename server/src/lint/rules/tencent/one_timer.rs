//! Several timers in one function of tencent: all are called `timer`.

use fyml_schema::{Cloud, DeployPath, w};

use super::triggers_of;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-one-timer",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-11"],
    summary: w(
        "A function can have one timer on tencent",
        "tencent 上一个函数只能有一个定时触发器",
    ),
    explanation: w(
        "The builder calls every timer `timer`, whatever `name` says, and names of triggers must be unique in a function. \
         Write one function per timer.",
        "无论 `name` 写什么，构建器都把定时触发器命名为 `timer`，而同一函数内触发器名称不能重复。请为每个定时任务写一个函数。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  report:
    handler: report.make
    events:
      - timer:
          value: '0 0 4 * * * *'
      - timer:
          value: '0 0 16 * * * *'
",
    good: "service: shop
provider:
  name: tencent
functions:
  morning:
    handler: report.make
    events:
      - timer:
          value: '0 0 4 * * * *'
  evening:
    handler: report.make
    events:
      - timer:
          value: '0 0 16 * * * *'
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let timers = triggers_of(function, cx, "timer");
    let Some((first, others)) = timers.split_first() else {
        return;
    };
    let fixed = first
        .facts()
        .and_then(|facts| facts.default_name(DeployPath::Tencent))
        .unwrap_or("timer");
    for timer in others {
        let name = function.name();
        sink.report(
            timer.entry().key.span(),
            message!(
                "tencent names every timer of `{name}` `{fixed}`, so this one collides with the first. Write a function per timer.",
                "tencent 会把 `{name}` 的定时触发器都命名为 `{fixed}`，这个会与第一个冲突。请为每个定时任务写一个函数。"
            ),
        )
        .related(first.entry().key.span(), message!("the first timer", "第一个定时触发器"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_second_is_reported_whatever_its_name() {
        assert!(check_rule(RULE.code, RULE.bad)[0].starts_with("warning 10:9-10:14"));
        let named = RULE
            .bad
            .replace("value: '0 0 16", "name: evening\n          value: '0 0 16");
        assert_eq!(check_rule(RULE.code, &named).len(), 1);
    }

    #[test]
    fn an_empty_one_is_none() {
        let text = RULE
            .bad
            .replace("timer:\n          value: '0 0 16 * * * *'", "timer:");
        assert!(check_rule(RULE.code, &text).is_empty());
    }
}

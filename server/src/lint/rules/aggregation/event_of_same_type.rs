//! Triggers of one type beyond the first, which an aggregation of events drops.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Trigger;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-event-dropped",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-10"],
    summary: w(
        "An aggregation of events keeps one trigger of each type",
        "事件聚合中每种触发器只保留一个",
    ),
    explanation: w(
        "With `eventTrigger` the aggregation gets the first trigger of each type among all its members; the others are dropped, and the members are no longer deployed alone. Two timers become one.",
        "设置 `eventTrigger` 后，聚合函数只得到所有成员中每种类型的第一个触发器，其余的会被丢弃，而成员也不再单独部署。两个定时触发器只剩一个。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value: '0 0 4 * * *'
  hourly:
    handler: hourly.run
    events:
      - timer:
          type: cron
          value: '0 0 * * * *'
aggregation:
  jobs:
    eventTrigger: true
    functionsPattern: ['*']
",
    good: "service: shop
provider:
  name: aliyun
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value: '0 0 4 * * *'
  hourly:
    handler: hourly.run
    events:
      - timer:
          type: cron
          value: '0 0 * * * *'
aggregation:
  jobs:
    eventTrigger: true
    functions: [nightly]
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx)
        .into_iter()
        .filter(|aggregation| aggregation.is_event_trigger())
    {
        if aggregation.deploys_origin() {
            continue;
        }
        let mut kept: Vec<Trigger> = Vec::new();
        for member in cx.memberships.members(cx.service, aggregation) {
            for trigger in member
                .triggers()
                .into_iter()
                .filter(|trigger| trigger.is_first())
            {
                let word = trigger.name();
                let Some(first) = kept.iter().find(|first| first.name() == word) else {
                    kept.push(trigger);
                    continue;
                };
                let name = member.name();
                sink.report(
                    trigger.entry().key.span(),
                    message!(
                        "This `{word}` trigger of `{name}` will be dropped: an aggregation keeps only the first of each type.",
                        "`{name}` 的这个 `{word}` 触发器会被丢弃：聚合函数中每种类型只保留第一个。"
                    ),
                )
                .related(first.entry().key.span(), message!("this one is kept", "保留的是这个"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn the_second_of_a_type_is_dropped_wherever_it_stands() {
        assert!(check_rule(RULE.code, RULE.bad)[0].starts_with("warning 14:9-14:14"));
        assert!(check_rule(RULE.code, &RULE.bad.replacen("timer", "log", 1)).is_empty());
        assert!(check_rule(RULE.code, &format!("{}    deployOrigin: true\n", RULE.bad)).is_empty());
    }
}

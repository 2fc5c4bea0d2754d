//! Triggers of one function that end up with the same name.

use std::collections::HashMap;

use fyml_schema::{Cloud, DeployPath, Trigger as TriggerFacts, w};

use super::deployed_triggers;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Trigger};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-trigger-name-duplicate",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-09"],
    summary: w(
        "Two triggers of a function with the same name",
        "同一函数的两个触发器重名",
    ),
    explanation: w(
        "A trigger without `name` gets one from its type (`timer-<function>`, with `--useFun` just `timer`), so two of a \
         type are one trigger to the cloud: the last one wins. Give each a `name` of its own.",
        "没有写 `name` 的触发器会按类型自动取名（`timer-<函数名>`，使用 `--useFun` 时就是 `timer`），\
         所以两个同类触发器在云端是同一个，只有最后一个生效。请给每个触发器写上各自的 `name`。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: report.handler
    events:
      - timer:
          value: '0 0 4 * * *'
      - timer:
          value: '0 0 16 * * *'
",
    good: "service: shop
provider:
  name: aliyun
functions:
  report:
    handler: report.handler
    events:
      - timer:
          name: morning
          value: '0 0 4 * * *'
      - timer:
          name: evening
          value: '0 0 16 * * *'
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path else { return };
    if function.each_trigger().len() < 2 {
        return;
    }
    let mut seen: HashMap<String, (Trigger, &TriggerFacts)> = HashMap::new();
    for (trigger, facts) in deployed_triggers(function, context) {
        let Some(name) = cloud_name(trigger, facts, &function.name(), path) else {
            continue;
        };
        let Some((first, of_first)) = seen.get(&name) else {
            seen.insert(name, (trigger, facts));
            continue;
        };
        // several http triggers have a rule of their own: names do not help them
        if facts.name != "http" || of_first.name != "http" {
            let function = function.name();
            let is_written = trigger
                .value("name")
                .is_some_and(|written| !written.is_falsy());
            let advice = if is_written {
                message!("Choose another.", "请换一个名称。")
            } else {
                message!("Give each a `name`.", "请给每个触发器写上 `name`。")
            };
            let (en, zh) = (advice.en, advice.zh);
            let type_name = of_first.name;
            let span = match trigger.get("name") {
                Some(entry) if is_written => entry.value_span(),
                _ => trigger.entry().key.span(),
            };
            sink.report(
                span,
                message!(
                    "Another trigger of `{function}` is called `{name}` in the cloud too: this one replaces it. {en}",
                    "`{function}` 还有一个触发器在云端也叫 `{name}`，会被这一个覆盖。{zh}"
                ),
            )
            .related(
                first.entry().key.span(),
                message!("This `{type_name}` will be lost", "这个 `{type_name}` 会丢失"),
            );
        }
    }
}

/// The trigger's name in the cloud; `None` if only the environment knows.
fn cloud_name(
    trigger: Trigger,
    facts: &TriggerFacts,
    function: &str,
    path: DeployPath,
) -> Option<String> {
    match trigger.value("name").filter(|written| !written.is_falsy()) {
        Some(written) if written.is_interpolated() => None,
        Some(written) => written.scalar_str().map(str::to_owned),
        None => facts
            .default_name(path)
            .map(|pattern| pattern.replace("<fn>", function)),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    fn with_events(events: &[&str]) -> String {
        let events: String = events
            .iter()
            .map(|event| format!("      - {event}\n"))
            .collect();
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  report:\n    handler: a.b\n    events:\n{events}"
        )
    }

    #[test]
    fn the_second_is_reported_with_the_name_in_the_cloud() {
        let found = check_rule(RULE.code, RULE.bad);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("warning 10:9-10:14") && found[0].contains("`timer-report`"),
            "{found:?}"
        );
    }

    #[test]
    fn words_for_the_same_type_share_a_name() {
        assert_eq!(
            check_rule(
                RULE.code,
                &with_events(&["os: {filter: {}}", "cos: {filter: {}}"])
            )
            .len(),
            1
        );
        assert_eq!(
            check_rule(
                RULE.code,
                &with_events(&["log: {name: a}", "timer: {name: a}"])
            )
            .len(),
            1
        );
    }

    #[test]
    fn different_or_unknown_names_are_fine() {
        for events in [
            ["timer: {name: a}", "timer: {name: b}"],
            ["timer: {name: a}", "timer: {}"],
            ["timer: {name: '${env.A}'}", "timer: {name: '${env.A}'}"],
            ["timer: {value: x}", "timer:"],
            ["http: true", "http: true"],
        ] {
            assert!(
                check_rule(RULE.code, &with_events(&events)).is_empty(),
                "{events:?}"
            );
        }
    }
}

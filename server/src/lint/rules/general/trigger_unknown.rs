//! An item of `events` whose key no version of the toolchain knows.

use fyml_schema::{TRIGGERS, triggers_on, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink, did_you_mean};
use crate::message;
use crate::model::{Event, EventShape, Function, Trigger};

/// The rule.
pub static RULE: Rule = Rule {
    code: "trigger-unknown",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[],
    covers: &["G-21"],
    summary: w("An unknown trigger type", "未知的触发器类型"),
    explanation: w(
        "The builders ask each item of `events` for the trigger types they know and pass over everything else without a \
         word. With a misspelt type the function is deployed without that trigger.",
        "构建器只会在 `events` 的每一项中查找它认识的触发器类型，其他内容一律忽略，没有任何提示。\
         类型写错时，函数部署后就没有这个触发器。",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  lend:
    handler: lend.handler
    events:
      - htttp:
          path: /lend
",
    good: "service: library
provider:
  name: aliyun
functions:
  lend:
    handler: lend.handler
    events:
      - http:
          path: /lend
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context.has_deploy_type {
        return;
    }
    for event in function.events().iter() {
        let mut triggers = function.triggers_of(event);
        let first = triggers.next();
        // Beside a known type unknown keys are fields that slipped out of it; see `event-ignored`.
        let mut all = first.into_iter().chain(triggers);
        if all.any(|trigger| trigger.facts().is_some()) {
            continue;
        }
        if let Some(trigger) = first {
            unknown(&trigger, event, function, context, sink);
        }
    }
}

fn unknown(
    trigger: &Trigger,
    event: Event,
    function: Function,
    context: &FunctionContext,
    sink: &mut Sink,
) {
    let key = trigger.entry().key;
    if key.is_broken() || key.is_interpolated() {
        return;
    }
    let typed = trigger.name();
    let name = function.name();
    let here = || {
        context
            .path
            .into_iter()
            .flat_map(triggers_on)
            .map(|known| known.name)
    };
    let near = did_you_mean(&typed, here())
        .or_else(|| did_you_mean(&typed, TRIGGERS.iter().map(|known| known.name)));
    match near {
        Some(near) => {
            let problem = sink.report(
                key.span(),
                message!(
                    "Unknown trigger type `{typed}`: `{name}` will be deployed without it. Did you mean `{near}`?",
                    "未知的触发器类型 `{typed}`：`{name}` 部署后没有这个触发器。是不是想写 `{near}`？"
                ),
            );
            if event.shape() == EventShape::OneKey {
                problem.fix(
                    message!("Change to `{near}`", "改为 `{near}`"),
                    key.span(),
                    near,
                );
            }
        }
        None => {
            let known: Vec<String> = here().map(|known| format!("`{known}`")).collect();
            let known = known.join(", ");
            if known.is_empty() {
                sink.report(
                    key.span(),
                    message!(
                        "Unknown trigger type `{typed}`: `{name}` will be deployed without it.",
                        "未知的触发器类型 `{typed}`：`{name}` 部署后没有这个触发器。"
                    ),
                );
            } else {
                sink.report(
                    key.span(),
                    message!(
                        "Unknown trigger type `{typed}`: `{name}` will be deployed without it. Known here: {known}.",
                        "未知的触发器类型 `{typed}`：`{name}` 部署后没有这个触发器。可用的有：{known}。"
                    ),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    fn with_event(event: &str) -> String {
        format!(
            "provider:\n  name: aliyun\nfunctions:\n  lend:\n    handler: a.b\n    events:\n      - {event}\n"
        )
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn types_that_only_other_clouds_know_are_known() {
        for event in [
            "apigw: true",
            "schedule: {value: x}",
            "hsf: true",
            "kafka: {}",
        ] {
            assert!(
                check_rule(RULE.code, &with_event(event)).is_empty(),
                "{event}"
            );
        }
    }

    #[test]
    fn the_key_is_underlined_and_the_nearest_of_this_cloud_is_offered() {
        assert_eq!(
            underlined(RULE.code, &with_event("Timer: {value: x}")),
            ["Timer"]
        );
        let found = check_rule(RULE.code, &with_event("websocket: {}"));
        assert!(found[0].contains("Known here: `http`"), "{found:?}");
    }

    #[test]
    fn fields_beside_a_known_type_are_no_types() {
        assert!(check_rule(RULE.code, &with_event("{http: , path: /x}")).is_empty());
        assert_eq!(
            underlined(RULE.code, &with_event("{path: /x, method: get}")),
            ["path"]
        );
    }

    #[test]
    fn a_deploy_type_replaces_all_functions() {
        assert!(check_rule(RULE.code, &format!("{}deployType: egg\n", RULE.bad)).is_empty());
    }
}

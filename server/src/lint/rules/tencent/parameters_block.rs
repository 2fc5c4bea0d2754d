//! Triggers in Serverless Framework's form, with a block `parameters`.

use fyml_schema::{Cloud, w};

use super::is_translated;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-parameters-block",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-29"],
    summary: w(
        "A `parameters` block below a trigger is never read",
        "触发器下的 `parameters` 块不会被读取",
    ),
    explanation: w(
        "`parameters` is the form of Serverless Framework. Midway's builder reads the fields right below the trigger: `path`, \
         `method`, `cors` and `timeout` of `http`, `value` of a timer (`cronExpression`), `bucket`, `events` and `filter` of `os`.",
        "`parameters` 是 Serverless Framework 的写法。Midway 的构建器直接读取触发器下面的字段：`http` 的 `path`、`method`、`cors`、\
         `timeout`，`timer` 的 `value`（即 `cronExpression`），`os` 的 `bucket`、`events`、`filter`。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          name: nightly
          parameters:
            cronExpression: '0 0 4 * * * *'
            enable: true
",
    good: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          name: nightly
          value: '0 0 4 * * * *'
          enable: true
",
    fixable: false,
    check: Check::Function(check),
};

/// What Serverless Framework calls a field, and what Midway calls it.
const RENAMED: &[(&str, &str)] = &[
    ("cronExpression", "value"),
    ("httpMethod", "method"),
    ("enableCORS", "cors"),
    ("serviceTimeout", "timeout"),
    ("name", "topic"),
];

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    for trigger in cx
        .built_triggers(function)
        .filter(|trigger| is_translated(*trigger))
    {
        let Some(block) = trigger
            .get("parameters")
            .filter(|block| !block.value.is_null())
        else {
            continue;
        };
        let word = trigger.name();
        let moves: Vec<String> = block
            .value
            .entries()
            .iter()
            .filter_map(|entry| {
                let written = entry.name();
                let own = RENAMED
                    .iter()
                    .find(|(from, _)| *from == written)
                    .map_or(written.as_ref(), |(_, to)| to);
                let is_field = trigger
                    .facts()
                    .is_some_and(|facts| facts.field(own).is_some());
                is_field.then(|| format!("`{own}`"))
            })
            .collect();
        let fields = moves.join(", ");
        let message = if fields.is_empty() {
            message!(
                "`parameters` is never read: write the fields right below `{word}`.",
                "`parameters` 不会被读取：请把字段直接写在 `{word}` 下。"
            )
        } else {
            message!(
                "`parameters` is never read: write {fields} right below `{word}`.",
                "`parameters` 不会被读取：请把 {fields} 直接写在 `{word}` 下。"
            )
        };
        // The fields that are missing beside it stand in it.
        sink.report(block.key.span(), message)
            .settles(trigger.entry().key.span());
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_rule};

    #[test]
    fn the_message_names_the_fields_as_midway_calls_them() {
        assert!(
            check_rule(RULE.code, RULE.bad)[0]
                .ends_with("write `value`, `enable` right below `timer`.")
        );
        let http = "provider: {name: tencent}\nfunctions:\n  a:\n    events: [apigw: {parameters: {httpMethod: ANY, stageName: x}}]\n";
        assert!(check_rule(RULE.code, http)[0].ends_with("write `method` right below `apigw`."));
    }

    #[test]
    fn what_is_missing_beside_the_block_is_not_told_again() {
        assert_eq!(check(RULE.bad).len(), 1, "{:?}", check(RULE.bad));
    }

    #[test]
    fn a_trigger_that_is_ignored_anyway_is_left_alone() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("- timer", "- ckafka")).is_empty());
    }
}

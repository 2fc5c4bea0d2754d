//! Triggers that the tencent builder does not know, in a function that has others.

use fyml_schema::{Cloud, DeployPath, Support, w};

use super::{is_built, is_translated};
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, TriggerShape};

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-trigger-ignored",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-12"],
    summary: w(
        "tencent ignores triggers of other clouds",
        "tencent 会忽略其他平台的触发器",
    ),
    explanation: w(
        "The tencent builder translates `http`, `apigw`, `timer`, `os`, `cos` and message queues. Every other trigger is \
         silently left out. `oss` is Alibaba Cloud's word: write `os`.",
        "tencent 构建器只转换 `http`、`apigw`、`timer`、`os`、`cos` 和消息队列，其他触发器会被静默丢弃。\
         `oss` 是阿里云的叫法，请写 `os`。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  audit:
    handler: audit.write
    events:
      - timer:
          type: cron
          value: '0 0 * * * * *'
      - oss:
          name: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: cos:ObjectCreated:*
",
    good: "service: shop
provider:
  name: tencent
functions:
  audit:
    handler: audit.write
    events:
      - timer:
          type: cron
          value: '0 0 * * * * *'
      - os:
          name: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: cos:ObjectCreated:*
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let triggers = cx.built_triggers(function);
    let is_whole = is_built(cx);
    // Without any other trigger the deployment crashes, which is another rule's matter.
    if is_whole && !triggers.clone().any(is_translated) {
        return;
    }
    for trigger in triggers {
        // what has nothing behind it is ignored everywhere, which another rule says
        let is_written = trigger.shape() != TriggerShape::Null;
        let Some(facts) = trigger.facts().filter(|_| is_written) else {
            continue;
        };
        if facts.support.on(DeployPath::Tencent) != Support::Ignored {
            continue;
        }
        let (written, name) = (facts.name, function.name());
        let span = trigger.entry().key.span();
        let word = facts.alias_of.filter(|word| {
            fyml_schema::trigger(word)
                .is_some_and(|other| other.support.on(DeployPath::Tencent) != Support::Ignored)
        });
        match word {
            Some(word) => {
                sink.report(
                    span,
                    message!(
                        "tencent ignores `{written}`: `{name}` will be deployed without this trigger. Write `{word}`.",
                        "tencent 会忽略 `{written}`：`{name}` 部署后没有这个触发器。请写 `{word}`。"
                    ),
                )
                .fix(message!("Change to `{word}`", "改为 `{word}`"), span, word);
            }
            None => {
                sink.report(
                    span,
                    message!(
                        "tencent ignores `{written}`: `{name}` will be deployed without this trigger.",
                        "tencent 会忽略 `{written}`：`{name}` 部署后没有这个触发器。"
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

    #[test]
    fn the_other_word_is_offered() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let text = RULE.bad.replace("oss:", "kafka:");
        assert_eq!(underlined(RULE.code, &text), ["kafka"]);
        assert_eq!(fixed(RULE.code, &text), text);
    }

    #[test]
    fn unknown_words_and_empty_triggers_are_other_rules_matter() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("oss:", "htttp:")).is_empty());
        let empty = RULE
            .bad
            .split_once("          name")
            .map_or("", |(before, _)| before);
        assert!(check_rule(RULE.code, empty).is_empty());
    }
}

//! A list of COS events, which Tencent Cloud refuses.

use fyml_schema::{Cloud, w};

use super::triggers_of;
use crate::lint::edit::replace_value;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-object-event-list",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-27"],
    summary: w(
        "A COS trigger has one event, not a list",
        "COS 触发器只有一个事件，不能写成列表",
    ),
    explanation: w(
        "The list reaches the cloud as it is, which wants one string. Write the event itself, or one function per event; \
         `cos:ObjectCreated:*` takes in all ways of creating.",
        "列表会原样传给云端，而云端只接受一个字符串。请直接写事件名，或为每个事件写一个函数；`cos:ObjectCreated:*` 包含所有创建方式。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  thumbnail:
    handler: thumbnail.make
    events:
      - os:
          name: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: ['cos:ObjectCreated:*']
",
    good: "service: shop
provider:
  name: tencent
functions:
  thumbnail:
    handler: thumbnail.make
    events:
      - os:
          name: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: 'cos:ObjectCreated:*'
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    for entry in triggers_of(function, cx, "os")
        .iter()
        .filter_map(|trigger| trigger.get("events"))
    {
        let events = entry.value;
        if !events.is_sequence() || events.is_interpolated() {
            continue;
        }
        let items: Vec<_> = events.items().collect();
        let name = function.name();
        let problem = sink.report(
            events.span(),
            message!(
                "Tencent Cloud wants one event as a string here and will refuse a list, so the trigger of `{name}` is not created.",
                "腾讯云这里只接受一个字符串，列表会被拒绝，`{name}` 的触发器不会被创建。"
            ),
        );
        if let [only] = items.as_slice()
            && only.is_scalar()
        {
            let (span, text) = replace_value(entry, only.raw());
            problem.safe_fix(message!("Write it as a string", "改为字符串"), span, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let lines = RULE.bad.replace(
            " ['cos:ObjectCreated:*']",
            "\n            - 'cos:ObjectCreated:*'",
        );
        assert_eq!(fixed(RULE.code, &lines), RULE.good);
    }

    #[test]
    fn several_events_need_several_functions() {
        let text = RULE.bad.replace("['cos:ObjectCreated:*']", "[a, b]");
        assert_eq!(check_rule(RULE.code, &text).len(), 1);
        assert_eq!(fixed(RULE.code, &text), text);
    }
}

//! Event names that COS does not know.

use fyml_schema::{Cloud, w};

use super::triggers_of;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink, did_you_mean};
use crate::message;
use crate::model::Function;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-object-event",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-28"],
    summary: w("An event name that COS does not know", "COS 不支持的事件名"),
    explanation: w(
        "COS events begin with `cos:`, and removing is `cos:ObjectRemove:…`, not `ObjectRemoved` as on Alibaba Cloud. The name \
         reaches the cloud as written, which refuses one it does not know.",
        "COS 的事件名以 `cos:` 开头，删除事件是 `cos:ObjectRemove:…`，而不是阿里云的 `ObjectRemoved`。\
         事件名会原样传给云端，不认识的会被拒绝。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  cleanup:
    handler: cleanup.run
    events:
      - cos:
          name: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: cos:ObjectRemoved:Delete
",
    good: "service: shop
provider:
  name: tencent
functions:
  cleanup:
    handler: cleanup.run
    events:
      - cos:
          name: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: cos:ObjectRemove:Delete
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    for events in triggers_of(function, cx, "os")
        .iter()
        .filter_map(|trigger| trigger.value("events"))
    {
        // A list is another rule's matter; its only item is what will be left of it.
        let mut items = events.items();
        match (items.next(), items.next()) {
            (None, _) => report(events, sink),
            (Some(only), None) => report(only, sink),
            _ => {}
        }
    }
}

fn report(event: Node, sink: &mut Sink) {
    let Some(written) = event
        .as_str()
        .filter(|text| !text.is_empty() && !event.is_interpolated())
    else {
        return;
    };
    let (Some(prefix), known) = (Cloud::Tencent.object_event_prefix(), || {
        Cloud::Tencent.object_events().map(|event| event.name)
    }) else {
        return;
    };
    if known().any(|name| name == written) {
        return;
    }
    let near = did_you_mean(written, known());
    match near {
        Some(near) => {
            sink.report(
                event.span(),
                message!(
                    "Tencent Cloud does not know the event `{written}`, so the trigger will be refused. Did you mean `{near}`?",
                    "腾讯云没有 `{written}` 这个事件，触发器会被拒绝。是不是想写 `{near}`？"
                ),
            )
            .fix(message!("Change to `{near}`", "改为 `{near}`"), event.span(), quoted(near, event));
        }
        // New events come faster than this table.
        None if written.starts_with(prefix) => {}
        None => {
            sink.report(
                event.span(),
                message!(
                    "COS events begin with `{prefix}`: `{written}` will be refused.",
                    "COS 的事件名以 `{prefix}` 开头：`{written}` 会被拒绝。"
                ),
            );
        }
    }
}

/// `text` in the quotes that `node` has.
fn quoted(text: &str, node: Node) -> String {
    match node.raw().chars().next() {
        Some(quote @ ('\'' | '"')) => format!("{quote}{text}{quote}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn with(event: &str) -> String {
        RULE.bad.replace("cos:ObjectRemoved:Delete", event)
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert_eq!(
            fixed(RULE.code, &with("'oss:ObjectCreated:PutObject'")),
            with("'cos:ObjectCreated:Put'")
        );
        assert_eq!(
            fixed(RULE.code, &with("oss:ObjectCreated:*")),
            with("cos:ObjectCreated:*")
        );
    }

    #[test]
    fn words_that_may_be_new_are_left_alone() {
        assert!(check_rule(RULE.code, &with("cos:SomethingElseEntirely:Happened")).is_empty());
        assert!(check_rule(RULE.code, &with("${env.EVENT}")).is_empty());
        assert_eq!(check_rule(RULE.code, &with("uploaded")).len(), 1);
    }
}

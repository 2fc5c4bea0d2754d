//! Items of `events` in a shape that the builders pass over, or stumble at.

use fyml_schema::{Cloud, Support, trigger, w};

use super::glued;
use crate::lint::{Check, Fix, FunctionContext, Group, Rule, Severity, Sink, TextEdit};
use crate::message;
use crate::model::{Event, EventShape, Function, Membership, TriggerShape};
use crate::syntax::{Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "event-ignored",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[],
    covers: &["G-22"],
    summary: w(
        "An item of `events` that gives no trigger because of its shape",
        "`events` 中的某一项因为写法不对而不会产生触发器",
    ),
    explanation: w(
        "Each item of `events` must be a map with a trigger type as its key. A string (`- http`), an empty value \
         (`- http:`) and a list are silently ignored. That is also what happens when the fields of a trigger \
         are not indented below it. An item with nothing behind its dash makes the builders throw.",
        "`events` 的每一项都必须是以触发器类型为键的映射。写成字符串（`- http`）、值为空（`- http:`）或写成列表时，都会被忽略，\
         没有任何提示；触发器的字段没有缩进到它下面时也是如此。短横线后面什么都没有时，构建器会抛出异常。",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  lend:
    handler: lend.handler
    events:
      - http:
        path: /lend
        method: get
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
          method: get
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context.has_deploy_type || context.membership == Membership::Replaced {
        return;
    }
    for event in function.events().iter() {
        match event.shape() {
            EventShape::Empty => empty(event, function, context, sink),
            EventShape::Scalar => scalar(event, function, sink),
            EventShape::NoKey | EventShape::List => {
                let name = function.name();
                sink.report(
                    event.node().span(),
                    message!(
                        "This gives `{name}` no trigger: an item of `events` must be a map such as `http: {{path: /}}`.",
                        "`{name}` 不会得到触发器：`events` 的每一项必须是映射，例如 `http: {{path: /}}`。"
                    ),
                );
            }
            EventShape::OneKey | EventShape::SeveralKeys => {
                let mut triggers = function.triggers_of(event);
                if triggers.all(|trigger| trigger.is_active()) {
                    continue;
                }
                no_value(event, function, sink);
                switched_off(event, function, context, sink);
            }
            EventShape::Broken => {}
        }
    }
}

fn empty(event: Event, function: Function, context: &FunctionContext, sink: &mut Sink) {
    let throws = matches!(context.cloud, Some(Cloud::Aliyun | Cloud::Tencent));
    let name = function.name();
    sink.report(
        event.written_span(),
        if throws {
            message!(
                "An empty item in the `events` of `{name}`: packaging and deploying will stop with a TypeError.",
                "`{name}` 的 `events` 中有空项：打包和部署会因 TypeError 中止。"
            )
        } else {
            message!(
                "An empty item in the `events` of `{name}`: write a trigger, or take it out.",
                "`{name}` 的 `events` 中有空项：请写上触发器，或者删除它。"
            )
        },
    )
    .severity(if throws { Severity::Error } else { Severity::Warning });
}

fn scalar(event: Event, function: Function, sink: &mut Sink) {
    let node = event.node();
    if node.is_interpolated() || glued::colon_in(node).is_some() {
        return;
    }
    let name = function.name();
    let written = node.scalar_str().unwrap_or_default();
    let takes_true = trigger(written).is_some_and(|facts| facts.takes_true());
    let problem = sink.report(
        node.span(),
        message!(
            "`{written}` is ignored: `{name}` gets no trigger from it. Write a map with fields.",
            "`{written}` 会被忽略：`{name}` 不会得到这个触发器。请写成带字段的映射。"
        ),
    );
    if takes_true && node.style() == Style::Plain {
        problem.fix(
            message!("Change to `{written}: true`", "改为 `{written}: true`"),
            node.span(),
            format!("{written}: true"),
        );
    }
}

/// `- http:` with nothing behind it.
fn no_value(event: Event, function: Function, sink: &mut Sink) {
    let triggers = event.triggers();
    for trigger in &triggers {
        let Some(facts) = trigger
            .facts()
            .filter(|_| trigger.shape() == TriggerShape::Null)
        else {
            continue;
        };
        // Fields of the trigger that stand beside it belong below it.
        let slipped = || triggers.iter().filter(|other| other.facts().is_none());
        let type_name = facts.name;
        let name = function.name();
        let key = trigger.entry().key;
        if let Some(field) = slipped().find(|other| facts.field(&other.name()).is_some()) {
            let field = field.name();
            let problem = sink.report(
                key.span(),
                message!(
                    "`{field}` stands beside `{type_name}`, not below it: `{name}` gets no trigger. Indent the fields.",
                    "`{field}` 与 `{type_name}` 同级，没有写在它下面：`{name}` 不会得到触发器。请缩进这些字段。"
                ),
            );
            for other in slipped() {
                problem.settles(other.entry().key.span());
            }
            problem.fix = indent(&event);
        } else {
            let problem = sink.report(
                key.span(),
                message!(
                    "`{type_name}` has nothing behind it and is ignored: `{name}` gets no trigger. Give it fields.",
                    "`{type_name}` 的值为空，会被忽略：`{name}` 不会得到触发器。请写上字段。"
                ),
            );
            let at_colon = trigger.entry().value.style() == Style::Absent
                && node_text_after(key.span(), &event).starts_with(':');
            if facts.takes_true() && at_colon {
                problem.fix(
                    message!("Change to `{type_name}: true`", "改为 `{type_name}: true`"),
                    Span::empty(key.span().end + 1),
                    " true",
                );
            }
        }
    }
}

fn node_text_after(span: Span, event: &Event) -> String {
    let text = event.node().document().text();
    text.slice(Span {
        start: span.end,
        end: span.end + 1,
    })
    .into_owned()
}

/// Two blanks more for every line of the item but its first, which holds the trigger's key.
fn indent(event: &Event) -> Option<Fix> {
    let node = event.node();
    let text = node.document().text();
    let first = text.line_of(node.span().start);
    let keys: Vec<u32> = event
        .triggers()
        .iter()
        .map(|trigger| text.line_of(trigger.entry().key.span().start))
        .collect();
    let type_is_first = event
        .triggers()
        .first()
        .is_some_and(|trigger| trigger.facts().is_some());
    let one_a_line = keys
        .iter()
        .enumerate()
        .all(|(i, &line)| line >= first + i as u32);
    if node.style() != Style::Block || !type_is_first || !one_a_line {
        return None;
    }
    let last = text.line_of(node.span().end.saturating_sub(1).max(node.span().start));
    let edits = (first + 1..=last)
        .filter(|&line| !text.line(line).trim().is_empty())
        .map(|line| TextEdit {
            span: Span::empty(text.line_start(line)),
            text: "  ".to_owned(),
        })
        .collect();
    Some(Fix {
        title: message!("Indent the fields", "缩进这些字段"),
        edits,
        is_safe: false,
    })
}

/// `- http: false`, `- timer: 0`: the builders test with `if (event.http)`. What this cloud ignores anyway is another
/// rule's business.
fn switched_off(event: Event, function: Function, context: &FunctionContext, sink: &mut Sink) {
    for trigger in event.triggers() {
        let value = trigger.entry().value;
        let is_read = trigger.facts().is_some_and(|facts| {
            let on = |path| facts.support.on(path) != Support::Ignored;
            context.path.is_none_or(on)
        });
        let is_off = value.is_scalar() && value.is_falsy() && !value.is_interpolated();
        if !is_read || !is_off {
            continue;
        }
        let (type_name, name) = (trigger.name(), function.name());
        let written = value.raw();
        sink.report(
            trigger.entry().value_span(),
            message!(
                "`{written}` switches `{type_name}` off: `{name}` gets no trigger from it. Give it fields, or take the item out.",
                "`{written}` 会关闭 `{type_name}`：`{name}` 不会得到这个触发器。请写上字段，或者删除这一项。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_rule, fixed, underlined};

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
    fn slipped_fields_are_one_problem() {
        assert_eq!(check(RULE.bad).len(), 1, "{:?}", check(RULE.bad));
    }

    #[test]
    fn a_bare_type_becomes_true() {
        assert_eq!(
            fixed(RULE.code, &with_event("http")),
            with_event("http: true")
        );
        assert_eq!(
            fixed(RULE.code, &with_event("http:")),
            with_event("http: true")
        );
        assert_eq!(
            fixed(RULE.code, &with_event("timer:")),
            with_event("timer:"),
            "a timer needs a value"
        );
    }

    #[test]
    fn an_empty_item_throws_where_there_is_a_builder() {
        assert!(check_rule(RULE.code, &with_event(""))[0].starts_with("error 7:7-7:8"));
        let vercel = with_event("").replace("aliyun", "vercel");
        assert!(check_rule(RULE.code, &vercel)[0].starts_with("warning"));
    }

    #[test]
    fn other_shapes_are_passed_over() {
        assert_eq!(underlined(RULE.code, &with_event("[http]")), ["[http]"]);
        assert_eq!(underlined(RULE.code, &with_event("{}")), ["{}"]);
        assert_eq!(
            underlined(RULE.code, &with_event("{http: , path: /}")),
            ["http"]
        );
    }

    #[test]
    fn what_is_switched_off_gives_no_trigger() {
        assert_eq!(underlined(RULE.code, &with_event("http: false")), ["false"]);
        assert_eq!(underlined(RULE.code, &with_event("timer: 0")), ["0"]);
        assert_eq!(underlined(RULE.code, &with_event("timer: ''")), ["''"]);
        let ignored = check_rule(RULE.code, &with_event("apigw: false"));
        assert!(ignored.is_empty(), "another rule says that: {ignored:?}");
    }

    #[test]
    fn right_ones_are_fine() {
        for event in [
            "http: true",
            "http: {path: /}",
            "timer: {value: x}",
            "htttp: {}",
        ] {
            assert!(
                check_rule(RULE.code, &with_event(event)).is_empty(),
                "{event}"
            );
        }
    }
}

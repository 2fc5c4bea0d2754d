//! `os` without `filter`: the builders throw.

use fyml_schema::{Cloud, w};

use super::deployed_triggers;
use crate::lint::{
    Check, Fix, FunctionContext, Group, Rule, Severity, Sink, TextEdit, first_value,
};
use crate::message;
use crate::model::{Function, Trigger, TriggerShape};
use crate::syntax::{Entry, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-object-filter-missing",
    severity: Severity::Error,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-21", "A-23"],
    summary: w(
        "An object storage trigger without `filter`",
        "对象存储触发器缺少 `filter`",
    ),
    explanation: w(
        "The builders read `filter.prefix` without looking whether there is a `filter`: packaging ends with \"Cannot read \
         properties of undefined (reading 'prefix')\". If every object counts, write empty strings. The old form \
         `filterPrefix`, `filterSuffix` is no longer read.",
        "构建器会直接读取 `filter.prefix`，不判断 `filter` 是否存在：打包时会抛出 \
         “Cannot read properties of undefined (reading 'prefix')”。如果不需要过滤，请写成空字符串。\
         旧写法 `filterPrefix`、`filterSuffix` 已不再读取。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  thumbnail:
    handler: thumbnail.handler
    events:
      - os:
          bucket: pictures
          events: oss:ObjectCreated:*
",
    good: "service: shop
provider:
  name: aliyun
functions:
  thumbnail:
    handler: thumbnail.handler
    events:
      - os:
          bucket: pictures
          events: oss:ObjectCreated:*
          filter: {prefix: '', suffix: ''}
",
    fixable: true,
    check: Check::Function(check),
};

/// The old, flat fields and what they became.
const FLAT: [(&str, &str); 2] = [("prefix", "filterPrefix"), ("suffix", "filterSuffix")];

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    for (trigger, facts) in deployed_triggers(function, context) {
        // a text or a list in the place of the fields is told by another rule
        if facts.field("filter").is_none() || trigger.shape() != TriggerShape::Fields {
            continue;
        }
        let filter = trigger.get("filter").filter(|entry| !entry.value.is_null());
        let flat: Vec<(&str, Entry)> = FLAT
            .iter()
            .filter_map(|(new, old)| Some((*new, trigger.get(old)?)))
            .collect();
        if filter.is_none() {
            missing(trigger, &flat, &function.name(), sink);
        } else {
            for (new, entry) in flat {
                let old = entry.name();
                sink.report(
                    entry.key.span(),
                    message!(
                        "`{old}` is no longer read: write `filter.{new}`.",
                        "`{old}` 已不再读取，请写 `filter.{new}`。"
                    ),
                )
                .severity(Severity::Warning);
            }
        }
    }
}

fn missing(trigger: Trigger, flat: &[(&str, Entry)], function: &str, sink: &mut Sink) {
    let name = trigger.name();
    let message = if flat.is_empty() {
        message!(
            "Packaging will crash: the `{name}` trigger of `{function}` has no `filter`. If every object counts, write `filter: {{prefix: '', suffix: ''}}`.",
            "打包会崩溃：`{function}` 的 `{name}` 触发器缺少 `filter`。不需要过滤时，请写 `filter: {{prefix: '', suffix: ''}}`。"
        )
    } else {
        message!(
            "Packaging will crash: the `{name}` trigger of `{function}` has no `filter`, and the old `filterPrefix` and `filterSuffix` are not read.",
            "打包会崩溃：`{function}` 的 `{name}` 触发器缺少 `filter`，而旧写法 `filterPrefix`、`filterSuffix` 不会被读取。"
        )
    };
    let written = trigger.get("filter");
    let span = written.map_or(trigger.entry().key.span(), |entry| entry.key.span());
    let problem = sink.report(span, message);
    problem.fix = edits(trigger, written, flat).map(|edits| Fix {
        title: message!("Write a `filter`", "写上 `filter`"),
        edits,
        is_safe: true,
    });
}

/// The edits that write a `filter`: in the place of an empty one, of the old fields, or behind the last field.
fn edits(
    trigger: Trigger,
    written: Option<Entry>,
    flat: &[(&str, Entry)],
) -> Option<Vec<TextEdit>> {
    let value = |part: &str| match flat.iter().find(|(new, _)| *new == part) {
        Some((_, entry)) if !entry.value.is_null() => entry.value.raw().to_owned(),
        _ => "''".to_owned(),
    };
    let filter = format!(
        "{{prefix: {}, suffix: {}}}",
        value("prefix"),
        value("suffix")
    );
    let fields = trigger.entry().value;
    if fields.resolved() != fields || flat.iter().any(|(_, entry)| !is_plain_line(*entry)) {
        return None;
    }
    if let Some(entry) = written {
        if !flat.is_empty() {
            return None;
        }
        let (span, text) = first_value(entry, &format!(" {filter}"))?;
        return Some(vec![TextEdit { span, text }]);
    }
    match flat {
        [] => {
            let last = fields.written_entries().last()?;
            let (is_block, first) = (
                fields.style() == Style::Block,
                fields.written_entries().next()?,
            );
            let indent = " ".repeat(column(first) as usize);
            let separator = if is_block {
                format!("\n{indent}")
            } else {
                ", ".to_owned()
            };
            let end = last.value.span().end.max(last.key.span().end);
            Some(vec![TextEdit {
                span: Span::empty(end),
                text: format!("{separator}filter: {filter}"),
            }])
        }
        [(_, only)] => Some(vec![TextEdit {
            span: only.span(),
            text: format!("filter: {filter}"),
        }]),
        [(_, one), (_, other), ..] => {
            let (first, second) = if one.span() < other.span() {
                (one, other)
            } else {
                (other, one)
            };
            let text = fields.document().text();
            let between = text.slice(Span {
                start: first.span().end,
                end: second.span().start,
            });
            // only neighbours can be taken together; what stands between them is not ours
            let is_neighbour = between.trim().is_empty() || between.trim() == ",";
            is_neighbour.then(|| {
                vec![TextEdit {
                    span: first.span().to(second.span()),
                    text: format!("filter: {filter}"),
                }]
            })
        }
    }
}

/// Whether an entry's value is a scalar in its place, without anchors and block styles.
fn is_plain_line(entry: Entry) -> bool {
    let value = entry.value;
    (value.is_scalar() || value.is_null())
        && value.resolved() == value
        && value.anchor_span().is_none()
        && value.tag_span().is_none()
        && !matches!(value.style(), Style::Literal | Style::Folded)
        && entry.key.span().start < value.span().end
}

/// The number of bytes before an entry on its line.
fn column(entry: Entry) -> u32 {
    let text = entry.key.document().text();
    let start = entry.key.span().start;
    start - text.line_start(text.line_of(start))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    fn with_event(event: &str) -> String {
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - {event}\n"
        )
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn an_empty_filter_is_filled_and_a_flow_map_extended() {
        assert_eq!(
            underlined(
                RULE.code,
                &with_event("os:\n          filter:\n          bucket: b")
            ),
            ["filter"]
        );
        assert_eq!(
            fixed(
                RULE.code,
                &with_event("os:\n          filter: # all\n          bucket: b")
            ),
            with_event(
                "os:\n          filter: {prefix: '', suffix: ''} # all\n          bucket: b"
            )
        );
        assert_eq!(
            fixed(RULE.code, &with_event("cos: {bucket: b}")),
            with_event("cos: {bucket: b, filter: {prefix: '', suffix: ''}}")
        );
    }

    #[test]
    fn the_old_form_becomes_the_new_one() {
        let old = with_event(
            "os:\n          bucket: b\n          filterPrefix: filterdir/\n          filterSuffix: .jpg\n          events: e",
        );
        let new = with_event(
            "os:\n          bucket: b\n          filter: {prefix: filterdir/, suffix: .jpg}\n          events: e",
        );
        assert_eq!(fixed(RULE.code, &old), new);
        assert_eq!(
            fixed(RULE.code, &with_event("os: {filterSuffix: .jpg}")),
            with_event("os: {filter: {prefix: '', suffix: .jpg}}")
        );
    }

    #[test]
    fn any_filter_keeps_the_builder_alive() {
        for event in [
            "os: {filter: {}}",
            "oss: {filter: x}",
            "os: {filter: ${env.F}}",
            "os: true",
            "os:",
            "timer: {value: x}",
        ] {
            assert!(
                check_rule(RULE.code, &with_event(event)).is_empty(),
                "{event}"
            );
        }
        let left = check_rule(RULE.code, &with_event("os: {filter: {}, filterPrefix: a}"));
        assert!(left[0].starts_with("warning"), "{left:?}");
    }
}

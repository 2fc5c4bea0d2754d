//! `events` as a map or a single value.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Fix, FunctionContext, Group, Rule, Severity, Sink, TextEdit};
use crate::message;
use crate::model::{Events, Function, Membership};
use crate::syntax::{Entry, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "events-not-list",
    severity: Severity::Error,
    group: Group::Triggers,
    clouds: &[],
    covers: &["G-24", "G-36"],
    summary: w("`events` is not a list", "`events` 不是列表"),
    explanation: w(
        "The builders go through `events` as a list. A map, a number or a boolean makes them throw `… is not iterable`; \
         a string is gone through letter by letter and gives no trigger. Put a dash before every trigger.",
        "构建器会把 `events` 当作列表遍历。写成映射、数字或布尔值时会抛出 `… is not iterable`；写成字符串时会逐个字符遍历，\
         不会产生任何触发器。请在每个触发器前加上短横线。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  orders:
    handler: orders.handler
    events:
      http:
        path: /orders
",
    good: "service: shop
provider:
  name: aliyun
functions:
  orders:
    handler: orders.handler
    events:
      - http:
          path: /orders
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Events::WrongShape(entry) = function.events() else {
        return;
    };
    let value = entry.value;
    if context.has_deploy_type
        || context.membership == Membership::Replaced
        || value.is_broken()
        || value.resolved().is_broken()
        || value.is_interpolated()
    {
        return;
    }
    let name = function.name();
    if let Some(text) = value.as_str() {
        if text.is_empty() {
            return; // no letters, no triggers, as it says
        }
        sink.report(
            entry.value_span(),
            message!(
                "`events` must be a list: as it is, `{name}` will be deployed without a trigger.",
                "`events` 必须是列表：现在这样 `{name}` 部署后没有任何触发器。"
            ),
        )
        .severity(Severity::Warning);
        return;
    }
    // vercel's builder skips it; whoever is not known may as well
    let throws = matches!(context.cloud, Some(Cloud::Aliyun | Cloud::Tencent) | None);
    let span = if value.is_mapping() {
        entry.key.span()
    } else {
        entry.value_span()
    };
    let message = if throws {
        message!(
            "`events` of `{name}` must be a list: packaging and deploying will stop with a TypeError.",
            "`{name}` 的 `events` 必须是列表：否则打包和部署会因 TypeError 中止。"
        )
    } else {
        message!(
            "`events` must be a list: as it is, `{name}` will be deployed without a trigger.",
            "`events` 必须是列表：现在这样 `{name}` 部署后没有任何触发器。"
        )
    };
    let problem = sink.report(span, message);
    if !throws {
        problem.severity(Severity::Warning);
    }
    problem.settles(value.span());
    problem.fix = (value.style() == Style::Block).then(|| Fix {
        title: message!("Make it a list", "改为列表"),
        edits: dashes(entry),
        is_safe: false,
    });
}

/// A dash before every trigger of a map that is written by indentation, and two blanks before every other line.
pub(crate) fn dashes(entry: Entry) -> Vec<TextEdit> {
    let value = entry.value;
    let text = value.document().text();
    let first = text.line_of(value.span().start);
    let last = text.line_of(value.span().end.saturating_sub(1));
    let mut edits = Vec::new();
    for line in first..=last {
        let start = text.line_start(line);
        let content = text.line(line);
        let indentation = (content.len() - content.trim_start().len()) as u32;
        if content.trim().is_empty() {
            continue;
        }
        let at = start + indentation;
        let begins_trigger = value
            .written_entries()
            .any(|trigger| trigger.key.span().start == at);
        let text = if begins_trigger { "- " } else { "  " };
        edits.push(TextEdit {
            span: Span::empty(at),
            text: text.to_owned(),
        });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn found(events: &str) -> Vec<String> {
        check_rule(
            RULE.code,
            &format!(
                "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events: {events}\n"
            ),
        )
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn every_trigger_gets_its_dash() {
        let two = RULE.bad.replace(
            "        path: /orders\n",
            "        path: /orders\n      timer:\n        value: x\n",
        );
        assert!(fixed(RULE.code, &two).ends_with(
            "      - http:\n          path: /orders\n      - timer:\n          value: x\n"
        ));
    }

    #[test]
    fn texts_only_lose_their_triggers() {
        assert!(found("http")[0].starts_with("warning 6:13"));
        for events in ["true", "0", "{http: true}"] {
            assert!(found(events)[0].starts_with("error"), "{events}");
        }
    }

    #[test]
    fn nothing_and_lists_are_fine() {
        for events in ["", "[]", "[{http: true}]", "''", "${env.X}"] {
            assert!(found(events).is_empty(), "{events}");
        }
    }

    #[test]
    fn nobody_reads_a_function_that_is_replaced() {
        let text = format!("{}aggregation: {{orders: {{}}}}\n", RULE.bad);
        assert!(check_rule(RULE.code, &text).is_empty());
    }

    #[test]
    fn vercel_skips_a_map() {
        assert!(
            check_rule(RULE.code, &RULE.bad.replace("aliyun", "vercel"))[0].starts_with("warning")
        );
    }

    #[test]
    fn the_schema_adds_nothing() {
        let all = crate::lint::testing::check(RULE.bad);
        assert_eq!(all.len(), 1, "{all:?}");
    }
}

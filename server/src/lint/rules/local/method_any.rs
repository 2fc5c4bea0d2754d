//! `method: any`, which local runs never match.

use fyml_schema::{Cloud, methods, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Trigger};
use crate::syntax::{Entry, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "local-method-any",
    severity: Severity::Info,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun, Cloud::Tencent],
    covers: &["L-01"],
    summary: w(
        "`method: any` answers 404 in local runs",
        "`method: any` 在本地运行时返回 404",
    ),
    explanation: w(
        "The builders understand `any` and `all`; the local gateway compares the method of the request with the word as it \
         stands, so that nothing ever matches. Leave `method` out: that means every method in both places.",
        "构建器能识别 `any` 和 `all`；而本地网关会把请求方法与这个单词直接比较，永远不会匹配。\
         请省略 `method`，在本地和云端都表示所有方法。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
          method: any
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    // members of an aggregation never match either, in the cloud too, which is more to say
    if context.has_deploy_type || !context.membership.is_deployed_alone() {
        return;
    }
    let Some(rule) = context.path.and_then(methods) else {
        return;
    };
    for trigger in function.each_trigger() {
        if !trigger.is("http") && !trigger.is("apigw") {
            continue;
        }
        let Some(entry) = trigger.get("method") else {
            continue;
        };
        let Some(written) = entry.value.as_str() else {
            continue;
        };
        if !rule.wildcards.contains(&written) {
            continue;
        }
        let problem = sink.report(
            entry.value_span(),
            message!(
                "Local runs answer 404: they look for a request whose method is `{written}`. Leave `method` out for every method.",
                "本地运行会返回 404：它会查找方法名为 `{written}` 的请求。要接受所有方法请省略 `method`。"
            ),
        );
        if let Some(line) = own_line(entry, trigger) {
            problem.fix(message!("Remove `method`", "删除 `method`"), line, "");
        }
    }
}

/// The whole line of an entry, if nothing else stands on it and something is left without it.
fn own_line(entry: Entry, trigger: Trigger) -> Option<Span> {
    let map = trigger.entry().value;
    if map.style() != Style::Block || map.entries().len() < 2 {
        return None;
    }
    let text = entry.key.document().text();
    let line = text.line_of(entry.key.span().start);
    let start = text.line_start(line);
    let end = text.line_start(line + 1);
    let is_alone = text.line_of(entry.value.span().end) == line
        && text
            .slice(Span {
                start,
                end: entry.key.span().start,
            })
            .trim()
            .is_empty()
        && text
            .slice(Span {
                start: entry.value.span().end,
                end: end.max(entry.value.span().end),
            })
            .trim()
            .is_empty();
    (is_alone && end > start).then_some(Span { start, end })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn the_line_goes() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let flow = "provider: {name: aliyun}\nfunctions: {a: {handler: a.b, events: [{http: {path: /a, method: any}}]}}\n";
        assert_eq!(underlined(RULE.code, flow), ["any"]);
        assert_eq!(fixed(RULE.code, flow), flow);
    }

    #[test]
    fn what_no_cloud_understands_is_another_rules_matter() {
        for method in ["[any]", "Any", "get", "''"] {
            let text = RULE
                .bad
                .replace("method: any", &format!("method: {method}"));
            assert!(check_rule(RULE.code, &text).is_empty(), "{method}");
        }
        let member = format!("{}aggregation:\n  all:\n    functions: [cart]\n", RULE.bad);
        assert!(check_rule(RULE.code, &member).is_empty());
    }
}

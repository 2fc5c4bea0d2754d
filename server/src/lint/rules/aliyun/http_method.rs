//! `method`: what is not one of six methods is dropped.

use fyml_schema::{Cloud, METHODS, MethodRule, methods, w};

use super::{deployed_of_type, listed, replace_value};
use crate::lint::{Check, Fix, FunctionContext, Group, Rule, Severity, Sink, did_you_mean};
use crate::message;
use crate::model::Function;
use crate::syntax::{Entry, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-http-method",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-04", "A-05", "A-06", "K-05"],
    summary: w(
        "An http method that the aliyun builders drop",
        "会被 aliyun 构建器丢弃的 http 方法",
    ),
    explanation: w(
        "The builders turn `method` into upper case and keep GET, PUT, POST, DELETE, HEAD and PATCH. Anything else is \
         dropped: OPTIONS (which the cloud itself would take), typos, several methods in one string. `any` and `all` mean \
         every method only as a plain lower-case value, not inside a list. If nothing is left, the function answers no \
         request. An item that is not a string makes the builders throw. Leave `method` out for every \
         method. `midway-bin check` finds nothing wrong with any of this.",
        "构建器会把 `method` 转成大写，只保留 GET、PUT、POST、DELETE、HEAD、PATCH，其他的全部丢弃：OPTIONS（云端其实支持）、\
         拼写错误、写在一个字符串里的多个方法。`any` 和 `all` 只有写成单独的小写值才表示所有方法，写在列表里无效。\
         如果一个都不剩，函数就不会响应任何请求。列表项不是字符串时，构建器会抛出异常。需要所有方法时，省略 `method` 即可。`midway-bin check` 不会发现这些问题。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  order:
    handler: order.handler
    events:
      - http:
          path: /order
          method: get,post
",
    good: "service: shop
provider:
  name: aliyun
functions:
  order:
    handler: order.handler
    events:
      - http:
          path: /order
          method: [get, post]
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(rule) = context.path.and_then(methods) else {
        return;
    };
    for trigger in deployed_of_type("http", function, context) {
        let Some(entry) = trigger.get("method") else {
            continue;
        };
        let value = entry.value.resolved();
        if value.is_broken() || value.is_null() || value.is_interpolated() {
            continue;
        }
        if let Some(text) = value.as_str() {
            single(text, entry, rule, &function.name(), sink);
        } else if value.is_sequence() {
            list(entry, rule, &function.name(), sink);
        } else if value
            .value("length")
            .is_some_and(|length| !length.is_falsy())
        {
            // the builder takes whatever has a length for a list
            sink.report(
                entry.value_span(),
                message!(
                    "The builder takes a map with `length` for a list and throws: nothing can be deployed. Write a name such as `get`, or a list.",
                    "构建器会把带有 `length` 的对象当作列表而抛出异常，整个服务都无法部署。请写 `get` 这样的方法名或列表。"
                ),
            )
            .severity(Severity::Error);
        } else if !value.is_falsy() {
            let name = function.name();
            sink.report(
                entry.value_span(),
                message!(
                    "This is not a method: `{name}` will answer every method. Write a name such as `get`, or a list.",
                    "这不是 HTTP 方法：`{name}` 会响应所有方法。请写 `get` 这样的方法名或列表。"
                ),
            );
        }
    }
}

fn is_kept(text: &str, rule: &MethodRule) -> bool {
    match text.is_ascii() {
        true => rule
            .accepted
            .iter()
            .any(|kept| kept.eq_ignore_ascii_case(text)),
        // JavaScript makes letters of ASCII of some others: `ſ` is an `S` to it
        false => rule.accepted.contains(&text.to_uppercase().as_str()),
    }
}

/// `method: text`.
fn single(text: &str, entry: Entry, rule: &MethodRule, function: &str, sink: &mut Sink) {
    if is_kept(text, rule) || rule.wildcards.contains(&text) {
        return;
    }
    let span = entry.value_span();
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower
        .split([',', '|', ' '])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if rule.wildcards.contains(&lower.as_str()) {
        let message = message!(
            "`{text}` must be lower case: as it is, `{function}` answers no method at all. Leave `method` out for every method.",
            "`{text}` 必须小写：现在这样 `{function}` 不会响应任何方法。需要所有方法时，省略 `method` 即可。"
        );
        sink.report(span, message).safe_fix(
            message!("Change to `{lower}`", "改为 `{lower}`"),
            span,
            lower,
        );
    } else if parts.len() > 1 && parts.iter().all(|part| is_kept(part, rule)) {
        let list = format!("[{}]", parts.join(", "));
        let message = message!(
            "`{text}` is taken as one unknown method: `{function}` answers no method at all. Write a list.",
            "`{text}` 会被当作一个未知的方法：`{function}` 不会响应任何方法。请写成列表。"
        );
        sink.report(span, message).safe_fix(
            message!("Change to `{list}`", "改为 `{list}`"),
            span,
            list,
        );
    } else {
        dropped(text, entry.value, function, "", rule, sink);
    }
}

/// `method: [a, b]`.
fn list(entry: Entry, rule: &MethodRule, function: &str, sink: &mut Sink) {
    let items: Vec<Node> = entry.value.items().collect();
    if items
        .iter()
        .any(|item| item.is_broken() || item.is_interpolated())
    {
        return;
    }
    for item in items.iter().filter(|item| item.as_str().is_none()) {
        sink.report(
            item.span(),
            message!(
                "A method must be a string: at this one the builder throws (`toUpperCase is not a function`).",
                "方法必须是字符串：构建器会在这里抛出异常（`toUpperCase is not a function`）。"
            ),
        )
        .severity(Severity::Error);
    }
    let written: Vec<(Node, &str)> = items
        .iter()
        .filter_map(|item| Some((*item, item.as_str()?)))
        .collect();
    if written.iter().all(|(_, text)| is_kept(text, rule)) {
        return;
    }
    let left = listed(
        written
            .iter()
            .map(|(_, text)| *text)
            .filter(|text| is_kept(text, rule)),
    );
    for (item, text) in written.iter().filter(|(_, text)| !is_kept(text, rule)) {
        let lower = text.to_lowercase();
        if rule.wildcards.contains(&lower.as_str()) {
            let remains = if left.is_empty() {
                message!(
                    "`{function}` answers no method at all.",
                    "`{function}` 不会响应任何方法。"
                )
            } else {
                message!(
                    "`{function}` answers only {left}.",
                    "`{function}` 只会响应 {left}。"
                )
            };
            let (en, zh) = (remains.en, remains.zh);
            let problem = sink.report(
                item.span(),
                message!(
                    "`{text}` has no effect inside a list: {en}",
                    "`{text}` 写在列表里无效：{zh}"
                ),
            );
            problem.fix = replace_value(entry, &lower).map(|edit| Fix {
                title: message!("Change to `method: {lower}`", "改为 `method: {lower}`"),
                edits: vec![edit],
                is_safe: written.len() == 1,
            });
        } else {
            dropped(text, *item, function, &left, rule, sink);
        }
    }
}

/// One method that does not arrive; `left` are the ones that do.
fn dropped(text: &str, node: Node, function: &str, left: &str, rule: &MethodRule, sink: &mut Sink) {
    let remains = if left.is_empty() {
        message!(
            "`{function}` answers no method at all.",
            "`{function}` 不会响应任何方法。"
        )
    } else {
        message!(
            "`{function}` answers only {left}.",
            "`{function}` 只会响应 {left}。"
        )
    };
    let (en, zh) = (remains.en, remains.zh);
    let span = node.span();
    let kept = METHODS
        .iter()
        .filter(|method| is_kept(method.name, rule))
        .map(|method| method.name);
    if METHODS
        .iter()
        .any(|method| method.name.eq_ignore_ascii_case(text))
    {
        sink.report(
            span,
            message!(
                "Midway's builder drops `{text}`, although the cloud takes it: {en}",
                "云端虽然支持 `{text}`，但会被 Midway 的构建器丢弃：{zh}"
            ),
        );
    } else if let Some(near) = did_you_mean(text, kept) {
        sink.report(
            span,
            message!(
                "`{text}` is dropped: {en} Did you mean `{near}`?",
                "`{text}` 会被丢弃：{zh}是不是想写 `{near}`？"
            ),
        )
        .fix(message!("Change to `{near}`", "改为 `{near}`"), span, near);
    } else {
        sink.report(
            span,
            message!("`{text}` is dropped: {en}", "`{text}` 会被丢弃：{zh}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    fn with_method(method: &str) -> String {
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  order:\n    handler: a.b\n    events:\n      - http:\n          method: {method}\n"
        )
    }

    fn found(method: &str) -> Vec<String> {
        check_rule(RULE.code, &with_method(method))
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn a_map_that_looks_like_a_list_throws() {
        assert!(found("{length: 1}")[0].starts_with("error"));
        assert!(found("{length: 0}")[0].starts_with("warning"));
    }

    #[test]
    fn what_arrives_is_left_alone() {
        for method in [
            "get",
            "Get",
            "PATCH",
            "any",
            "all",
            "[get, POST]",
            "[]",
            "",
            "${env.METHOD}",
            "['${env.A}', 1]",
            "false",
        ] {
            assert!(found(method).is_empty(), "{method}");
        }
    }

    #[test]
    fn every_method_is_one_lower_case_word() {
        for (method, after) in [
            ("ANY", "any"),
            ("All", "all"),
            ("[any]", "all"),
            ("[all]", "all"),
        ] {
            let expected = if method == "[any]" { "any" } else { after };
            assert_eq!(
                fixed(RULE.code, &with_method(method)),
                with_method(expected),
                "{method}"
            );
        }
        assert_eq!(
            fixed(RULE.code, &with_method("\n          - any")),
            with_method("any")
        );
    }

    #[test]
    fn what_remains_is_named() {
        assert!(
            found("[get, OPTIONS]")[0].ends_with("`order` answers only `get`."),
            "{:?}",
            found("[get, OPTIONS]")
        );
        assert!(found("OPTIONS")[0].ends_with("`order` answers no method at all."));
        assert_eq!(
            underlined(RULE.code, &with_method("[get, TRACE, CONNECT]")),
            ["TRACE", "CONNECT"]
        );
        assert_eq!(
            fixed(RULE.code, &with_method("[gett, post]")),
            with_method("[get, post]")
        );
    }

    #[test]
    fn shapes_that_throw_are_errors_and_others_open_everything() {
        assert!(found("[get, 1]")[0].starts_with("error"));
        assert!(found("[null]")[0].starts_with("error"));
        assert!(found("true")[0].starts_with("warning"));
        assert!(found("{a: 1}")[0].contains("every method"));
    }

    #[test]
    fn members_of_an_aggregation_are_not_built_alone() {
        let text = with_method("OPTIONS") + "aggregation:\n  main:\n    functions: [order]\n";
        assert!(check_rule(RULE.code, &text).is_empty());
    }
}

//! Names that the cloud refuses.

use fyml_schema::{Cloud, NameFault, NameLimit, NameOf, limits, w};

use super::glued;
use crate::lint::numbers::deployed_aggregations;
use crate::lint::{Check, FunctionContext, Group, Message, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Function, ServiceName};
use crate::syntax::{Node, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "name-not-allowed",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[Cloud::Aliyun],
    covers: &["G-34"],
    summary: w(
        "The cloud does not take this name for a service or a function",
        "云平台不接受这个服务名或函数名",
    ),
    explanation: w(
        "Names go to the cloud as they stand, which refuses those it does not allow: letters, digits, `_` and `-`, with \
         a letter or `_` in front, up to a length. An aggregation becomes a function of its name.",
        "名称会原样传给云平台，不符合要求时会被拒绝：只能包含字母、数字、`_` 和 `-`，以字母或 `_` 开头，并有长度限制。\
         聚合会成为同名的函数。",
    ),
    bad: "service: my shop
provider:
  name: aliyun
functions:
  1st-order:
    handler: orders.first
",
    good: "service: my-shop
provider:
  name: aliyun
functions:
  firstOrder:
    handler: orders.first
",
    fixable: false,
    check: Check::Both {
        service: check_service,
        function: check_function,
    },
};

fn check_service(context: &ServiceContext, sink: &mut Sink) {
    let Some(limit) = context
        .path
        .and_then(|path| limits(path).name(NameOf::Service))
    else {
        return;
    };
    let node = match context.service.name() {
        ServiceName::Text(node) => Some(node),
        ServiceName::Map(_, Some(name)) => Some(name.value),
        _ => None,
    };
    if let Some((node, name)) = node.and_then(|node| Some((node, node.as_str()?)))
        && !name.is_empty()
    {
        judge(name, node, limit, "service", "服务", sink);
    }
    let Some(limit) = context
        .path
        .and_then(|path| limits(path).name(NameOf::Function))
    else {
        return;
    };
    for aggregation in deployed_aggregations(context) {
        judge(
            &aggregation.name(),
            aggregation.entry().key,
            limit,
            "function",
            "函数",
            sink,
        );
    }
}

fn check_function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context.has_deploy_type || !context.membership.is_deployed_alone() {
        return;
    }
    let Some(limit) = context
        .path
        .and_then(|path| limits(path).name(NameOf::Function))
    else {
        return;
    };
    let key = function.entry().key;
    let name = function.name();
    judge(&name, key, limit, "function", "函数", sink);
}

fn judge(name: &str, node: Node, limit: &NameLimit, what: &str, what_zh: &str, sink: &mut Sink) {
    let Some(fault) = limit.fault(name) else {
        return;
    };
    let is_glued = glued::colon_in(node).is_some() || node.raw().contains(" //");
    if !(node.is_interpolated() || node.is_broken() || is_glued) {
        report(name, node.span(), fault, limit, what, what_zh, sink);
    }
}

/// What the cloud has against a name; `what` and `what_zh` say whose name it is.
pub(crate) fn refusal(
    name: &str,
    fault: NameFault,
    limit: &NameLimit,
    what: &str,
    what_zh: &str,
) -> Message {
    match fault {
        NameFault::BadCharacter(' ') => message!(
            "The cloud refuses the {what} name `{name}`: spaces are not allowed.",
            "云平台不接受{what_zh}名 `{name}`：不能包含空格。"
        ),
        NameFault::BadCharacter(bad) => message!(
            "The cloud refuses the {what} name `{name}`: `{bad}` is not allowed.",
            "云平台不接受{what_zh}名 `{name}`：不能包含 `{bad}`。"
        ),
        NameFault::BadStart(bad) => message!(
            "The cloud refuses the {what} name `{name}`: it must not begin with `{bad}`.",
            "云平台不接受{what_zh}名 `{name}`：不能以 `{bad}` 开头。"
        ),
        NameFault::BadEnd(bad) => message!(
            "The cloud refuses the {what} name `{name}`: it must not end with `{bad}`.",
            "云平台不接受{what_zh}名 `{name}`：不能以 `{bad}` 结尾。"
        ),
        NameFault::Reserved(word) => message!(
            "funcraft refuses the {what} name `{name}`: it must not begin with `{word}`.",
            "funcraft 不接受{what_zh}名 `{name}`：不能以 `{word}` 开头。"
        ),
        NameFault::TooLong(length) => {
            let max = limit.max;
            message!(
                "The {what} name has {length} characters; the cloud takes {max} at most.",
                "{what_zh}名有 {length} 个字符，云平台最多接受 {max} 个。"
            )
        }
        NameFault::TooShort => {
            let min = limit.min;
            message!(
                "The {what} name `{name}` is too short; the cloud wants at least {min} characters.",
                "{what_zh}名 `{name}` 太短，云平台至少需要 {min} 个字符。"
            )
        }
    }
}

fn report(
    name: &str,
    span: Span,
    fault: NameFault,
    limit: &NameLimit,
    what: &str,
    what_zh: &str,
    sink: &mut Sink,
) {
    let message = refusal(name, fault, limit, what, what_zh);

    let problem = sink.report(span, message);
    // The characters are the same in every source; about the length sources differ.
    if !limit.source.verified && matches!(fault, NameFault::TooLong(_)) {
        problem.severity(Severity::Hint);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    fn function(cloud: &str, name: &str) -> Vec<String> {
        check_rule(
            RULE.code,
            &format!("provider:\n  name: {cloud}\nfunctions:\n  {name}:\n    handler: a.b\n"),
        )
    }

    #[test]
    fn service_and_function_are_underlined() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["my shop", "1st-order"]);
        let map = "service: {name: a/b}\nprovider: {name: aliyun}\n";
        assert_eq!(underlined(RULE.code, map), ["a/b"]);
    }

    #[test]
    fn names_of_functions_are_their_keys() {
        assert!(function("aliyun", "'123'")[0].starts_with("warning 4:3-4:8"));
        assert!(function("aliyun", "a b")[0].contains("spaces"));
        assert!(function("vercel", "a b").is_empty());
    }

    #[test]
    fn aggregations_become_functions() {
        let text = "provider:\n  name: aliyun\naggregation:\n  a.b:\n    functionsPattern: '*'\n";
        assert_eq!(underlined(RULE.code, text), ["a.b"]);
    }

    #[test]
    fn lengths_that_sources_differ_about_are_a_hint() {
        assert!(function("aliyun", &"a".repeat(65))[0].starts_with("hint"));
        assert!(function("aliyun", &"a".repeat(64)).is_empty());
    }

    #[test]
    fn what_only_the_environment_knows_is_left_alone() {
        assert!(check_rule(RULE.code, "service: ${env.A}\nprovider:\n  name: aliyun\n").is_empty());
    }
}

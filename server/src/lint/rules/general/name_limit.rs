//! Names that the cloud refuses.

use fyml_schema::{Cloud, NameFault, NameLimit, NameOf, limits, w};

use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Function, ServiceName};
use crate::syntax::{Node, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "name-not-allowed",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[Cloud::Aliyun, Cloud::Tencent],
    covers: &["G-34", "T-23"],
    summary: w(
        "The cloud does not take this name for a service or a function",
        "云平台不接受这个服务名或函数名",
    ),
    explanation: w(
        "Names go to the cloud as they stand, which refuses those it does not allow: letters, digits, `_` and `-`, with \
         a letter in front (or `_`, on aliyun), up to a length. On tencent a function is called \
         `<service>-<stage>-<function>`.",
        "名称会原样传给云平台，不符合要求时会被拒绝：只能包含字母、数字、`_` 和 `-`，以字母开头（aliyun 也可以是 `_`），并有长度限制。\
         在 tencent，函数的完整名称是 `<服务>-<环境>-<函数>`。",
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
        ServiceName::Text(node) => node,
        ServiceName::Map(_, Some(name)) => name.value,
        _ => return,
    };
    if let Some(name) = node.as_str().filter(|name| !name.is_empty()) {
        judge(name, node, limit, "service", "服务", sink);
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
    if context.is(Cloud::Tencent) {
        // Only a part of the name in the cloud: its beginning and its length are judged where the whole is known.
        if let Some(NameFault::BadCharacter(bad)) = limit.fault(&name) {
            report(
                &name,
                key.span(),
                NameFault::BadCharacter(bad),
                limit,
                "function",
                "函数",
                sink,
            );
        }
    } else {
        judge(&name, key, limit, "function", "函数", sink);
    }
}

fn judge(name: &str, node: Node, limit: &NameLimit, what: &str, what_zh: &str, sink: &mut Sink) {
    if node.is_interpolated() || node.is_broken() {
        return;
    }
    if let Some(fault) = limit.fault(name) {
        report(name, node.span(), fault, limit, what, what_zh, sink);
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
    let message = match fault {
        NameFault::BadCharacter(' ') => message!(
            "The cloud refuses the {what} name `{name}`: blanks are not allowed.",
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
    };
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
        let map = "service: {name: a/b}\nprovider: {name: tencent}\n";
        assert_eq!(underlined(RULE.code, map), ["a/b"]);
    }

    #[test]
    fn aliyun_judges_the_key_and_tencent_only_its_characters() {
        assert!(function("aliyun", "'123'")[0].starts_with("warning 4:3-4:8"));
        assert!(function("tencent", "'123'").is_empty());
        assert!(function("tencent", "a b")[0].contains("blanks"));
        assert!(function("vercel", "a b").is_empty());
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

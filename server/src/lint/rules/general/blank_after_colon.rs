//! `name:aliyun`, alone below its key: one text, where a map was meant.

use fyml_schema::w;

use super::glued;
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::{Node, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "blank-after-colon",
    severity: Severity::Error,
    group: Group::Syntax,
    clouds: &[],
    covers: &["G-12"],
    summary: w("A space is missing after the colon", "冒号后面缺少空格"),
    explanation: w(
        "`name:aliyun` is one string to YAML. Beside other keys that is a syntax error; as the only line below a key it \
         is valid, and the key gets a string in the place of a map.",
        "对 YAML 来说 `name:aliyun` 是一个普通字符串。与其他键并列时会成为语法错误；如果它是某个键下面唯一的一行，语法上合法，\
         但这个键得到的是字符串而不是映射。",
    ),
    bad: "service: clinic
provider:
  name:aliyun
",
    good: "service: clinic
provider:
  name: aliyun
",
    fixable: true,
    check: Check::Both {
        service: check_service,
        function: check_function,
    },
};

fn check_service(context: &ServiceContext, sink: &mut Sink) {
    let Some(root) = context.service.root() else {
        return;
    };
    if let Some(at) = glued::colon_in(root) {
        report(root, at, sink);
    }
    for entry in root.written_entries() {
        if let Some(at) = glued::colon_below(entry) {
            report(entry.value, at, sink);
        }
        if entry.name() != "functions" {
            below(entry.value, sink);
        }
    }
}

fn check_function(function: Function, _: &FunctionContext, sink: &mut Sink) {
    if glued::may_be_in(function.body()) {
        if let Some(at) = glued::colon_below(function.entry()) {
            report(function.body(), at, sink);
        }
        below(function.body(), sink);
    }
    for event in function.events().iter() {
        if let Some(at) = glued::colon_in(event.node()) {
            report(event.node(), at, sink);
        }
    }
}

/// Every map below a node. An alias is looked at where it is written out.
fn below(node: Node, sink: &mut Sink) {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.resolved() == node {
            for entry in node.written_entries() {
                if let Some(at) = glued::colon_below(entry) {
                    report(entry.value, at, sink);
                }
            }
        }
        open.extend(node.children());
    }
}

fn report(node: Node, at: Span, sink: &mut Sink) {
    let raw = node.raw();
    sink.report(
        node.span(),
        message!(
            "`{raw}` is one string, not a key and its value: a space is missing after the colon.",
            "`{raw}` 会被当作一个字符串，而不是键和值：冒号后面缺少空格。"
        ),
    )
    .fix(
        message!("Insert a space after the colon", "在冒号后插入空格"),
        at,
        " ",
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_rule, fixed, underlined};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn nobody_else_speaks_of_it() {
        for text in [
            RULE.bad,
            "service:shop\n",
            "service:\n  name:shop\nprovider:\n  name: aliyun\n",
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler:a.b\n",
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - http:true\n",
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events:\n      - http:\n          path:/x\n",
            "service: shop\nprovider:\n  name: aliyun\n  environment:\n    A:1\n",
        ] {
            let mut found = check(text);
            found.retain(|line| !line.contains(" info ") && !line.contains(" hint "));
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].starts_with(RULE.code), "{found:?}");
        }
    }

    #[test]
    fn values_on_the_line_of_their_key_may_hold_colons() {
        for text in [
            "a: b:c\n",
            "a:\n  https://x.y\n",
            "a:\n  - b:c\n",
            "a:\n  'b:c'\n",
            "a:\n  b: c\n",
        ] {
            assert!(check_rule(RULE.code, text).is_empty(), "{text}");
        }
        assert_eq!(
            underlined(RULE.code, "custom:\n  customDomain:\n    domainName:auto\n"),
            ["domainName:auto"]
        );
    }
}

//! `functions` or `functionsPattern` of a shape that packaging cannot read.

use fyml_schema::w;

use super::{active, candidates};
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Aggregation, Pattern};
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-members-shape",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-05"],
    summary: w("`functions` must be a list", "`functions` 必须是列表"),
    explanation: w(
        "With a string, packaging looks for each function name *inside* the string: `functions: index` also takes `in` and `dex`. With a map or a number it throws. Patterns that are not strings throw as well.",
        "写成字符串时，打包会在字符串*内部*查找每个函数名：`functions: index` 也会匹配 `in` 和 `dex`；写成映射或数字会抛出异常。不是字符串的 pattern 同样会抛出异常。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functions: index, cart
",
    good: "service: shop
provider:
  name: aliyun
functions:
  index:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functions: [index, cart]
",
    fixable: true,
    check: Check::Service(check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        names(cx, aggregation, sink);
        // `functions` wins, so the patterns are not looked at.
        if aggregation
            .get("functions")
            .is_none_or(|entry| entry.value.is_falsy())
        {
            patterns(cx, aggregation, sink);
        }
    }
}

fn names(cx: &ServiceContext, aggregation: Aggregation, sink: &mut Sink) {
    let Some(value) = aggregation.get("functions").map(|entry| entry.value) else {
        return;
    };
    if value.is_falsy() || value.is_sequence() || value.is_interpolated() || value.is_broken() {
        return;
    }
    let Some(text) = value.as_str() else {
        let is_read = candidates(cx, aggregation).next().is_some();
        let (message, severity) = match is_read {
            true => (
                message!(
                    "Packaging will throw here: `functions` must be a list of function names.",
                    "打包会在此抛出异常：`functions` 必须是函数名列表。"
                ),
                Severity::Error,
            ),
            false => (
                message!(
                    "`functions` must be a list of function names: packaging will throw as soon as there is a function to choose from.",
                    "`functions` 必须是函数名列表：一旦有函数可供选择，打包就会抛出异常。"
                ),
                Severity::Warning,
            ),
        };
        sink.report(value.span(), message).severity(severity);
        return;
    };
    let words: Vec<&str> = text
        .split([',', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    let list = format!("[{}]", words.join(", "));
    sink.report(
        value.span(),
        message!(
            "`functions` must be a list: with a string, every function whose name is a part of it becomes a member.",
            "`functions` 必须是列表：写成字符串时，名称包含在其中的函数都会成为成员。"
        ),
    )
    .fix(message!("Write a list", "改为列表"), value.span(), list);
}

fn patterns(cx: &ServiceContext, aggregation: Aggregation, sink: &mut Sink) {
    let Some(value) = aggregation
        .get("functionsPattern")
        .map(|entry| entry.value)
        .filter(|value| !value.is_falsy())
    else {
        return;
    };
    let single = (!value.is_sequence()).then_some(value);
    // of a list within the list one must match, of all others each
    let mut before: Vec<Vec<Pattern>> = Vec::new();
    for item in value.items().chain(single) {
        let nodes: Vec<Node> = match item.is_sequence() {
            true => item.items().collect(),
            false => vec![item],
        };
        let wrong = nodes
            .iter()
            .find(|node| !node.is_sequence() && node.as_str().is_none_or(str::is_empty));
        let Some(pattern) = wrong else {
            let texts = nodes.iter().filter_map(|node| node.as_str());
            before.push(texts.map(Pattern::new).collect());
            continue;
        };
        if !pattern.is_broken() && !pattern.is_interpolated() {
            // a name that one item does not match is not held against the next
            let is_read = candidates(cx, aggregation).any(|function| {
                let name = function.name();
                let matches = |any: &Vec<Pattern>| any.iter().any(|earlier| earlier.matches(&name));
                before.iter().all(matches)
            });
            let (message, severity) = match is_read {
                true => (
                    message!(
                        "Packaging will throw here: every pattern must be a string that is not empty.",
                        "打包会在此抛出异常：每个 pattern 都必须是非空字符串。"
                    ),
                    Severity::Error,
                ),
                false => (
                    message!(
                        "Every pattern must be a string that is not empty: packaging will throw as soon as there is a function to choose from.",
                        "每个 pattern 都必须是非空字符串：一旦有函数可供选择，打包就会抛出异常。"
                    ),
                    Severity::Warning,
                ),
            };
            sink.report(pattern.span(), message).severity(severity);
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
    }

    /// Seen with fcli-plugin-package 1.3.22.
    #[test]
    fn what_throws_is_an_error() {
        let found = |line: &str| {
            check_rule(RULE.code, &RULE.bad.replace("functions: index, cart", line)).join("")
        };
        for line in [
            "functions: {cart: 1}",
            "functions: 3",
            "functionsPattern: 3",
            "functionsPattern: ['*', '']",
            "functionsPattern: [[1, cart], []]",
            "functionsPattern: {a: b}",
        ] {
            assert!(found(line).starts_with("error"), "{line}");
            // nothing is held against it, or what is fails earlier
            let unread = format!("{line}\n    eventTrigger: true");
            assert!(found(&unread).starts_with("warning"), "{line}");
        }
        assert!(found("functionsPattern: [nobody, 1]").starts_with("warning"));
        // an aggregation whose name is a number chooses first
        let earlier = "functions: {cart: 1}\n  1:\n    functions: [index, cart]";
        assert!(found(earlier).starts_with("warning"));
        let later = earlier.replace("  1:", "  one:");
        assert!(found(&later).starts_with("error"));
        for line in [
            "functionsPattern: [[cart, index], '*']",
            "functionsPattern: '*'",
            "functions: [cart]",
            "functions:",
            "functions: '${env.F}'",
        ] {
            assert!(found(line).is_empty(), "{line}");
        }
    }
}

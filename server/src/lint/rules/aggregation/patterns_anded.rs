//! Several patterns, meant as "one of these" and read as "all of these".

use fyml_schema::w;

use super::active;
use crate::lint::edit::replace_value;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{Aggregation, Pattern, Selection};
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-patterns-anded",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-02"],
    summary: w(
        "A function must match every pattern, not one of them",
        "函数必须匹配所有 pattern，而不是其中之一",
    ),
    explanation: w(
        "Packaging uses `micromatch.all`: a function becomes a member only if its name matches every item of `functionsPattern`. Join alternatives in one pattern with braces: `'{user*,order*}'`. Further items are good for exceptions (`'!name'`).",
        "打包使用的是 `micromatch.all`：函数名必须匹配 `functionsPattern` 的每一项才会成为成员。表示“或”时请用花括号写成一项：`'{user*,order*}'`；其余各项适合用来排除（`'!name'`）。",
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
    functionsPattern: ['index*', 'cart*']
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
    functionsPattern: ['{index*,cart*}']
",
    fixable: true,
    check: Check::Across(&[Part::Name], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let Selection::Patterns(entry, nodes) = aggregation.selection() else {
            continue;
        };
        if !is_misunderstood(cx, aggregation) {
            continue;
        }
        let name = aggregation.name();
        let joined = joined(&nodes);
        let problem = sink.report(
            entry.value.span(),
            message!(
                "A function must match all of these patterns, and none does: `{name}` will have no members. Join them: `{joined}`.",
                "函数必须同时匹配所有 pattern，而没有一个函数能做到：`{name}` 将没有成员。请合并为一项：`{joined}`。"
            ),
        );
        let raw = entry.value.raw();
        if !raw.contains('#') && !nodes.iter().any(|node| node.raw().contains(['{', ','])) {
            let negated = nodes
                .iter()
                .filter(|node| is_negated(node))
                .map(|node| node.raw().to_owned());
            let items: Vec<String> = std::iter::once(format!("'{joined}'"))
                .chain(negated)
                .collect();
            let (span, text) = replace_value(entry, &format!("[{}]", items.join(", ")));
            problem.fix(message!("Join the patterns", "合并为一项"), span, text);
        }
    }
}

/// Whether several patterns choose nobody together, though each alone would choose somebody, or though no name can
/// match them all.
pub(super) fn is_misunderstood(cx: &ServiceContext, aggregation: Aggregation) -> bool {
    let Selection::Patterns(_, nodes) = aggregation.selection() else {
        return false;
    };
    let is_readable = |node: &&Node| node.as_str().is_some() && !node.is_interpolated();
    let positive: Vec<&Node> = nodes
        .iter()
        .filter(is_readable)
        .filter(|node| !is_negated(node))
        .collect();
    if positive.len() < 2 || nodes.iter().any(|node| !is_readable(&node)) {
        return false;
    }
    let patterns: Vec<Pattern> = positive
        .iter()
        .map(|node| Pattern::new(&node.key_text()))
        .collect();
    let names: Vec<_> = cx
        .service
        .functions()
        .iter()
        .map(|function| function.name())
        .collect();
    if names
        .iter()
        .any(|name| patterns.iter().all(|pattern| pattern.matches(name)))
    {
        return false;
    }
    let somebody = |pattern: &Pattern| names.iter().any(|name| pattern.matches(name));
    patterns.iter().filter(|pattern| somebody(pattern)).count() > 1 || are_apart(&positive)
}

/// Whether two of the patterns begin with different letters, so that no name can match both.
fn are_apart(patterns: &[&Node]) -> bool {
    let starts: Vec<String> = patterns
        .iter()
        .map(|node| {
            node.key_text()
                .chars()
                .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                .collect()
        })
        .collect();
    starts.iter().any(|a| {
        starts
            .iter()
            .any(|b| !a.starts_with(b.as_str()) && !b.starts_with(a.as_str()))
    })
}

fn is_negated(node: &Node) -> bool {
    node.key_text().starts_with('!')
}

/// The patterns that are no exceptions, as one: `{a*,b*}`.
fn joined(nodes: &[Node]) -> String {
    let words: Vec<String> = nodes
        .iter()
        .filter(|node| !is_negated(node))
        .map(|node| node.key_text().into_owned())
        .collect();
    format!("{{{}}}", words.join(","))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let block = RULE.bad.replace(
            " ['index*', 'cart*']",
            "\n      - index*\n      - cart*\n      - '!x'",
        );
        assert!(
            fixed(RULE.code, &block).contains("functionsPattern: ['{index*,cart*}', '!x']\n"),
            "{}",
            fixed(RULE.code, &block)
        );
    }

    #[test]
    fn exceptions_and_narrower_patterns_are_what_lists_are_for() {
        for patterns in [
            "['*', '!cart']",
            "['*', 'in*']",
            "['index*', '*']",
            "['*']",
            "['{index,cart}']",
        ] {
            assert!(
                check_rule(
                    RULE.code,
                    &RULE.bad.replace("['index*', 'cart*']", patterns)
                )
                .is_empty(),
                "{patterns}"
            );
        }
    }

    #[test]
    fn functions_from_decorators_may_match_what_can_be_matched() {
        let text = |patterns: &str| {
            format!(
                "provider: {{name: aliyun}}\naggregation: {{api: {{functionsPattern: {patterns}}}}}\n"
            )
        };
        assert!(check_rule(RULE.code, &text("['api*', '*-v2']")).is_empty());
        assert_eq!(check_rule(RULE.code, &text("['api*', 'user*']")).len(), 1);
    }
}

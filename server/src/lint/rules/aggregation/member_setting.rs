//! Settings of a member, which its aggregation does not take over.

use fyml_schema::w;

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Membership};
use fyml_schema::{Key, Support, function_keys};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-member-setting",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-11"],
    summary: w("Settings of a member have no effect", "成员函数自己的配置不会生效"),
    explanation: w(
        "A member is no function of its own any more: the aggregation runs with its own `timeout`, `memorySize`, `environment` and so on, or with those of the provider. Write them on the aggregation.",
        "成员函数已不再是独立的函数：聚合函数使用自己的 `timeout`、`memorySize`、`environment` 等配置，没有则使用 provider 的。请写到聚合函数上。",
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
    timeout: 30
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functionsPattern: ['*']
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
    functionsPattern: ['*']
    timeout: 30
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let Some(path) = cx.path.filter(|_| cx.membership == Membership::Folded) else {
        return;
    };
    // How a function runs, in contrast to what it is.
    let is_setting = |key: &&Key| key.limit.is_some() || matches!(key.name, "runtime" | "environment");
    let lost: Vec<_> = function_keys()
        .iter()
        .filter(|key| is_setting(key) && key.support.on(path) != Support::Ignored)
        .filter_map(|key| function.get(key.name))
        .filter(|entry| !entry.value.is_falsy() && !entry.value.is_broken())
        .collect();
    let Some(first) = lost.iter().min_by_key(|entry| entry.key.span()) else {
        return;
    };
    let words: Vec<String> = lost.iter().map(|entry| format!("`{}`", entry.name())).collect();
    let (name, words) = (function.name(), words.join(", "));
    sink.report(
        first.key.span(),
        message!(
            "No effect: `{name}` is folded into an aggregation, which has its own settings. Write {words} there.",
            "不会生效：`{name}` 已并入聚合函数，以聚合函数的配置为准。请把 {words} 写到聚合函数上。"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn one_problem_a_member() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["timeout"]);
        let more = RULE.bad.replace("    timeout: 30\n", "    memorySize: 256\n    timeout: 30\n");
        let found = check_rule(RULE.code, &more);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("`timeout`, `memorySize`") || found[0].contains("`memorySize`, `timeout`"), "{found:?}");
    }

    #[test]
    fn a_member_that_is_deployed_alone_too_uses_them() {
        assert!(check_rule(RULE.code, &format!("{}    deployOrigin: true\n", RULE.bad)).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("timeout: 30", "description: x")).is_empty());
    }
}

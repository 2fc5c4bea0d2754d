//! Names of members that no function has.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink, did_you_mean};
use crate::message;
use crate::model::Selection;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-unknown-member",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-04"],
    summary: w(
        "A member that no function is called",
        "成员名没有对应的函数",
    ),
    explanation: w(
        "Names in `functions` that no function has are skipped without a word. Functions from decorators may have such names too; a file without any function of its own is left alone.",
        "`functions` 中没有对应函数的名称会被悄悄跳过。装饰器定义的函数也可能叫这个名字；文件中一个函数都没有写时不检查。",
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
    functions: [index, crat]
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
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let names: Vec<_> = cx
        .service
        .functions()
        .iter()
        .map(|function| function.name())
        .collect();
    // Without functions in the file they all come from decorators.
    if names.is_empty() {
        return;
    }
    for aggregation in active(cx) {
        let Selection::Names(_, nodes) = aggregation.selection() else {
            continue;
        };
        for node in nodes {
            let written = node.key_text();
            let is_readable = node.is_scalar() && !node.is_interpolated();
            if !is_readable || names.contains(&written) {
                continue;
            }
            let free = names
                .iter()
                .filter(|name| !cx.memberships.membership(name).is_folded())
                .map(|name| name.as_ref());
            match did_you_mean(&written, free) {
                Some(near) => {
                    sink.report(
                        node.span(),
                        message!(
                            "There is no function `{written}`: it will be skipped. Did you mean `{near}`?",
                            "没有名为 `{written}` 的函数，它会被跳过。是不是想写 `{near}`？"
                        ),
                    )
                    .fix(message!("Change to `{near}`", "改为 `{near}`"), node.span(), near);
                }
                None => {
                    sink.report(
                        node.span(),
                        message!(
                            "There is no function `{written}` in this file: unless a decorator defines it, it will be skipped.",
                            "文件中没有名为 `{written}` 的函数：除非由装饰器定义，否则会被跳过。"
                        ),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert_eq!(
            underlined(RULE.code, &RULE.bad.replace("crat", "checkout")),
            ["checkout"]
        );
    }

    #[test]
    fn functions_from_decorators_are_not_seen() {
        let text = "provider: {name: aliyun}\naggregation:\n  api: {functions: [index]}\n";
        assert!(check_rule(RULE.code, text).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("crat", "'${env.F}'")).is_empty());
    }
}

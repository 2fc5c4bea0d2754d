//! A list of methods on tencent: only the first is used.

use fyml_schema::{Cloud, DeployPath, methods, w};

use super::triggers_of;
use crate::lint::edit::replace_value;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-one-method",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-01"],
    summary: w(
        "tencent takes the first of several methods only",
        "tencent 只取多个方法中的第一个",
    ),
    explanation: w(
        "An API gateway trigger of Tencent Cloud has one method, so the builder cuts a list to its first item; requests \
         with the other methods are refused. Write `any`, or leave `method` out, and look at the method in the code.",
        "腾讯云 API 网关触发器只有一个方法，构建器会把列表截断为第一项，使用其他方法的请求会被拒绝。\
         请写 `any` 或省略 `method`，并在代码中判断请求方法。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.update
    events:
      - http:
          path: /cart
          method: [get, post]
",
    good: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.update
    events:
      - http:
          path: /cart
          method: any
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let Some(rule) = methods(DeployPath::Tencent) else {
        return;
    };
    for entry in triggers_of(function, cx, "http")
        .iter()
        .filter_map(|trigger| trigger.get("method"))
    {
        let method = entry.value;
        let items: Vec<_> = method.items().collect();
        let Some(first) = items
            .first()
            .and_then(|item| item.as_str())
            .filter(|_| items.len() > 1)
        else {
            continue;
        };
        // Any other first item opens the trigger for every method, which is another rule's matter.
        if rule.accepted.contains(&first.to_uppercase().as_str()) && !method.is_interpolated() {
            let name = function.name();
            let (span, text) = replace_value(entry, "any");
            sink.report(
                method.span(),
                message!(
                    "tencent uses only the first method: `{name}` will answer `{first}` and nothing else. Write `any` to take every method.",
                    "tencent 只使用第一个方法：`{name}` 将只响应 `{first}`。要接受所有方法请写 `any`。"
                ),
            )
            .fix(message!("Take every method (`any`)", "接受所有方法（`any`）"), span, text);
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

    #[test]
    fn a_list_by_lines_is_replaced_behind_the_colon() {
        let lines = RULE
            .bad
            .replace(" [get, post]", "\n            - get\n            - post");
        assert_eq!(fixed(RULE.code, &lines), RULE.good);
    }

    #[test]
    fn one_method_in_a_list_is_one_method() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("[get, post]", "[get]")).is_empty());
        assert!(check_rule(RULE.code, &RULE.bad.replace("[get, post]", "[any, post]")).is_empty());
    }

    #[test]
    fn the_router_of_an_aggregation_knows_all_methods() {
        let text = format!("{}aggregation:\n  api:\n    functions: [cart]\n", RULE.bad);
        assert!(check_rule(RULE.code, &text).is_empty());
        let both = format!("{text}    deployOrigin: true\n");
        assert_eq!(check_rule(RULE.code, &both).len(), 1);
    }
}

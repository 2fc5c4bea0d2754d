//! A method that the tencent builder does not know opens the trigger for all.

use fyml_schema::{Cloud, DeployPath, methods, w};

use super::triggers_of;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink, did_you_mean};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-method-becomes-any",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-02"],
    summary: w(
        "A method that tencent does not know becomes ANY",
        "tencent 不支持的方法会变成 ANY",
    ),
    explanation: w(
        "The builder replaces every method it does not know by ANY, which lets more through than was asked for: `patch`, \
         `options`, misspelt ones, and several methods in one string (`get,post`). Write one of the methods it knows, or \
         `any` if that is what you mean.",
        "构建器会把不认识的方法一律换成 ANY，放行的请求比期望的多：`patch`、`options`、拼写错误，以及写在一个字符串里的多个方法\
         （`get,post`）都是如此。请写它支持的方法；如果确实想接受所有方法，请写 `any`。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.change
    events:
      - http:
          path: /cart
          method: patch
",
    good: "service: shop
provider:
  name: tencent
functions:
  cart:
    handler: cart.change
    events:
      - http:
          path: /cart
          method: put
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    let Some(rule) = methods(DeployPath::Tencent) else {
        return;
    };
    for method in triggers_of(function, cx, "http")
        .iter()
        .filter_map(|trigger| trigger.value("method"))
    {
        let node = method.items().next().unwrap_or(method);
        let Some(written) = node
            .as_str()
            .filter(|_| !node.is_interpolated() && !method.is_falsy())
        else {
            continue;
        };
        let upper = written.to_uppercase();
        let is_known = rule.accepted.contains(&upper.as_str())
            || rule
                .wildcards
                .iter()
                .any(|word| word.eq_ignore_ascii_case(written));
        if !is_known {
            let known = rule.accepted.join(", ");
            // several in one string mean more than one
            let is_word = written.chars().all(char::is_alphabetic);
            let near = did_you_mean(written, rule.accepted.iter().copied()).filter(|_| is_word);
            let problem = sink.report(
                node.span(),
                message!(
                    "tencent does not know the method `{written}` and opens the trigger for every method (ANY). It knows {known}.",
                    "tencent 不支持方法 `{written}`，触发器会接受所有方法（ANY）。支持的有：{known}。"
                ),
            );
            match near.map(str::to_lowercase) {
                Some(near) => problem.fix(
                    message!("Change to `{near}`", "改为 `{near}`"),
                    node.span(),
                    near,
                ),
                // what happens anyway is said then
                None => problem.fix(
                    message!("Take every method (`any`)", "接受所有方法（`any`）"),
                    node.span(),
                    "any",
                ),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn known_words_pass_in_any_case() {
        for method in [
            "get",
            "GET",
            "Any",
            "all",
            "[post, patch]",
            "''",
            "${env.METHOD}",
        ] {
            assert!(
                check_rule(RULE.code, &RULE.bad.replace("patch", method)).is_empty(),
                "{method}"
            );
        }
    }

    #[test]
    fn a_near_method_is_meant_and_else_every_one() {
        for (written, meant) in [
            ("gett", "get"),
            ("'POTS'", "post"),
            ("patch", "any"),
            ("'get,post'", "any"),
            ("[pust, get]", "[post, get]"),
        ] {
            let text = |method| RULE.bad.replace("patch", method);
            let after = fixed(RULE.code, &text(written));
            assert_eq!(after, text(meant), "{written}");
            assert!(check_rule(RULE.code, &after).is_empty());
        }
    }

    #[test]
    fn the_first_item_decides() {
        let text = |method| RULE.bad.replace("patch", method);
        assert_eq!(underlined(RULE.code, &text("[options, get]")), ["options"]);
        assert_eq!(underlined(RULE.code, &text("'get,post'")), ["'get,post'"]);
    }
}

//! Several `http` triggers in one function: the cloud has room for one.

use fyml_schema::{Cloud, w};

use super::deployed_triggers;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-http-twice",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-07"],
    summary: w(
        "More than one `http` trigger in a function",
        "一个函数有多个 `http` 触发器",
    ),
    explanation: w(
        "A function on aliyun has one HTTP trigger. Without names both get the same one, and the second overwrites the \
         first: its methods are lost. With different names the cloud refuses the second. Write one trigger with all \
         methods and a path that holds both (`/order/*`), or two functions.",
        "aliyun 的一个函数只能有一个 HTTP 触发器。不写名称时两者重名，后一个覆盖前一个，前一个的方法就丢失了；\
         名称不同时，云端会拒绝第二个。请合并成一个触发器，写上所有方法和能覆盖两者的路径（如 `/order/*`），或者拆成两个函数。",
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
          method: get
      - http:
          path: /order
          method: post
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
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let mut https = deployed_triggers(function, context)
        .into_iter()
        .filter(|(_, facts)| facts.name == "http");
    let Some((first, _)) = https.next() else {
        return;
    };
    let name = function.name();
    for (trigger, _) in https {
        let same_name = match (first.value("name"), trigger.value("name")) {
            (Some(one), Some(other)) => one.scalar_str() == other.scalar_str(),
            (None, None) => true,
            _ => false,
        };
        let message = if same_name {
            message!(
                "A second `http` trigger overwrites the first one of `{name}`: its methods are lost. Write one trigger with all methods.",
                "第二个 `http` 触发器会覆盖 `{name}` 的第一个，前者的方法会丢失。请合并成一个触发器，写上所有方法。"
            )
        } else {
            message!(
                "A function has one `http` trigger on aliyun: the second one of `{name}` will be refused. Write one trigger with all methods.",
                "aliyun 的一个函数只能有一个 `http` 触发器：`{name}` 的第二个会被拒绝。请合并成一个触发器，写上所有方法。"
            )
        };
        sink.report(trigger.entry().key.span(), message).related(
            first.entry().key.span(),
            message!("The first `http` trigger", "第一个 `http` 触发器"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn each_further_trigger_is_reported_where_it_stands() {
        let found = check_rule(RULE.code, RULE.bad);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("warning 11:9-11:13 A second"),
            "{found:?}"
        );
        let named = RULE
            .bad
            .replacen("path: /order\n", "path: /order\n          name: read\n", 1);
        assert!(check_rule(RULE.code, &named)[0].contains("will be refused"));
    }

    #[test]
    fn an_aggregation_routes_them_itself() {
        let text = format!(
            "{}aggregation:\n  main:\n    functions: [order]\n",
            RULE.bad
        );
        assert!(check_rule(RULE.code, &text).is_empty());
        let both = text.replace(
            "functions: [order]",
            "functions: [order]\n    deployOrigin: true",
        );
        assert_eq!(check_rule(RULE.code, &both).len(), 1);
    }

    #[test]
    fn one_trigger_and_ignored_ones_are_fine() {
        let one = RULE.bad.replacen("http", "apigw", 1);
        assert!(check_rule(RULE.code, &one).is_empty());
    }
}

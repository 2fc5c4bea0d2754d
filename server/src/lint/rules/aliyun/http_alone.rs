//! `http` beside another trigger: the cloud refuses one of them.

use fyml_schema::{Cloud, limits, w};

use super::deployed_triggers;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-http-alone",
    severity: Severity::Error,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-10"],
    summary: w(
        "`http` together with another trigger in one function",
        "同一函数中 `http` 与其他触发器并存",
    ),
    explanation: w(
        "On Function Compute 2.0, which Midway deploys to, a function with an HTTP trigger can have no other trigger: \
         the API answers that the types \"are exclusive in a function\", and one of them is missing afterwards. Write two functions.",
        "Midway 部署到的函数计算 2.0 中，有 HTTP 触发器的函数不能再有其他触发器：\
         API 会返回 “are exclusive in a function” 错误，部署后必然缺少其中一个。请拆成两个函数。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  stock:
    handler: stock.handler
    events:
      - http:
          path: /stock
      - timer:
          value: '0 0 4 * * *'
",
    good: "service: shop
provider:
  name: aliyun
functions:
  stock:
    handler: stock.handler
    events:
      - http:
          path: /stock
  restock:
    handler: stock.refresh
    events:
      - timer:
          value: '0 0 4 * * *'
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context
        .path
        .is_none_or(|path| limits(path).http_alone.is_none())
    {
        return;
    }
    let mut triggers = deployed_triggers(function, context);
    let others = triggers.clone();
    let Some((http, _)) = triggers.find(|(_, facts)| facts.name == "http") else {
        return;
    };
    let function = function.name();
    for (trigger, facts) in others.filter(|(_, facts)| facts.name != "http") {
        let name = facts.name;
        sink.report(
            trigger.entry().key.span(),
            message!(
                "aliyun refuses `{name}` beside `http` in one function: one trigger of `{function}` will be missing. Move it to a function of its own.",
                "aliyun 不允许同一函数同时有 `{name}` 和 `http` 触发器：`{function}` 部署后会缺少其中一个。请移到单独的函数中。"
            ),
        )
        .related(http.entry().key.span(), message!("The `http` trigger", "`http` 触发器"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_other_trigger_is_underlined_whatever_the_order() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["timer"]);
        let text = "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    events: [{os: {filter: {}}}, {http: true}]\n";
        assert_eq!(underlined(RULE.code, text), ["os"]);
    }

    #[test]
    fn what_is_not_deployed_excludes_nothing() {
        for other in ["mq: {topic: a}", "timer:", "apigw: true"] {
            let text = RULE
                .bad
                .replace("timer:\n          value: '0 0 4 * * *'", other);
            assert!(check_rule(RULE.code, &text).is_empty(), "{other}");
        }
        let member = format!(
            "{}aggregation:\n  main:\n    functions: [stock]\n",
            RULE.bad
        );
        assert!(
            check_rule(RULE.code, &member).is_empty(),
            "the aggregation loses the timer, which is another problem"
        );
    }

    #[test]
    fn tencent_allows_it() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("aliyun", "tencent")).is_empty());
    }
}

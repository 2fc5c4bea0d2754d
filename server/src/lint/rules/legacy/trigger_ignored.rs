//! Triggers that vercel and wechat do not read.

use fyml_schema::{Cloud, DeployPath, Support, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink, Tag};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "platform-trigger-ignored",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Vercel, Cloud::Wechat],
    covers: &["V-01", "W-01"],
    summary: w(
        "A trigger that vercel or wechat does not have",
        "vercel 或 wechat 不支持的触发器",
    ),
    explanation: w(
        "vercel knows http requests only, and its plugin reads `http` only, not `apigw`. Functions of a WeChat mini-program \
         are called by the program itself: packaging reads no trigger at all, and timers are written into the function's \
         own `config.json`.",
        "vercel 只有 http 请求，其插件只读取 `http`，不读取 `apigw`。微信小程序的云函数由小程序直接调用：打包时不读取任何触发器，\
         定时触发器要写在函数自己的 `config.json` 中。",
    ),
    bad: "service: shop
provider:
  name: vercel
functions:
  cart:
    handler: cart.handler
    events:
      - apigw:
          path: /cart
",
    good: "service: shop
provider:
  name: vercel
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path else {
        return;
    };
    let name = function.name();
    for trigger in context.built_triggers(function) {
        let Some(facts) = trigger.facts().filter(|_| trigger.is_active()) else {
            continue;
        };
        if facts.support.on(path) != Support::Ignored {
            continue;
        }
        let (written, span) = (facts.name, trigger.entry().key.span());
        if path == DeployPath::Wechat {
            sink.report(
                span,
                message!(
                    "wechat reads no triggers: `{name}` is called by the mini-program itself, and a timer belongs into its `config.json`.",
                    "wechat 不读取触发器：`{name}` 由小程序直接调用，定时触发器要写在它的 `config.json` 中。"
                ),
            )
            .tag(Tag::Unnecessary);
            continue;
        }
        let problem = sink.report(
            span,
            message!(
                "vercel ignores `{written}`: `{name}` will be deployed without this trigger. Only `http` is read.",
                "vercel 会忽略 `{written}`：`{name}` 部署后没有这个触发器，只有 `http` 有效。"
            ),
        );
        if written == "apigw" {
            problem.fix(message!("Change to `http`", "改为 `http`"), span, "http");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn apigw_becomes_http() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert!(check_rule(RULE.code, RULE.good).is_empty());
    }

    #[test]
    fn wechat_has_no_triggers() {
        let text = RULE.good.replace("vercel", "wechat");
        assert_eq!(underlined(RULE.code, &text), ["http"]);
        assert_eq!(fixed(RULE.code, &text), text);
    }

    #[test]
    fn unknown_ones_are_another_rules_matter() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("apigw", "htttp")).is_empty());
    }
}

//! `functions` beside `deployType`.

use fyml_schema::deploy_types::DEPLOY_TYPE_FUNCTION;
use fyml_schema::w;

use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "deploy-type-replaces-functions",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[],
    covers: &["D-02"],
    summary: w(
        "`functions` are thrown away beside `deployType`",
        "有 `deployType` 时，`functions` 会被丢弃",
    ),
    explanation: w(
        "With `deployType` packaging puts one function in the place of all others, those from decorators included: it \
         has the handler `index.handler` and one http trigger for `/*`. Settings and triggers of your functions (timers, \
         say) are lost. Remove `functions`, or remove `deployType`.",
        "设置 `deployType` 后，打包时会用一个函数替换所有函数（包括装饰器声明的函数）：它的 handler 是 `index.handler`，\
         只有一个 `/*` 的 http 触发器。各函数自己的配置和触发器（例如定时触发器）都会丢失。请删除 `functions` 或 `deployType`。",
    ),
    bad: "service: shop
provider:
  name: aliyun
deployType: koa
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value: 0 0 4 * * *
",
    good: "service: shop
provider:
  name: aliyun
deployType: koa
",
    fixable: false,
    check: Check::Across(&[Part::Name], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(deploy_type) = context
        .service
        .get("deployType")
        .filter(|_| context.service.deploy_type().is_some())
    else {
        return;
    };
    let functions = context.service.functions();
    let Some(entry) = functions
        .entry()
        .filter(|_| functions.iter().next().is_some())
    else {
        return;
    };
    let body = deploy_type.value.value("name");
    let name = body
        .and_then(|name| name.as_str())
        .unwrap_or(DEPLOY_TYPE_FUNCTION);
    sink.report(
        entry.key.span(),
        message!(
            "`deployType` is set, so these functions are thrown away: only `{name}` is deployed, with http on `/*`. Remove one of the two.",
            "已设置 `deployType`，这些函数都会被丢弃：只会部署 `{name}`，http 路径为 `/*`。请删除其中一个。"
        ),
    )
    .tag(Tag::Unnecessary)
    .related(deploy_type.key.span(), message!("set here", "在此设置"));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_whole_is_one_problem() {
        let two = format!("{}  other:\n    handler: other.run\n", RULE.bad);
        assert_eq!(underlined(RULE.code, &two), ["functions"]);
        let named = RULE
            .bad
            .replace("deployType: koa", "deployType: {type: koa, name: web}");
        assert!(check_rule(RULE.code, &named)[0].contains("only `web` is deployed"));
    }

    #[test]
    fn none_is_fine() {
        for text in [
            "deployType: koa\nfunctions:\n",
            "deployType:\nfunctions:\n  a: {handler: a.b}\n",
        ] {
            assert!(check_rule(RULE.code, text).is_empty(), "{text}");
        }
    }
}

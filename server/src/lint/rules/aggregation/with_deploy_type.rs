//! `aggregation` beside `deployType`.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-with-deploy-type",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-22", "D-03"],
    summary: w(
        "`aggregation` is ignored beside `deployType`",
        "有 `deployType` 时 `aggregation` 会被忽略",
    ),
    explanation: w(
        "With `deployType` the whole application is one function already, and packaging skips aggregation. Remove one of the two.",
        "设置 `deployType` 后，整个应用已经是一个函数，打包时会跳过聚合。请删除其中一个。",
    ),
    bad: "service: shop
provider:
  name: aliyun
deployType: koa
aggregation:
  api:
    functionsPattern: ['*']
",
    good: "service: shop
provider:
  name: aliyun
deployType: koa
",
    fixable: false,
    check: Check::Service(check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let deploy_type = cx
        .service
        .get("deployType")
        .filter(|_| cx.service.deploy_type().is_some());
    let aggregation = cx
        .service
        .aggregation_entry()
        .filter(|entry| !entry.value.is_falsy());
    if let (Some(deploy_type), Some(aggregation)) = (deploy_type, aggregation) {
        sink.report(
            aggregation.key.span(),
            message!(
                "`aggregation` is ignored because `deployType` is set. Remove one of them.",
                "已设置 `deployType`，`aggregation` 会被忽略。请删除其中一个。"
            ),
        )
        .tag(Tag::Unnecessary)
        .related(deploy_type.key.span(), message!("set here", "在此设置"));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn an_empty_one_is_none() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["aggregation"]);
        assert!(
            check_rule(
                RULE.code,
                &RULE.bad.replace("deployType: koa", "deployType:")
            )
            .is_empty()
        );
    }
}

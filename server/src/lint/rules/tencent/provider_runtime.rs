//! `provider.runtime`, of which the tencent builder translates the old names only.

use fyml_schema::runtime::TENCENT_PROVIDER_RUNTIME_MAP;
use fyml_schema::{Cloud, w};

use super::function_runtime::report_unknown;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-provider-runtime",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Tencent],
    covers: &["T-07"],
    summary: w(
        "`nodejs14` and newer must be written in Tencent Cloud's own spelling",
        "`nodejs14` 及更新的运行时必须使用腾讯云自己的写法",
    ),
    explanation: w(
        "The builder's table of runtimes ends at `nodejs12`; anything newer reaches the cloud as written and is refused. \
         Write Tencent Cloud's name, such as `Nodejs16.13`. The `runtime` of an aggregation is never translated.",
        "构建器的运行时对照表到 `nodejs12` 为止，更新的名称会原样传给云端并被拒绝。请使用腾讯云的名称，例如 `Nodejs16.13`。\
         聚合函数上的 `runtime` 则从不转换。",
    ),
    bad: "service: shop
provider:
  name: tencent
  runtime: nodejs16
",
    good: "service: shop
provider:
  name: tencent
  runtime: Nodejs16.13
",
    fixable: true,
    check: Check::Service(check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    if let Some(runtime) = cx.service.provider().value("runtime") {
        let is_translated =
            runtime.as_str().is_some_and(|name| TENCENT_PROVIDER_RUNTIME_MAP.iter().any(|(from, _)| *from == name));
        if !is_translated {
            report_unknown(runtime, sink);
        }
    }
    if cx.service.deploy_type().is_none() {
        let aggregations = cx.service.aggregations();
        for runtime in aggregations.iter().filter_map(|aggregation| aggregation.get("runtime")) {
            report_unknown(runtime.value, sink);
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
    }

    #[test]
    fn old_names_are_translated_below_provider_but_not_in_an_aggregation() {
        let text = "provider: {name: tencent, runtime: nodejs12}\naggregation: {api: {runtime: nodejs10}}\n";
        assert_eq!(underlined(RULE.code, text), ["nodejs10"]);
        assert!(check_rule(RULE.code, "provider: {name: aliyun, runtime: nodejs16}\n").is_empty());
    }
}

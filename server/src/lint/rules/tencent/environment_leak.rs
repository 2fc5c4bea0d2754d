//! Environment variables of one function that reach the next ones.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-environment-leak",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[Cloud::Tencent],
    covers: &["T-09"],
    summary: w(
        "Variables of one function leak into the functions after it",
        "一个函数的环境变量会泄漏到后面的函数",
    ),
    explanation: w(
        "serverless-tencent-scf writes a function's `environment` into the very object that holds `provider.environment`, \
         function by function. Every function deployed later gets these variables too. It happens only if \
         `provider.environment` has entries. Give each variable a name of its own, or write them all below `provider`.",
        "serverless-tencent-scf 在逐个处理函数时，把函数的 `environment` 直接写进存放 `provider.environment` 的对象，\
         之后部署的每个函数都会带上这些变量。只有 `provider.environment` 不为空时才会发生。\
         请为变量取互不相同的名字，或全部写在 `provider` 下。",
    ),
    bad: "service: shop
provider:
  name: tencent
  environment:
    REGION: south
functions:
  nightly:
    handler: nightly.run
    environment:
      LEVEL: debug
    events:
      - timer:
          type: cron
          value: '0 0 4 * * * *'
  hourly:
    handler: hourly.run
    events:
      - timer:
          type: cron
          value: '0 0 * * * * *'
",
    good: "service: shop
provider:
  name: tencent
  environment:
    REGION: south
    LEVEL: debug
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          type: cron
          value: '0 0 4 * * * *'
  hourly:
    handler: hourly.run
    events:
      - timer:
          type: cron
          value: '0 0 * * * * *'
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Environment], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let provider = cx.service.provider();
    let is_empty = provider
        .value("environment")
        .is_none_or(|node| !node.is_mapping() || node.entries().is_empty());
    if is_empty || cx.service.deploy_type().is_some() {
        return;
    }
    // In the order of deployment: aggregations are added behind the functions.
    let mut deployed: Vec<(String, Option<Entry>)> = Vec::new();
    for function in cx.service.functions().iter() {
        if cx
            .memberships
            .membership(&function.name())
            .is_deployed_alone()
        {
            deployed.push((function.name().into_owned(), function.get("environment")));
        }
    }
    for aggregation in cx.service.aggregations() {
        deployed.push((
            aggregation.name().into_owned(),
            aggregation.get("environment"),
        ));
    }
    let Some(((last, _), others)) = deployed.split_last() else {
        return;
    };
    for (name, environment) in others {
        let Some(environment) = environment.filter(|entry| entry.value.is_mapping()) else {
            continue;
        };
        if !environment.value.entries().is_empty() {
            sink.report(
                environment.key.span(),
                message!(
                    "The variables of `{name}` will reach every function deployed after it, down to `{last}`. Write them below `provider`, or give them names used nowhere else.",
                    "`{name}` 的环境变量会泄漏到它之后部署的所有函数（直到 `{last}`）。请写在 `provider` 下，或使用别处没有的变量名。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn only_with_variables_of_the_provider() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["environment"]);
        assert!(
            check_rule(
                RULE.code,
                &RULE.bad.replace("  environment:\n    REGION: south\n", "")
            )
            .is_empty()
        );
        assert!(check_rule(RULE.code, &RULE.bad.replace("    REGION: south\n", "")).is_empty());
    }

    #[test]
    fn the_last_function_leaks_to_nobody() {
        let text = RULE
            .bad
            .split_once("  hourly")
            .map_or("", |(before, _)| before);
        assert!(check_rule(RULE.code, text).is_empty());
    }
}

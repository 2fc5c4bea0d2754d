//! A script that deploys a function which has become part of an aggregation.

use fyml_schema::w;

use crate::lint::{Check, Group, PackageJson, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Membership;

/// The rule.
pub static RULE: Rule = Rule {
    code: "script-selects-member",
    severity: Severity::Warning,
    group: Group::Project,
    clouds: &[],
    covers: &["AG-21"],
    summary: w(
        "A script deploys a member of an aggregation by its name",
        "脚本按名称部署了聚合中的成员函数",
    ),
    explanation: w(
        "`-f` chooses among the functions after aggregation: members are no longer there, and nothing is deployed. Name the \
         aggregation instead. Everything that `-f` does not name is left out of the package.",
        "`-f` 是在聚合之后选择函数的：成员函数此时已不存在，什么都不会部署。请改为聚合的名称。\
         `-f` 没有指定的函数都不会进入代码包。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functions:
      - cart
#- package.json
{ \"scripts\": { \"deploy:cart\": \"midway-bin deploy -f cart\" } }
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /shop/cart
aggregation:
  api:
    functions:
      - cart
#- package.json
{ \"scripts\": { \"deploy:api\": \"midway-bin deploy -f api\" } }
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let package = context.project.package_json.as_ref();
    let calls = package.map(PackageJson::invocations).unwrap_or_default();
    for call in calls
        .iter()
        .filter(|call| matches!(call.subcommand, "deploy" | "package"))
    {
        let chosen = call.option(&["-f", "--function"]).unwrap_or_default();
        for name in chosen.split(',') {
            if context.memberships.membership(name) != Membership::Folded {
                continue;
            }
            let (Some(function), Some(aggregation)) = (
                context.service.function(name),
                context.memberships.aggregation_of(name),
            ) else {
                continue;
            };
            let (script, aggregation) = (call.script, aggregation.name());
            sink.report(
                function.entry().key.span(),
                message!(
                    "The script `{script}` of package.json deploys nothing: `{name}` is part of the aggregation `{aggregation}` by then. Choose `-f {aggregation}`.",
                    "package.json 的脚本 `{script}` 不会部署任何东西：`{name}` 此时已并入聚合 `{aggregation}`。请改用 `-f {aggregation}`。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn every_form_of_the_option() {
        assert!(check_example(RULE.code, RULE.bad)[0].starts_with("warning 5:3-5:7"));
        for call in [
            "f package --function=cart",
            "mw deploy --function other,cart",
        ] {
            let text = RULE.bad.replace("midway-bin deploy -f cart", call);
            assert_eq!(check_example(RULE.code, &text).len(), 1, "{call}");
        }
    }

    #[test]
    fn what_is_also_deployed_alone_can_be_chosen() {
        let text = RULE
            .bad
            .replace("  api:\n", "  api:\n    deployOrigin: true\n");
        assert!(check_example(RULE.code, &text).is_empty());
        let local = RULE.bad.replace("deploy -f", "dev -f");
        assert!(check_example(RULE.code, &local).is_empty());
    }
}

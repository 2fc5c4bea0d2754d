//! `${env.X}` where `X` is not set: the text stays as it is.

use fyml_schema::w;

use super::interpolation::{Form, interpolations};
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "interpolation-unset",
    severity: Severity::Hint,
    group: Group::Provider,
    clouds: &[],
    covers: &["G-07"],
    summary: w(
        "`${env.X}` names a variable that is not set here",
        "`${env.X}` 引用的环境变量在这里没有设置",
    ),
    explanation: w(
        "`${env.X}` is replaced only if the variable is set and not empty where the CLI runs. Otherwise the literal \
         text `${env.X}` is deployed, without a word. Set it in your shell or your CI before you deploy.",
        "只有运行 CLI 的环境中设置了该变量且不为空时，`${env.X}` 才会被替换；否则会原样部署 `${env.X}` 这段文本，没有任何提示。\
         部署前请在 shell 或 CI 中设置它。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  region: ${env.REGION_OF_SHOP}
",
    good: "service: shop
provider:
  name: aliyun
  region: ${env.SHOP_REGION}
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(environment) = &context.project.environment else {
        return;
    };
    for found in interpolations(context) {
        let Form::Variable(name) = found.form else {
            continue;
        };
        if !environment.contains(&name) {
            sink.report(
                found.span,
                message!(
                    "`{name}` is not set here. Where it is not set, the text `${{env.{name}}}` itself is deployed.",
                    "当前环境没有设置 `{name}`。没有设置时，部署的就是 `${{env.{name}}}` 这段文本本身。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Example;
    use crate::lint::Project;
    use crate::lint::testing::{check_rule, check_rule_in};

    #[test]
    fn the_variable_is_underlined_wherever_it_stands() {
        let found = check_rule_in(
            RULE.code,
            "service: a-${env.NO}-b # ${env.COMMENT}\n",
            &Example::of("").project(),
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("hint 1:12-1:21"));
    }

    #[test]
    fn nothing_is_said_where_nobody_looked() {
        assert!(check_rule(RULE.code, RULE.bad).is_empty());
        let unknown = Project {
            environment: None,
            ..Example::of("").project()
        };
        assert!(check_rule_in(RULE.code, RULE.bad, &unknown).is_empty());
    }
}

//! `UDEV_…` in the environment, which wins over the file.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Node;

/// What the names of such variables begin with; it is taken off.
const PREFIX: &str = "UDEV_";

/// The rule.
pub static RULE: Rule = Rule {
    code: "environment-overridden",
    severity: Severity::Info,
    group: Group::Project,
    clouds: &[Cloud::Aliyun, Cloud::Tencent],
    covers: &["G-30"],
    summary: w(
        "A variable that `UDEV_…` of the environment overrides",
        "会被环境中的 `UDEV_…` 覆盖的变量",
    ),
    explanation: w(
        "Whatever begins with `UDEV_` in the environment of the deployment becomes a variable of every function, without \
         the prefix, and wins over the file: on aliyun over all of it, on tencent over `provider.environment`. This rule \
         looks at the environment in which fyml itself runs, so it is most useful in CI. Values are never read.",
        "部署环境中以 `UDEV_` 开头的变量，去掉前缀后会成为每个函数的环境变量，并且优先于文件：在 aliyun 上覆盖所有写法，\
         在 tencent 上覆盖 `provider.environment`。本规则检查的是 fyml 自己运行的环境，因此在 CI 中最有用。不会读取变量的值。",
    ),
    bad: "# f.yml, env:UDEV_MODE
service: shop
provider:
  name: aliyun
  environment:
    MODE: production
",
    good: "# f.yml, env:UDEV_REGION_NAME
service: shop
provider:
  name: aliyun
  environment:
    MODE: production
",
    fixable: false,
    check: Check::Across(&[Part::Environment], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(set) = context.project.environment.as_ref() else {
        return;
    };
    // without any, no function need be looked at
    if !set.iter().any(|name| name.starts_with(PREFIX)) {
        return;
    }
    let mut judge = |environment: Option<Node>| {
        for variable in environment.map(Node::entries).unwrap_or_default() {
            let name = variable.name();
            if set.contains(&format!("{PREFIX}{name}")) {
                sink.report(
                    variable.key.span(),
                    message!(
                        "`{PREFIX}{name}` is set here and wins: if it is set while deploying, this value is not used.",
                        "当前环境设置了 `{PREFIX}{name}`，它优先：部署时如果也设置了，这里的值不会生效。"
                    ),
                );
            }
        }
    };
    judge(context.service.provider().value("environment"));
    // on tencent a function's own variables win
    if context.is(Cloud::Aliyun) && context.service.deploy_type().is_none() {
        for function in context.service.functions().iter() {
            judge(function.value("environment"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule};

    #[test]
    fn functions_win_on_tencent() {
        let text = format!(
            "{}functions:\n  a:\n    handler: a.b\n    environment:\n      MODE: x\n",
            RULE.bad
        );
        assert_eq!(check_example(RULE.code, &text).len(), 2);
        assert_eq!(
            check_example(RULE.code, &text.replace("aliyun", "tencent")).len(),
            1
        );
        assert!(check_rule(RULE.code, &text).is_empty(), "nobody looked");
    }
}

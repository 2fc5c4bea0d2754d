//! A plugin with one colon.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "plugin-refused",
    severity: Severity::Error,
    group: Group::Project,
    clouds: &[],
    covers: &["P-11"],
    summary: w(
        "A plugin that stops every command",
        "会让所有命令都中止的插件写法",
    ),
    explanation: w(
        "Behind `npm` and `local` stands the provider, which may be empty, between two colons: `npm::<package>`. With one \
         colon the command line ends with `only support npm / local / class plugin`, whatever the command is.",
        "`npm` 和 `local` 后面的两个冒号之间是 provider，可以为空：`npm::<包名>`。只写一个冒号时，无论执行什么命令，\
         都会以 `only support npm / local / class plugin` 中止。",
    ),
    bad: "service: shop
provider:
  name: aliyun
plugins:
  - npm:@shop/faas-plugin
",
    good: "service: shop
provider:
  name: aliyun
plugins:
  - npm::@shop/faas-plugin
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(plugins) = context.service.get("plugins") else {
        return;
    };
    for node in plugins.value.items() {
        let Some(plugin) = node.as_str().filter(|_| !node.is_interpolated()) else {
            continue;
        };
        let Some((kind @ ("npm" | "local"), rest)) = plugin.split_once(':') else {
            continue;
        };
        let is_provider = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if rest
            .split_once(':')
            .is_some_and(|(provider, _)| is_provider(provider))
        {
            continue;
        }
        let right = format!("{kind}::{rest}");
        let span = node.span();
        sink.report(
            span,
            message!(
                "Every command will end with `only support npm / local / class plugin`. Write `{right}`.",
                "所有命令都会以 `only support npm / local / class plugin` 中止。请写 `{right}`。"
            ),
        )
        .fix(message!("Change to `{right}`", "改为 `{right}`"), span, right);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, fixed};

    #[test]
    fn one_colon_is_one_problem() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert_eq!(check(RULE.bad).len(), 1, "{:?}", check(RULE.bad));
    }

    #[test]
    fn local_plugins_too() {
        let text = RULE.bad.replace("npm:@shop/faas-plugin", "local:./plugin");
        assert!(fixed(RULE.code, &text).contains("local::./plugin"));
    }
}

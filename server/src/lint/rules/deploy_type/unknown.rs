//! A `deployType` that adds no layer.

use fyml_schema::{DEPLOY_TYPES, w};

use super::type_node;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, did_you_mean};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "deploy-type-unknown",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[],
    covers: &["D-04", "D-05"],
    summary: w(
        "A `deployType` that adds no framework",
        "不会添加任何框架的 `deployType`",
    ),
    explanation: w(
        "The type is compared letter by letter. `egg`, `koa`, `express` and `static` add the layer that starts the \
         application; with anything else the mode is on all the same, your functions are replaced, and the entry starts \
         without a framework.",
        "类型必须完全一致，区分大小写。`egg`、`koa`、`express`、`static` 会添加启动应用所需的层；写成其他值时，该模式同样会开启，\
         你的函数会被替换，但入口启动时没有任何框架。",
    ),
    bad: "service: shop
provider:
  name: aliyun
deployType: Koa
",
    good: "service: shop
provider:
  name: aliyun
deployType: koa
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(entry) = context
        .service
        .get("deployType")
        .filter(|_| context.service.deploy_type().is_some())
    else {
        return;
    };
    let names = DEPLOY_TYPES.iter().map(|known| known.name);
    let listed: Vec<String> = names.clone().map(|name| format!("`{name}`")).collect();
    let (known_en, known_zh) = (listed.join(", "), listed.join("、"));
    let Some(node) = type_node(context).filter(|node| !node.is_falsy()) else {
        if !entry.value.is_broken() && !entry.value.is_interpolated() {
            let problem = sink.report(
                entry.key.span(),
                message!(
                    "`deployType` has no `type`: all functions are replaced by one that starts without a framework. Write one of {known_en}.",
                    "`deployType` 没有写 `type`：所有函数会被替换成一个没有框架的函数。请写 {known_zh} 之一。"
                ),
            );
            // the schema would ask for the key as well
            problem.settles(entry.value.span());
        }
        return;
    };
    let Some(written) = node.scalar_str().filter(|_| !node.is_interpolated()) else {
        return;
    };
    if names.clone().any(|name| name == written) {
        return;
    }
    let problem = sink.report(
        node.span(),
        message!(
            "`{written}` adds no layer: the one function that is deployed starts without a framework. Known: {known_en}.",
            "`{written}` 不会添加任何层：部署的唯一函数启动时没有框架。可用的有：{known_zh}。"
        ),
    );
    if let Some(near) = did_you_mean(written, names) {
        problem.fix(
            message!("Change to `{near}`", "改为 `{near}`"),
            node.span(),
            near,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check, check_rule, fixed};

    fn warnings(text: &str) -> Vec<String> {
        let found = check(text).into_iter();
        found.filter(|line| line.contains(" warning ")).collect()
    }

    #[test]
    fn the_nearest_is_offered() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let text = RULE.bad.replace("Koa", "nest");
        assert_eq!(fixed(RULE.code, &text), text);
        assert_eq!(warnings(&text).len(), 1, "{:?}", warnings(&text));
    }

    #[test]
    fn a_map_needs_a_type() {
        let text = RULE.bad.replace("Koa", "\n  version: 3.0.0");
        assert!(check_rule(RULE.code, &text)[0].starts_with("warning 4:1-4:11"));
        assert_eq!(warnings(&text).len(), 1, "{:?}", warnings(&text));
        for right in [
            "\n  type: egg",
            "\n  type: ${env.KIND}",
            "${env.KIND}",
            "static",
            "",
        ] {
            let text = RULE.bad.replace("Koa", right);
            assert!(check_rule(RULE.code, &text).is_empty(), "{right}");
        }
    }
}

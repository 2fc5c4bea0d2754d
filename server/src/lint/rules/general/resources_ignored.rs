//! `resources`, which nothing creates.

use fyml_schema::w;

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "resources-ignored",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[],
    covers: &["T-30"],
    summary: w(
        "`resources` creates nothing",
        "`resources` 不会创建任何资源",
    ),
    explanation: w(
        "Serverless Framework creates the cloud resources that stand under `resources`. Midway's builders carry the key along \
         and never use it: no bucket, queue or table is made on any cloud. Create them in the console, or with a tool for it.",
        "Serverless Framework 会创建 `resources` 中描述的云资源，而 Midway 的构建器只是原样带上这个键，从不使用：\
         在任何平台上都不会创建存储桶、队列或数据表。请在控制台中创建，或者使用专门的工具。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
resources:
  photos:
    type: bucket
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let Some(root) = context.service.root() else {
        return;
    };
    let resources = context.service.get("resources");
    if let Some(entry) = resources.filter(|entry| !entry.value.is_falsy()) {
        sink.report(
            entry.key.span(),
            message!(
                "Nothing reads `resources`: none of these will be created. Create them in the console.",
                "没有任何环节读取 `resources`：其中的资源都不会创建。请在控制台中创建。"
            ),
        )
        .tag(Tag::Unnecessary)
        .removable(root, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, choices, underlined};

    #[test]
    fn it_can_be_removed() {
        let found = choices(RULE.code, RULE.bad);
        assert_eq!(found.len(), 1);
        assert!(check_rule(RULE.code, &found[0].1).is_empty(), "{found:?}");
        assert!(RULE.bad.starts_with(found[0].1.trim_end()) || found[0].1 == RULE.good);
    }

    #[test]
    fn on_every_cloud() {
        for cloud in ["aliyun", "tencent", "vercel"] {
            let text = RULE.bad.replace("aliyun", cloud);
            assert_eq!(underlined(RULE.code, &text), ["resources"], "{cloud}");
        }
        assert!(check_rule(RULE.code, "resources:\n").is_empty());
    }
}

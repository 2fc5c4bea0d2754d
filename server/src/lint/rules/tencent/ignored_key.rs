//! Keys that other clouds read and the tencent builder does not.

use fyml_schema::{Cloud, DeployPath, Key, Support, function_keys, provider_keys, w};

use super::{is_built, is_translated};
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;
use crate::model::Function;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-key-ignored",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[Cloud::Tencent],
    covers: &["T-11", "T-19", "D-14"],
    summary: w("Keys that tencent does not read", "tencent 不读取的键"),
    explanation: w(
        "The tencent builder copies a fixed set of keys. Everything else that works on aliyun (`concurrency`, `vpcConfig`, \
         `initializer`, `logConfig`, `custom.customDomain`, the `payload` of a timer …) is silently dropped.",
        "tencent 构建器只复制固定的一组键。在 aliyun 上有效的其他键（`concurrency`、`vpcConfig`、`initializer`、`logConfig`、\
         `custom.customDomain`、定时触发器的 `payload` 等）会被静默丢弃。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    concurrency: 10
    events:
      - timer:
          value: '0 0 4 * * * *'
",
    good: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    events:
      - timer:
          value: '0 0 4 * * * *'
",
    fixable: true,
    check: Check::Both { service, function },
};

fn service(cx: &ServiceContext, sink: &mut Sink) {
    let provider = cx.service.provider();
    if let Some(entry) = provider.entry() {
        report(entry.value, provider_keys(), sink);
    }
    if let (Some(custom), Some(domain)) = (cx.service.get("custom"), cx.service.custom_domain())
        && !domain.value.is_falsy()
    {
        sink.report(
            domain.key.span(),
            message!(
                "tencent ignores `customDomain`: bind the domain in Tencent Cloud's console.",
                "tencent 会忽略 `customDomain`：请在腾讯云控制台中绑定域名。"
            ),
        )
        .tag(Tag::Unnecessary)
        .removable(custom.value, domain);
    }
    if cx.service.deploy_type().is_none() {
        for aggregation in cx.service.aggregations() {
            report(aggregation.body(), function_keys(), sink);
        }
    }
}

fn function(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    if !is_built(cx) {
        return;
    }
    report(function.body(), function_keys(), sink);
    for trigger in function
        .triggers()
        .into_iter()
        .filter(|trigger| is_translated(*trigger))
    {
        if let Some(facts) = trigger.facts() {
            report(trigger.entry().value, facts.fields, sink);
        }
    }
}

/// Reports the keys of a map that some other builder reads and this one does not. What nobody reads is a mistake of
/// another kind.
fn report(map: Node, known: &'static [Key], sink: &mut Sink) {
    for entry in map.entries() {
        let written = entry.name();
        let Some(key) = known.iter().find(|key| key.name == written) else {
            continue;
        };
        // What a wrong `type` of a timer does is told with its expression.
        let is_ignored = key.name != "type"
            && key.support.on(DeployPath::Tencent) == Support::Ignored
            && !key.unread()
            && !key.internal;
        if is_ignored && !entry.value.is_null() && !entry.value.is_broken() {
            let problem = sink.report(
                entry.key.span(),
                message!(
                    "tencent ignores `{written}`: it will have no effect.",
                    "tencent 会忽略 `{written}`，它不会生效。"
                ),
            );
            problem.tag(Tag::Unnecessary).removable(map, entry);
            // A name or a version only says which one of several: nothing is lost.
            if matches!(key.name, "name" | "version") {
                problem.severity(Severity::Hint);
            }
        }
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
    fn keys_of_every_level() {
        let text = "provider: {name: tencent, vpcConfig: {vpcId: a}, stage: test}\n\
                    functions:\n  a: {handler: a.b, initTimeout: 3, events: [timer: {value: '0 0 4 * * * *', payload: x}]}\n\
                    custom: {customDomain: {domainName: auto}}\n\
                    aggregation: {all: {functions: [b], initTimeout: 5}}\n";
        let mut found = underlined(RULE.code, text);
        found.sort();
        assert_eq!(
            found,
            [
                "customDomain",
                "initTimeout",
                "initTimeout",
                "payload",
                "vpcConfig"
            ]
        );
    }

    #[test]
    fn a_name_is_worth_a_hint() {
        let text = RULE
            .bad
            .replace("concurrency: 10", "description: x")
            .replace("value: '0", "version: 1\n          value: '0");
        assert!(check_rule(RULE.code, &text)[0].starts_with("hint "));
    }

    #[test]
    fn no_domain_is_fine() {
        let text = "provider: {name: tencent}\ncustom: {customDomain: false}\n";
        assert!(check_rule(RULE.code, text).is_empty());
    }
}

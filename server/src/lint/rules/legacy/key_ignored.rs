//! Keys that vercel and wechat do not read.

use fyml_schema::{Cloud, DeployPath, Key, Support, function_keys, provider_keys, w};

use super::is_deployed;
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;
use crate::model::Function;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "platform-key-ignored",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[Cloud::Vercel, Cloud::Wechat],
    covers: &["V-02", "W-01"],
    summary: w(
        "A key that vercel or wechat does not read",
        "vercel 或 wechat 不读取的键",
    ),
    explanation: w(
        "The plugin for vercel reads memory, timeout and http triggers, the one for wechat not even these: everything else \
         has no effect. Environment variables reach vercel only if they are set as `UDEV_…` when you deploy; on wechat they \
         are set in the console.",
        "vercel 插件只读取内存、超时和 http 触发器，wechat 插件连这些也不读取，其余配置都不生效。\
         部署到 vercel 的环境变量必须在部署时以 `UDEV_…` 的形式设置；wechat 的环境变量请在控制台设置。",
    ),
    bad: "service: shop
provider:
  name: vercel
  environment:
    MODE: production
",
    good: "service: shop
provider:
  name: vercel
  memorySize: 1024
",
    fixable: true,
    check: Check::Both { service, function },
};

fn service(context: &ServiceContext, sink: &mut Sink) {
    let (Some(path), Some(provider)) = (context.path, context.service.provider().entry()) else {
        return;
    };
    report(provider.value, provider_keys(), path, sink);
}

fn function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if let Some(path) = context.path.filter(|_| is_deployed(context)) {
        report(function.body(), function_keys(), path, sink);
    }
}

fn report(map: Node, known: &'static [Key], path: DeployPath, sink: &mut Sink) {
    let cloud = path.cloud().name();
    for entry in map.entries() {
        let written = entry.name();
        let Some(key) = known.iter().find(|key| key.name == written) else {
            continue;
        };
        let is_ignored = key.support.on(path) == Support::Ignored && !key.unread() && !key.internal;
        // triggers have a rule of their own; a description is for people
        if !is_ignored
            || matches!(key.name, "events" | "description" | "name")
            || entry.value.is_null()
            || entry.value.is_broken()
        {
            continue;
        }
        let problem = if key.name == "environment" && path == DeployPath::Vercel {
            sink.report(
                entry.key.span(),
                message!(
                    "{cloud} does not get these variables: only those that are set as `UDEV_NAME` while deploying.",
                    "{cloud} 得不到这些环境变量：只有部署时以 `UDEV_变量名` 设置的才会传递。"
                ),
            )
        } else {
            sink.report(
                entry.key.span(),
                message!(
                    "`{written}` has no effect on {cloud}: its plugin does not read it.",
                    "`{written}` 在 {cloud} 上不生效：对应的插件不读取它。"
                ),
            )
        };
        problem.tag(Tag::Unnecessary).removable(map, entry);
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
    fn wechat_reads_less_than_vercel() {
        let text = "provider: {name: vercel, timeout: 5, runtime: nodejs14}\nfunctions:\n  a: {handler: a.main, memorySize: 512}\n";
        assert_eq!(underlined(RULE.code, text), ["runtime"]);
        let wechat = text.replace("vercel", "wechat");
        let mut found = underlined(RULE.code, &wechat);
        found.sort();
        assert_eq!(found, ["memorySize", "runtime", "timeout"]);
    }

    #[test]
    fn variables_need_a_prefix() {
        assert!(check_rule(RULE.code, RULE.bad)[0].contains("`UDEV_NAME`"));
        assert!(check_rule(RULE.code, &RULE.bad.replace("vercel", "aliyun")).is_empty());
    }
}

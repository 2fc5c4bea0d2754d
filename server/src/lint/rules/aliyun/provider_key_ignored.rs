//! Settings below `provider` that this way of deploying does not read.

use fyml_schema::keys::PROVIDER;
use fyml_schema::{Cloud, DeployPath, Key, Support, w};

use crate::lint::{Check, Group, Problem, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-provider-key-ignored",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-19", "A-31", "A-32", "A-40"],
    summary: w(
        "A `provider` setting that is not read on aliyun",
        "在 aliyun 上不会被读取的 `provider` 配置",
    ),
    explanation: w(
        "The two ways to aliyun read different settings. `policies` reaches the cloud with `--useFun` only. \
         `concurrency` is read on the default path only, since CLI 2.0.14; a function's own `concurrency` always is. \
         `asyncConfiguration` makes funcraft refuse the template. `description` is read by nobody: write \
         `service.description`. What belongs to Tencent Cloud is only a hint.",
        "aliyun 的两种部署方式读取的配置不同。`policies` 只有 `--useFun` 会读取。`concurrency` 只有默认部署方式会读取，\
         并且从 CLI 2.0.14 起才支持；函数自身的 `concurrency` 始终有效。`asyncConfiguration` 会让 funcraft 校验失败。\
         `description` 没有任何环节读取，请写 `service.description`。属于腾讯云的配置只作提示。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  policies: AliyunOSSReadOnlyAccess
",
    good: "service: shop
provider:
  name: aliyun
  role: acs:ram::1234567890123456:role/shop
",
    fixable: true,
    check: Check::Service(check),
};

/// Settings that other rules speak of.
const ELSEWHERE: [&str; 4] = ["name", "authType", "region", "access"];

fn check(context: &ServiceContext, sink: &mut Sink) {
    let (Some(provider), Some(path)) = (context.service.provider().entry(), context.path) else {
        return;
    };
    for entry in provider.value.entries() {
        let Some(key) = PROVIDER.key(&entry.name()) else {
            continue;
        };
        if ELSEWHERE.contains(&key.name) || entry.value.is_null() || entry.value.is_broken() {
            continue;
        }
        match (key.name, key.support.on(path)) {
            ("concurrency", support) => concurrency(entry, key, support, context, sink),
            (_, Support::Ignored) => {
                ignored(entry, key, path, sink)
                    .tag(Tag::Unnecessary)
                    .removable(provider.value, entry);
            }
            (name, Support::Partial(how)) if path == DeployPath::Fun => {
                let (en, zh) = (how.en, how.zh);
                sink.report(
                    entry.key.span(),
                    message!(
                        "`{name}` does not work with `--useFun`. {en}",
                        "`{name}` 不能与 `--useFun` 一起使用。{zh}"
                    ),
                );
            }
            _ => {}
        }
    }
}

fn ignored<'s>(entry: Entry, key: &Key, path: DeployPath, sink: &'s mut Sink) -> &'s mut Problem {
    let name = key.name;
    let span = entry.key.span();
    let other = if path == DeployPath::Fun {
        DeployPath::ServerlessDevs
    } else {
        DeployPath::Fun
    };
    if key.support.on(other) != Support::Ignored {
        let message = if path == DeployPath::Fun {
            message!(
                "`{name}` is not read with `--useFun`.",
                "使用 `--useFun` 时不会读取 `{name}`。"
            )
        } else {
            message!(
                "`{name}` is read with `--useFun` only: it will not reach the cloud.",
                "`{name}` 只有用 `--useFun` 部署时才会读取，默认部署方式下不生效。"
            )
        };
        sink.report(span, message)
    } else if let Some(why) = key.deprecated {
        let (en, zh) = (why.en, why.zh);
        sink.report(
            span,
            message!("`{name}` has no effect. {en}", "`{name}` 不生效。{zh}"),
        )
    } else {
        sink.report(
            span,
            message!(
                "`{name}` has no effect on aliyun: it is a setting of tencent.",
                "`{name}` 在 aliyun 上不生效，它是 tencent 的配置。"
            ),
        )
        .severity(Severity::Hint)
    }
}

/// `concurrency` depends on the version of the CLI.
fn concurrency(
    entry: Entry,
    key: &Key,
    support: Support,
    context: &ServiceContext,
    sink: &mut Sink,
) {
    let asks_for_nothing = entry.value.as_number().is_some_and(|number| number <= 1.0);
    let Some(since) = key.since.filter(|_| !asks_for_nothing) else {
        return;
    };
    let span = entry.key.span();
    if support == Support::Ignored {
        sink.report(
            span,
            message!(
                "With `--useFun` only a function's own `concurrency` is read.",
                "使用 `--useFun` 时只读取函数自身的 `concurrency`。"
            ),
        );
        return;
    }
    let toolchain = context.toolchain();
    if toolchain.is_before(since) {
        let used = match (toolchain.version, toolchain.major) {
            (Some(version), _) => version.to_string(),
            (None, Some(major)) => format!("{major}.x"),
            (None, None) => String::new(),
        };
        sink.report(
            span,
            message!(
                "CLI {used} does not read this: `concurrency` below `provider` works since {since}. Set it in the functions.",
                "CLI {used} 不读取这一项：`provider` 下的 `concurrency` 从 {since} 起才支持。请写在函数中。"
            ),
        );
    } else if !toolchain.is_since(since) {
        sink.report(
            span,
            message!(
                "Read since CLI {since} only; older ones read the functions' own `concurrency`.",
                "CLI {since} 起才会读取；更早的版本只读取函数自身的 `concurrency`。"
            ),
        )
        .severity(Severity::Hint);
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_example, check_rule, check_with, choices};

    fn with(line: &str) -> String {
        format!("service: shop\nprovider:\n  name: aliyun\n  {line}\n")
    }

    fn with_fun(line: &str) -> Vec<String> {
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        check_with(&with(line), &settings)
            .into_iter()
            .filter(|found| found.starts_with(RULE.code))
            .collect()
    }

    #[test]
    fn it_can_be_removed() {
        let found = choices(RULE.code, RULE.bad);
        assert_eq!(found.len(), 1);
        assert!(check_rule(RULE.code, &found[0].1).is_empty(), "{found:?}");
        assert!(RULE.bad.starts_with(found[0].1.trim_end()) || found[0].1 == RULE.good);
    }

    #[test]
    fn severity_follows_what_is_lost() {
        for (line, start) in [
            ("policies: x", "warning 4:3-4:11"),
            ("description: x", "warning 4:3-4:14"),
            ("stage: test", "hint 4:3-4:8"),
            ("credentials: ~/keys", "hint 4:3-4:14"),
            ("concurrency: 10", "hint 4:3-4:14"),
        ] {
            let found = check_rule(RULE.code, &with(line));
            assert!(found.len() == 1 && found[0].starts_with(start), "{found:?}");
        }
    }

    #[test]
    fn funcraft_reads_others() {
        assert!(with_fun("policies: x").is_empty());
        assert!(with_fun("concurrency: 10")[0].contains("own `concurrency`"));
        assert!(
            with_fun("asyncConfiguration: {statefulInvocation: true}")[0]
                .contains("funcraft's schema")
        );
        assert!(with_fun("layers: [a]")[0].contains("not read with `--useFun`"));
    }

    #[test]
    fn what_is_read_empty_or_changes_nothing_is_fine() {
        for line in [
            "timeout: 3",
            "policies:",
            "concurrency: 1",
            "asyncConfiguration: {}",
            "nasConfig: auto",
            "starter: '@midwayjs/fc-starter'",
        ] {
            assert!(check_rule(RULE.code, &with(line)).is_empty(), "{line}");
        }
    }

    #[test]
    fn concurrency_depends_on_the_version_of_the_cli() {
        let of = |cli: &str| {
            let package = format!("{{\"devDependencies\": {{\"@midwayjs/cli\": \"{cli}\"}}}}");
            check_example(
                RULE.code,
                &format!("{}#- package.json\n{package}\n", with("concurrency: 10")),
            )
        };
        assert!(of("^1.2.78")[0].starts_with("warning 4:3-4:14 CLI 1.x does not"));
        assert!(of("2.0.13")[0].starts_with("warning 4:3-4:14 CLI 2.0.13"));
        assert!(of("2.0.14").is_empty());
        assert!(of("^2.0.0")[0].starts_with("hint"));
    }
}

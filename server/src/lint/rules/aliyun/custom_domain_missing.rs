//! No `customDomain`: an automatic domain all the same.

use fyml_schema::{Cloud, w};

use super::{AUTO, http_functions};
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{DeployType, Service, ServiceName};
use crate::syntax::{Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-custom-domain-missing",
    severity: Severity::Info,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-13"],
    summary: w(
        "http functions without `custom.customDomain`",
        "http 函数没有配置 `custom.customDomain`",
    ),
    explanation: w(
        "The builder prints that there has been no automatic domain since 2021-05-01, and then asks for one all the same: \
         a test domain without any promise, which the cloud may take back. Say what you want: \
         `customDomain: {domainName: auto}`, a domain of your own, or `customDomain: false`.",
        "构建器会打印“2021/05/01 起不再提供默认自动域名”，但实际上仍会创建一个：这是仅供测试的域名，随时可能被收回。\
         请明确写出来：`customDomain: {domainName: auto}`、自己的域名，或者 `customDomain: false`。",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  search:
    handler: search.handler
    events:
      - http:
          path: /*
",
    good: "service: library
provider:
  name: aliyun
functions:
  search:
    handler: search.handler
    events:
      - http:
          path: /*
custom:
  customDomain:
    domainName: auto
",
    fixable: true,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let service = context.service;
    let written = service.custom_domain();
    let is_decided = written
        .is_some_and(|entry| !entry.value.is_falsy() || entry.value.as_bool() == Some(false));
    // without a service nothing is deployed by these builders
    if is_decided
        || written.is_some_and(|entry| entry.value.is_broken())
        || matches!(service.name(), ServiceName::Missing(_))
    {
        return;
    }
    let Some(span) = written
        .map(|entry| entry.key.span())
        .or_else(|| http_place(context))
    else {
        return;
    };
    let problem = sink.report(
        span,
        message!(
            "Without `custom.customDomain` the cloud hands out a test domain that it may take back. Say which one you want: `auto`, your own, or `false`.",
            "没有配置 `custom.customDomain` 时，云端仍会分配一个随时可能收回的测试域名。请明确指定：`auto`、自己的域名或 `false`。"
        ),
    );
    if let Some((at, text)) = insertion(service) {
        problem.fix(
            message!("Add `domainName: auto`", "加上 `domainName: auto`"),
            at,
            text,
        );
    }
}

/// Where http is asked for first.
fn http_place(context: &ServiceContext) -> Option<Span> {
    if let Some(deploy_type) = context.service.deploy_type() {
        return Some(match deploy_type {
            DeployType::Text(node) => node.span(),
            DeployType::Map(entry, _) | DeployType::WrongShape(entry) => entry.key.span(),
        });
    }
    if let Some(function) = http_functions(context).next() {
        return function
            .active_triggers("http")
            .first()
            .map(|trigger| trigger.entry().key.span());
    }
    let mut folded = context.service.functions().iter();
    folded.find_map(|function| {
        function
            .active_triggers("http")
            .first()
            .map(|trigger| trigger.entry().key.span())
    })
}

/// Where `custom` can be written whole, and its text: at the end of a block map that has none.
fn insertion(service: Service) -> Option<(Span, String)> {
    let root = service
        .root()
        .filter(|root| root.style() == Style::Block && service.get("custom").is_none())?;
    let text = root.document().text();
    let column = text
        .position(root.span().start, crate::syntax::Encoding::Utf8)
        .character;
    if column > 0 {
        return None;
    }
    let end = u32::try_from(text.len()).ok()?;
    let last = text.slice(Span {
        start: end.saturating_sub(1),
        end,
    });
    let break_before = if last == "\n" { "" } else { "\n" };
    Some((
        Span::empty(end),
        format!("{break_before}custom:\n  customDomain:\n    domainName: {AUTO}\n"),
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert_eq!(fixed(RULE.code, RULE.bad.trim_end()), RULE.good);
    }

    #[test]
    fn the_first_place_that_asks_for_http_is_underlined() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["http"]);
        assert_eq!(
            underlined(RULE.code, &format!("{}deployType: egg\n", RULE.bad)),
            ["egg"]
        );
        assert_eq!(
            underlined(
                RULE.code,
                &format!("{}custom:\n  customDomain:\n", RULE.bad)
            ),
            ["customDomain"]
        );
    }

    #[test]
    fn who_decides_hears_nothing() {
        for domain in ["false", "{domainName: auto}", "true", "${env.DOMAIN}"] {
            assert!(
                check_rule(
                    RULE.code,
                    &format!("{}custom:\n  customDomain: {domain}\n", RULE.bad)
                )
                .is_empty()
            );
        }
        assert!(
            check_rule(
                RULE.code,
                &RULE
                    .bad
                    .replace("http:\n          path: /*", "timer: {value: x}")
            )
            .is_empty()
        );
        assert!(
            check_rule(
                RULE.code,
                "provider:\n  name: aliyun\n  starter: '@midwayjs/fc-starter'\n"
            )
            .is_empty()
        );
    }
}

//! Service names at which the tencent deployer throws.

use fyml_schema::{Cloud, DeployPath, NameFault, NameOf, limits, w};

use crate::lint::{Check, Group, Message, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::ServiceName;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-service-name",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Tencent],
    covers: &["T-23"],
    summary: w(
        "A service name that stops the deployment to tencent",
        "会使 tencent 部署中止的服务名",
    ),
    explanation: w(
        "serverless-tencent-scf takes letters, digits, `_` and `-`, not beginning with a digit or `-`, at most 128 \
         characters. With any other name it throws before anything is deployed.",
        "serverless-tencent-scf 只接受字母、数字、`_` 和 `-`，不能以数字或 `-` 开头，最长 128 个字符；否则在部署之前就会抛出异常。",
    ),
    bad: "service: 2nd-shop\nprovider:\n  name: tencent\n",
    good: "service: shop-2\nprovider:\n  name: tencent\n",
    fixable: false,
    check: Check::Service(check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let Some((name, fault)) = faulty_name(cx) else {
        return;
    };
    let reason = explain(fault);
    let (en, zh) = (reason.en, reason.zh);
    sink.report(
        name.span(),
        message!(
            "Deploying to tencent will stop at this service name: {en}.",
            "部署到 tencent 会因这个服务名而中止：{zh}。"
        ),
    );
}

/// The service's name and what is wrong with it.
pub(super) fn faulty_name<'d>(cx: &ServiceContext<'d>) -> Option<(Node<'d>, NameFault)> {
    let name = match cx.service.name() {
        ServiceName::Text(node) => node,
        ServiceName::Map(_, Some(entry)) => entry.value,
        _ => return None,
    };
    let text = name.as_str().filter(|_| !name.is_interpolated())?;
    let fault = limits(DeployPath::Tencent)
        .name(NameOf::Service)?
        .fault(text)?;
    Some((name, fault))
}

/// What is wrong with a name, as a clause.
pub(super) fn explain(fault: NameFault) -> Message {
    match fault {
        NameFault::TooShort => message!("it is too short", "太短"),
        NameFault::TooLong(length) => message!(
            "it is too long ({length} characters)",
            "太长（{length} 个字符）"
        ),
        NameFault::BadStart(c) => message!("it must not begin with `{c}`", "不能以 `{c}` 开头"),
        NameFault::BadEnd(c) => message!("it must not end with `{c}`", "不能以 `{c}` 结尾"),
        NameFault::BadCharacter(c) => message!("it must not contain `{c}`", "不能包含 `{c}`"),
        NameFault::Reserved(word) => {
            message!("it must not begin with `{word}`", "不能以 `{word}` 开头")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn what_the_deployer_refuses() {
        let found = |name: &str| {
            check_rule(
                RULE.code,
                &format!("service: {name}\nprovider: {{name: tencent}}\n"),
            )
        };
        for name in ["2nd", "商店", "a.b", "-a", &"a".repeat(129)] {
            assert_eq!(found(name).len(), 1, "{name}");
        }
        for name in ["_shop", "shop-", "${env.NAME}", "{name: shop}"] {
            assert!(found(name).is_empty(), "{name}");
        }
        assert_eq!(found("{name: 2nd}").len(), 1);
    }
}

//! Names that functions get in Tencent Cloud.

use fyml_schema::{Cloud, DeployPath, NameFault, NameOf, PathStep, key_at, limits, w};

use super::service_name::{explain, faulty_name};
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-function-name",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[Cloud::Tencent],
    covers: &["T-24"],
    summary: w(
        "A function whose name Tencent Cloud will refuse",
        "腾讯云会拒绝的函数名",
    ),
    explanation: w(
        "A function is called `<service>-<stage>-<function>` in Tencent Cloud, with `test` for a missing stage. The cloud takes \
         2 to 60 letters, digits, `-` and `_`, beginning with a letter and not ending with `-` or `_`.",
        "函数在腾讯云上的名称是 `<service>-<stage>-<函数名>`（没有写 stage 时为 `test`）。云端要求 2 到 60 个字符，\
         只能包含字母、数字、`-` 和 `_`，以字母开头，且不能以 `-` 或 `_` 结尾。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  nightly_:
    handler: nightly.run
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
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let Some(limit) = limits(DeployPath::Tencent).name(NameOf::Function) else {
        return;
    };
    // A bad service name is reported where it stands.
    if faulty_name(cx).is_some() || cx.service.deploy_type().is_some() {
        return;
    }
    let Some(prefix) = name_prefix(cx) else {
        return;
    };
    let functions = cx.service.functions();
    let alone = functions.iter().filter(|function| {
        cx.memberships
            .membership(&function.name())
            .is_deployed_alone()
    });
    let aggregations = cx.service.aggregations();
    let deployed = alone
        .map(|function| function.entry())
        .chain(aggregations.iter().map(|aggregation| aggregation.entry()));
    for entry in deployed {
        report(
            entry,
            &prefix,
            limit.fault(&format!("{prefix}{}", entry.name())),
            sink,
        );
    }
}

/// `<service>-<stage>-`, if both are known.
fn name_prefix(cx: &ServiceContext) -> Option<String> {
    let service = cx.service.name_text().filter(|name| !name.contains("${"))?;
    let stage = match cx
        .service
        .provider()
        .value("stage")
        .filter(|stage| !stage.is_falsy())
    {
        Some(stage) if stage.is_interpolated() => return None,
        Some(stage) => stage.scalar_str()?.to_owned(),
        None => {
            let key = key_at(&[PathStep::Key("provider"), PathStep::Key("stage")])?;
            key.default_on(DeployPath::Tencent)?.to_string()
        }
    };
    Some(format!("{service}-{stage}-"))
}

fn report(entry: Entry, prefix: &str, fault: Option<NameFault>, sink: &mut Sink) {
    let Some(fault) = fault.filter(|_| !entry.key.is_interpolated()) else {
        return;
    };
    // Begins with the service's name, so the fault is not this function's.
    if matches!(fault, NameFault::BadStart(_)) {
        return;
    }
    let reason = explain(fault);
    let (name, en, zh) = (entry.name(), reason.en, reason.zh);
    sink.report(
        entry.key.span(),
        message!(
            "Tencent Cloud will refuse the name of this function, `{prefix}{name}`: {en}.",
            "腾讯云会拒绝这个函数的名称 `{prefix}{name}`：{zh}。"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_whole_name_counts() {
        let long = "a".repeat(51);
        let text = |stage: &str| {
            format!(
                "service: shop\nprovider: {{name: tencent{stage}}}\nfunctions:\n  {long}: {{events: [http: true]}}\n"
            )
        };
        assert_eq!(
            check_rule(RULE.code, &text("")).len(),
            1,
            "shop-test- is 10 characters"
        );
        assert!(check_rule(RULE.code, &text(", stage: dev")).is_empty());
        assert!(check_rule(RULE.code, &text(", stage: '${env.STAGE}'")).is_empty());
    }

    #[test]
    fn only_what_is_deployed() {
        let text = format!(
            "{}aggregation:\n  all_:\n    eventTrigger: true\n    functions: [nightly_]\n",
            RULE.bad
        );
        assert_eq!(underlined(RULE.code, &text), ["all_"]);
        assert!(
            check_rule(
                RULE.code,
                &RULE.bad.replace("service: shop", "service: 2nd")
            )
            .is_empty()
        );
    }
}

//! A function's own `runtime`, which the tencent builder does not translate.

use fyml_schema::runtime::TENCENT_PROVIDER_RUNTIME_MAP;
use fyml_schema::{Cloud, w};

use super::is_built;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-function-runtime",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[Cloud::Tencent],
    covers: &["T-06"],
    summary: w(
        "A function's `runtime` must be written in Tencent Cloud's own spelling",
        "函数级 `runtime` 必须使用腾讯云自己的写法",
    ),
    explanation: w(
        "The builder translates `nodejs12` and older into Tencent Cloud's names only below `provider`. A function's own \
         `runtime` reaches the cloud as written, and the cloud refuses a name it does not know.",
        "构建器只转换 `provider` 下的 `nodejs12` 及更早的名称；函数自己的 `runtime` 会原样传给云端，云端会拒绝不认识的名称。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    runtime: nodejs12
    events:
      - timer:
          type: cron
          value: '0 0 4 * * * *'
",
    good: "service: shop
provider:
  name: tencent
functions:
  nightly:
    handler: nightly.run
    runtime: Nodejs12.16
    events:
      - timer:
          type: cron
          value: '0 0 4 * * * *'
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    if let Some(runtime) = function.value("runtime").filter(|_| is_built(cx)) {
        report_unknown(runtime, sink);
    }
}

/// Reports a runtime that Tencent Cloud refuses, with the name it most likely knows it by.
pub(super) fn report_unknown(runtime: Node, sink: &mut Sink) {
    let Some(written) = runtime.as_str().filter(|text| !text.is_empty() && !runtime.is_interpolated()) else {
        return;
    };
    // New versions come faster than this table: a name of the right form is never called unknown.
    if Cloud::Tencent.runtime_form(written) {
        return;
    }
    let span = runtime.span();
    match cloud_name(written) {
        Some(name) => {
            sink.report(
                span,
                message!(
                    "`{written}` reaches Tencent Cloud as written and will be refused. Write `{name}`.",
                    "`{written}` 会原样传给腾讯云并被拒绝。请写 `{name}`。"
                ),
            )
            .fix(message!("Change to `{name}`", "改为 `{name}`"), span, name);
        }
        None => {
            let known = Cloud::Tencent.runtimes().next().map_or("", |newest| newest.id);
            sink.report(
                span,
                message!(
                    "Tencent Cloud will refuse the runtime `{written}`. Write one of its own names, such as `{known}`.",
                    "腾讯云会拒绝运行时 `{written}`。请使用它自己的名称，例如 `{known}`。"
                ),
            );
        }
    }
}

/// The runtime of Tencent Cloud with the Node.js version that `written` names in any spelling: `nodejs14`, `Node.js8.9`.
fn cloud_name(written: &str) -> Option<&'static str> {
    if let Some((_, name)) = TENCENT_PROVIDER_RUNTIME_MAP.iter().find(|(from, _)| *from == written) {
        return Some(name);
    }
    let digits = written.trim_start_matches(|c: char| !c.is_ascii_digit());
    let major: String = digits.chars().take_while(char::is_ascii_digit).collect();
    let major: u16 = major.parse().ok()?;
    let is_node = written.to_lowercase().starts_with("node");
    Cloud::Tencent.runtimes().find(|runtime| is_node && runtime.node == major).map(|runtime| runtime.id)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let other = RULE.bad.replace("nodejs12", "Node.js8.9");
        assert!(fixed(RULE.code, &other).contains("runtime: Nodejs8.9\n"));
    }

    #[test]
    fn names_of_the_right_form_are_never_unknown() {
        for runtime in ["Nodejs16.13", "Nodejs99.1", "${env.RUNTIME}", "''"] {
            assert!(check_rule(RULE.code, &RULE.bad.replace("nodejs12", runtime)).is_empty(), "{runtime}");
        }
    }

    #[test]
    fn a_runtime_of_another_kind_has_no_repair() {
        let text = RULE.bad.replace("nodejs12", "custom");
        assert_eq!(check_rule(RULE.code, &text).len(), 1);
        assert_eq!(fixed(RULE.code, &text), text);
    }
}

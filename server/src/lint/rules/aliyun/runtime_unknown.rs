//! A runtime in another cloud's spelling, or one that nobody has.

use fyml_schema::{Cloud, RUNTIMES, Runtime, RuntimeState, w};

use super::listed;
use crate::lint::{
    Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink, did_you_mean,
};
use crate::message;
use crate::model::Function;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-runtime-unknown",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-39"],
    summary: w(
        "A runtime that aliyun does not know by this name",
        "aliyun 没有叫这个名称的运行时",
    ),
    explanation: w(
        "The builders pass `runtime` on as written, and Function Compute refuses a name it does not know. Its Node.js \
         runtimes are called `nodejs` and the major version, without a dot: `nodejs14`, not `Nodejs14.18` (Tencent Cloud) \
         or `nodejs14.x` (AWS).",
        "构建器会原样传递 `runtime`，函数计算会拒绝它不认识的名称。它的 Node.js 运行时写作 `nodejs` 加主版本号，不带小数点：\
         是 `nodejs14`，而不是 `Nodejs14.18`（腾讯云）或 `nodejs14.x`（AWS）。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  runtime: Nodejs16.13
",
    good: "service: shop
provider:
  name: aliyun
  runtime: nodejs16
",
    fixable: true,
    check: Check::Both { service, function },
};

fn service(context: &ServiceContext, sink: &mut Sink) {
    if let Some(entry) = context.service.provider().get("runtime") {
        judge(entry, sink);
    }
}

fn function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if let Some(entry) = function.get("runtime").filter(|_| !context.has_deploy_type) {
        judge(entry, sink);
    }
}

fn judge(entry: Entry, sink: &mut Sink) {
    let Some(id) = entry
        .value
        .as_str()
        .filter(|id| !id.is_empty() && !entry.value.is_interpolated())
    else {
        return;
    };
    let cloud = Cloud::Aliyun;
    let span = entry.value_span();
    match cloud.runtime(id) {
        Some(runtime) if runtime.state == RuntimeState::Internal => {
            sink.report(
                span,
                message!(
                    "`{id}` works inside Alibaba only: the public cloud will refuse it.",
                    "`{id}` 仅在阿里巴巴内部可用，公有云会拒绝它。"
                ),
            );
        }
        Some(_) => {}
        None => match meant(id) {
            Some(right) if right != id => {
                let message = match RUNTIMES.iter().find(|runtime| runtime.id == id) {
                    Some(Runtime { cloud, .. }) => {
                        let (en, zh) = (cloud.facts().title.en, cloud.facts().title.zh);
                        message!(
                            "`{id}` is a name of {en}: aliyun will refuse it. Here it is called `{right}`.",
                            "`{id}` 是{zh}的写法，aliyun 会拒绝它。在这里应写 `{right}`。"
                        )
                    }
                    None => message!(
                        "aliyun has no runtime `{id}` and will refuse it. Did you mean `{right}`?",
                        "aliyun 没有 `{id}` 这个运行时，会拒绝部署。是不是想写 `{right}`？"
                    ),
                };
                sink.report(span, message).fix(
                    message!("Change to `{right}`", "改为 `{right}`"),
                    span,
                    right,
                );
            }
            _ if cloud.runtime_form(id) => {
                sink.report(
                    span,
                    message!(
                        "aliyun's lists do not have `{id}` (yet): check it before you deploy.",
                        "aliyun 的列表中（暂时）没有 `{id}`，部署前请先确认。"
                    ),
                )
                .severity(Severity::Hint);
            }
            _ => {
                let current = cloud
                    .runtimes()
                    .filter(|runtime| runtime.node > 0 && runtime.state == RuntimeState::Current);
                let current = listed(current.map(|runtime| runtime.id));
                sink.report(
                    span,
                    message!(
                        "aliyun has no Node.js runtime `{id}` and will refuse it. There are {current}.",
                        "aliyun 没有 `{id}` 这个 Node.js 运行时，会拒绝部署。可用的有 {current}。"
                    ),
                );
            }
        },
    }
}

/// The runtime of this cloud that a name means: the one of the same Node.js version, else the nearest in spelling.
fn meant(id: &str) -> Option<&'static str> {
    let lower = id.to_lowercase();
    let ours = || {
        Cloud::Aliyun
            .runtimes()
            .filter(|runtime| runtime.state != RuntimeState::Internal)
    };
    if lower.contains("node") {
        let digits = lower.trim_start_matches(|c: char| !c.is_ascii_digit());
        let major = digits
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .and_then(|digits| digits.parse::<u16>().ok());
        return ours()
            .find(|runtime| runtime.node > 0 && Some(runtime.node) == major)
            .map(|runtime| runtime.id);
    }
    did_you_mean(id, ours().map(|runtime| runtime.id))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn with(runtime: &str) -> String {
        format!("service: shop\nprovider:\n  name: aliyun\n  runtime: {runtime}\n")
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn other_spellings_of_the_same_version() {
        for written in [
            "nodejs14.x",
            "Nodejs14.18",
            "Node.js14",
            "node14",
            "NodeJS-14",
            "NODEJS14",
        ] {
            assert_eq!(
                fixed(RULE.code, &with(written)),
                with("nodejs14"),
                "{written}"
            );
        }
        assert_eq!(fixed(RULE.code, &with("Node.js8.9")), with("nodejs8"));
        assert!(check_rule(RULE.code, &with("Nodejs12.16"))[0].contains("Tencent Cloud"));
    }

    #[test]
    fn a_new_version_is_only_doubtful_and_another_language_is_not() {
        assert!(check_rule(RULE.code, &with("nodejs22"))[0].starts_with("hint"));
        assert!(check_rule(RULE.code, &with("python3"))[0].contains("There are `nodejs20`"));
        assert!(check_rule(RULE.code, &with("alinode7"))[0].contains("inside Alibaba"));
    }

    #[test]
    fn known_and_unknowable_ones_are_fine() {
        for runtime in [
            "nodejs14",
            "nodejs10",
            "custom",
            "custom.debian10",
            "${env.RUNTIME}",
            "",
        ] {
            assert!(
                check_rule(RULE.code, &with(runtime)).is_empty(),
                "{runtime}"
            );
        }
    }

    #[test]
    fn functions_are_looked_at_too() {
        let text = "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    runtime: nodejs12.x\n";
        assert_eq!(fixed(RULE.code, text), text.replace("12.x", "12"));
    }
}

//! Runtimes that the cloud no longer wants to see.

use fyml_schema::{Cloud, RuntimeState, w};

use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink, Tag};
use crate::message;
use crate::model::Function;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-runtime-retired",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-39"],
    summary: w(
        "A runtime that aliyun has retired or deprecated",
        "aliyun 已下线或不再推荐的运行时",
    ),
    explanation: w(
        "Function Compute takes old runtimes away in steps: first no new functions can be made with them, then existing \
         ones cannot be updated any more; what is deployed keeps running. Move to a current runtime before a deployment \
         fails.",
        "函数计算会分步下线旧的运行时：先禁止用它新建函数，再禁止更新已有函数；已部署的函数仍会继续运行。\
         请在部署失败之前换用当前支持的运行时。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  runtime: nodejs10
",
    good: "service: shop
provider:
  name: aliyun
  runtime: nodejs20
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
    let cloud = Cloud::Aliyun;
    let Some(runtime) = entry.value.as_str().and_then(|id| cloud.runtime(id)) else {
        return;
    };
    let mut current = cloud
        .runtimes()
        .filter(|other| other.node > 0 && other.state == RuntimeState::Current);
    let Some(newest) = current.next().map(|newest| newest.id) else {
        return;
    };
    let id = runtime.id;
    let (severity, message) = match runtime.state {
        RuntimeState::Current | RuntimeState::Internal => return,
        RuntimeState::Deprecated(date) => {
            let since = match date {
                Some(date) => message!(" since {date}", "自 {date} 起"),
                None => message!("", ""),
            };
            let (en, zh) = (since.en, since.zh);
            let message = message!(
                "aliyun counts `{id}` as deprecated{en}: it still works. Plan to move to `{newest}`.",
                "aliyun {zh}将 `{id}` 列为过时的运行时，目前仍可使用。请计划升级到 `{newest}`。"
            );
            (Severity::Info, message)
        }
        RuntimeState::Retired(date) => {
            let since = match date {
                Some(date) => message!(" since {date}", "自 {date} 起"),
                None => message!("", ""),
            };
            let (en, zh) = (since.en, since.zh);
            let message = message!(
                "`{id}` is off aliyun's list of runtimes{en}: new functions may be refused. Change to `{newest}`.",
                "`{id}` {zh}已不在 aliyun 的运行时列表中，新建函数可能会被拒绝。请改用 `{newest}`。"
            );
            (Severity::Warning, message)
        }
    };
    let span = entry.value_span();
    sink.report(span, message)
        .severity(severity)
        .tag(Tag::Deprecated)
        .fix(
            message!("Change to `{newest}`", "改为 `{newest}`"),
            span,
            newest,
        );
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
    fn deprecated_is_less_than_retired() {
        assert!(check_rule(RULE.code, &with("nodejs8"))[0].starts_with("warning"));
        let deprecated = check_rule(RULE.code, &with("nodejs12"));
        assert!(
            deprecated[0].starts_with("info") && deprecated[0].contains("since 20"),
            "{deprecated:?}"
        );
    }

    #[test]
    fn current_and_unknown_ones_are_fine() {
        for runtime in ["nodejs14", "custom", "alinode7", "nodejs99", "${env.R}"] {
            assert!(
                check_rule(RULE.code, &with(runtime)).is_empty(),
                "{runtime}"
            );
        }
    }

    #[test]
    fn functions_are_looked_at_unless_they_are_replaced() {
        let text =
            "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    runtime: nodejs8\n";
        assert_eq!(check_rule(RULE.code, text).len(), 1);
        assert!(check_rule(RULE.code, &format!("{text}deployType: koa\n")).is_empty());
    }
}

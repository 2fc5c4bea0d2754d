//! `authType`: asked for, and not done.

use fyml_schema::keys::PROVIDER;
use fyml_schema::{Cloud, DeployPath, Key, Literal, Support, ValueKind, w};

use super::is_deployed;
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-auth-type-ignored",
    severity: Severity::Warning,
    group: Group::Security,
    clouds: &[Cloud::Aliyun],
    covers: &["A-12"],
    summary: w(
        "`authType` does not protect the endpoint",
        "`authType` 不生效，接口对所有人开放",
    ),
    explanation: w(
        "The default deploy path writes `anonymous` into every HTTP trigger, whatever `authType` says: the endpoint is \
         public. With `--useFun` the value is passed on as written, and only upper case (`FUNCTION`) is understood. \
         Check requests in your own code, or deploy with `--useFun`.",
        "默认部署方式会把所有 HTTP 触发器的认证方式写死为 `anonymous`，`authType` 不起作用：接口是公开的。\
         使用 `--useFun` 时会原样传递，但只认大写的 `FUNCTION`。请在自己的代码里做鉴权，或者用 `--useFun` 部署。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  authType: FUNCTION
functions:
  admin:
    handler: admin.handler
    events:
      - http:
          path: /admin/*
",
    good: "service: shop
provider:
  name: aliyun
  authType: ANONYMOUS
functions:
  admin:
    handler: admin.handler
    events:
      - http:
          path: /admin/*
",
    fixable: false,
    check: Check::Both { service, function },
};

fn service(context: &ServiceContext, sink: &mut Sink) {
    if let (Some(entry), Some(path)) = (context.service.provider().get("authType"), context.path) {
        judge(entry, path, None, sink);
    }
}

fn function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    // on the default path even what an aggregation takes in is open to everyone
    let is_asked = |path: &DeployPath| match path {
        DeployPath::Fun => is_deployed(context),
        _ => !context.has_deploy_type,
    };
    let Some(path) = context.path.filter(is_asked) else {
        return;
    };
    if let Some(entry) = function
        .get("authType")
        .filter(|_| !function.active_triggers("http").is_empty())
    {
        judge(entry, path, Some(&function.name()), sink);
    }
}

fn judge(entry: Entry, path: DeployPath, function: Option<&str>, sink: &mut Sink) {
    let Some(key) = PROVIDER.key("authType") else {
        return;
    };
    let Some(written) = entry
        .value
        .as_str()
        .filter(|text| !text.is_empty() && !entry.value.is_interpolated())
    else {
        return;
    };
    let span = entry.value_span();
    if is_public(key, written) {
        return;
    }
    if key.support.on(path) == Support::Ignored {
        let message = match function {
            Some(name) => message!(
                "`authType` is not read on the default deploy path: `{name}` will be open to everyone.",
                "默认部署方式不读取 `authType`：`{name}` 对所有人开放。"
            ),
            None => message!(
                "`authType` is not read on the default deploy path: every http function will be open to everyone.",
                "默认部署方式不读取 `authType`：所有 http 函数都对所有人开放。"
            ),
        };
        sink.report(span, message);
    } else if let Some(right) =
        values(key).find(|value| *value != written && value.eq_ignore_ascii_case(written))
    {
        sink.report(
            span,
            message!(
                "funcraft knows this as `{right}`, in upper case.",
                "funcraft 只认大写的 `{right}`。"
            ),
        )
        .safe_fix(
            message!("Change to `{right}`", "改为 `{right}`"),
            span,
            right,
        );
    }
}

fn values(key: &Key) -> impl Iterator<Item = &'static str> {
    let values = match key.kind {
        ValueKind::Enum { values, .. } => values,
        _ => &[],
    };
    values.iter().map(|value| value.value)
}

/// Whether it asks for what every trigger gets anyway.
fn is_public(key: &Key, written: &str) -> bool {
    matches!(key.default_on(DeployPath::Fun), Some(Literal::Str(public)) if public.eq_ignore_ascii_case(written))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with, underlined};

    #[test]
    fn both_places_are_looked_at() {
        let both = RULE.bad.replace(
            "handler: admin.handler",
            "handler: admin.handler\n    authType: function",
        );
        assert_eq!(underlined(RULE.code, &both), ["FUNCTION", "function"]);
        assert!(check_rule(RULE.code, &both)[1].contains("`admin` will be open"));
    }

    #[test]
    fn what_asks_for_nothing_or_is_unknown_is_fine() {
        for value in ["anonymous", "''", "${env.AUTH}", ""] {
            assert!(
                check_rule(RULE.code, &RULE.bad.replace("FUNCTION", value)).is_empty(),
                "{value}"
            );
        }
        let timer = "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    authType: FUNCTION\n    events: [{timer: {value: x}}]\n";
        assert!(check_rule(RULE.code, timer).is_empty());
    }

    #[test]
    fn an_aggregation_protects_nobody() {
        let text = "provider:\n  name: aliyun\nfunctions:\n  a:\n    handler: a.b\n    authType: FUNCTION\n    events: [{http: true}]\naggregation:\n  main:\n    functions: [a]\n";
        assert_eq!(underlined(RULE.code, text), ["FUNCTION"]);
    }

    #[test]
    fn funcraft_reads_it_in_upper_case() {
        let settings = Settings {
            use_fun: Some(true),
            ..Settings::default()
        };
        let found = |text: &str| {
            check_with(text, &settings)
                .into_iter()
                .filter(|line| line.starts_with(RULE.code))
                .count()
        };
        assert_eq!(found(RULE.bad), 0);
        assert_eq!(found(&RULE.bad.replace("FUNCTION", "function")), 1);
    }
}

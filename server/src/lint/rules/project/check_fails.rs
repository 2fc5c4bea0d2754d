//! Where `midway-bin check` fails although everything works.

use fyml_schema::{DEPLOY_TYPES, w};

use crate::lint::{Check, Group, Message, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::{DeployType, Function, ServiceName};
use crate::syntax::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "check-fails",
    severity: Severity::Info,
    group: Group::Project,
    clouds: &[],
    covers: &["K-01", "K-02", "K-04", "K-07", "D-12"],
    summary: w(
        "`midway-bin check` fails at what the builders take",
        "构建器能接受，但 `midway-bin check` 不通过的写法",
    ),
    explanation: w(
        "`midway-bin check` is stricter than packaging and deploying, and in places wrong. It wants a `path` in every http \
         trigger and a list in `method`, `service` even where s.yaml deploys, the starter among the `dependencies`, and \
         the `deployType` that fits the framework there; and it reads the file without replacing `${env.X}`. This rule \
         speaks only where a script of package.json runs `check`; of each kind it names the first place, as `check` does.",
        "`midway-bin check` 比打包和部署更严格，有些地方甚至不对。它要求每个 http 触发器都有 `path`、`method` 是列表；\
         即使由 s.yaml 部署也要求写 `service`；要求 starter 在 `dependencies` 中、`deployType` 与框架一致；\
         而且读取文件时不会替换 `${env.X}`。只有 package.json 的脚本运行了 `check` 时才会提示，每一类只指出第一处，与 `check` 一致。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
          method: get
#- package.json
{
  \"scripts\": { \"lint\": \"midway-bin check\" },
  \"devDependencies\": { \"@midwayjs/cli\": \"^1.3.0\" }
}
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
          method: [get]
#- package.json
{
  \"scripts\": { \"lint\": \"midway-bin check\" },
  \"devDependencies\": { \"@midwayjs/cli\": \"^1.3.0\" }
}
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Events], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    if !context.toolchain().runs_check {
        return;
    }
    service(context, sink);
    starter(context, sink);
    if let Some((span, message)) = context.service.functions().iter().find_map(http) {
        sink.report(span, message);
    }
    deploy_type(context, sink);
}

/// K-04: right where s.yaml deploys.
fn service(context: &ServiceContext, sink: &mut Sink) {
    if let (ServiceName::Missing(None), Some(provider)) =
        (context.service.name(), context.service.provider().entry())
    {
        sink.report(
            provider.key.span(),
            message!(
                "`midway-bin check` will fail: it wants `service`, even where Serverless Devs deploys.",
                "`midway-bin check` 会失败：它要求写 `service`，即使由 Serverless Devs 部署。"
            ),
        );
    }
}

fn starter(context: &ServiceContext, sink: &mut Sink) {
    let Some(entry) = context.service.provider().get("starter") else {
        return;
    };
    let (Some(starter), Some(package)) =
        (entry.value.as_str(), context.project.package_json.as_ref())
    else {
        return;
    };
    if starter.is_empty() || package.dependencies.contains_key(starter) {
        return;
    }
    let message = if entry.value.is_interpolated() {
        message!(
            "`midway-bin check` will fail: it does not replace `${{…}}` and looks for a dependency of this very name.",
            "`midway-bin check` 会失败：它不会替换 `${{…}}`，而是按字面查找这个名称的依赖。"
        )
    } else {
        message!(
            "`midway-bin check` will fail: `{starter}` is not among the `dependencies` of package.json.",
            "`midway-bin check` 会失败：`{starter}` 不在 package.json 的 `dependencies` 中。"
        )
    };
    sink.report(entry.value_span(), message);
}

/// The first http trigger of a function at which it fails.
fn http(function: Function) -> Option<(Span, Message)> {
    let name = function.name();
    let triggers = function.triggers();
    let active = triggers.into_iter().filter(|trigger| {
        trigger.is_active() && matches!(trigger.name().as_ref(), "http" | "apigw")
    });
    for trigger in active {
        let has_path = trigger.value("path").is_some_and(|path| !path.is_falsy());
        if !has_path {
            let message = message!(
                "`midway-bin check` will fail: it wants a `path` in every http trigger. `{name}` answers on `/*` without one.",
                "`midway-bin check` 会失败：它要求每个 http 触发器都有 `path`。不写时，`{name}` 的路径是 `/*`。"
            );
            return Some((trigger.entry().key.span(), message));
        }
        let method = trigger
            .get("method")
            .filter(|entry| !entry.value.is_falsy() && !entry.value.is_sequence());
        if let Some(method) = method {
            let message = message!(
                "`midway-bin check` will fail: it wants a list in `method`. The builders take both.",
                "`midway-bin check` 会失败：它要求 `method` 是列表。构建器两种写法都接受。"
            );
            return Some((method.value_span(), message));
        }
    }
    None
}

/// D-12: what it concludes from the framework among the dependencies.
fn deploy_type(context: &ServiceContext, sink: &mut Sink) {
    let Some(package) = context.project.package_json.as_ref() else {
        return;
    };
    let written = match context.service.deploy_type() {
        Some(DeployType::Text(node)) => node.as_str(),
        Some(DeployType::Map(_, entry)) => entry.and_then(|entry| entry.value.as_str()),
        _ => None,
    };
    let place = context
        .service
        .get("deployType")
        .or_else(|| context.service.provider().entry());
    let Some(span) = place.map(|entry| entry.key.span()) else {
        return;
    };
    let has = |name: &str| package.dependencies.contains_key(name);
    if has("@midwayjs/faas") && written.is_some() {
        sink.report(
            span,
            message!(
                "`midway-bin check` will fail: it wants no `deployType` beside the dependency `@midwayjs/faas`.",
                "`midway-bin check` 会失败：依赖中有 `@midwayjs/faas` 时，它不允许写 `deployType`。"
            ),
        );
    }
    let wanted = DEPLOY_TYPES
        .iter()
        .find(|known| known.packages.iter().any(|name| has(name)) && written != Some(known.name));
    if let Some(wanted) = wanted.map(|known| known.name) {
        sink.report(
            span,
            message!(
                "`midway-bin check` will fail: by the dependencies of package.json it wants `deployType: {wanted}`.",
                "`midway-bin check` 会失败：根据 package.json 的依赖，它要求写 `deployType: {wanted}`。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    fn with(from: &str, to: &str) -> Vec<String> {
        check_example(RULE.code, &RULE.bad.replace(from, to))
    }

    #[test]
    fn only_the_first_trigger_is_named() {
        let two = "          method: get\n      - http: true\n#-";
        assert_eq!(with("          method: get\n#-", two).len(), 1);
        assert!(with("          path: /cart\n", "")[0].contains("answers on `/*`"));
        assert!(with("midway-bin check", "eslint .").is_empty());
    }

    #[test]
    fn service_starter_and_deploy_type() {
        let found = with("service: shop\n", "");
        assert!(found[0].contains("wants `service`"), "{found:?}");
        let found = with(
            "  name: aliyun",
            "  name: aliyun\n  starter: ${env.STARTER}",
        );
        assert!(found[0].contains("does not replace"), "{found:?}");
        let found = with(
            "{\n  \"scripts\"",
            "{\n  \"dependencies\": {\"koa\": \"2\"}, \"scripts\"",
        );
        assert!(found[0].contains("deployType: koa"), "{found:?}");
    }
}

//! No `service`: the builders read `.name` of undefined.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, first_value};
use crate::message;
use crate::model::ServiceName;
use crate::syntax::{Node, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "service-missing",
    severity: Severity::Error,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun, Cloud::Tencent],
    covers: &["G-05"],
    summary: w("`service` is missing", "缺少 `service`"),
    explanation: w(
        "The builders for aliyun and tencent take the service's name from `service` and throw a TypeError without it. \
         Only files of Midway 3.12 and later, which hold nothing but `provider.name` and `provider.starter` because \
         Serverless Devs deploys them with its own `s.yaml`, do without.",
        "aliyun 和 tencent 的构建器从 `service` 读取服务名，缺少时会抛出 TypeError。只有 Midway 3.12 及以上的写法例外：\
         文件里只有 `provider.name` 和 `provider.starter`，由 Serverless Devs 通过 `s.yaml` 部署。",
    ),
    bad: "provider:
  name: aliyun
functions:
  visit:
    handler: visit.handler
",
    good: "service: clinic
provider:
  name: aliyun
functions:
  visit:
    handler: visit.handler
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let service = context.service;
    let ServiceName::Missing(entry) = service.name() else {
        return;
    };
    if !service.root().is_some_and(Node::is_mapping) || context.document.has_syntax_errors() {
        return; // empty, or something broken may be the service
    }
    if let Some(entry) = entry {
        if entry.value.is_broken() {
            return;
        }
        let problem = sink.report(
            entry.value_span(),
            message!(
                "`service` is empty: it must be the service's name.",
                "`service` 为空：这里必须写服务名。"
            ),
        );
        if let Some((at, text)) = first_value(entry, " my-service") {
            problem.fix(message!("Write a name", "写上服务名"), at, text);
        }
        return;
    }
    let has_starter = service
        .provider()
        .value("starter")
        .is_some_and(|node| !node.is_falsy());
    let is_by_s_yaml = context.toolchain().deploys_by_s_yaml;
    if is_by_s_yaml || has_starter && service.functions().entry().is_none() {
        return; // Midway 3.12: deployed by Serverless Devs through its own file
    }
    let span = service
        .provider()
        .entry()
        .map_or(Span::default(), |entry| entry.key.span());
    // Only where the map is written by indentation can a line be put on top of it.
    let top = service
        .entries()
        .iter()
        .map(|entry| entry.key.span().start)
        .min();
    let problem = sink.report(
        span,
        message!(
            "`service` is missing: packaging and deploying will stop with a TypeError.",
            "缺少 `service`：打包和部署会因 TypeError 中止。"
        ),
    );
    if let Some(top) = top.filter(|&top| is_line_start(context, top)) {
        problem.fix(
            message!("Add `service`", "添加 `service`"),
            Span::empty(top),
            "service: my-service\n",
        );
    }
}

fn is_line_start(context: &ServiceContext, offset: u32) -> bool {
    let text = context.document.text();
    text.line_start(text.line_of(offset)) == offset
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_example, check_rule, fixed};

    #[test]
    fn an_empty_name_is_written() {
        let empty = "service: # ours\nprovider:\n  name: aliyun\n";
        let named = "service: my-service # ours\nprovider:\n  name: aliyun\n";
        assert_eq!(fixed(RULE.code, empty), named);
    }

    #[test]
    fn an_s_yaml_names_the_service() {
        let with = |neighbours: &str| {
            check_example(RULE.code, &format!("# f.yml{neighbours}\n{}", RULE.bad))
        };
        assert!(with(", s.yaml").is_empty());
        assert_eq!(with("").len(), 1);
    }

    #[test]
    fn the_form_of_midway_3_12_is_right() {
        let text = "provider:\n  name: aliyun\n  starter: '@midwayjs/fc-starter'\naggregation:\n  all:\n    functionsPattern: '*'\n";
        assert!(check_rule(RULE.code, text).is_empty());
        let with_functions = format!("{text}functions:\n  a:\n    handler: a.b\n");
        assert_eq!(check_rule(RULE.code, &with_functions).len(), 1);
    }

    #[test]
    fn nothing_behind_the_key_is_missing_too() {
        assert!(
            check_rule(RULE.code, "service:\nprovider:\n  name: aliyun\n")[0]
                .starts_with("error 1:1-1:8")
        );
        assert!(
            check_rule(RULE.code, "service: ''\nprovider:\n  name: tencent\n")[0]
                .starts_with("error 1:10")
        );
    }

    #[test]
    fn vercel_does_not_ask_for_it() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("aliyun", "vercel")).is_empty());
    }

    #[test]
    fn a_broken_file_may_have_it() {
        assert!(check_rule(RULE.code, "service shop\nprovider:\n  name: aliyun\n").is_empty());
    }

    #[test]
    fn it_is_added_on_top() {
        assert_eq!(
            fixed(RULE.code, RULE.bad),
            format!("service: my-service\n{}", RULE.bad)
        );
        assert_eq!(
            fixed(
                RULE.code,
                "{provider: {name: aliyun}, functions: {a: {handler: a.b}}}\n"
            ),
            "{provider: {name: aliyun}, functions: {a: {handler: a.b}}}\n"
        );
    }
}

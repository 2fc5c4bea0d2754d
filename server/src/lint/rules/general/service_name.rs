//! A `service` in which the builders find no name.

use fyml_schema::{Cloud, w};

use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, first_entry};
use crate::message;
use crate::model::ServiceName;
use crate::syntax::Kind;

/// The rule.
pub static RULE: Rule = Rule {
    code: "service-without-name",
    severity: Severity::Error,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun, Cloud::Tencent],
    covers: &["G-06"],
    summary: w("`service` has no name in it", "`service` 中没有名称"),
    explanation: w(
        "Only a string is taken for the service's name; of anything else the builders read the field `name`. So \
         `service: 123`, a list, or a map without `name` gives a service called `undefined`, or none at all. A name \
         must begin with a letter, so that a number in quotes is none either.",
        "只有字符串会被当作服务名；其他类型一律读取它的 `name` 字段。因此 `service: 123`、列表、或没有 `name` 的映射，\
         得到的服务名是 `undefined` 或者根本没有。名称必须以字母开头，所以给数字加引号也没有用。",
    ),
    bad: "service:
  description: orders and payments
provider:
  name: aliyun
",
    good: "service:
  name: shop
  description: orders and payments
provider:
  name: aliyun
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    match context.service.name() {
        ServiceName::WrongShape(entry)
            if !entry.value.is_interpolated()
                && !entry.value.is_broken()
                && entry.value.resolved().kind() != Kind::Alias =>
        {
            // no repair: in quotes a number is still no name that a cloud takes
            sink.report(
                entry.value_span(),
                message!(
                    "The builders find no name in this `service`: it will be called `undefined`. Write a string.",
                    "构建器无法从这样的 `service` 中得到名称，服务名会变成 `undefined`。请写成字符串。"
                ),
            );
        }
        ServiceName::Map(entry, None) => {
            let problem = sink.report(
                entry.key.span(),
                message!(
                    "`service` has no `name`: it will be called `undefined`.",
                    "`service` 中没有 `name`：服务名会变成 `undefined`。"
                ),
            );
            problem.settles(entry.value.span());
            if let Some((at, text)) = first_entry(entry.value, "name: my-service") {
                problem.fix(message!("Add a `name`", "添加 `name`"), at, text);
            }
        }
        ServiceName::Map(_, Some(name)) if name.value.is_falsy() => {
            sink.report(
                name.value_span(),
                message!(
                    "`service.name` is empty: the service will have no name.",
                    "`service.name` 为空：服务将没有名称。"
                ),
            );
        }
        ServiceName::Map(_, Some(name)) if name.value.is_mapping() || name.value.is_sequence() => {
            // `{{serviceName}}` of a template that nobody has filled is a map in a map to YAML
            let message = if name.value.raw().starts_with("{{") {
                message!(
                    "A template placeholder stands here: unfilled, it makes a service called `[object Object]`.",
                    "这里是模板占位符：没有填充时，服务名会变成 `[object Object]`。"
                )
            } else {
                message!(
                    "`service.name` must be a string; the service will be called something like `[object Object]`.",
                    "`service.name` 必须是字符串；现在的服务名会变成 `[object Object]` 之类的内容。"
                )
            };
            sink.report(name.value.span(), message);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn a_map_gets_a_name() {
        assert_eq!(
            fixed(RULE.code, RULE.bad),
            RULE.good.replace("name: shop", "name: my-service")
        );
    }

    fn found(service: &str) -> Vec<String> {
        check_rule(
            RULE.code,
            &format!("service: {service}\nprovider:\n  name: aliyun\n"),
        )
    }

    #[test]
    fn texts_and_maps_with_a_name_are_names() {
        for service in [
            "shop",
            "'2024'",
            "{name: shop}",
            "{name: shop, description: x}",
            "${env.SERVICE}",
        ] {
            assert!(found(service).is_empty(), "{service}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        for service in [
            "123",
            "true",
            "[a]",
            "{}",
            "{description: x}",
            "{name: }",
            "{name: {{x}}}",
            "{name: [a]}",
        ] {
            assert_eq!(found(service).len(), 1, "{service}");
        }
    }
}

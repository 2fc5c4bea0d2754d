//! `environment` that is no map, or holds maps and lists.

use fyml_schema::{Cloud, w};

use super::glued;
use crate::lint::numbers::deployed_aggregations;
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::{Entry, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "environment-not-map",
    severity: Severity::Warning,
    group: Group::Structure,
    clouds: &[Cloud::Aliyun, Cloud::Tencent],
    covers: &["G-27"],
    summary: w(
        "`environment` is not a map from variable to value",
        "`environment` 不是从变量名到值的映射",
    ),
    explanation: w(
        "The builders spread `environment` into an object. Of a list that gives variables named `0`, `1`, …, of a string \
         one for every letter. A map below it, such as the `variables` of Tencent's own format, becomes one variable \
         whose value is `[object Object]`.",
        "构建器会把 `environment` 展开成对象。写成列表时，变量名会变成 `0`、`1`……；写成字符串时，每个字符都是一个变量。\
         如果里面还有一层映射（例如腾讯云自己格式中的 `variables`），则会变成一个值为 `[object Object]` 的变量。",
    ),
    bad: "service: library
provider:
  name: aliyun
  environment:
    - SHELVES: many
",
    good: "service: library
provider:
  name: aliyun
  environment:
    SHELVES: many
",
    fixable: false,
    check: Check::Both {
        service: check_service,
        function: check_function,
    },
};

fn check_service(context: &ServiceContext, sink: &mut Sink) {
    let of_provider = context.service.provider().get("environment");
    let of_aggregations = deployed_aggregations(context)
        .into_iter()
        .filter_map(|aggregation| aggregation.get("environment"));
    for entry in of_provider.into_iter().chain(of_aggregations) {
        check(entry, sink);
    }
}

fn check_function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context.has_deploy_type || !context.membership.is_deployed_alone() {
        return;
    }
    if let Some(entry) = function.get("environment") {
        check(entry, sink);
    }
}

fn check(entry: Entry, sink: &mut Sink) {
    let value = entry.value;
    if value.is_mapping() {
        value
            .seen_entries()
            .for_each(|variable| check_variable(variable, sink));
    } else if value.is_sequence() && value.items().next().is_some() {
        sink.report(
            entry.key.span(),
            message!(
                "`environment` is a list: its variables will be called `0`, `1`, …. Write `NAME: value` without dashes.",
                "`environment` 写成了列表：变量名会变成 `0`、`1`……。请去掉短横线，写成 `NAME: value`。"
            ),
        )
        .settles(value.span());
    } else if value.as_str().is_some_and(|text| !text.is_empty())
        && glued::colon_below(entry).is_none()
        && !value.is_interpolated()
    {
        sink.report(
            entry.value_span(),
            message!(
                "`environment` must be a map: of this string every letter becomes a variable.",
                "`environment` 必须是映射：这个字符串的每个字符都会变成一个变量。"
            ),
        );
    }
}

fn check_variable(variable: Entry, sink: &mut Sink) {
    let value = variable.value;
    if !(value.is_mapping() || value.is_sequence()) || is_flow_placeholder(value) {
        return;
    }
    let name = variable.name();
    sink.report(
        variable.key.span(),
        if value.is_mapping() {
            message!(
                "The value of `{name}` is a map, not a string: the functions will not see the variables below it.",
                "`{name}` 的值是映射而不是字符串：函数读不到它下面的变量。"
            )
        } else {
            message!(
                "The value of `{name}` is a list, not a string. Write it as one string.",
                "`{name}` 的值是列表而不是字符串。请写成一个字符串。"
            )
        },
    )
    .settles(value.span());
}

/// `{{name}}` of a template reads as a map in a map.
fn is_flow_placeholder(value: Node) -> bool {
    value.raw().starts_with("{{")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    fn found(environment: &str) -> Vec<String> {
        underlined(
            RULE.code,
            &format!("provider:\n  name: aliyun\n  environment: {environment}\n"),
        )
    }

    #[test]
    fn maps_in_maps_are_found_at_their_name() {
        assert_eq!(
            found("{variables: {A: x}, B: [1], C: x}"),
            ["variables", "B"]
        );
    }

    #[test]
    fn maps_of_scalars_and_nothing_are_fine() {
        for environment in ["{A: 1, B: true, C: , D: x}", "{}", "[]", "", "${env.ALL}"] {
            assert_eq!(found(environment), [] as [&str; 0], "{environment}");
        }
    }

    #[test]
    fn functions_are_looked_at_too() {
        let text = "provider:\n  name: tencent\nfunctions:\n  a:\n    handler: a.b\n    environment: AB=1\n";
        assert!(check_rule(RULE.code, text)[0].starts_with("warning 6:18"));
    }

    #[test]
    fn the_schema_adds_nothing() {
        let all = crate::lint::testing::check(RULE.bad);
        assert_eq!(all.len(), 1, "{all:?}");
    }
}

//! Environment values that are no text.

use fyml_schema::{Cloud, DeployPath, w};

use super::plain_secret::holds_secret;
use crate::lint::numbers::deployed_aggregations;
use crate::lint::{Check, FunctionContext, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::{Entry, Kind, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "environment-not-text",
    severity: Severity::Info,
    group: Group::Structure,
    clouds: &[Cloud::Aliyun, Cloud::Tencent],
    covers: &["G-28"],
    summary: w(
        "The value of an environment variable is not a string",
        "环境变量的值不是字符串",
    ),
    explanation: w(
        "Environment variables are strings. Numbers and booleans are turned into strings by aliyun's default path, but reach \
         the cloud's API as they are with `--useFun` and on tencent; a number may lose its zeros on the way (`0123`, \
         `1.10`), a date becomes a long one, and an empty value is dropped. Quote the value.",
        "环境变量只能是字符串。aliyun 默认路径会把数字和布尔值转成字符串；使用 `--useFun` 或部署到 tencent 时则会原样传给云平台的 API。\
         数字可能因此丢掉零（`0123`、`1.10`），日期会变成很长的形式，空值会被丢弃。请给值加上引号。",
    ),
    bad: "service: library
provider:
  name: aliyun
  environment:
    SHELVES: 0120
",
    good: "service: library
provider:
  name: aliyun
  environment:
    SHELVES: '0120'
",
    fixable: true,
    check: Check::Both {
        service: check_service,
        function: check_function,
    },
};

fn check_service(context: &ServiceContext, sink: &mut Sink) {
    let of_provider = context.service.provider().value("environment");
    let of_aggregations = deployed_aggregations(context)
        .into_iter()
        .filter_map(|aggregation| aggregation.body().value("environment"));
    for environment in of_provider.into_iter().chain(of_aggregations) {
        for variable in environment.entries() {
            check(variable, context.path, sink);
        }
    }
}

fn check_function(function: Function, context: &FunctionContext, sink: &mut Sink) {
    if context.has_deploy_type || !context.membership.is_deployed_alone() {
        return;
    }
    let entries = function
        .value("environment")
        .map(|node| node.seen_entries());
    entries
        .into_iter()
        .flatten()
        .for_each(|variable| check(variable, context.path, sink));
}

fn check(variable: Entry, path: Option<DeployPath>, sink: &mut Sink) {
    let value = variable.value;
    // nearly all are texts, which are what they look like
    let is_text = value.resolved().kind() == Kind::Str;
    if is_text || value.is_interpolated() || holds_secret(variable) {
        return;
    }
    let name = variable.name();
    let raw = value.raw();
    let node = value.resolved();
    let message = match node.kind() {
        Kind::Null => {
            let span = variable.value_span();
            sink.report(
                span,
                message!(
                    "`{name}` has no value, and may not be set at all. Write `''` for an empty string.",
                    "`{name}` 没有值，部署后可能不会设置这个变量。空字符串请写 `''`。"
                ),
            )
            .severity(Severity::Hint);
            return;
        }
        Kind::Timestamp => message!(
            "`{raw}` is a date to YAML: `{name}` will hold its long form. Quote it.",
            "`{raw}` 会被 YAML 当作日期，`{name}` 得到的是它的完整形式。请加引号。"
        ),
        Kind::Int | Kind::Float if !keeps_its_digits(node.raw(), node.as_number()) => message!(
            "`{raw}` is a number to YAML: `{name}` will not hold these digits. Quote it.",
            "`{raw}` 会被 YAML 当作数字，`{name}` 得到的不是这串字符。请加引号。"
        ),
        // fc-deploy makes the same text of it
        Kind::Int | Kind::Float | Kind::Bool if path == Some(DeployPath::ServerlessDevs) => return,
        Kind::Int | Kind::Float | Kind::Bool => {
            let problem = sink.report(
                value.span(),
                message!(
                    "`{name}` is not a string, and is handed on to the cloud as it is. Quote it.",
                    "`{name}` 的值不是字符串，会原样传给云平台。请加引号。"
                ),
            );
            problem.severity(Severity::Hint);
            quote(variable, problem);
            return;
        }
        _ => return,
    };
    let problem = sink.report(value.span(), message);
    quote(variable, problem);
}

fn quote(variable: Entry, problem: &mut crate::lint::Problem) {
    let value = variable.value;
    if value.style() == Style::Plain && value.tag_span().is_none() && value.kind() != Kind::Alias {
        let raw = value.raw();
        problem.safe_fix(
            message!("Quote it", "加上引号"),
            value.span(),
            format!("'{raw}'"),
        );
    }
}

/// Whether JavaScript writes this number just as it is written here.
fn keeps_its_digits(raw: &str, number: Option<f64>) -> bool {
    number.is_some_and(|number| number.abs() < 1e15 && number.to_string() == raw)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    fn found(value: &str) -> Vec<String> {
        check_rule(
            RULE.code,
            &format!("provider:\n  name: aliyun\n  environment:\n    A: {value}\n"),
        )
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn what_loses_its_form_is_more_than_what_only_changes_its_type() {
        for value in [
            "0120",
            "1.10",
            "1e3",
            "0x1f",
            "2020-01-01",
            "12345678901234567890",
        ] {
            assert!(
                found(value)[0].starts_with("info 4:8"),
                "{value}: {:?}",
                found(value)
            );
        }
        for value in ["3306", "true", "1.5", "-1"] {
            assert!(
                found(value).is_empty(),
                "fc-deploy writes the same text: {value}"
            );
            let tencent = format!("provider:\n  name: tencent\n  environment:\n    A: {value}\n");
            assert!(
                check_rule(RULE.code, &tencent)[0].starts_with("hint 4:8"),
                "{value}"
            );
        }
        assert!(found("")[0].starts_with("hint 4:5-4:6"));
    }

    #[test]
    fn a_secret_has_a_problem_of_its_own() {
        assert!(
            check_rule(
                RULE.code,
                "provider:\n  name: tencent\n  environment:\n    PASSWORD: 0123\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn texts_are_fine() {
        for value in ["x", "'1'", "''", "${env.A}", "yes", "[1]"] {
            assert!(found(value).is_empty(), "{value}");
        }
    }
}

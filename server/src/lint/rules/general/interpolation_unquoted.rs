//! `KEY: ${env.X}` without quotes in `environment`: the variable's content is read as YAML.

use std::collections::HashSet;

use fyml_schema::w;

use super::interpolation::{Form, interpolations};
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::{Node, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "interpolation-unquoted",
    severity: Severity::Hint,
    group: Group::Provider,
    clouds: &[],
    covers: &["G-10"],
    summary: w(
        "`${env.X}` without quotes where text is needed",
        "需要字符串的地方，`${env.X}` 没有加引号",
    ),
    explanation: w(
        "Variables are put into the raw text before the YAML is read. Without quotes a password such as `0123`, `1e5`, \
         `true` or `a: b` changes its type or breaks the whole file. Write `\"${env.X}\"` for environment variables \
         and cron values.",
        "变量会在解析 YAML 之前直接拼进原始文本。没有引号时，`0123`、`1e5`、`true`、`a: b` 这样的密码会改变类型，甚至破坏整个文件。\
         环境变量和 cron 值请写成 `\"${env.X}\"`。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  environment:
    REGION_CODE: ${env.SHOP_REGION}
",
    good: "service: shop
provider:
  name: aliyun
  environment:
    REGION_CODE: \"${env.SHOP_REGION}\"
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let found = interpolations(context);
    if found.is_empty() {
        return;
    }
    let provider = text_values(context.service.provider().value("environment"));
    let mut texts: HashSet<Span> = HashSet::from_iter(provider);
    for function in context.service.functions().iter() {
        texts.extend(texts_of(function));
    }
    for aggregation in context.service.aggregations() {
        texts.extend(text_values(aggregation.body().value("environment")));
    }
    let mut last = None;
    for found in found {
        let span = found.node.span();
        let is_variable = matches!(found.form, Form::Variable(_));
        let is_text = found.node.style() == Style::Plain && texts.contains(&span);
        if is_variable && is_text && last.replace(span) != Some(span) {
            let raw = found.node.raw();
            let problem = sink.report(
                span,
                message!(
                    "Not quoted: a value such as `0123`, `true` or `a: b` will change its type or break the file.",
                    "没有加引号：遇到 `0123`、`true`、`a: b` 这样的值时，类型会改变，甚至破坏整个文件。"
                ),
            );
            if !raw.contains(['"', '\\', '\n']) {
                problem.safe_fix(message!("Quote it", "加上引号"), span, format!("\"{raw}\""));
            }
        }
    }
}

/// The places of the values in a function that have to be text.
fn texts_of(function: Function) -> Vec<Span> {
    let mut texts = text_values(function.value("environment"));
    let timers = function.active_triggers("timer");
    let timers = timers.iter().filter_map(|timer| timer.value("value"));
    texts.extend(timers.map(Node::span));
    texts
}

/// The places of all values of a map.
fn text_values(map: Option<Node>) -> Vec<Span> {
    let entries = map.map(Node::entries).unwrap_or_default();
    entries.iter().map(|entry| entry.value.span()).collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn one_value_is_one_problem() {
        let text = "functions:\n  a:\n    environment:\n      URL: ${env.HOST}:${env.PORT}\n";
        assert_eq!(underlined(RULE.code, text), ["${env.HOST}:${env.PORT}"]);
    }

    #[test]
    fn cron_values_are_text() {
        let text = "functions:\n  a:\n    events:\n      - timer:\n          value: ${env.CRON}\n";
        assert_eq!(underlined(RULE.code, text), ["${env.CRON}"]);
    }

    #[test]
    fn names_and_numbers_may_stay_as_they_are() {
        let text = "service: ${env.A}\nprovider:\n  timeout: ${env.B}\n  environment:\n    A: '${env.C}'\n";
        assert!(check_rule(RULE.code, text).is_empty());
    }
}

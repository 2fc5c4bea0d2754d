//! Several `http` triggers in one function: the cloud has room for one.

use fyml_schema::{Cloud, methods, w};

use super::deployed_triggers;
use crate::lint::edit::{comments, item_removal};
use crate::lint::{
    Check, Fix, FunctionContext, Group, Rule, Severity, Sink, TextEdit, replace_value,
};
use crate::message;
use crate::model::{Event, EventShape, Events, Function, Trigger};
use crate::syntax::{Kind, Node};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-http-twice",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-07"],
    summary: w(
        "More than one `http` trigger in a function",
        "一个函数有多个 `http` 触发器",
    ),
    explanation: w(
        "A function on aliyun has one HTTP trigger. Without names both get the same one, and the second overwrites the \
         first: its methods are lost. With different names the cloud refuses the second. Write one trigger with all \
         methods and a path that holds both (`/order/*`), or two functions.",
        "aliyun 的一个函数只能有一个 HTTP 触发器。不写名称时两者重名，后一个覆盖前一个，前一个的方法就丢失了；\
         名称不同时，云端会拒绝第二个。请合并成一个触发器，写上所有方法和能覆盖两者的路径（如 `/order/*`），或者拆成两个函数。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  order:
    handler: order.handler
    events:
      - http:
          path: /order
          method: get
      - http:
          path: /order
          method: post
",
    good: "service: shop
provider:
  name: aliyun
functions:
  order:
    handler: order.handler
    events:
      - http:
          path: /order
          method: [get, post]
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let mut https = deployed_triggers(function, context).filter(|(_, facts)| facts.name == "http");
    let Some((first, _)) = https.next() else {
        return;
    };
    let name = function.name();
    for (number, (trigger, _)) in https.enumerate() {
        let same_name = match (first.value("name"), trigger.value("name")) {
            (Some(one), Some(other)) => one.scalar_str() == other.scalar_str(),
            (None, None) => true,
            _ => false,
        };
        let message = if same_name {
            message!(
                "A second `http` trigger overwrites the first one of `{name}`: its methods are lost. Write one trigger with all methods.",
                "第二个 `http` 触发器会覆盖 `{name}` 的第一个，前者的方法会丢失。请合并成一个触发器，写上所有方法。"
            )
        } else {
            message!(
                "A function has one `http` trigger on aliyun: the second one of `{name}` will be refused. Write one trigger with all methods.",
                "aliyun 的一个函数只能有一个 `http` 触发器：`{name}` 的第二个会被拒绝。请合并成一个触发器，写上所有方法。"
            )
        };
        let problem = sink.report(trigger.entry().key.span(), message);
        problem.related(
            first.entry().key.span(),
            message!("The first `http` trigger", "第一个 `http` 触发器"),
        );
        // one after the other
        if number == 0 {
            problem.fix = merged(function, first, trigger, context).map(|edits| Fix {
                title: message!("Merge both into one trigger", "把两者合并成一个触发器"),
                edits,
                is_safe: false,
            });
        }
    }
}

/// The edits that give the first trigger the methods of the second as well and take the second away. `None` unless the
/// two differ in nothing else.
fn merged(
    function: Function,
    first: Trigger,
    second: Trigger,
    context: &FunctionContext,
) -> Option<Vec<TextEdit>> {
    let rule = methods(context.path?)?;
    let has_others = |trigger: Trigger| {
        let mut fields = trigger.entry().value.written_entries();
        fields.any(|field| !matches!(&*field.name(), "path" | "method"))
    };
    if path(first)? != path(second)? || has_others(first) || has_others(second) {
        return None;
    }
    let entry = first.get("method")?;
    let mut all: Vec<&str> = Vec::new();
    for value in [entry.value, second.value("method")?] {
        let items: Vec<Node> = match value.is_sequence() {
            true => value.items().collect(),
            false => vec![value],
        };
        for item in items {
            let method = item.as_str()?;
            let upper = method.to_uppercase();
            if !rule.accepted.contains(&upper.as_str()) {
                return None;
            }
            if !all.iter().any(|known| known.eq_ignore_ascii_case(method)) {
                all.push(method);
            }
        }
    }
    let Events::List(events) = function.events() else {
        return None;
    };
    let is_in = |event: &Event| event.shape() == EventShape::OneKey;
    let mut items = function.events().iter().filter(is_in);
    let item = items.find(|event| event.triggers().contains(&second))?;
    let removal = item_removal(events.value, item.node())?;
    let is_bare = comments::within(entry.value).is_empty()
        && first.entry().value.kind() == Kind::Mapping
        && entry.value.kind() != Kind::Alias;
    let (span, text) = replace_value(entry, &format!("[{}]", all.join(", ")));
    is_bare.then(|| vec![TextEdit { span, text }, removal])
}

/// What is written as its path, if anything; `None` if that is no text.
fn path(trigger: Trigger<'_>) -> Option<Option<&str>> {
    match trigger.value("path") {
        None => Some(None),
        Some(path) => path.as_str().map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn each_further_trigger_is_reported_where_it_stands() {
        let found = check_rule(RULE.code, RULE.bad);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("warning 11:9-11:13 A second"),
            "{found:?}"
        );
        let named = RULE
            .bad
            .replacen("path: /order\n", "path: /order\n          name: read\n", 1);
        assert!(check_rule(RULE.code, &named)[0].contains("will be refused"));
    }

    #[test]
    fn two_that_differ_in_their_methods_become_one() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let flow = "provider: {name: aliyun}\nfunctions:\n  a:\n    handler: a.b\n    events: [http: {method: [get, PUT]}, timer: {value: '0 0 4 * * *'}, http: {method: put}]\n";
        assert_eq!(
            fixed(RULE.code, flow),
            flow.replace(", http: {method: put}", "")
        );
        let lines = RULE.bad.replacen("get", "\n            - get", 1);
        assert_eq!(fixed(RULE.code, &lines), RULE.good);
    }

    #[test]
    fn what_differs_otherwise_is_left_to_the_user() {
        for (from, to) in [
            (
                "path: /order\n          method: post",
                "path: /pay\n          method: post",
            ),
            ("method: post", "method: fetch"),
            ("method: post", "name: x"),
            ("method: post", "method: post # 说明"),
            ("method: post", "version: '1'\n          method: post"),
        ] {
            let text = RULE.bad.replace(from, to);
            assert_eq!(fixed(RULE.code, &text), text, "{to}");
        }
    }

    #[test]
    fn an_aggregation_routes_them_itself() {
        let text = format!(
            "{}aggregation:\n  main:\n    functions: [order]\n",
            RULE.bad
        );
        assert!(check_rule(RULE.code, &text).is_empty());
        let both = text.replace(
            "functions: [order]",
            "functions: [order]\n    deployOrigin: true",
        );
        assert_eq!(check_rule(RULE.code, &both).len(), 1);
    }

    #[test]
    fn one_trigger_and_ignored_ones_are_fine() {
        let one = RULE.bad.replacen("http", "apigw", 1);
        assert!(check_rule(RULE.code, &one).is_empty());
    }
}

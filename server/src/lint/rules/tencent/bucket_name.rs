//! COS triggers whose name is not the bucket's.

use fyml_schema::{COS_BUCKET_EXAMPLE, Cloud, w};

use super::triggers_of;
use crate::lint::edit::with_fields;
use crate::lint::{Check, Fix, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::{Function, Trigger, TriggerShape};
use crate::syntax::{Node, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "tencent-bucket-name",
    severity: Severity::Error,
    group: Group::Triggers,
    clouds: &[Cloud::Tencent],
    covers: &["T-10"],
    summary: w(
        "A COS trigger needs the bucket's access domain as its name",
        "COS 触发器的名称必须是存储桶的访问域名",
    ),
    explanation: w(
        "The deployer creates a COS trigger only if `name` and `bucket` are the same, and both must be the bucket's access \
         domain, `<bucket-APPID>.cos.<region>.myqcloud.com`. Otherwise it is skipped with a line in the log. A missing \
         `name` becomes `cos`.",
        "只有 `name` 与 `bucket` 相同时部署工具才会创建 COS 触发器，并且两者都必须是存储桶的访问域名 \
         `<bucket-APPID>.cos.<region>.myqcloud.com`；否则只在日志里留下一行就跳过。省略 `name` 时它会变成 `cos`。",
    ),
    bad: "service: shop
provider:
  name: tencent
functions:
  thumbnail:
    handler: thumbnail.make
    events:
      - os:
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: cos:ObjectCreated:*
",
    good: "service: shop
provider:
  name: tencent
functions:
  thumbnail:
    handler: thumbnail.make
    events:
      - os:
          name: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          bucket: photos-1250000000.cos.ap-guangzhou.myqcloud.com
          events: cos:ObjectCreated:*
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, cx: &FunctionContext, sink: &mut Sink) {
    for trigger in triggers_of(function, cx, "os") {
        if trigger.shape() != TriggerShape::Broken
            && !trigger.value("parameters").is_some_and(Node::is_mapping)
        {
            check_names(function, trigger, sink);
        }
    }
}

fn check_names(function: Function, trigger: Trigger, sink: &mut Sink) {
    let is_unknown =
        |node: Option<Node>| node.is_some_and(|node| node.is_interpolated() || node.is_broken());
    let name = trigger.value("name").filter(|name| !name.is_falsy());
    let bucket = trigger.value("bucket").filter(|bucket| !bucket.is_falsy());
    if is_unknown(name) || is_unknown(bucket) {
        return;
    }
    let Some(bucket_entry) = trigger.get("bucket").filter(|_| bucket.is_some()) else {
        let function = function.name();
        let problem = sink.report(
            trigger.entry().key.span(),
            message!(
                "This trigger of `{function}` will not be created: it needs `bucket` and `name`, both the bucket's access domain.",
                "`{function}` 的这个触发器不会被创建：需要 `bucket` 和 `name`，两者都是存储桶的访问域名。"
            ),
        );
        // a name that is there is most likely the bucket's
        let example = name.map_or(COS_BUCKET_EXAMPLE, |name| name.raw());
        let both = [("bucket", example), ("name", example)];
        let fields = match name {
            Some(_) => &both[..1],
            None => &both[..],
        };
        problem.fix = with_fields(trigger.entry(), fields).map(|edits| Fix {
            title: message!("Add the bucket", "补上存储桶"),
            edits,
            is_safe: false,
        });
        return;
    };
    let bucket = bucket_entry.value;
    let is_same =
        |name: Node| name.scalar_str().is_some() && name.scalar_str() == bucket.scalar_str();
    if name.is_some_and(is_same) {
        return;
    }
    let text = bucket.raw();
    let title = message!("Use the bucket's name", "使用存储桶的名称");
    match name {
        Some(name) => {
            sink.report(
                name.span(),
                message!(
                    "This trigger will not be created: its `name` must be the same as `bucket`, the bucket's access domain.",
                    "该触发器不会被创建：`name` 必须与 `bucket`（存储桶的访问域名）相同。"
                ),
            )
            .fix(title, name.span(), text);
        }
        None => {
            let problem = sink.report(
                trigger.entry().key.span(),
                message!(
                    "This trigger will not be created without a `name`: it must be the same as `bucket`, the bucket's access domain.",
                    "没有 `name`，该触发器不会被创建：`name` 必须与 `bucket`（存储桶的访问域名）相同。"
                ),
            );
            if trigger.get("name").is_none() {
                let key = bucket_entry.key.span();
                let is_block = trigger.entry().value.resolved().style() == Style::Block;
                let separator = if is_block {
                    indented_line(bucket_entry.key)
                } else {
                    ", ".to_owned()
                };
                problem.fix(
                    title,
                    Span::empty(key.start),
                    format!("name: {text}{separator}"),
                );
            }
        }
    }
}

/// A new line that begins where this key begins.
fn indented_line(key: Node) -> String {
    let text = key.document().text();
    let start = key.span().start;
    let line = text.line_of(start);
    let column = start - text.line_start(line);
    format!("\n{}", " ".repeat(column as usize))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        let other = RULE.good.replace("name: photos", "name: picture");
        assert_eq!(fixed(RULE.code, &other), RULE.good);
    }

    #[test]
    fn a_flow_map_stays_one() {
        let text = "provider: {name: tencent}\nfunctions:\n  a:\n    events: [cos: {bucket: b.cos, events: x}]\n";
        assert!(fixed(RULE.code, text).contains("cos: {name: b.cos, bucket: b.cos,"));
    }

    #[test]
    fn what_is_unknown_or_of_another_form_is_left_alone() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("photos-", "${env.BUCKET}-")).is_empty());
        let block = "          parameters: {bucket: a}\n";
        assert!(check_rule(RULE.code, &format!("{}{block}", RULE.bad)).is_empty());
    }
}

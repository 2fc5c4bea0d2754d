//! Values of the wrong type: what was expected and what is there, in YAML's terms.

use fyml_schema::{Lang, Unit, ValueKind, Wording, w};

use super::{Bound, Finding};
use crate::lint::{Message, Sink};
use crate::message;
use crate::syntax::{Kind, Node, Style};

/// A value of a type that is not read there.
pub(super) fn wrong_type(finding: &Finding, sink: &mut Sink) {
    let Some(kind) = finding.kind else { return };
    let expected = expected(kind, finding.key.and_then(|key| key.unit));
    let found = found(finding.node);
    let name = finding.entry.map(|entry| entry.name().into_owned());
    let is_empty = finding.node.resolved().style() == Style::Absent;
    let text = match name {
        Some(name) if is_empty => Message {
            en: format!("`{name}` is empty, and must be {}.", expected.en),
            zh: format!("`{name}` 是空的，应为{}。", expected.zh),
        },
        Some(name) => Message {
            en: format!("`{name}` must be {}, not {}.", expected.en, found.en),
            zh: format!("`{name}` 应为{}，而不是{}。", expected.zh, found.zh),
        },
        None => Message {
            en: format!("Expected {}, found {}.", expected.en, found.en),
            zh: format!("此处应为{}，而不是{}。", expected.zh, found.zh),
        },
    };
    let span = finding
        .entry
        .map_or(finding.node.span(), |entry| entry.value_span());
    sink.report(span, text);
}

/// A number beyond what makes sense.
pub(super) fn out_of_range(finding: &Finding, sink: &mut Sink) {
    let Some(bound) = &finding.bound else { return };
    let name = finding.key.map_or("", |key| key.name);
    let text = match bound {
        Bound::AtLeast(limit) => message!(
            "`{name}` must be at least {limit}.",
            "`{name}` 不能小于 {limit}。"
        ),
        Bound::AtMost(limit) => message!(
            "`{name}` must be at most {limit}.",
            "`{name}` 不能大于 {limit}。"
        ),
        Bound::MultipleOf(step) => message!(
            "`{name}` must be a multiple of {step}.",
            "`{name}` 必须是 {step} 的倍数。"
        ),
    };
    sink.report(finding.node.span(), text);
}

/// What a shape is called. Texts in Chinese follow 应为 without a blank.
fn expected(kind: &'static ValueKind, unit: Option<Unit>) -> Message {
    let names: Vec<Message> = kind
        .alternatives()
        .iter()
        .map(|kind| one(kind, unit))
        .collect();
    let join = |lang, last: &str| {
        let texts: Vec<&str> = names.iter().map(|name| name.get(lang)).collect();
        match texts.split_last() {
            Some((end, start)) if !start.is_empty() => format!(
                "{}{last}{end}",
                start.join(if lang == Lang::En { ", " } else { "、" })
            ),
            _ => texts.concat(),
        }
    };
    Message {
        en: join(Lang::En, " or "),
        zh: join(Lang::ZhCn, "或"),
    }
}

fn one(kind: &'static ValueKind, unit: Option<Unit>) -> Message {
    let plain = |text: Wording| Message {
        en: text.en.to_owned(),
        zh: text.zh.to_owned(),
    };
    match kind {
        ValueKind::Str
        | ValueKind::Scalar
        | ValueKind::Known(_)
        | ValueKind::Enum { open: true, .. } => plain(w("a string", "字符串")),
        ValueKind::Int { .. } => {
            let unit = match unit {
                Some(Unit::Seconds) => w(" (seconds)", "（秒）"),
                Some(Unit::Megabytes) => w(" (MB)", "（MB）"),
                _ => w("", ""),
            };
            Message {
                en: format!("a whole number{}", unit.en),
                zh: format!("整数{}", unit.zh),
            }
        }
        ValueKind::Bool => plain(w("`true` or `false`", " `true` 或 `false`")),
        ValueKind::Null => plain(w("nothing", "空")),
        ValueKind::Enum {
            values,
            open: false,
        } => {
            let list: Vec<String> = values
                .iter()
                .map(|value| format!("`{}`", value.value))
                .collect();
            Message {
                en: format!("one of {}", list.join(", ")),
                zh: format!(" {} 之一", list.join("、")),
            }
        }
        ValueKind::List(item) => {
            let item = one(item, unit);
            Message {
                en: format!("a list (each item {})", item.en),
                zh: format!("列表（每项为{}）", item.zh),
            }
        }
        ValueKind::Map(_) | ValueKind::MapOf(_) => {
            plain(w("a map (`key: value`)", "映射（`key: value`）"))
        }
        ValueKind::OneOf(_) => expected(kind, unit),
        ValueKind::Any => plain(w("a value", "一个值")),
    }
}

/// What a node is called.
fn found(node: Node) -> Wording {
    match node.resolved().kind() {
        Kind::Null if node.style() == Style::Absent => w("nothing", "空值"),
        Kind::Null => w("`null`", " `null`"),
        Kind::Bool => w("`true` or `false`", "布尔值"),
        Kind::Int | Kind::Float => w("a number", "数字"),
        Kind::Timestamp => w("a date (quote it)", "日期（请加引号）"),
        Kind::Binary => w("binary data", "二进制数据"),
        Kind::Str => w("a string", "字符串"),
        Kind::Mapping => w("a map", "映射"),
        Kind::Sequence => w("a list", "列表"),
        Kind::Alias | Kind::Broken => w("something unreadable", "无法读取的内容"),
    }
}

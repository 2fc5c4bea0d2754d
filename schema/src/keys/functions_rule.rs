//! The keys of `functionsRule` (Hooks 0.x).

use crate::{
    Table, ValueKind,
    key::key,
    source::{Source, read},
    w,
};

const HOOKS: Source = read("serverless-spec-builder src/interface.ts 145-165; @midwayjs/hooks 0.x");

static HTTP: Table = Table {
    name: "functionsRule.http",
    title: w("http rule", "http 规则"),
    open: true,
    keys: &[
        key(
            "basePath",
            ValueKind::Str,
            w("Path prefix of the routes.", "路由的路径前缀。"),
            HOOKS,
        )
        .files(7),
        key(
            "underscore",
            ValueKind::Bool,
            w(
                "Writes route names with underscores.",
                "路由名使用下划线形式。",
            ),
            HOOKS,
        )
        .files(1),
    ],
};

static EVENTS: Table = Table {
    name: "functionsRule.events",
    title: w("events of a rule", "规则的触发器"),
    open: true,
    keys: &[key(
        "http",
        ValueKind::OneOf(&[ValueKind::Bool, ValueKind::Map(&HTTP)]),
        w("The http routes of the folder.", "该目录对应的 http 路由。"),
        HOOKS,
    )
    .files(7)],
};

static EVENTS_ITEM: ValueKind = ValueKind::Map(&EVENTS);

/// One rule: the new form is a list of these.
pub static FUNCTIONS_RULE_ITEM: Table = Table {
    name: "functionsRule.rule",
    title: w("rule", "规则"),
    open: true,
    keys: &[
        key(
            "baseDir",
            ValueKind::Str,
            w("Folder of the functions.", "函数所在目录。"),
            HOOKS,
        )
        .files(7),
        key(
            "events",
            ValueKind::OneOf(&[ValueKind::Map(&EVENTS), ValueKind::List(&EVENTS_ITEM)]),
            w(
                "The triggers of the functions in the folder.",
                "该目录下函数的触发器。",
            ),
            HOOKS,
        )
        .files(7),
    ],
};

static RULE: ValueKind = ValueKind::Map(&FUNCTIONS_RULE_ITEM);

/// The older form: a map with `source` and `rules`.
pub static FUNCTIONS_RULE: Table = Table {
    name: "functionsRule",
    title: w("function rules", "函数规则"),
    open: true,
    keys: &[
        key(
            "rules",
            ValueKind::List(&RULE),
            w("The rules, one per folder.", "规则列表，每个目录一条。"),
            HOOKS,
        )
        .files(7),
        key(
            "source",
            ValueKind::Str,
            w("Root folder of the functions.", "函数的根目录。"),
            HOOKS,
        )
        .files(4),
    ],
};

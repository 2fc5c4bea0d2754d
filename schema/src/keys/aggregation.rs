//! The keys of `aggregation.<name>`: its own, and those of the function it becomes.

use super::function::{
    AUTH_TYPE, CODE_URI, CONCURRENCY, DESCRIPTION, ENVIRONMENT, GENERATED, INIT_TIMEOUT,
    INITIALIZER, LAYERS, MEMORY_SIZE, NAME, RUNTIME, STAGE, TIMEOUT,
};
use super::{NONE, STR};
use crate::{
    Literal, Table, ValueKind,
    key::key,
    source::{Source, read},
    w,
};

const PKG: Source = read("cli-plugin-package src/index.ts checkAggregation 1091-1250");

/// The body of an aggregation.
pub static AGGREGATION: Table = Table {
    name: "aggregation",
    title: w("aggregation", "聚合"),
    open: false,
    keys: &[
        key(
            "functionsPattern",
            ValueKind::OneOf(&[ValueKind::Str, ValueKind::List(&STR)]),
            w(
                "Globs over function names. A function must match every one of them; `'!name'` excludes. Quote a leading `*`.",
                "匹配函数名的 glob。函数必须匹配其中每一条；`'!name'` 表示排除。以 `*` 开头时要加引号。",
            ),
            PKG,
        )
        .files(56)
        .example("['*']"),
        key(
            "deployOrigin",
            ValueKind::Bool,
            w(
                "Whether the members are also deployed on their own.",
                "成员函数是否也单独部署。",
            ),
            PKG,
        )
        .default(Literal::Bool(false))
        .files(30),
        key(
            "functions",
            ValueKind::List(&STR),
            w(
                "Names of the members; wins over `functionsPattern`.",
                "成员函数名列表；优先于 `functionsPattern`。",
            ),
            PKG,
        )
        .files(6)
        .example("[index, getUser]"),
        key(
            "eventTrigger",
            ValueKind::Bool,
            w(
                "Merges the functions without http triggers instead of those with.",
                "改为聚合非 http 触发器的函数。",
            ),
            PKG,
        )
        .default(Literal::Bool(false))
        .since("1.3.5")
        .files(4),
        TIMEOUT,
        MEMORY_SIZE,
        RUNTIME,
        INIT_TIMEOUT,
        CONCURRENCY,
        ENVIRONMENT,
        LAYERS,
        DESCRIPTION,
        INITIALIZER,
        NAME,
        AUTH_TYPE,
        STAGE,
        CODE_URI,
        key(
            "handler",
            ValueKind::Any,
            w(
                "Overwritten with `<name>.handler`.",
                "会被覆盖为 `<name>.handler`。",
            ),
            PKG,
        )
        .on(NONE)
        .deprecated(w(
            "Overwritten: the handler of an aggregation is always `<name>.handler`.",
            "会被覆盖：聚合函数的 handler 始终是 `<name>.handler`。",
        )),
        key(
            "events",
            ValueKind::Any,
            w(
                "Overwritten with what the members' triggers add up to.",
                "会被覆盖为成员触发器合并后的结果。",
            ),
            PKG,
        )
        .on(NONE)
        .deprecated(w(
            "Overwritten: the triggers of an aggregation come from its members.",
            "会被覆盖：聚合函数的触发器由成员函数决定。",
        )),
        GENERATED[0],
        GENERATED[1],
        GENERATED[2],
        GENERATED[3],
    ],
};

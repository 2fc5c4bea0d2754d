//! `timer`.

use super::parameters;
use crate::{
    DeployPath, Literal, Support, Table, Trigger, ValueKind,
    key::key,
    keys::{AF, AFT, ON_AFT},
    source::{Source, read},
    value::{EnumValue, value},
    w,
};
use DeployPath::{Fun, ServerlessDevs, Tencent};

const BUILDERS: Source = read("serverless-spec-builder fc/builder.ts, scf/builder.ts");

const TYPES: &[EnumValue] = &[
    value(
        "cron",
        w("`value` is a cron expression.", "`value` 是 cron 表达式。"),
    ),
    value(
        "every",
        w(
            "`value` is an interval such as `5m` or `1h` (aliyun only).",
            "`value` 是时间间隔，例如 `5m`、`1h`（仅 aliyun）。",
        ),
    ),
    value(
        "interval",
        w(
            "Named in the type definitions, but no builder translates it: write `every`.",
            "类型定义中有这个取值，但没有构建器支持，请写 `every`。",
        ),
    )
    .deprecated(w(
        "No builder translates it: write `every`.",
        "没有构建器支持，请写 `every`。",
    )),
];

static FIELDS: Table = Table {
    name: "trigger.timer",
    title: w("timer trigger", "定时触发器"),
    open: false,
    keys: &[
        key(
            "value",
            ValueKind::Str,
            w(
                "The cron expression (6 fields on aliyun, in UTC; 7 on tencent) or, with `type: every`, the interval. Quote it if it begins with `*` or `@`.",
                "cron 表达式（aliyun 为 6 段，UTC 时间；tencent 为 7 段）；`type: every` 时为时间间隔。以 `*` 或 `@` 开头时要加引号。",
            ),
            BUILDERS,
        )
        .on(AFT)
        .files(7)
        .not_null()
        .required(ON_AFT)
        .example("'0 0 4 * * *'"),
        key(
            "type",
            ValueKind::Enum {
                values: TYPES,
                open: true,
            },
            w("How `value` is to be read.", "`value` 的类型。"),
            BUILDERS,
        )
        .on(AF)
        .default(Literal::Str("cron"))
        .files(6)
        .example("cron"),
        key(
            "payload",
            ValueKind::Scalar,
            w(
                "Text handed to the function with each call.",
                "每次触发时传给函数的文本。",
            ),
            BUILDERS,
        )
        .on(AF)
        .files(6),
        key(
            "name",
            ValueKind::Str,
            w(
                "Name of the trigger; needed when a function has several timers.",
                "触发器名称；同一函数有多个定时触发器时必须写。",
            ),
            BUILDERS,
        )
        .on(AF)
        .but(
            Tencent,
            Support::Partial(w("Always `timer`.", "始终为 `timer`。")),
        )
        .files(3),
        key(
            "enable",
            ValueKind::Bool,
            w("Whether the timer runs.", "是否启用。"),
            BUILDERS,
        )
        .on(AFT)
        .default(Literal::Bool(true))
        .files(2),
        key(
            "version",
            ValueKind::Scalar,
            w("Version of the function to call.", "要调用的函数版本。"),
            BUILDERS,
        )
        .on(crate::keys::F)
        .but(ServerlessDevs, super::MISPLACED)
        .files(2),
        parameters(2, BUILDERS),
    ],
};

pub(super) const TIMER: Trigger = Trigger {
    name: "timer",
    value: ValueKind::Map(&FIELDS),
    fields: FIELDS.keys,
    support: AFT.with(
        Tencent,
        Support::Partial(w(
            "Cron expressions only; one timer per function.",
            "只支持 cron 表达式；每个函数只能有一个定时触发器。",
        )),
    ),
    summary: w("Calls the function on a schedule.", "定时调用函数。"),
    deprecated: None,
    alias_of: None,
    default_names: &[
        (ServerlessDevs, "timer-<fn>"),
        (Fun, "timer"),
        (Tencent, "timer"),
    ],
    frequency: 9,
    source: BUILDERS,
};

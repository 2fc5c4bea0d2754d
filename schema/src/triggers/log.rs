//! `log`.

use super::MISPLACED;
use crate::{
    DeployPath, LimitName, Literal, SupportTable, Table, Trigger, Unit, ValueKind,
    key::key,
    keys::{AF, COUNT, F, ON_AF},
    source::{Source, read},
    w,
};
use DeployPath::{Fun, ServerlessDevs};

const FCB: Source = read("serverless-spec-builder fc/builder.ts");

static FIELDS: Table = Table {
    name: "trigger.log",
    title: w("log trigger", "日志触发器"),
    open: false,
    keys: &[
        key(
            "project",
            ValueKind::Str,
            w("Project of the log service.", "日志服务的 Project。"),
            FCB,
        )
        .on(AF)
        .files(3)
        .not_null()
        .required(ON_AF),
        key(
            "source",
            ValueKind::Str,
            w("The log store to watch.", "要监听的 Logstore。"),
            FCB,
        )
        .on(AF)
        .files(2)
        .not_null()
        .required(ON_AF),
        key(
            "log",
            ValueKind::Str,
            w(
                "The log store that the trigger's own logs go to.",
                "存放触发器执行日志的 Logstore。",
            ),
            FCB,
        )
        .on(AF)
        .files(2)
        .not_null()
        .required(ON_AF),
        key(
            "retryTime",
            COUNT,
            w(
                "How many times a failed call is tried again.",
                "失败后的重试次数。",
            ),
            FCB,
        )
        .on(AF)
        .unit(Unit::Count)
        .limit(LimitName::LogRetries)
        .default(Literal::Int(1))
        .files(2),
        key(
            "interval",
            COUNT,
            w(
                "How often the trigger fires, in seconds.",
                "触发间隔，单位秒。",
            ),
            FCB,
        )
        .on(AF)
        .unit(Unit::Seconds)
        .limit(LimitName::LogInterval)
        .default(Literal::Int(30))
        .files(2),
        key(
            "role",
            ValueKind::Str,
            w("Role the trigger calls with.", "触发器调用函数所用的角色。"),
            FCB,
        )
        .on(F)
        .but(ServerlessDevs, MISPLACED)
        .files(2),
        key(
            "version",
            ValueKind::Scalar,
            w("Version of the function to call.", "要调用的函数版本。"),
            FCB,
        )
        .on(F)
        .but(ServerlessDevs, MISPLACED)
        .files(2),
        key(
            "name",
            ValueKind::Str,
            w(
                "Name of the trigger; needed when a function has several log triggers.",
                "触发器名称；同一函数有多个日志触发器时必须写。",
            ),
            FCB,
        )
        .on(AF),
        key(
            "enable",
            ValueKind::Bool,
            w(
                "Always on, whatever is written here.",
                "无论写什么都会启用。",
            ),
            FCB,
        )
        .on(SupportTable::none()),
    ],
};

pub(super) const LOG: Trigger = Trigger {
    name: "log",
    value: ValueKind::Map(&FIELDS),
    fields: FIELDS.keys,
    support: AF,
    summary: w(
        "Calls the function for new entries of a log store.",
        "日志库有新日志时调用函数。",
    ),
    deprecated: None,
    alias_of: None,
    default_names: &[(ServerlessDevs, "log-<fn>"), (Fun, "log")],
    frequency: 3,
    source: FCB,
};

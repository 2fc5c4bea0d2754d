//! Trigger types that exist in the types of Midway, in docs or in templates, and that no public builder translates.

use crate::{
    SupportTable, Trigger, ValueKind, Wording,
    source::{Source, read},
    w,
};

const MIDWAY: Source = read("midwayjs/midway decorator interface ServerlessTriggerType");
const PUBLIC_FILES: Source = read("public files; no branch in serverless-spec-builder");
const CLOUD: Source =
    read("alibabacloud-go/fc-20230330 trigger types; no branch in serverless-spec-builder");

const fn nobody(
    name: &'static str,
    frequency: u16,
    summary: Wording,
    instead: Wording,
    source: Source,
) -> Trigger {
    Trigger {
        name,
        value: ValueKind::Any,
        fields: &[],
        support: SupportTable::none(),
        summary,
        deprecated: Some(instead),
        alias_of: None,
        default_names: &[],
        frequency,
        source,
    }
}

const INTERNAL: Wording = w(
    "Works inside Alibaba only: no public builder translates it.",
    "仅在阿里巴巴内部可用：公开的构建器都不支持。",
);
const CONSOLE: Wording = w(
    "No builder translates it: create this trigger in the cloud's console.",
    "没有构建器支持：请在云控制台中创建该触发器。",
);

pub(super) const HSF: Trigger = nobody(
    "hsf",
    5,
    w("HSF calls inside Alibaba.", "阿里巴巴内部的 HSF 调用。"),
    INTERNAL,
    MIDWAY,
);
pub(super) const SCHEDULE: Trigger = nobody(
    "schedule",
    4,
    w("An old name for `timer`.", "`timer` 的旧写法。"),
    w(
        "No builder translates it: write `timer`.",
        "没有构建器支持，请写 `timer`。",
    ),
    PUBLIC_FILES,
);
pub(super) const CKAFKA: Trigger = nobody(
    "ckafka",
    4,
    w("Tencent CKafka messages.", "腾讯云 CKafka 消息。"),
    CONSOLE,
    PUBLIC_FILES,
);
pub(super) const EVENT: Trigger = nobody(
    "event",
    0,
    w(
        "A plain event: the function is called through the API.",
        "普通事件：通过 API 直接调用函数。",
    ),
    w(
        "No builder translates it; a function without triggers can be called through the API anyway.",
        "没有构建器支持；没有触发器的函数本来就可以通过 API 调用。",
    ),
    MIDWAY,
);
pub(super) const MTOP: Trigger = nobody(
    "mtop",
    0,
    w("MTOP calls inside Alibaba.", "阿里巴巴内部的 MTOP 调用。"),
    INTERNAL,
    MIDWAY,
);
pub(super) const SSR: Trigger = nobody(
    "ssr",
    0,
    w(
        "Server-side rendering inside Alibaba.",
        "阿里巴巴内部的服务端渲染。",
    ),
    INTERNAL,
    MIDWAY,
);
pub(super) const CDN: Trigger = nobody(
    "cdn",
    0,
    w("Events of a CDN.", "CDN 事件。"),
    CONSOLE,
    MIDWAY,
);
pub(super) const KAFKA: Trigger = nobody(
    "kafka",
    0,
    w("Kafka messages.", "Kafka 消息。"),
    CONSOLE,
    MIDWAY,
);
pub(super) const MNS: Trigger = nobody(
    "mns",
    0,
    w("Messages of Alibaba Cloud MNS.", "阿里云 MNS 消息。"),
    w(
        "No builder translates it: write `mq`, and deploy with `--useFun`.",
        "没有构建器支持，请写 `mq` 并用 `--useFun` 部署。",
    ),
    CLOUD,
);
pub(super) const METAQ: Trigger = nobody(
    "metaq",
    0,
    w(
        "MetaQ messages inside Alibaba.",
        "阿里巴巴内部的 MetaQ 消息。",
    ),
    INTERNAL,
    read("midwayjs/cli fixtures"),
);
pub(super) const RDS: Trigger = nobody(
    "rds",
    0,
    w("Changes in an RDS database.", "RDS 数据库变更。"),
    CONSOLE,
    read("devsapp/fc docs; no branch in serverless-spec-builder"),
);
pub(super) const TABLESTORE: Trigger = nobody(
    "tablestore",
    0,
    w("Changes in a Tablestore table.", "表格存储的数据变更。"),
    CONSOLE,
    CLOUD,
);
pub(super) const EVENTBRIDGE: Trigger = nobody(
    "eventbridge",
    0,
    w("Events of EventBridge.", "事件总线 EventBridge 的事件。"),
    CONSOLE,
    CLOUD,
);

//! Triggers: the keys an item of `events` can have.

use crate::{DeployPath, SupportTable, Wording, source::Source, source::read, w};

/// One trigger type.
#[derive(Debug, Clone, Copy)]
pub struct Trigger {
    /// The key in an `events` item.
    pub name: &'static str,
    /// Which deploy paths turn it into a trigger.
    pub support: SupportTable,
    /// One or two sentences for hover and completion.
    pub summary: Wording,
    /// Where this was read.
    pub source: Source,
}

use DeployPath::{Fun, ServerlessDevs, Tencent, Vercel};

const BUILDERS: Source = read("serverless-spec-builder fc/builder.ts, scf/builder.ts");
const NOBODY: SupportTable = SupportTable::none();

/// Every trigger type that public code names, most used first.
pub const TRIGGERS: &[Trigger] = &[
    Trigger {
        name: "http",
        support: NOBODY.full(&[ServerlessDevs, Fun, Tencent, Vercel]),
        summary: w(
            "Calls the function for HTTP requests.",
            "收到 HTTP 请求时调用函数。",
        ),
        source: BUILDERS,
    },
    Trigger {
        name: "apigw",
        support: NOBODY.full(&[Tencent]),
        summary: w("Tencent API gateway trigger.", "腾讯云 API 网关触发器。"),
        source: BUILDERS,
    },
    Trigger {
        name: "timer",
        support: NOBODY.full(&[ServerlessDevs, Fun, Tencent]),
        summary: w("Calls the function on a schedule.", "按计划定时调用函数。"),
        source: BUILDERS,
    },
    Trigger {
        name: "os",
        support: NOBODY.full(&[ServerlessDevs, Fun, Tencent]),
        summary: w(
            "Calls the function when objects change in a bucket.",
            "存储桶中的对象变化时调用函数。",
        ),
        source: BUILDERS,
    },
    Trigger {
        name: "oss",
        support: NOBODY.full(&[ServerlessDevs, Fun]),
        summary: w(
            "The same as `os`, in Alibaba Cloud's word.",
            "与 `os` 相同，阿里云的叫法。",
        ),
        source: BUILDERS,
    },
    Trigger {
        name: "cos",
        support: NOBODY.full(&[ServerlessDevs, Fun, Tencent]),
        summary: w(
            "The same as `os`, in Tencent Cloud's word.",
            "与 `os` 相同，腾讯云的叫法。",
        ),
        source: BUILDERS,
    },
    Trigger {
        name: "log",
        support: NOBODY.full(&[ServerlessDevs, Fun]),
        summary: w(
            "Calls the function for new entries of a log store.",
            "日志库有新日志时调用函数。",
        ),
        source: BUILDERS,
    },
    Trigger {
        name: "mq",
        support: NOBODY.full(&[Fun, Tencent]),
        summary: w(
            "Calls the function for messages of a queue or topic.",
            "消息队列或主题有消息时调用函数。",
        ),
        source: BUILDERS,
    },
    Trigger {
        name: "cmq",
        support: NOBODY.full(&[Tencent]),
        summary: w("Tencent message queue trigger.", "腾讯云消息队列触发器。"),
        source: BUILDERS,
    },
];

/// The trigger whose key is exactly `name`.
pub fn trigger(name: &str) -> Option<&'static Trigger> {
    TRIGGERS.iter().find(|trigger| trigger.name == name)
}

/// The triggers that `path` turns into something, most used first.
pub fn triggers_on(path: DeployPath) -> impl Iterator<Item = &'static Trigger> {
    TRIGGERS
        .iter()
        .filter(move |trigger| trigger.support.on(path) != crate::Support::Ignored)
}

//! The trigger types, one file per family.

mod http;
mod log;
mod message_queue;
mod object_storage;
mod platform;
mod timer;

pub use http::{API_GATEWAY_CLOSED, API_GATEWAY_TEARDOWN};
pub(crate) use message_queue::UNUSABLE;
pub use object_storage::COS_BUCKET_EXAMPLE;

use crate::{Key, Support, SupportTable, Table, Trigger, ValueKind, key::key, source::Source, w};

pub(crate) const TRIGGERS: &[Trigger] = &[
    http::HTTP,
    http::APIGW,
    timer::TIMER,
    object_storage::OS,
    object_storage::OSS,
    object_storage::COS,
    log::LOG,
    message_queue::MQ,
    message_queue::CMQ,
    platform::HSF,
    platform::SCHEDULE,
    platform::CKAFKA,
    platform::EVENT,
    platform::MTOP,
    platform::SSR,
    platform::CDN,
    platform::KAFKA,
    platform::MNS,
    platform::METAQ,
    platform::RDS,
    platform::TABLESTORE,
    platform::EVENTBRIDGE,
];

/// An item of `events`: one key per trigger type.
pub static EVENT_ITEM: Table = Table {
    name: "event",
    title: w("trigger", "触发器"),
    open: false,
    keys: &EVENT_KEYS,
};

static EVENT_KEYS: [Key; TRIGGERS.len()] = event_keys();

const fn event_keys() -> [Key; TRIGGERS.len()] {
    let mut keys = [event_key(&TRIGGERS[0]); TRIGGERS.len()];
    let mut i = 1;
    while i < TRIGGERS.len() {
        keys[i] = event_key(&TRIGGERS[i]);
        i += 1;
    }
    keys
}

const fn event_key(trigger: &Trigger) -> Key {
    let mut made = key(trigger.name, trigger.value, trigger.summary, trigger.source)
        .on(trigger.support)
        .files(trigger.frequency);
    made.deprecated = trigger.deprecated;
    // `- http:` is ignored without a word.
    made.nullable = false;
    made
}

/// A field whose value is an object of Serverless Framework's form, which no builder reads.
const fn parameters(files: u16, source: Source) -> Key {
    key(
        "parameters",
        ValueKind::Any,
        w(
            "A block in Serverless Framework's form; never read.",
            "Serverless Framework 形式的参数块，不会被读取。",
        ),
        source,
    )
    .on(SupportTable::none())
    .files(files)
    .deprecated(w(
        "Serverless Framework's form, which Midway never reads: write the fields directly below the trigger.",
        "这是 Serverless Framework 的写法，Midway 从不读取：请把字段直接写在触发器下面。",
    ))
}

/// Aliyun's default path writes `role` and `version` where fc-deploy does not look.
const MISPLACED: Support = Support::Partial(w(
    "Written to a place where fc-deploy does not look.",
    "写到了 fc-deploy 不读取的位置，实际不生效。",
));

//! What stands for what on another cloud: trigger words, object events, regions, runtimes, time zones, and the values
//! that have no equivalent because only their owner knows them.

mod regions;
mod zones;

pub use regions::{DISTANCES, NEAREST_REGIONS, NearestRegion, RegionChoice};
pub use zones::{FIXED_ZONES, FixedZone, TIMER_ZONES, TimerZone};

use crate::{
    Cloud, Runtime, RuntimeState, Wording,
    source::{Source, read},
    w,
};

const BUILDERS: Source = read("serverless-spec-builder fc/builder.ts, scf/builder.ts");

/// The words for one kind of trigger.
#[derive(Debug, Clone, Copy)]
pub struct TriggerFamily {
    /// The word that is no cloud's own: it stays as it is.
    pub neutral: &'static str,
    /// The clouds' own words, each read by that cloud's builder.
    pub own: &'static [(Cloud, &'static str)],
    /// Where this was read.
    pub source: Source,
}

/// Every kind of trigger that more than one cloud has.
pub const TRIGGER_FAMILIES: &[TriggerFamily] = &[
    TriggerFamily {
        neutral: "http",
        own: &[(Cloud::Tencent, "apigw")],
        source: BUILDERS,
    },
    TriggerFamily {
        neutral: "os",
        own: &[(Cloud::Aliyun, "oss"), (Cloud::Tencent, "cos")],
        source: BUILDERS,
    },
    TriggerFamily {
        neutral: "mq",
        own: &[(Cloud::Tencent, "cmq")],
        source: BUILDERS,
    },
];

/// One event of object storage under both names. Only pairs whose descriptions say the same thing: `DeleteObjects`
/// (several at once) and COS's fetch, replication and restore events have no counterpart.
#[derive(Debug, Clone, Copy)]
pub struct ObjectEventPair {
    /// Alibaba Cloud's name.
    pub oss: &'static str,
    /// Tencent Cloud's name.
    pub cos: &'static str,
}

/// Every pair, most used first. Read in devsapp/fc3 `src/schema.json` IOssTriggerConfig and
/// tencentcloud.com/zh/document/product/583/9707.
#[rustfmt::skip]
pub const OBJECT_EVENT_PAIRS: &[ObjectEventPair] = &[
    ObjectEventPair { oss: "oss:ObjectCreated:*", cos: "cos:ObjectCreated:*" },
    ObjectEventPair { oss: "oss:ObjectCreated:PutObject", cos: "cos:ObjectCreated:Put" },
    ObjectEventPair { oss: "oss:ObjectCreated:PostObject", cos: "cos:ObjectCreated:Post" },
    ObjectEventPair { oss: "oss:ObjectCreated:CopyObject", cos: "cos:ObjectCreated:Copy" },
    ObjectEventPair { oss: "oss:ObjectCreated:CompleteMultipartUpload", cos: "cos:ObjectCreated:CompleteMultipartUpload" },
    ObjectEventPair { oss: "oss:ObjectRemoved:*", cos: "cos:ObjectRemove:*" },
    ObjectEventPair { oss: "oss:ObjectRemoved:DeleteObject", cos: "cos:ObjectRemove:Delete" },
];

/// A key whose value names something in the owner's account: no tool can say what it is called elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct OwnersValue {
    /// The table the key stands in (see [`Table::name`](crate::Table::name)).
    pub table: &'static str,
    /// The key.
    pub key: &'static str,
    /// The cloud the service moves to; `None` for every one.
    pub to: Option<Cloud>,
    /// What the owner has to put there.
    pub what: Wording,
    /// Where this was read.
    pub source: Source,
}

const COS_NAME: Source = read(
    "serverless-tencent-scf deployTrigger.js 165; tencentcloud.com/document/product/583/18589",
);

/// Every such key.
pub const OWNERS_VALUES: &[OwnersValue] = &[
    OwnersValue {
        table: "provider",
        key: "role",
        to: Some(Cloud::Tencent),
        what: w(
            "write the name of an SCF role of your account",
            "请改为你账号下的 SCF 角色名",
        ),
        source: BUILDERS,
    },
    OwnersValue {
        table: "provider",
        key: "role",
        to: Some(Cloud::Aliyun),
        what: w(
            "write the ARN of a RAM role of your account",
            "请改为你账号下的 RAM 角色 ARN",
        ),
        source: BUILDERS,
    },
    OwnersValue {
        table: "provider",
        key: "starter",
        to: Some(Cloud::Aliyun),
        what: w(
            "name the starter for this cloud, such as `@midwayjs/fc-starter`, and put it into `dependencies`",
            "请改为该平台的启动器（例如 `@midwayjs/fc-starter`），并写入 `dependencies`",
        ),
        source: read("cli-plugin-fc src/index.ts 36"),
    },
    OwnersValue {
        table: "trigger.os",
        key: "bucket",
        to: Some(Cloud::Tencent),
        what: w(
            "write the COS bucket with its APPID (`<name>-<APPID>`), and as `name` of the trigger its access domain (`<name>-<APPID>.cos.<region>.myqcloud.com`)",
            "请写上带 APPID 的 COS 存储桶名（`<名称>-<APPID>`），并把触发器的 `name` 写成它的访问域名（`<名称>-<APPID>.cos.<地域>.myqcloud.com`）",
        ),
        source: COS_NAME,
    },
    OwnersValue {
        table: "trigger.os",
        key: "name",
        to: Some(Cloud::Tencent),
        what: w(
            "write the bucket's access domain (`<name>-<APPID>.cos.<region>.myqcloud.com`): with any other name the trigger is skipped",
            "请写存储桶的访问域名（`<名称>-<APPID>.cos.<地域>.myqcloud.com`），写成其他名称时触发器会被跳过",
        ),
        source: COS_NAME,
    },
    OwnersValue {
        table: "trigger.os",
        key: "bucket",
        to: Some(Cloud::Aliyun),
        what: w(
            "write the OSS bucket of your account",
            "请改为你账号下的 OSS 存储桶名",
        ),
        source: BUILDERS,
    },
    OwnersValue {
        table: "trigger.os",
        key: "name",
        to: Some(Cloud::Aliyun),
        what: w(
            "here it is the trigger's own name (letters, digits, `_`, `-`): choose one, or leave it out",
            "在这里它是触发器自己的名称（字母、数字、`_`、`-`）：请另取一个，或者不写",
        ),
        source: BUILDERS,
    },
    OwnersValue {
        table: "trigger.mq",
        key: "topic",
        to: None,
        what: w(
            "write the queue or topic of your account",
            "请改为你账号下的队列或主题名称",
        ),
        source: BUILDERS,
    },
];

/// What only the owner can say about `key` of `table` on cloud `to`.
pub fn owners_value(table: &str, key: &str, to: Cloud) -> Option<&'static OwnersValue> {
    let is_for = |value: &&OwnersValue| {
        value.table == table && value.key == key && value.to.is_none_or(|cloud| cloud == to)
    };
    OWNERS_VALUES.iter().find(is_for)
}

/// The runtime to write on another cloud.
#[derive(Debug, Clone, Copy)]
pub struct RuntimeChoice {
    /// The runtime.
    pub runtime: &'static Runtime,
    /// Whether it is the same major version of Node.js.
    pub is_same: bool,
}

impl Cloud {
    /// The word for a trigger on this cloud: another cloud's own word becomes this cloud's own one, or the neutral one
    /// if it has none. Every other word stays as it is.
    pub fn trigger_word(self, word: &str) -> Option<&'static str> {
        let family = TRIGGER_FAMILIES.iter().find(|family| {
            family
                .own
                .iter()
                .any(|(cloud, own)| *own == word && *cloud != self)
        })?;
        let own = family.own.iter().find(|(cloud, _)| *cloud == self);
        Some(own.map_or(family.neutral, |(_, own)| *own))
    }

    /// The name on this cloud of another cloud's object event.
    pub fn object_event_for(self, event: &str) -> Option<&'static str> {
        let pair = OBJECT_EVENT_PAIRS
            .iter()
            .find(|pair| pair.oss == event || pair.cos == event)?;
        match self.canonical() {
            Cloud::Aliyun => Some(pair.oss),
            Cloud::Tencent => Some(pair.cos),
            _ => None,
        }
    }

    /// The runtime of this cloud for a major version of Node.js: the same version while functions can be created with
    /// it, else the next newer one, else the newest there is.
    pub fn runtime_for(self, node: u16) -> Option<RuntimeChoice> {
        let with_node = || self.runtimes().filter(|runtime| runtime.node > 0);
        let is_open = |runtime: &&Runtime| {
            matches!(
                runtime.state,
                RuntimeState::Current | RuntimeState::Deprecated(_)
            )
        };
        let same = with_node()
            .filter(is_open)
            .find(|runtime| runtime.node == node);
        if let Some(runtime) = same {
            return Some(RuntimeChoice {
                runtime,
                is_same: true,
            });
        }
        let current = || with_node().filter(|runtime| runtime.state == RuntimeState::Current);
        let newer = current()
            .filter(|runtime| runtime.node > node)
            .min_by_key(|runtime| runtime.node);
        let runtime = newer.or_else(|| current().max_by_key(|runtime| runtime.node))?;
        Some(RuntimeChoice {
            runtime,
            is_same: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Support, trigger};

    #[test]
    fn own_words_are_read_by_their_cloud() {
        for family in TRIGGER_FAMILIES {
            for (cloud, word) in family.own {
                let facts = trigger(word).unwrap();
                assert!(
                    cloud
                        .paths()
                        .iter()
                        .any(|path| facts.support.on(*path) != Support::Ignored),
                    "{word}"
                );
                assert_eq!(facts.alias_of, Some(family.neutral), "{word}");
            }
        }
        assert_eq!(Cloud::Tencent.trigger_word("oss"), Some("cos"));
        assert_eq!(Cloud::Aliyun.trigger_word("cos"), Some("oss"));
        assert_eq!(Cloud::Aliyun.trigger_word("apigw"), Some("http"));
        assert_eq!(Cloud::Vercel.trigger_word("apigw"), Some("http"));
        assert_eq!(Cloud::Tencent.trigger_word("http"), None);
        assert_eq!(Cloud::Tencent.trigger_word("cos"), None);
    }

    #[test]
    fn both_sides_of_an_event_pair_are_in_the_table() {
        for pair in OBJECT_EVENT_PAIRS {
            for (cloud, name) in [(Cloud::Aliyun, pair.oss), (Cloud::Tencent, pair.cos)] {
                assert!(
                    cloud.object_events().any(|event| event.name == name),
                    "{name}"
                );
            }
            assert_eq!(Cloud::Tencent.object_event_for(pair.oss), Some(pair.cos));
            assert_eq!(Cloud::Aliyun.object_event_for(pair.cos), Some(pair.oss));
        }
    }

    #[test]
    fn owners_values_name_keys_that_exist() {
        for value in OWNERS_VALUES {
            let keys = match value.table.strip_prefix("trigger.") {
                Some(name) => trigger(name).unwrap().fields,
                None => crate::provider_keys(),
            };
            assert!(keys.iter().any(|key| key.name == value.key), "{value:?}");
        }
        assert!(owners_value("provider", "role", Cloud::Vercel).is_none());
    }
}

//! What the clouds allow, in numbers; [`names`](crate::names) has the names.

use crate::{
    DeployPath, NameLimit, NameOf, Unit, Wording,
    names::{FC_NAME_LIMITS, FUN_NAME_LIMITS, SCF_NAMES},
    source::{Source, read, unverified},
    w,
};

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitName {
    /// How long a call may take, in seconds (`timeout`).
    Timeout,
    /// Memory of an instance, in MB (`memorySize`).
    Memory,
    /// How long the initializer may take, in seconds (`initTimeout`).
    InitTimeout,
    /// Requests one instance serves at the same time (`concurrency`).
    Concurrency,
    /// How old an asynchronous event may grow, in seconds.
    AsyncEventAge,
    /// How often an asynchronous call is tried again.
    AsyncRetries,
    /// How often a log trigger tries again (`retryTime`).
    LogRetries,
    /// How often a log trigger fires, in seconds (`interval`).
    LogInterval,
    /// All environment variables of a function together, in bytes.
    EnvironmentBytes,
    /// The body of a synchronous call, in bytes.
    SyncPayloadBytes,
    /// The body of an asynchronous call, in bytes.
    AsyncPayloadBytes,
    /// The packed code sent straight to the API, in bytes.
    CodeBytes,
    /// The code brought through object storage, in bytes.
    CodeThroughStorageBytes,
    /// Triggers of a function.
    TriggersPerFunction,
    /// Triggers of one type of a function.
    TriggersOfOneType,
    /// Functions of a service or namespace.
    FunctionsPerService,
    /// Layers of a function.
    Layers,
    /// Characters of a message filter (`mq.tags`).
    FilterTagLength,
}

/// A range of numbers, both ends included.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is limited.
    pub name: LimitName,
    /// Smallest value.
    pub min: i64,
    /// Largest value.
    pub max: i64,
    /// Values are multiples of this.
    pub step: i64,
    /// Values outside the range that are taken too.
    pub also: &'static [i64],
    /// What the numbers count.
    pub unit: Unit,
    /// What must be said beside the numbers.
    pub note: Option<Wording>,
    /// Where this was read; unverified where two public sources differ.
    pub source: Source,
}

impl Limit {
    /// Whether the cloud takes `value`. `0` is not asked about here: the builders put the default in its place.
    pub fn accepts(&self, value: i64) -> bool {
        self.also.contains(&value)
            || (self.min..=self.max).contains(&value) && value % self.step == 0
    }
}

const fn limit(name: LimitName, min: i64, max: i64, unit: Unit, source: Source) -> Limit {
    Limit {
        name,
        min,
        max,
        step: 1,
        also: &[],
        unit,
        note: None,
        source,
    }
}

const fn noted(mut limit: Limit, note: Wording) -> Limit {
    limit.note = Some(note);
    limit
}

/// All limits of one deploy path.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The path.
    pub path: DeployPath,
    /// Numbers.
    pub ranges: &'static [Limit],
    /// Names.
    pub names: &'static [NameLimit],
    /// Where it was read that a function with an `http` trigger can have no trigger of another type; `None` where it
    /// can. Holds for FC 2.0, which Midway's builders deploy to; for FC 3.0 no such sentence was found.
    pub http_alone: Option<Source>,
}

impl Limits {
    /// The limit of this name, if there is one.
    pub fn get(&self, name: LimitName) -> Option<&'static Limit> {
        self.ranges.iter().find(|limit| limit.name == name)
    }

    /// What a name may look like, if that is known.
    pub fn name(&self, of: NameOf) -> Option<&'static NameLimit> {
        self.names.iter().find(|limit| limit.of == of)
    }
}

use LimitName::*;
use Unit::{Bytes, Count, Megabytes, Requests, Seconds};

const KIB: i64 = 1024;
const MIB: i64 = 1024 * 1024;

const FC_LIMITS: Source = read(
    "alibabacloud.com/help functioncompute fc-2-0 limits; fc-3-0 limits-of-usage; devsapp/fc3 src/schema.json",
);
const FC_LOG: Source = read("devsapp/fc docs/en/yaml/triggers.md");

const FC_HTTP_ALONE: Source =
    read("midwayjs/midway#1115; developer.aliyun.com/ask/647205 (2024-06-11)");

const FC_RANGES: &[Limit] = &[
    limit(Timeout, 1, 86_400, Seconds, FC_LIMITS),
    Limit {
        step: 64,
        note: Some(w(
            "On FC 2.0 elastic instances end at 3072 MB; above that there are 4096, 8192, 16384 and 32768.",
            "FC 2.0 的弹性实例最大 3072 MB；更大只有 4096、8192、16384、32768 几档。",
        )),
        ..limit(Memory, 128, 32_768, Megabytes, FC_LIMITS)
    },
    limit(InitTimeout, 1, 300, Seconds, FC_LIMITS),
    noted(
        limit(Concurrency, 1, 200, Requests, FC_LIMITS),
        w(
            "On FC 3.0 new functions with a built-in runtime (`nodejs*`) serve one request at a time.",
            "FC 3.0 中使用内置运行时（`nodejs*`）的新函数每个实例同时只处理一个请求。",
        ),
    ),
    limit(AsyncEventAge, 1, 2_592_000, Seconds, FC_LIMITS),
    limit(AsyncRetries, 0, 8, Count, FC_LIMITS),
    limit(LogRetries, 0, 100, Count, FC_LOG),
    limit(LogInterval, 3, 600, Seconds, FC_LOG),
    limit(SyncPayloadBytes, 0, 32 * MIB, Bytes, FC_LIMITS),
    limit(AsyncPayloadBytes, 0, 128 * KIB, Bytes, FC_LIMITS),
    limit(CodeBytes, 0, 100 * MIB, Bytes, FC_LIMITS),
    limit(CodeThroughStorageBytes, 0, 500 * MIB, Bytes, FC_LIMITS),
    limit(
        TriggersPerFunction,
        0,
        10,
        Count,
        unverified("alibabacloud.com/help manage-triggers says 10, limits-of-usage 50"),
    ),
    limit(FunctionsPerService, 0, 50, Count, FC_LIMITS),
    limit(FilterTagLength, 0, 16, Count, FC_LOG),
];

const SCF_LIMITS: Source = read("cloud.tencent.com/document/product/583/11637 (2025-03-24)");

const SCF_RANGES: &[Limit] = &[
    limit(Timeout, 1, 900, Seconds, SCF_LIMITS),
    Limit {
        step: 128,
        also: &[64],
        ..limit(Memory, 128, 3072, Megabytes, SCF_LIMITS)
    },
    limit(EnvironmentBytes, 0, 4 * KIB, Bytes, SCF_LIMITS),
    limit(SyncPayloadBytes, 0, 6 * MIB, Bytes, SCF_LIMITS),
    limit(AsyncPayloadBytes, 0, 128 * KIB, Bytes, SCF_LIMITS),
    limit(TriggersOfOneType, 0, 10, Count, SCF_LIMITS),
    limit(FunctionsPerService, 0, 50, Count, SCF_LIMITS),
    limit(Layers, 0, 5, Count, SCF_LIMITS),
];

const VERCEL_LIMITS: Source = read("vercel.com/docs/functions/limitations (2025-12-18)");

static LIMITS: [Limits; 5] = [
    Limits {
        path: DeployPath::ServerlessDevs,
        ranges: FC_RANGES,
        names: FC_NAME_LIMITS,
        http_alone: Some(FC_HTTP_ALONE),
    },
    Limits {
        path: DeployPath::Fun,
        ranges: FC_RANGES,
        names: FUN_NAME_LIMITS,
        http_alone: Some(FC_HTTP_ALONE),
    },
    Limits {
        path: DeployPath::Tencent,
        ranges: SCF_RANGES,
        names: SCF_NAMES,
        http_alone: None,
    },
    Limits {
        path: DeployPath::Vercel,
        ranges: &[
            noted(
                limit(Timeout, 1, 800, Seconds, VERCEL_LIMITS),
                w(
                    "Depends on the plan: at most 300 on Hobby, 800 on Pro and Enterprise.",
                    "取决于套餐：Hobby 最多 300，Pro 与 Enterprise 最多 800。",
                ),
            ),
            noted(
                limit(Memory, 128, 4096, Megabytes, VERCEL_LIMITS),
                w(
                    "Depends on the plan: at most 2048 on Hobby, 4096 on Pro and Enterprise.",
                    "取决于套餐：Hobby 最多 2048，Pro 与 Enterprise 最多 4096。",
                ),
            ),
        ],
        names: &[],
        http_alone: None,
    },
    // `package` for wechat reads none of these numbers.
    Limits {
        path: DeployPath::Wechat,
        ranges: &[],
        names: &[],
        http_alone: None,
    },
];

/// The limits at the end of `path`.
pub fn limits(path: DeployPath) -> &'static Limits {
    match path {
        DeployPath::ServerlessDevs => &LIMITS[0],
        DeployPath::Fun => &LIMITS[1],
        DeployPath::Tencent => &LIMITS[2],
        DeployPath::Vercel => &LIMITS[3],
        DeployPath::Wechat => &LIMITS[4],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_path_finds_its_own() {
        for path in DeployPath::ALL {
            assert_eq!(limits(path).path, path);
        }
    }

    #[test]
    fn memory_comes_in_steps() {
        let fc = limits(DeployPath::ServerlessDevs).get(Memory).unwrap();
        assert!(fc.accepts(128) && fc.accepts(8192) && !fc.accepts(200) && !fc.accepts(64));
        let scf = limits(DeployPath::Tencent).get(Memory).unwrap();
        assert!(scf.accepts(64) && scf.accepts(3072) && !scf.accepts(192) && !scf.accepts(4096));
    }
}

//! Runtimes: the exact strings each cloud takes.

use crate::{Cloud, Wording, source::Source, source::read, w};

/// What a cloud says about a runtime today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuntimeState {
    /// Can be chosen for new functions.
    Current,
    /// Still there, but the cloud says not to start with it. Holds the date (`YYYY-MM-DD`) where one is known.
    Deprecated(Option<&'static str>),
    /// No new functions. Holds the date where one is known.
    Retired(Option<&'static str>),
    /// Works inside Alibaba only.
    Internal,
}

/// One runtime of one cloud.
#[derive(Debug, Clone, Copy)]
pub struct Runtime {
    /// The exact string, case-sensitive.
    pub id: &'static str,
    /// Whose runtime it is.
    pub cloud: Cloud,
    /// Node.js major version; 0 for a runtime that is not Node.js.
    pub node: u16,
    /// Its state today.
    pub state: RuntimeState,
    /// Where this was read.
    pub source: Source,
}

/// Shorthand for the table below.
const fn rt(
    id: &'static str,
    cloud: Cloud,
    node: u16,
    state: RuntimeState,
    source: Source,
) -> Runtime {
    Runtime {
        id,
        cloud,
        node,
        state,
        source,
    }
}

use Cloud::{Aliyun, Tencent};
use RuntimeState::{Current, Deprecated, Internal, Retired};

const FC_RUNTIMES: Source =
    read("alibabacloud.com/help functioncompute runtime-overview-3; SDK fc-20230330");
const FC_DEPRECATED: Source =
    read("alibabacloud.com/help cloud-config fc-not-using-obsolete-runtime, 2025-04-20");
const SCF_RUNTIMES: Source = read(
    "tencentcloud.com/document/product/583/11060, 2024-12-02; CloudBase-AI-Toolkit functions.ts",
);

/// Every runtime, newest first within a cloud. One line is all it takes to add one.
pub const RUNTIMES: &[Runtime] = &[
    rt("nodejs20", Aliyun, 20, Current, FC_RUNTIMES),
    rt("nodejs18", Aliyun, 18, Current, FC_RUNTIMES),
    rt("nodejs16", Aliyun, 16, Current, FC_RUNTIMES),
    rt("nodejs14", Aliyun, 14, Current, FC_RUNTIMES),
    rt(
        "nodejs12",
        Aliyun,
        12,
        Deprecated(Some("2025-04-20")),
        FC_DEPRECATED,
    ),
    rt("nodejs10", Aliyun, 10, Retired(None), FC_DEPRECATED),
    rt("nodejs8", Aliyun, 8, Retired(None), FC_DEPRECATED),
    rt("nodejs6", Aliyun, 6, Retired(None), FC_DEPRECATED),
    rt("nodejs4.4", Aliyun, 4, Retired(None), FC_DEPRECATED),
    rt("custom", Aliyun, 0, Current, FC_RUNTIMES),
    rt("custom.debian10", Aliyun, 0, Current, FC_RUNTIMES),
    rt("custom.debian11", Aliyun, 0, Current, FC_RUNTIMES),
    rt("custom.debian12", Aliyun, 0, Current, FC_RUNTIMES),
    rt("custom-container", Aliyun, 0, Current, FC_RUNTIMES),
    rt(
        "alinode7",
        Aliyun,
        7,
        Internal,
        read("midway-boilerplate templates"),
    ),
    rt(
        "node10tb",
        Aliyun,
        10,
        Internal,
        read("midway-boilerplate templates"),
    ),
    rt("Nodejs20.19", Tencent, 20, Current, SCF_RUNTIMES),
    rt("Nodejs18.15", Tencent, 18, Current, SCF_RUNTIMES),
    rt("Nodejs16.13", Tencent, 16, Current, SCF_RUNTIMES),
    rt("Nodejs14.18", Tencent, 14, Current, SCF_RUNTIMES),
    rt("Nodejs12.16", Tencent, 12, Current, SCF_RUNTIMES),
    rt("Nodejs10.15", Tencent, 10, Current, SCF_RUNTIMES),
    rt("Nodejs8.9", Tencent, 8, Deprecated(None), SCF_RUNTIMES),
    rt("Nodejs6.10", Tencent, 6, Retired(None), SCF_RUNTIMES),
];

/// What the aliyun builders write when f.yml names no runtime (since CLI 1.2.99; before, nodejs12 and older). Read in
/// serverless-spec-builder `fc/builder.ts`.
pub const ALIYUN_DEFAULT_RUNTIME: &str = "nodejs14";

/// What the tencent builder writes when f.yml names no runtime. Read in serverless-spec-builder `scf/builder.ts`.
pub const TENCENT_DEFAULT_RUNTIME: &str = "Nodejs12.16";

/// How the tencent builder rewrites `provider.runtime` (never a function's own `runtime`); everything else is passed
/// on as written. Read in serverless-spec-builder `scf/builder.ts`.
pub const TENCENT_PROVIDER_RUNTIME_MAP: &[(&str, &str)] = &[
    ("nodejs6", "Nodejs6.10"),
    ("nodejs8", "Nodejs8.9"),
    ("nodejs10", "Nodejs10.15"),
    ("nodejs12", "Nodejs12.16"),
];

/// The runtimes that funcraft's own schema (`--useFun`) lists; it may refuse the others. Read in alibaba/funcraft
/// `src/lib/validate/schema`.
pub const FUN_RUNTIMES: &[&str] = &["nodejs6", "nodejs8", "nodejs10", "nodejs12"];

impl Runtime {
    /// One sentence about it, by its state.
    pub const fn doc(&self) -> Wording {
        match (self.state, self.node) {
            (RuntimeState::Current, 0) => w(
                "A custom runtime. The entry Midway generates only suits `nodejs*` runtimes.",
                "自定义运行时。Midway 生成的入口文件只适用于 `nodejs*` 运行时。",
            ),
            (RuntimeState::Current, _) => w("Can be chosen for new functions.", "可用于新建函数。"),
            (RuntimeState::Deprecated(_), _) => w(
                "Still there, but the cloud advises against it: choose a newer one.",
                "仍可使用，但云厂商已不推荐，请改用更新的运行时。",
            ),
            (RuntimeState::Retired(_), _) => w(
                "No longer on the cloud's list: new functions may be refused.",
                "已不在云厂商的列表中：新建函数可能被拒绝。",
            ),
            (RuntimeState::Internal, _) => {
                w("Works inside Alibaba only.", "仅在阿里巴巴内部可用。")
            }
        }
    }
}

impl Cloud {
    /// The newest Node.js runtime that can be chosen for new functions.
    pub fn newest_runtime(self) -> Option<&'static str> {
        let current = self
            .runtimes()
            .filter(|runtime| runtime.node > 0 && runtime.state == RuntimeState::Current);
        current
            .max_by_key(|runtime| runtime.node)
            .map(|runtime| runtime.id)
    }

    /// Whether `id` has the form of this cloud's Node.js runtimes. Clouds add versions faster than tables are
    /// written, so an unknown name of the right form deserves a doubt, not an error. Tencent writes
    /// `Nodejs<major>.<minor>`, Alibaba Cloud `nodejs<major>`.
    pub fn runtime_form(self, id: &str) -> bool {
        let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match self.canonical() {
            Cloud::Aliyun => id.strip_prefix("nodejs").is_some_and(number),
            Cloud::Tencent => id
                .strip_prefix("Nodejs")
                .and_then(|rest| rest.split_once('.'))
                .is_some_and(|(major, minor)| number(major) && number(minor)),
            _ => false,
        }
    }

    /// The runtimes of this cloud, newest first.
    pub fn runtimes(self) -> impl Iterator<Item = &'static Runtime> {
        RUNTIMES.iter().filter(move |runtime| runtime.cloud == self)
    }

    /// The runtime of this cloud with exactly this name.
    pub fn runtime(self, id: &str) -> Option<&'static Runtime> {
        self.runtimes().find(|runtime| runtime.id == id)
    }

    /// The runtime the builder writes when f.yml names none.
    pub fn default_runtime(self) -> Option<&'static str> {
        match self {
            Cloud::Aliyun => Some(ALIYUN_DEFAULT_RUNTIME),
            Cloud::Tencent => Some(TENCENT_DEFAULT_RUNTIME),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_runtime_is_in_the_table() {
        for cloud in [Cloud::Aliyun, Cloud::Tencent] {
            let id = cloud.default_runtime().unwrap();
            assert!(cloud.runtime(id).is_some(), "{id}");
        }
        for (_, id) in TENCENT_PROVIDER_RUNTIME_MAP {
            assert!(Cloud::Tencent.runtime(id).is_some(), "{id}");
        }
    }

    #[test]
    fn new_versions_have_the_right_form() {
        assert!(Cloud::Tencent.runtime_form("Nodejs24.11"));
        assert!(!Cloud::Tencent.runtime_form("nodejs14"));
        assert!(Cloud::Aliyun.runtime_form("nodejs22"));
        assert!(!Cloud::Aliyun.runtime_form("nodejs12.x"));
    }

    #[test]
    fn runtimes_keep_their_version_where_it_can_be_had() {
        let choice = |cloud: Cloud, node| {
            let choice = cloud.runtime_for(node).unwrap();
            (choice.runtime.id, choice.is_same)
        };
        assert_eq!(choice(Cloud::Tencent, 14), ("Nodejs14.18", true));
        assert_eq!(choice(Cloud::Tencent, 8), ("Nodejs8.9", true));
        assert_eq!(choice(Cloud::Tencent, 6), ("Nodejs10.15", false));
        assert_eq!(choice(Cloud::Tencent, 99), ("Nodejs20.19", false));
        assert_eq!(choice(Cloud::Aliyun, 12), ("nodejs12", true));
        assert_eq!(choice(Cloud::Aliyun, 10), ("nodejs14", false));
        assert!(Cloud::Vercel.runtime_for(14).is_none());
    }
}

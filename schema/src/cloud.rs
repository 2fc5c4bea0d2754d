//! The values of `provider.name` and the ways a service reaches a cloud.

use crate::{Wording, source::Source, source::read, w};

/// A value of `provider.name` that the toolchain knows or once knew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cloud {
    /// Alibaba Cloud Function Compute.
    Aliyun,
    /// Tencent Cloud SCF.
    Tencent,
    /// Vercel functions.
    Vercel,
    /// WeChat mini-program cloud functions.
    Wechat,
    /// AWS Lambda; removed from the toolchain.
    Aws,
    /// Alias of aliyun that only local runs understand.
    Fc,
    /// Alias of tencent that only local runs understand.
    Scf,
    /// Alibaba-internal.
    Ginkgo,
    /// Alibaba-internal.
    Gaia,
}

/// What a `provider.name` is good for today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CloudStatus {
    /// Deploys, and is maintained.
    Maintained,
    /// Deploys through a plugin that is no longer developed.
    Legacy,
    /// Understood by local runs only; deploying does nothing. Holds the name to write instead.
    LocalAlias(Cloud),
    /// Removed from the toolchain in this version.
    Removed(&'static str),
    /// Works inside Alibaba only.
    Internal,
}

/// Everything said about one `provider.name`.
#[derive(Debug, Clone, Copy)]
pub struct CloudFacts {
    /// Which one.
    pub cloud: Cloud,
    /// The exact, case-sensitive spelling in f.yml.
    pub name: &'static str,
    /// The cloud's name as people say it.
    pub title: Wording,
    /// What the name is good for today.
    pub status: CloudStatus,
    /// One or two sentences for a hover.
    pub summary: Wording,
    /// Where this was read.
    pub source: Source,
}

/// All known values of `provider.name`, most used first.
pub const CLOUDS: &[CloudFacts] = &[
    CloudFacts {
        cloud: Cloud::Aliyun,
        name: "aliyun",
        title: w("Alibaba Cloud Function Compute", "阿里云函数计算"),
        status: CloudStatus::Maintained,
        summary: w(
            "Alibaba Cloud Function Compute (FC). Deployed through Serverless Devs, or through funcraft with `--useFun`.",
            "阿里云函数计算（FC）。默认通过 Serverless Devs 部署；加 `--useFun` 时通过 funcraft 部署。",
        ),
        source: read("cli-plugin-faas src/plugins.ts"),
    },
    CloudFacts {
        cloud: Cloud::Tencent,
        name: "tencent",
        title: w("Tencent Cloud SCF", "腾讯云云函数"),
        status: CloudStatus::Legacy,
        summary: w(
            "Tencent Cloud Serverless Cloud Functions (SCF). Its plugin has been in maintenance since CLI 2.1.0 (2023-05).",
            "腾讯云云函数（SCF）。其插件自 CLI 2.1.0（2023-05）起不再开发新功能。",
        ),
        source: read("cli-plugin-faas src/plugins.ts"),
    },
    CloudFacts {
        cloud: Cloud::Vercel,
        name: "vercel",
        title: w("Vercel", "Vercel 平台"),
        status: CloudStatus::Legacy,
        summary: w(
            "Vercel functions, http only, deploy and package only: local dev and invoke refuse it.",
            "Vercel 函数，仅支持 http 触发器，只能打包和部署，不支持本地 dev 与 invoke。",
        ),
        source: read("package-legacy/cli-plugin-vercel src/index.ts"),
    },
    CloudFacts {
        cloud: Cloud::Wechat,
        name: "wechat",
        title: w("WeChat cloud functions", "微信小程序云函数"),
        status: CloudStatus::Legacy,
        summary: w(
            "WeChat mini-program cloud functions: `package` writes `cloudfunctions/`; `deploy` does nothing.",
            "微信小程序云函数：`package` 生成 `cloudfunctions/`；`deploy` 不做任何事。",
        ),
        source: read("package-legacy/cli-plugin-wechat src/index.ts"),
    },
    CloudFacts {
        cloud: Cloud::Fc,
        name: "fc",
        title: w(
            "Alibaba Cloud Function Compute (local alias)",
            "阿里云函数计算（仅本地别名）",
        ),
        status: CloudStatus::LocalAlias(Cloud::Aliyun),
        summary: w(
            "Only local runs take `fc` for aliyun; deploying with it does nothing. Write `aliyun`.",
            "只有本地运行把 `fc` 当作 aliyun；部署时什么都不会发生。请写 `aliyun`。",
        ),
        source: read("serverless-app src/framework.ts getPlatform"),
    },
    CloudFacts {
        cloud: Cloud::Scf,
        name: "scf",
        title: w(
            "Tencent Cloud SCF (local alias)",
            "腾讯云云函数（仅本地别名）",
        ),
        status: CloudStatus::LocalAlias(Cloud::Tencent),
        summary: w(
            "Only local runs take `scf` for tencent; deploying with it does nothing. Write `tencent`.",
            "只有本地运行把 `scf` 当作 tencent；部署时什么都不会发生。请写 `tencent`。",
        ),
        source: read("serverless-app src/framework.ts getPlatform"),
    },
    CloudFacts {
        cloud: Cloud::Aws,
        name: "aws",
        title: w("AWS Lambda", "亚马逊云 AWS Lambda"),
        status: CloudStatus::Removed("1.3.6"),
        summary: w(
            "Removed from the Midway CLI in 1.3.6 (2022-06); packaging and deploying do nothing.",
            "Midway CLI 自 1.3.6（2022-06）起已移除对 AWS 的支持，打包和部署都不会做任何事。",
        ),
        source: read("midwayjs/cli commit 83528f4d"),
    },
    CloudFacts {
        cloud: Cloud::Ginkgo,
        name: "ginkgo",
        title: w("Alibaba-internal platform", "阿里巴巴内部平台"),
        status: CloudStatus::Internal,
        summary: w("Works inside Alibaba only.", "仅在阿里巴巴内部可用。"),
        source: read("midway-boilerplate templates"),
    },
    CloudFacts {
        cloud: Cloud::Gaia,
        name: "gaia",
        title: w("Alibaba-internal platform", "阿里巴巴内部平台"),
        status: CloudStatus::Internal,
        summary: w("Works inside Alibaba only.", "仅在阿里巴巴内部可用。"),
        source: read("serverless-devs-generator"),
    },
];

impl Cloud {
    /// The export of an entry file by which a handler is usually called: WeChat calls `main` of `index.js` and nothing
    /// else (the wechat builder's entry), the others whatever `handler` names.
    pub fn entry_export(self) -> &'static str {
        match self.canonical() {
            Cloud::Wechat => "main",
            _ => "handler",
        }
    }

    /// The cloud whose starter a package is: `@midwayjs/serverless-fc-starter`, `@midwayjs/fc-starter`, and the same with
    /// `scf` (f's plugins for aliyun and tencent require them).
    pub fn of_starter(package: &str) -> Option<Cloud> {
        let name = package.rsplit('/').next().unwrap_or(package);
        match name.strip_prefix("serverless-").unwrap_or(name) {
            "fc-starter" => Some(Cloud::Aliyun),
            "scf-starter" => Some(Cloud::Tencent),
            _ => None,
        }
    }

    /// The cloud whose `provider.name` is exactly `name`.
    pub fn from_name(name: &str) -> Option<Cloud> {
        CLOUDS
            .iter()
            .find(|facts| facts.name == name)
            .map(|facts| facts.cloud)
    }

    /// What is known about it.
    pub fn facts(self) -> &'static CloudFacts {
        // Every variant has a row; the test below holds that.
        CLOUDS
            .iter()
            .find(|facts| facts.cloud == self)
            .unwrap_or(&CLOUDS[0])
    }

    /// Its exact spelling in f.yml.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The deploy path a service takes when the user chooses nothing special; `None` where deploying does nothing.
    pub fn default_path(self) -> Option<DeployPath> {
        match self {
            Cloud::Aliyun => Some(DeployPath::ServerlessDevs),
            Cloud::Tencent => Some(DeployPath::Tencent),
            Cloud::Vercel => Some(DeployPath::Vercel),
            Cloud::Wechat => Some(DeployPath::Wechat),
            _ => None,
        }
    }

    /// The deploy paths that lead to it, the default one first; for a local alias those of the cloud it stands for,
    /// and none where nothing is deployed.
    pub const fn paths(self) -> &'static [DeployPath] {
        match self {
            Cloud::Aliyun | Cloud::Fc => &[DeployPath::ServerlessDevs, DeployPath::Fun],
            Cloud::Tencent | Cloud::Scf => &[DeployPath::Tencent],
            Cloud::Vercel => &[DeployPath::Vercel],
            Cloud::Wechat => &[DeployPath::Wechat],
            Cloud::Aws | Cloud::Ginkgo | Cloud::Gaia => &[],
        }
    }

    /// The cloud this name stands for in local runs: itself, or the target of a local alias.
    pub fn canonical(self) -> Cloud {
        match self.facts().status {
            CloudStatus::LocalAlias(cloud) => cloud,
            _ => self,
        }
    }
}

/// One way from f.yml to a cloud: a builder of the toolchain with its own rules about what it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeployPath {
    /// aliyun by default: one Serverless Devs component input per function (`FCComponentSpecBuilder`).
    ServerlessDevs,
    /// aliyun with `--useFun`: a funcraft `template.yml` (`FCSpecBuilder`); `package` always writes it too.
    Fun,
    /// tencent: `serverless.yml` for serverless-tencent-scf (`SCFServerlessSpecBuilder`).
    Tencent,
    /// vercel: `vercel.json`.
    Vercel,
    /// wechat: `cloudfunctions/`.
    Wechat,
}

impl DeployPath {
    /// All of them.
    pub const ALL: [DeployPath; 5] = [
        DeployPath::ServerlessDevs,
        DeployPath::Fun,
        DeployPath::Tencent,
        DeployPath::Vercel,
        DeployPath::Wechat,
    ];

    /// Its name as people say it.
    pub const fn title(self) -> Wording {
        match self {
            DeployPath::ServerlessDevs => {
                w("aliyun (Serverless Devs)", "阿里云（Serverless Devs）")
            }
            DeployPath::Fun => w("aliyun with `--useFun`", "阿里云（`--useFun`）"),
            DeployPath::Tencent => w("tencent", "腾讯云"),
            DeployPath::Vercel => w("vercel", "Vercel 平台"),
            DeployPath::Wechat => w("wechat", "微信"),
        }
    }

    /// The cloud at its end.
    pub const fn cloud(self) -> Cloud {
        match self {
            DeployPath::ServerlessDevs | DeployPath::Fun => Cloud::Aliyun,
            DeployPath::Tencent => Cloud::Tencent,
            DeployPath::Vercel => Cloud::Vercel,
            DeployPath::Wechat => Cloud::Wechat,
        }
    }
}

/// How a deploy path treats a key or a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Support {
    /// Reaches the cloud as written.
    Full,
    /// Read, but not as written; the text says what happens.
    Partial(Wording),
    /// Never looked at.
    Ignored,
}

/// How each deploy path treats a key or a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SupportTable {
    /// aliyun, default path.
    pub serverless_devs: Support,
    /// aliyun with `--useFun`.
    pub fun: Support,
    /// tencent.
    pub tencent: Support,
    /// vercel.
    pub vercel: Support,
    /// wechat.
    pub wechat: Support,
}

impl SupportTable {
    /// Honoured on every path (the command line itself reads it).
    pub const EVERYWHERE: SupportTable = SupportTable::none().on_all(Support::Full);

    /// Ignored everywhere: the start of a table that names its exceptions.
    pub const fn none() -> SupportTable {
        SupportTable {
            serverless_devs: Support::Ignored,
            fun: Support::Ignored,
            tencent: Support::Ignored,
            vercel: Support::Ignored,
            wechat: Support::Ignored,
        }
    }

    const fn on_all(self, support: Support) -> SupportTable {
        SupportTable {
            serverless_devs: support,
            fun: support,
            tencent: support,
            vercel: support,
            wechat: support,
        }
    }

    /// The same table with `path` set.
    pub const fn with(mut self, path: DeployPath, support: Support) -> SupportTable {
        match path {
            DeployPath::ServerlessDevs => self.serverless_devs = support,
            DeployPath::Fun => self.fun = support,
            DeployPath::Tencent => self.tencent = support,
            DeployPath::Vercel => self.vercel = support,
            DeployPath::Wechat => self.wechat = support,
        }
        self
    }

    /// The same table with these paths fully supported.
    pub const fn full(mut self, paths: &[DeployPath]) -> SupportTable {
        let mut i = 0;
        while i < paths.len() {
            self = self.with(paths[i], Support::Full);
            i += 1;
        }
        self
    }

    /// What `path` does with it.
    pub const fn on(self, path: DeployPath) -> Support {
        match path {
            DeployPath::ServerlessDevs => self.serverless_devs,
            DeployPath::Fun => self.fun,
            DeployPath::Tencent => self.tencent,
            DeployPath::Vercel => self.vercel,
            DeployPath::Wechat => self.wechat,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cloud_has_one_row_and_is_found_by_its_name() {
        use Cloud::*;
        for cloud in [Aliyun, Tencent, Vercel, Wechat, Aws, Fc, Scf, Ginkgo, Gaia] {
            assert_eq!(cloud.facts().cloud, cloud);
            assert_eq!(Cloud::from_name(cloud.name()), Some(cloud));
        }
        assert_eq!(Cloud::from_name("Aliyun"), None, "names are case-sensitive");
    }
}

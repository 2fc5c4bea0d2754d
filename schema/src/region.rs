//! Regions.

use crate::{
    Cloud, Wording,
    source::{Source, read, unverified},
    w,
};

/// Whether a region can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegionStatus {
    /// On the cloud's list today.
    Open,
    /// For certain customers (finance and the like).
    Special,
    /// No longer offered.
    Closed,
}

/// One region of one cloud.
#[derive(Debug, Clone, Copy)]
pub struct Region {
    /// The exact string.
    pub id: &'static str,
    /// Where it is.
    pub city: Wording,
    /// Whose region it is.
    pub cloud: Cloud,
    /// Whether it can be chosen.
    pub status: RegionStatus,
    /// Where this was read. Lists of regions grow, so an unknown region is never certainly wrong.
    pub source: Source,
}

const fn region(
    id: &'static str,
    city: Wording,
    cloud: Cloud,
    status: RegionStatus,
    source: Source,
) -> Region {
    Region {
        id,
        city,
        cloud,
        status,
        source,
    }
}

use Cloud::{Aliyun, Tencent};
use RegionStatus::{Closed, Open, Special};

const FC: Source = read(
    "devsapp/fc3 src/schema.json IRegion (2026-05-28); alibabacloud.com/help functioncompute fc-endpoints (2025-11-28)",
);
const FC_CLOSED: Source =
    read("alibabacloud.com/help/ja/fc/developer-reference/endpoints (2024-10-21)");
const FC_DOUBT: Source =
    unverified("devsapp/fc3 src/schema.json IRegion lists it, today's pages do not");
const SCF: Source = read("tencentcloud.com/document/product/583/17243 (2023-07-18)");
const SCF_DOUBT: Source = unverified("in no list of tencentcloud.com that was read");
const SCF_GONE: Source =
    unverified("in 583/17243 (2023), missing from the quota page 583/11637 (2025)");

/// Every region, a cloud's own default first.
#[rustfmt::skip]
pub const REGIONS: &[Region] = &[
    region("cn-hangzhou", w("Hangzhou", "杭州"), Aliyun, Open, FC),
    region("cn-shanghai", w("Shanghai", "上海"), Aliyun, Open, FC),
    region("cn-beijing", w("Beijing", "北京"), Aliyun, Open, FC),
    region("cn-shenzhen", w("Shenzhen", "深圳"), Aliyun, Open, FC),
    region("cn-zhangjiakou", w("Zhangjiakou", "张家口"), Aliyun, Open, FC),
    region("cn-chengdu", w("Chengdu", "成都"), Aliyun, Open, FC),
    region("cn-qingdao", w("Qingdao", "青岛"), Aliyun, Open, FC),
    region("cn-huhehaote", w("Hohhot", "呼和浩特"), Aliyun, Open, FC),
    region("cn-wulanchabu", w("Ulanqab", "乌兰察布"), Aliyun, Open, FC),
    region("cn-hongkong", w("Hong Kong (China)", "中国香港"), Aliyun, Open, FC),
    region("ap-southeast-1", w("Singapore", "新加坡"), Aliyun, Open, FC),
    region("ap-southeast-3", w("Kuala Lumpur", "吉隆坡"), Aliyun, Open, FC),
    region("ap-southeast-5", w("Jakarta", "雅加达"), Aliyun, Open, FC),
    region("ap-southeast-7", w("Bangkok", "曼谷"), Aliyun, Open, FC),
    region("ap-northeast-1", w("Tokyo", "东京"), Aliyun, Open, FC),
    region("ap-northeast-2", w("Seoul", "首尔"), Aliyun, Open, FC),
    region("eu-central-1", w("Frankfurt", "法兰克福"), Aliyun, Open, FC),
    region("eu-west-1", w("London", "伦敦"), Aliyun, Open, FC),
    region("us-east-1", w("Virginia", "弗吉尼亚"), Aliyun, Open, FC),
    region("us-west-1", w("Silicon Valley", "硅谷"), Aliyun, Open, FC),
    region("me-central-1", w("Riyadh", "利雅得"), Aliyun, Open, FC),
    region("cn-shanghai-finance-1", w("Shanghai Finance Cloud", "上海金融云"), Aliyun, Special, FC),
    region("cn-heyuan-acdr-1", w("Heyuan dedicated zone", "河源专属云汽车合规"), Aliyun, Special, FC),
    region("cn-shanghai-cloudspe", w("Shanghai dedicated zone", "上海专属地域"), Aliyun, Special, FC),
    region("ap-southeast-2", w("Sydney", "悉尼"), Aliyun, Closed, FC_CLOSED),
    region("ap-south-1", w("Mumbai", "孟买"), Aliyun, Closed, FC_DOUBT),
    region("ap-guangzhou", w("Guangzhou", "广州"), Tencent, Open, SCF),
    region("ap-shanghai", w("Shanghai", "上海"), Tencent, Open, SCF),
    region("ap-beijing", w("Beijing", "北京"), Tencent, Open, SCF),
    region("ap-chengdu", w("Chengdu", "成都"), Tencent, Open, SCF),
    region("ap-chongqing", w("Chongqing", "重庆"), Tencent, Open, SCF),
    region("ap-nanjing", w("Nanjing", "南京"), Tencent, Open, SCF_DOUBT),
    region("ap-hongkong", w("Hong Kong (China)", "中国香港"), Tencent, Open, SCF),
    region("ap-singapore", w("Singapore", "新加坡"), Tencent, Open, SCF),
    region("ap-tokyo", w("Tokyo", "东京"), Tencent, Open, SCF),
    region("ap-seoul", w("Seoul", "首尔"), Tencent, Open, SCF),
    region("ap-bangkok", w("Bangkok", "曼谷"), Tencent, Open, SCF),
    region("na-siliconvalley", w("Silicon Valley", "硅谷"), Tencent, Open, SCF),
    region("na-ashburn", w("Virginia", "弗吉尼亚"), Tencent, Open, SCF),
    region("eu-frankfurt", w("Frankfurt", "法兰克福"), Tencent, Open, SCF),
    region("sa-saopaulo", w("São Paulo", "圣保罗"), Tencent, Open, SCF),
    region("ap-shanghai-fsi", w("Shanghai Finance", "上海金融"), Tencent, Special, SCF),
    region("ap-shenzhen-fsi", w("Shenzhen Finance", "深圳金融"), Tencent, Special, SCF),
    region("ap-mumbai", w("Mumbai", "孟买"), Tencent, Closed, SCF_GONE),
    region("na-toronto", w("Toronto", "多伦多"), Tencent, Closed, SCF_GONE),
];

/// Where aliyun deploys go when nothing names a region. Read in cli-plugin-fc `src/index.ts`.
pub const ALIYUN_DEFAULT_REGION: &str = "cn-hangzhou";

/// Where tencent deploys go when nothing names a region. Read in serverless-tencent-scf.
pub const TENCENT_DEFAULT_REGION: &str = "ap-guangzhou";

/// Region names that serverless-tencent-scf rewrites before it deploys.
pub const TENCENT_REGION_MAP: &[(&str, &str)] = &[("ap-guangzhou-open", "ap-guangzhou")];

impl Cloud {
    /// The regions of this cloud, its default first.
    pub fn regions(self) -> impl Iterator<Item = &'static Region> {
        let cloud = self.canonical();
        REGIONS.iter().filter(move |region| region.cloud == cloud)
    }

    /// The region of this cloud with exactly this id.
    pub fn region(self, id: &str) -> Option<&'static Region> {
        self.regions().find(|region| region.id == id)
    }

    /// The region a deployment goes to when neither f.yml nor the user's environment names one. On aliyun
    /// `~/.fcli/config.yaml` and `SERVERLESS_DEPLOY_ENDPOINT` come first, and `--useFun` never looks at
    /// `provider.region`.
    pub fn default_region(self) -> Option<&'static str> {
        match self.canonical() {
            Cloud::Aliyun => Some(ALIYUN_DEFAULT_REGION),
            Cloud::Tencent => Some(TENCENT_DEFAULT_REGION),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_region_leads_its_cloud() {
        for cloud in [Cloud::Aliyun, Cloud::Tencent] {
            let first = cloud.regions().next().unwrap();
            assert_eq!(cloud.default_region(), Some(first.id));
        }
    }
}

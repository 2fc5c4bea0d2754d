//! Regions of one cloud beside those of another.

use crate::{
    Cloud, Region, RegionStatus,
    source::{Source, read},
};

/// A region without a namesake on the other cloud, and the open one nearest to it.
#[derive(Debug, Clone, Copy)]
pub struct NearestRegion {
    /// The region.
    pub from: &'static str,
    /// The other cloud.
    pub to: Cloud,
    /// Its nearest region.
    pub nearest: &'static str,
}

/// The region to write on another cloud.
#[derive(Debug, Clone, Copy)]
pub struct RegionChoice {
    /// The region.
    pub region: &'static Region,
    /// Whether it is in the same city.
    pub is_same_city: bool,
}

const fn near(from: &'static str, to: Cloud, nearest: &'static str) -> NearestRegion {
    NearestRegion { from, to, nearest }
}

use Cloud::{Aliyun, Tencent};

/// How the table below was made.
pub const DISTANCES: Source = read("great-circle distances between the cities");

/// For every region whose city the other cloud does not have. Finance and dedicated regions have no row: where such a
/// service may go is not a question of distance.
#[rustfmt::skip]
pub const NEAREST_REGIONS: &[NearestRegion] = &[
    near("cn-hangzhou", Tencent, "ap-shanghai"),
    near("cn-shenzhen", Tencent, "ap-guangzhou"),
    near("cn-zhangjiakou", Tencent, "ap-beijing"),
    near("cn-qingdao", Tencent, "ap-shanghai"),
    near("cn-huhehaote", Tencent, "ap-beijing"),
    near("cn-wulanchabu", Tencent, "ap-beijing"),
    near("ap-southeast-2", Tencent, "ap-singapore"),
    near("ap-southeast-3", Tencent, "ap-singapore"),
    near("ap-southeast-5", Tencent, "ap-singapore"),
    near("ap-south-1", Tencent, "ap-bangkok"),
    near("eu-west-1", Tencent, "eu-frankfurt"),
    near("me-central-1", Tencent, "eu-frankfurt"),
    near("ap-guangzhou", Aliyun, "cn-shenzhen"),
    near("ap-chongqing", Aliyun, "cn-chengdu"),
    near("ap-nanjing", Aliyun, "cn-hangzhou"),
    near("ap-mumbai", Aliyun, "ap-southeast-7"),
    near("na-toronto", Aliyun, "us-east-1"),
    near("sa-saopaulo", Aliyun, "us-east-1"),
];

impl Cloud {
    /// The region of this cloud in the city of `region`, or the nearest one; `None` where neither is known.
    pub fn region_for(self, region: &Region) -> Option<RegionChoice> {
        let is_open = |known: &&Region| known.status == RegionStatus::Open;
        let same = self
            .regions()
            .filter(is_open)
            .find(|known| known.city == region.city);
        if let Some(region) = same {
            return Some(RegionChoice {
                region,
                is_same_city: true,
            });
        }
        let to = self.canonical();
        let row = NEAREST_REGIONS
            .iter()
            .find(|row| row.from == region.id && row.to == to)?;
        Some(RegionChoice {
            region: self.region(row.nearest)?,
            is_same_city: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::REGIONS;

    #[test]
    fn every_public_region_has_a_place_on_the_other_cloud() {
        for region in REGIONS {
            let other = match region.cloud {
                Aliyun => Tencent,
                _ => Aliyun,
            };
            let choice = other.region_for(region);
            assert_eq!(
                choice.is_some(),
                region.status != RegionStatus::Special,
                "{}",
                region.id
            );
            if let Some(choice) = choice {
                assert_eq!(choice.region.cloud, other);
                assert_eq!(choice.region.status, RegionStatus::Open);
                assert_eq!(choice.is_same_city, choice.region.city == region.city);
            }
        }
    }

    #[test]
    fn no_row_stands_for_a_city_that_both_have() {
        for row in NEAREST_REGIONS {
            let from = REGIONS.iter().find(|region| region.id == row.from).unwrap();
            assert_ne!(from.cloud, row.to);
            assert!(
                !row.to.region_for(from).unwrap().is_same_city,
                "{}",
                row.from
            );
        }
    }
}

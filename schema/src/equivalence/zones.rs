//! Time zones of timers.

use crate::{
    Cloud,
    source::{Source, read, unverified},
};

/// The time zone in which a cloud reads a cron expression that names none.
#[derive(Debug, Clone, Copy)]
pub struct TimerZone {
    /// The cloud.
    pub cloud: Cloud,
    /// The zone, as a zone prefix would name it.
    pub name: &'static str,
    /// Where this was read.
    pub source: Source,
}

/// One row for each cloud with timers.
pub const TIMER_ZONES: &[TimerZone] = &[
    TimerZone {
        cloud: Cloud::Aliyun,
        name: "UTC",
        source: read("help.aliyun.com/document_detail/2513615.html"),
    },
    TimerZone {
        cloud: Cloud::Tencent,
        name: "Asia/Shanghai",
        source: unverified(
            "no page of Tencent Cloud that was read names the zone; uniapp.dcloud.net.cn/uniCloud/trigger.html says UTC+8 for timers it sets up there",
        ),
    },
];

/// A time zone whose clocks have kept one distance from UTC for decades.
#[derive(Debug, Clone, Copy)]
pub struct FixedZone {
    /// Its name in the IANA database.
    pub name: &'static str,
    /// Minutes ahead of UTC.
    pub minutes: i32,
}

const fn zone(name: &'static str, minutes: i32) -> FixedZone {
    FixedZone { name, minutes }
}

/// Zones whose expressions can be moved by adding hours; zones with summer time cannot. Read in the IANA time zone
/// database (2025b).
pub const FIXED_ZONES: &[FixedZone] = &[
    zone("UTC", 0),
    zone("Etc/UTC", 0),
    zone("GMT", 0),
    zone("Asia/Shanghai", 480),
    zone("Asia/Chongqing", 480),
    zone("Asia/Harbin", 480),
    zone("PRC", 480),
    zone("Asia/Hong_Kong", 480),
    zone("Asia/Taipei", 480),
    zone("Asia/Singapore", 480),
    zone("Asia/Bangkok", 420),
    zone("Asia/Jakarta", 420),
    zone("Asia/Tokyo", 540),
    zone("Asia/Seoul", 540),
];

impl FixedZone {
    /// The zone of this name.
    pub fn of(name: &str) -> Option<&'static FixedZone> {
        FIXED_ZONES.iter().find(|zone| zone.name == name)
    }
}

impl Cloud {
    /// The zone in which this cloud reads a cron expression that names none; `None` where f.yml makes no timers.
    pub fn timer_zone(self) -> Option<&'static TimerZone> {
        let cloud = self.canonical();
        TIMER_ZONES.iter().find(|zone| zone.cloud == cloud)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CRON_SHAPES;

    #[test]
    fn every_cloud_with_timers_has_a_fixed_zone() {
        for shape in CRON_SHAPES {
            let zone = shape.cloud.timer_zone().unwrap();
            assert!(FixedZone::of(zone.name).is_some(), "{}", zone.name);
            // what the shape states as a fact was read
            assert_eq!(shape.zone, zone.source.verified.then_some(zone.name));
        }
    }
}

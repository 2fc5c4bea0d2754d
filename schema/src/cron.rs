//! What a timer's cron expression looks like on each cloud.

use crate::{
    Cloud, Wording,
    source::{Source, read, unverified},
    w,
};

/// One field of a cron expression.
#[derive(Debug, Clone, Copy)]
pub struct CronField {
    /// What it counts.
    pub title: Wording,
    /// Smallest number.
    pub min: u16,
    /// Largest number.
    pub max: u16,
    /// Names that stand for numbers, beginning with the one for `names_from`.
    pub names: &'static [&'static str],
    /// The number of the first name.
    pub names_from: u16,
    /// Characters with a meaning that the documentation lists for this field.
    pub specials: &'static str,
    /// Numbers outside the documented range that nobody has seen refused: worth a hint at most.
    pub tolerated: &'static [u16],
}

/// The cron expressions of one cloud.
#[derive(Debug, Clone, Copy)]
pub struct CronShape {
    /// Whose.
    pub cloud: Cloud,
    /// The fields, in order.
    pub fields: &'static [CronField],
    /// A number of fields that old triggers may still have.
    pub legacy_fields: Option<usize>,
    /// Whether `@every <number><unit>` is understood (in f.yml: `type: every`).
    pub every: bool,
    /// Units of `@every`, and the shortest interval in seconds; both without a vendor's sentence behind them.
    pub every_units: &'static [&'static str],
    /// The shortest `@every`, in seconds; hint only.
    pub every_min_seconds: u32,
    /// The prefix that sets the time zone, if there is one (followed by a zone such as `Asia/Shanghai` and a space).
    pub zone_prefix: Option<&'static str>,
    /// The time zone without a prefix, if it is known.
    pub zone: Option<&'static str>,
    /// How large the payload of a timer may be, in bytes.
    pub payload_bytes: u32,
    /// An expression for every day at 04:00, as an example.
    pub example: &'static str,
    /// Where this was read.
    pub source: Source,
    /// Where the facts on `@every` were read.
    pub every_source: Source,
}

const MONTHS: &[&str] = &[
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const FROM_MONDAY: &[&str] = &["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
const FROM_SUNDAY: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const fn field(title: Wording, min: u16, max: u16, specials: &'static str) -> CronField {
    CronField {
        title,
        min,
        max,
        names: &[],
        names_from: 0,
        specials,
        tolerated: &[],
    }
}

const fn named(mut field: CronField, from: u16, names: &'static [&'static str]) -> CronField {
    field.names = names;
    field.names_from = from;
    field
}

const SECOND: Wording = w("second", "秒");
const MINUTE: Wording = w("minute", "分");
const HOUR: Wording = w("hour", "时");
const DAY: Wording = w("day of the month", "日");
const MONTH: Wording = w("month", "月");
const WEEK: Wording = w("day of the week", "星期");
const YEAR: Wording = w("year", "年");

/// Alibaba Cloud and Tencent Cloud; no other cloud gets timers from f.yml.
pub const CRON_SHAPES: &[CronShape] = &[
    CronShape {
        cloud: Cloud::Aliyun,
        fields: &[
            // The documentation lists no specials for seconds; `*/n` is not refused, so all are allowed here.
            field(SECOND, 0, 59, ",-*/"),
            field(MINUTE, 0, 59, ",-*/"),
            field(HOUR, 0, 23, ",-*/"),
            field(DAY, 1, 31, ",-*?/"),
            named(field(MONTH, 1, 12, ",-*/"), 1, MONTHS),
            CronField {
                tolerated: &[0],
                ..named(field(WEEK, 1, 7, ",-*?"), 1, FROM_MONDAY)
            },
        ],
        legacy_fields: None,
        every: true,
        every_units: &["m", "h"],
        every_min_seconds: 60,
        zone_prefix: Some("CRON_TZ="),
        zone: Some("UTC"),
        payload_bytes: 128 * 1024,
        example: "0 0 4 * * *",
        source: read(
            "help.aliyun.com/document_detail/171746.html; help.aliyun.com/document_detail/2513615.html",
        ),
        every_source: unverified(
            "help.aliyun.com/document_detail/2513615.html: the console takes whole minutes",
        ),
    },
    CronShape {
        cloud: Cloud::Tencent,
        fields: &[
            field(SECOND, 0, 59, ",-*/"),
            field(MINUTE, 0, 59, ",-*/"),
            field(HOUR, 0, 23, ",-*/"),
            field(DAY, 1, 31, ",-*/?LW"),
            named(field(MONTH, 1, 12, ",-*/"), 1, MONTHS),
            named(field(WEEK, 0, 6, ",-*/?L#"), 0, FROM_SUNDAY),
            field(YEAR, 1970, 2099, ",-*/"),
        ],
        legacy_fields: Some(5),
        every: false,
        every_units: &[],
        every_min_seconds: 0,
        zone_prefix: None,
        // Remembered as Beijing time; no page that was read says so.
        zone: None,
        payload_bytes: 4 * 1024,
        example: "0 0 4 * * * *",
        source: read("cloud.tencent.com/document/product/583/9708"),
        every_source: read("cloud.tencent.com/document/product/583/9708"),
    },
];

/// The cron expressions of `cloud`; `None` where f.yml makes no timers.
pub fn cron(cloud: Cloud) -> Option<&'static CronShape> {
    let cloud = cloud.canonical();
    CRON_SHAPES.iter().find(|shape| shape.cloud == cloud)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_have_the_right_number_of_fields() {
        for shape in CRON_SHAPES {
            assert_eq!(shape.example.split(' ').count(), shape.fields.len());
        }
        assert_eq!(cron(Cloud::Fc).map(|shape| shape.fields.len()), Some(6));
        assert!(cron(Cloud::Vercel).is_none());
    }
}

//! Schedules that people want, to begin a timer with.

use crate::{CronShape, Wording, w};

/// One schedule. The fields are written as every cloud takes them.
#[derive(Debug, Clone, Copy)]
pub struct CronStarter {
    /// The schedule in words; where it names an hour, that of the zone in which it is written.
    pub title: Wording,
    minute: &'static str,
    hour: &'static str,
    day: &'static str,
    week: &'static str,
}

/// The time zone that starters are written in where the cloud lets an expression choose one.
pub const STARTER_ZONE: &str = "Asia/Shanghai";

const fn starter(
    title: Wording,
    minute: &'static str,
    hour: &'static str,
    day: &'static str,
    week: &'static str,
) -> CronStarter {
    CronStarter {
        title,
        minute,
        hour,
        day,
        week,
    }
}

/// The schedules, most wanted first.
#[rustfmt::skip]
pub const CRON_STARTERS: &[CronStarter] = &[
    starter(w("every day at 04:00", "每天 04:00"), "0", "4", "*", "*"),
    starter(w("every day at 09:00", "每天 09:00"), "0", "9", "*", "*"),
    starter(w("every 5 minutes", "每 5 分钟"), "*/5", "*", "*", "*"),
    starter(w("every 30 minutes", "每 30 分钟"), "*/30", "*", "*", "*"),
    starter(w("every hour", "每小时"), "0", "*", "*", "*"),
    starter(w("Monday to Friday at 09:00", "工作日（周一至周五）09:00"), "0", "9", "*", "MON-FRI"),
    starter(w("every Monday at 10:00", "每周一 10:00"), "0", "10", "*", "MON"),
    starter(w("the first of the month at 02:00", "每月 1 日 02:00"), "0", "2", "1", "*"),
];

/// Intervals for `type: every`, most wanted first.
pub const EVERY_STARTERS: &[(&str, Wording)] = &[
    ("5m", w("every 5 minutes", "每 5 分钟")),
    ("30m", w("every 30 minutes", "每 30 分钟")),
    ("1h", w("every hour", "每小时")),
    ("1m", w("every minute", "每分钟")),
];

impl CronStarter {
    /// Whether it names an hour, so that the time zone matters.
    pub fn names_an_hour(&self) -> bool {
        self.hour != "*"
    }
}

impl CronShape {
    /// The expression for a schedule: with as many fields as this cloud wants and, if the schedule names an hour and
    /// the cloud lets it, the zone [`STARTER_ZONE`] in front.
    pub fn expression(&self, starter: &CronStarter) -> String {
        let zone = match self.zone_prefix {
            Some(prefix) if starter.names_an_hour() => format!("{prefix}{STARTER_ZONE} "),
            _ => String::new(),
        };
        let CronStarter {
            minute,
            hour,
            day,
            week,
            ..
        } = starter;
        // seconds, minutes, hours, days, months, days of the week; then years where there are any
        let years = " *".repeat(self.fields.len().saturating_sub(6));
        format!("{zone}0 {minute} {hour} {day} * {week}{years}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CRON_SHAPES;

    #[test]
    fn starters_have_the_fields_of_their_cloud() {
        for shape in CRON_SHAPES {
            for starter in CRON_STARTERS {
                let expression = shape.expression(starter);
                let zone = usize::from(shape.zone_prefix.is_some() && starter.names_an_hour());
                let fields = expression.split(' ').count();
                assert_eq!(fields, shape.fields.len() + zone, "{expression}");
            }
        }
        let daily = CRON_SHAPES
            .iter()
            .map(|shape| shape.expression(&CRON_STARTERS[0]));
        assert!(daily.eq(["CRON_TZ=Asia/Shanghai 0 0 4 * * *", "0 0 4 * * * *"]));
    }

    #[test]
    fn intervals_are_in_units_that_are_understood() {
        for shape in CRON_SHAPES.iter().filter(|shape| shape.every) {
            for (interval, _) in EVERY_STARTERS {
                let unit = interval.trim_start_matches(|c: char| c.is_ascii_digit());
                assert!(shape.every_units.contains(&unit), "{interval}");
            }
        }
    }
}

//! A timer's cron expression as a schedule: what its fields say, and when it is due.

use fyml_schema::{Cloud, CronField, CronShape, cron};

use crate::lint::cron::{CronFault, cron_faults, number};
use crate::syntax::{CalendarDate, weekday};

/// Beijing is so many seconds ahead of UTC, all the year.
pub(super) const BEIJING: i64 = 8 * 3600;

/// The longest expression that is read: whoever writes more wants no words for it.
const LONGEST: usize = 200;

/// How far ahead a time is looked for, in days: some leap days are eight years apart.
const HORIZON: i64 = 9 * 366;

/// The time zone that an expression is read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// UTC.
    Utc,
    /// `Asia/Shanghai`.
    Beijing,
    /// The cloud does not say; taken for Beijing time.
    Unsaid,
    /// Another one, whose rules are not known here.
    Other,
}

impl Zone {
    /// Seconds ahead of UTC.
    pub fn offset(self) -> Option<i64> {
        match self {
            Zone::Utc => Some(0),
            Zone::Beijing | Zone::Unsaid => Some(BEIJING),
            Zone::Other => None,
        }
    }
}

/// One item of a field's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// `*` or `?`.
    All,
    /// `5`.
    One(u16),
    /// `1-5`; in a week the end may come before the beginning.
    Range(u16, u16),
    /// `*/5`, `3/5`, `1-20/5`: from, to, step.
    Step(u16, u16, u16),
    /// `L` as day of the month.
    LastDay,
    /// `LW`.
    LastWorkday,
    /// `15W`: the working day nearest to it.
    NearestWorkday(u16),
    /// `5L` as day of the week: the last one of the month.
    LastOf(u16),
    /// `2#1`: the first Tuesday.
    Nth(u16, u16),
}

/// A field of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// The items of its list.
    pub items: Vec<Item>,
}

/// An expression that the cloud takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Schedule {
    /// The time zone.
    pub zone: Zone,
    /// Seconds.
    pub second: Field,
    /// Minutes.
    pub minute: Field,
    /// Hours.
    pub hour: Field,
    /// Days of the month.
    pub day: Field,
    /// Months.
    pub month: Field,
    /// Days of the week, from 0 for Sunday.
    pub weekday: Field,
    /// Years.
    pub year: Field,
}

impl Schedule {
    /// Reads an expression; `None` if the cloud would not take it, and for `@every`.
    pub fn read(expression: &str, cloud: Cloud) -> Option<Schedule> {
        let shape = cron(cloud)?;
        if expression.len() > LONGEST || expression.trim_start().starts_with('@') {
            return None;
        }
        if !cron_faults(expression, shape)
            .iter()
            .all(CronFault::is_doubtful)
        {
            return None;
        }
        let mut words = expression.split_whitespace().peekable();
        let zone = match words.next_if(|word| word.contains('=')) {
            Some(written) => zone(written.split_once('=')?.1),
            None => shape.zone.map_or(Zone::Unsaid, zone),
        };
        let mut fields = words.zip(shape.fields);
        let mut next = || {
            let (text, field) = fields.next()?;
            read_field(text, field)
        };
        let schedule = Schedule {
            zone,
            second: next()?,
            minute: next()?,
            hour: next()?,
            day: next()?,
            month: next()?,
            weekday: next()?,
            year: match shape.fields.len() {
                7.. => next()?,
                _ => Field::all(),
            },
        };
        Some(schedule)
    }

    /// The next times after `now`, at most `count`; both in seconds since 1970 in UTC. Nothing if the zone is not
    /// known, fewer if it is not due that often within nine years.
    pub fn next(&self, now: i64, count: usize) -> Vec<i64> {
        let Some(offset) = self.zone.offset() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let local = now + offset;
        let today = local.div_euclid(86_400);
        let mut from = local.rem_euclid(86_400) + 1;
        for day in today..today + HORIZON {
            if self.is_due_on(day) {
                self.times_from(from, count, |time| {
                    found.push(day * 86_400 + time - offset);
                    found.len() < count
                });
            }
            if found.len() >= count {
                break;
            }
            from = 0;
        }
        found
    }

    /// Tells `take` the times of a day from `from` on, in seconds, at most `count`, until it has enough.
    fn times_from(&self, from: i64, count: usize, mut take: impl FnMut(i64) -> bool) {
        let hits = |field: &Field, to: i64| (0..to).filter(|n| field.has(*n)).collect::<Vec<_>>();
        let (minutes, seconds) = (hits(&self.minute, 60), hits(&self.second, 60));
        let mut told = 0;
        for hour in hits(&self.hour, 24) {
            if (hour + 1) * 3600 <= from {
                continue;
            }
            for minute in &minutes {
                for second in &seconds {
                    let time = hour * 3600 + minute * 60 + second;
                    if time >= from {
                        told += 1;
                        if !take(time) || told >= count {
                            return;
                        }
                    }
                }
            }
        }
    }

    fn is_due_on(&self, day: i64) -> bool {
        let date = CalendarDate::of_day(day);
        if !self.year.has(date.year) || !self.month.has(date.month) {
            return false;
        }
        let by_date = self.day.items.iter().any(|item| day_fits(*item, day, date));
        let by_week = self
            .weekday
            .items
            .iter()
            .any(|item| weekday_fits(*item, day, date));
        // Both clouds: where both are given, either is enough.
        match (self.day.is_all(), self.weekday.is_all()) {
            (false, false) => by_date || by_week,
            _ => by_date && by_week,
        }
    }
}

impl Field {
    /// `*`.
    pub fn all() -> Field {
        Field {
            items: vec![Item::All],
        }
    }

    /// Whether it lets everything through: `*`, `?`.
    pub fn is_all(&self) -> bool {
        self.items.contains(&Item::All)
    }

    /// The numbers, if it is a list of single ones.
    pub fn ones(&self) -> Option<Vec<u16>> {
        let one = |item: &Item| match item {
            Item::One(value) => Some(*value),
            _ => None,
        };
        self.items.iter().map(one).collect()
    }

    fn has(&self, value: i64) -> bool {
        self.items.iter().any(|item| item.has(value))
    }
}

impl Item {
    fn has(self, value: i64) -> bool {
        match self {
            Item::All => true,
            Item::One(one) => value == i64::from(one),
            Item::Range(from, to) if from <= to => {
                (i64::from(from)..=i64::from(to)).contains(&value)
            }
            Item::Range(from, to) => value >= i64::from(from) || value <= i64::from(to),
            Item::Step(from, to, by) => {
                let from = i64::from(from);
                (from..=i64::from(to)).contains(&value)
                    && (value - from) % i64::from(by.max(1)) == 0
            }
            _ => false,
        }
    }
}

fn day_fits(item: Item, day: i64, date: CalendarDate) -> bool {
    let last = date.days_of_month();
    let is_workday = |of_month: i64| !matches!(weekday(day - date.day + of_month), 0 | 6);
    match item {
        Item::LastDay => date.day == last,
        Item::LastWorkday => {
            let found = (1..=last).rev().find(|of_month| is_workday(*of_month));
            found == Some(date.day)
        }
        Item::NearestWorkday(wanted) => {
            let wanted = i64::from(wanted);
            // never in another month: the day before, the day after, or two days off at its edges
            let near = [wanted, wanted - 1, wanted + 1, wanted + 2, wanted - 2];
            let found = near
                .into_iter()
                .find(|of_month| (1..=last).contains(of_month) && is_workday(*of_month));
            wanted <= last && found == Some(date.day)
        }
        item => item.has(date.day),
    }
}

fn weekday_fits(item: Item, day: i64, date: CalendarDate) -> bool {
    let weekday = weekday(day);
    match item {
        Item::LastOf(wanted) => weekday == i64::from(wanted) && date.day + 7 > date.days_of_month(),
        Item::Nth(wanted, nth) => {
            weekday == i64::from(wanted) && (date.day - 1) / 7 + 1 == i64::from(nth)
        }
        item => item.has(weekday),
    }
}

fn zone(name: &str) -> Zone {
    match name {
        "UTC" => Zone::Utc,
        "Asia/Shanghai" => Zone::Beijing,
        _ => Zone::Other,
    }
}

fn read_field(text: &str, field: &CronField) -> Option<Field> {
    let items = text.split(',').map(|item| read_item(item, field));
    Some(Field {
        items: items.collect::<Option<_>>()?,
    })
}

fn read_item(text: &str, field: &CronField) -> Option<Item> {
    let is_week = field.names.len() == 7;
    // Sunday is 0 on one cloud, 7 on the other
    let number = |text: &str| {
        let value = number(text, field)?;
        Some(if is_week { value % 7 } else { value })
    };
    let (base, step) = match text.split_once('/') {
        Some((base, step)) => (base, Some(step.parse::<u16>().ok()?)),
        None => (text, None),
    };
    let (first, last) = if is_week {
        (0, 6)
    } else {
        (field.min, field.max)
    };
    if let Some(step) = step {
        let (from, to) = match (base, base.split_once('-')) {
            ("*" | "?", _) => (first, last),
            (_, Some((from, to))) => (number(from)?, number(to)?),
            (one, None) => (number(one)?, last),
        };
        return Some(Item::Step(from, to, step));
    }
    if matches!(base, "*" | "?") {
        return Some(Item::All);
    }
    if let Some((from, to)) = base.split_once('-') {
        return Some(Item::Range(number(from)?, number(to)?));
    }
    if let Some(one) = number(base) {
        return Some(Item::One(one));
    }
    match (base, is_week) {
        ("L", false) => Some(Item::LastDay),
        ("LW" | "WL", false) => Some(Item::LastWorkday),
        (day, false) => Some(Item::NearestWorkday(number(day.strip_suffix('W')?)?)),
        (day, true) => match day.split_once('#') {
            Some((day, nth)) => Some(Item::Nth(number(day)?, nth.parse().ok()?)),
            // a bare `L` is Saturday to some and the last day to others
            None => Some(Item::LastOf(number(day.strip_suffix('L')?)?)),
        },
    }
}

/// An instant as `2026-01-02 03:04:05`, seen from a zone so many seconds ahead of UTC.
pub(super) fn clock(instant: i64, offset: i64) -> String {
    let local = instant + offset;
    let date = CalendarDate::of_day(local.div_euclid(86_400));
    let time = local.rem_euclid(86_400);
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        date.year,
        date.month,
        date.day,
        time / 3600,
        time / 60 % 60,
        time % 60
    )
}

/// Whether a cloud reads `@every`.
pub(super) fn knows_every(cloud: Cloud) -> bool {
    cron(cloud).is_some_and(|shape: &CronShape| shape.every)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-01 00:00:00 UTC, a Thursday.
    const NEW_YEAR: i64 = 1_767_225_600;

    fn next(expression: &str, cloud: Cloud) -> Vec<String> {
        let schedule = Schedule::read(expression, cloud).expect("the cloud takes it");
        let next = schedule.next(NEW_YEAR, 3).into_iter();
        next.map(|instant| clock(instant, 0)).collect()
    }

    #[test]
    fn times_follow_the_fields_and_the_zone() {
        for (expression, expected) in [
            (
                "0 0 4 * * *",
                [
                    "2026-01-01 04:00:00",
                    "2026-01-02 04:00:00",
                    "2026-01-03 04:00:00",
                ],
            ),
            (
                "CRON_TZ=Asia/Shanghai 0 0 4 * * *",
                [
                    "2026-01-01 20:00:00",
                    "2026-01-02 20:00:00",
                    "2026-01-03 20:00:00",
                ],
            ),
            (
                "0 */20 * * * *",
                [
                    "2026-01-01 00:20:00",
                    "2026-01-01 00:40:00",
                    "2026-01-01 01:00:00",
                ],
            ),
            (
                "0 30 8 ? * SUN",
                [
                    "2026-01-04 08:30:00",
                    "2026-01-11 08:30:00",
                    "2026-01-18 08:30:00",
                ],
            ),
            (
                "0 0 0 ? * 6-7",
                [
                    "2026-01-03 00:00:00",
                    "2026-01-04 00:00:00",
                    "2026-01-10 00:00:00",
                ],
            ),
            (
                "0 0 0 29 FEB ?",
                ["2028-02-29 00:00:00", "2032-02-29 00:00:00", ""],
            ),
            (
                "0 0 0 13 * FRI",
                [
                    "2026-01-02 00:00:00",
                    "2026-01-09 00:00:00",
                    "2026-01-13 00:00:00",
                ],
            ),
        ] {
            let expected: Vec<&str> = expected.into_iter().filter(|t| !t.is_empty()).collect();
            assert_eq!(next(expression, Cloud::Aliyun), expected, "{expression}");
        }
    }

    #[test]
    fn tencent_knows_more_signs() {
        for (expression, expected) in [
            ("0 0 2 L * ? *", "2026-01-30 18:00:00"),
            ("0 0 2 LW * ? *", "2026-01-29 18:00:00"),
            // the 17th is a Saturday
            ("0 0 2 17W * ? *", "2026-01-15 18:00:00"),
            ("0 0 2 ? * 2#1 *", "2026-01-05 18:00:00"),
            ("0 0 2 ? * 5L *", "2026-01-29 18:00:00"),
            ("0 0 2 1 1 * 2030", "2029-12-31 18:00:00"),
        ] {
            let next = next(expression, Cloud::Tencent);
            assert_eq!(
                next.first().map(String::as_str),
                Some(expected),
                "{expression}"
            );
        }
    }

    #[test]
    fn what_no_cloud_takes_is_no_schedule() {
        for expression in [
            "",
            "x",
            "0 0 25 * * *",
            "@every 5m",
            "0 0 4 * *",
            "0 0 4 L * *",
        ] {
            assert_eq!(
                Schedule::read(expression, Cloud::Aliyun),
                None,
                "{expression}"
            );
        }
        assert_eq!(Schedule::read(&"0,".repeat(1000), Cloud::Aliyun), None);
        assert_eq!(Schedule::read("0 0 4 * * *", Cloud::Vercel), None);
        let elsewhere = Schedule::read("CRON_TZ=Europe/Paris 0 0 4 * * *", Cloud::Aliyun);
        assert_eq!(
            elsewhere.expect("it is known").next(NEW_YEAR, 3),
            Vec::<i64>::new()
        );
        let past = Schedule::read("0 0 4 * * * 2020", Cloud::Tencent);
        assert_eq!(
            past.expect("it is known").next(NEW_YEAR, 3),
            Vec::<i64>::new()
        );
    }
}

//! Cron expressions of one cloud in the words of another.

mod field;

use std::collections::BTreeSet;

use fyml_schema::equivalence::{FixedZone, TimerZone};
use fyml_schema::{CronField, CronShape};

use crate::lint::Message;
use crate::lint::cron::{CronFaultKind, cron_faults};
use crate::message;

use field::{format, is_any, read};

/// Where a field stands in both clouds' expressions; the year comes last and only one cloud has it.
const HOUR: usize = 2;
const DAY: usize = 3;
const MONTH: usize = 4;
const WEEK: usize = 5;
const YEAR: usize = 6;
/// How many fields all clouds have.
const COMMON: usize = 6;

/// A cloud's expressions: their form, and the time zone they are read in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side {
    pub shape: &'static CronShape,
    pub zone: &'static TimerZone,
}

/// An expression for another cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    /// The expression.
    pub text: String,
    /// It is right only if a cloud's time zone, which no page of it names, is the assumed one.
    pub by_assumed_zone: bool,
    /// It fires more often than once a minute.
    pub has_seconds: bool,
}

/// Why an expression cannot be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stuck {
    /// The cloud it is written for would not take it either.
    NeverWorked,
    /// The other cloud has no way to say it.
    Unsayable(Message),
}

/// The expression for `to` that fires at the same moments as `text` does on `from`.
pub(super) fn translate(text: &str, from: Side, to: Side) -> Result<Moved, Stuck> {
    let (zone, rest) = zone_of(text, from)?;
    let mut fields: Vec<String> = rest.split_whitespace().map(str::to_owned).collect();
    if from.shape.legacy_fields == Some(fields.len()) {
        // the cloud puts these two around an old expression
        fields.insert(0, "0".to_owned());
        fields.push("*".to_owned());
    }
    let written = fields.join(" ");
    let is_wrong = |kind: &CronFaultKind| !matches!(kind, CronFaultKind::Undocumented(_));
    if cron_faults(&written, from.shape)
        .iter()
        .any(|fault| is_wrong(&fault.kind))
    {
        return Err(Stuck::NeverWorked);
    }
    fields.resize(YEAR + 1, "*".to_owned());
    let is_restricted = fields[DAY..].iter().any(|field| !is_any(field));
    let hours = read(&fields[HOUR], field_of(from, HOUR));
    let hours = hours.ok_or_else(|| unreadable(&fields[HOUR]))?;
    let zone_there = FixedZone::of(to.zone.name).ok_or(Stuck::NeverWorked)?;
    let shift = FixedZone::of(zone).map(|zone| (zone_there.minutes - zone.minutes) / 60);
    // every hour of every day is the same everywhere
    let is_free = !is_restricted && hours.len() == 24;
    let mut prefix = String::new();
    if !is_free && zone != to.zone.name {
        match (to.shape.zone_prefix, shift) {
            (Some(word), _) => prefix = format!("{word}{zone} "),
            (None, Some(shift)) => shift_fields(&mut fields, hours, shift, from)?,
            (None, None) => return Err(unsayable_zone(zone)),
        }
    }
    rewrite_days(&mut fields, from, to)?;
    if to.shape.fields.len() <= YEAR {
        if !is_any(&fields[YEAR]) {
            let year = &fields[YEAR];
            return Err(Stuck::Unsayable(message!(
                "there is no field for the year there, and without `{year}` it would fire every year",
                "那里的表达式没有“年”字段，去掉 `{year}` 会变成每年都触发"
            )));
        }
        fields.truncate(COMMON);
    }
    let seconds = read(&fields[0], field_of(from, 0));
    let zones = [from.zone, to.zone];
    Ok(Moved {
        text: prefix + &fields.join(" "),
        by_assumed_zone: !is_free && zones.iter().any(|zone| !zone.source.verified),
        has_seconds: seconds.is_none_or(|seconds| seconds.len() > 1),
    })
}

/// The time zone of an expression, and the rest of it.
fn zone_of(text: &str, from: Side) -> Result<(&str, &str), Stuck> {
    let text = text.trim();
    let Some(named) = from
        .shape
        .zone_prefix
        .and_then(|word| text.strip_prefix(word))
    else {
        return Ok((from.zone.name, text));
    };
    named
        .split_once(char::is_whitespace)
        .ok_or(Stuck::NeverWorked)
}

fn field_of(side: Side, index: usize) -> &'static CronField {
    // both clouds have the first six; the year is asked for only where there is one
    &side.shape.fields[index.min(side.shape.fields.len() - 1)]
}

fn unreadable(field: &str) -> Stuck {
    Stuck::Unsayable(message!(
        "`{field}` has no form that both clouds read",
        "`{field}` 没有两个平台都支持的写法"
    ))
}

fn unsayable_zone(zone: &str) -> Stuck {
    Stuck::Unsayable(message!(
        "a time zone cannot be named there, and the clocks of `{zone}` are not always the same number of hours away",
        "那里不能指定时区，而 `{zone}` 与当地的时差并不固定"
    ))
}

/// A set of hours on clocks that are `shift` hours ahead.
fn turned(hours: &BTreeSet<u16>, shift: i32) -> BTreeSet<u16> {
    let turn = |hour: &u16| (i32::from(*hour) + shift).rem_euclid(24) as u16;
    hours.iter().map(turn).collect()
}

/// Moves hours, and the days with them where all of them cross midnight.
fn shift_fields(
    fields: &mut [String],
    hours: BTreeSet<u16>,
    shift: i32,
    from: Side,
) -> Result<(), Stuck> {
    let crossings: BTreeSet<i32> = hours
        .iter()
        .map(|hour| (i32::from(*hour) + shift).div_euclid(24))
        .collect();
    let is_restricted = fields[DAY..].iter().any(|field| !is_any(field));
    if is_restricted {
        match crossings.iter().copied().collect::<Vec<_>>()[..] {
            [0] | [] => {}
            [days] => shift_days(fields, days, from)?,
            _ => {
                return Err(Stuck::Unsayable(message!(
                    "in the other time zone some of its hours fall on the day before or after: it takes two timers",
                    "换算时区后，部分小时会落到前一天或后一天，需要拆成两个定时触发器"
                )));
            }
        }
    }
    let moved = turned(&hours, shift);
    if moved != hours {
        fields[HOUR] = format(&moved, field_of(from, HOUR));
    }
    Ok(())
}

/// Moves the days by one.
fn shift_days(fields: &mut [String], days: i32, from: Side) -> Result<(), Stuck> {
    let crosses = |what: &str| {
        Stuck::Unsayable(message!(
            "in the other time zone it falls on another day, which `{what}` cannot follow",
            "换算时区后会落到另一天，`{what}` 无法随之调整"
        ))
    };
    let (has_day, has_week) = (!is_any(&fields[DAY]), !is_any(&fields[WEEK]));
    let has_month = !is_any(&fields[MONTH]) || !is_any(&fields[YEAR]);
    match (has_day, has_week) {
        (false, true) if !has_month => {
            let week = week_days(&fields[WEEK], from).ok_or_else(|| crosses(&fields[WEEK]))?;
            let moved = week
                .iter()
                .map(|day| (i32::from(*day) + days).rem_euclid(7) as u16)
                .collect();
            fields[WEEK] = week_text(&moved, from);
        }
        (true, false) => {
            let set = read(&fields[DAY], field_of(from, DAY));
            // days that every month has, and their neighbours too
            let (first, last) = if days > 0 { (1, 27) } else { (2, 28) };
            let set = set.filter(|set| set.iter().all(|day| (first..=last).contains(day)));
            let set = set.ok_or_else(|| crosses(&fields[DAY]))?;
            let moved = set
                .iter()
                .map(|day| (i32::from(*day) + days) as u16)
                .collect();
            fields[DAY] = format(&moved, field_of(from, DAY));
        }
        _ => return Err(crosses(&fields[DAY..].join(" "))),
    }
    Ok(())
}

/// Days of the week with Sunday as 0.
fn week_days(text: &str, side: Side) -> Option<BTreeSet<u16>> {
    let set = read(text, field_of(side, WEEK))?;
    Some(set.iter().map(|day| day % 7).collect())
}

fn week_text(days: &BTreeSet<u16>, side: Side) -> String {
    let field = field_of(side, WEEK);
    let number = |day: &u16| if *day < field.min { day + 7 } else { *day };
    format(&days.iter().map(number).collect(), field)
}

/// Spells what each cloud writes in its own way: days of the week, and signs that only one of them knows.
fn rewrite_days(fields: &mut [String], from: Side, to: Side) -> Result<(), Stuck> {
    for index in [DAY, MONTH] {
        let field = field_of(to, index);
        if !is_any(&fields[index]) && read(&fields[index], field).is_none() {
            return Err(unreadable(&fields[index]));
        }
    }
    if is_any(&fields[WEEK]) {
        return Ok(());
    }
    let days = week_days(&fields[WEEK], from).ok_or_else(|| unreadable(&fields[WEEK]))?;
    let is_read_alike = week_days(&fields[WEEK], to).as_ref() == Some(&days)
        && cron_faults(&with_week(to, &fields[WEEK]), to.shape).is_empty();
    if !is_read_alike {
        fields[WEEK] = week_text(&days, to);
    }
    Ok(())
}

/// An expression with this day of the week and nothing else.
fn with_week(to: Side, week: &str) -> String {
    let fields = to.shape.fields.iter().enumerate();
    let words: Vec<&str> = fields
        .map(|(index, _)| if index == WEEK { week } else { "*" })
        .collect();
    words.join(" ")
}

/// An interval (`5m`, `1h`) as an expression that fires as often, by the clock.
pub(super) fn every(interval: &str, to: Side) -> Result<String, Stuck> {
    let text = interval.trim();
    let unit = text.chars().next_back().filter(|unit| "mh".contains(*unit));
    let number = unit.and_then(|unit| text.strip_suffix(unit)?.parse::<u32>().ok());
    let (Some(unit), Some(number)) = (unit, number.filter(|number| *number > 0)) else {
        return Err(Stuck::NeverWorked);
    };
    let minutes = number.saturating_mul(if unit == 'h' { 60 } else { 1 });
    let (minute, hour) = match minutes {
        1 => ("*".to_owned(), "*".to_owned()),
        2..=59 if 60 % minutes == 0 => (format!("*/{minutes}"), "*".to_owned()),
        60 => ("0".to_owned(), "*".to_owned()),
        1440 => ("0".to_owned(), "0".to_owned()),
        61.. if minutes % 60 == 0 && 24 % (minutes / 60) == 0 => {
            ("0".to_owned(), format!("*/{}", minutes / 60))
        }
        _ => {
            return Err(Stuck::Unsayable(message!(
                "`{text}` does not divide an hour or a day, and a cron expression begins anew with each",
                "`{text}` 不能整除一小时或一天，而 cron 表达式每到整点或零点都会重新计算"
            )));
        }
    };
    let rest = vec!["*"; to.shape.fields.len() - DAY].join(" ");
    Ok(format!("0 {minute} {hour} {rest}"))
}

#[cfg(test)]
mod tests {
    use fyml_schema::{Cloud, cron};

    use super::*;

    fn side(cloud: Cloud) -> Side {
        Side {
            shape: cron(cloud).unwrap(),
            zone: cloud.timer_zone().unwrap(),
        }
    }

    fn to_tencent(text: &str) -> Result<String, Stuck> {
        translate(text, side(Cloud::Aliyun), side(Cloud::Tencent)).map(|moved| moved.text)
    }

    fn to_aliyun(text: &str) -> Result<String, Stuck> {
        translate(text, side(Cloud::Tencent), side(Cloud::Aliyun)).map(|moved| moved.text)
    }

    #[test]
    fn hours_move_to_the_other_zone() {
        for (aliyun, tencent) in [
            ("0 0 4 * * *", "0 0 12 * * * *"),
            ("0 0 20 * * *", "0 0 4 * * * *"),
            ("0 30 16,20 * * ?", "0 30 0,4 * * ? *"),
            ("0 0 4 * * MON-FRI", "0 0 12 * * MON-FRI *"),
            ("0 0 20 * * MON-FRI", "0 0 4 * * 2-6 *"),
            ("0 0 20 * * 7", "0 0 4 * * 1 *"),
            ("0 0 4 * * 7", "0 0 12 * * 0 *"),
            ("0 0 4 * * FRI-SUN", "0 0 12 * * 0,5,6 *"),
            ("0 0 20 1 * *", "0 0 4 2 * * *"),
            ("0 0 20 1,15 3 *", "0 0 4 2,16 3 * *"),
            ("0 */5 * * * *", "0 */5 * * * * *"),
            ("0 0 */8 * * *", "0 0 */8 * * * *"),
            ("0 0 */6 * * *", "0 0 2,8,14,20 * * * *"),
            ("0 0 8-10 * * *", "0 0 16-18 * * * *"),
            ("CRON_TZ=Asia/Shanghai 0 0 4 * * *", "0 0 4 * * * *"),
            ("CRON_TZ=Asia/Tokyo 0 0 0 2 * *", "0 0 23 1 * * *"),
        ] {
            assert_eq!(to_tencent(aliyun).as_deref(), Ok(tencent), "{aliyun}");
        }
    }

    #[test]
    fn the_way_back_names_the_zone() {
        for (tencent, aliyun) in [
            ("0 0 4 * * * *", "CRON_TZ=Asia/Shanghai 0 0 4 * * *"),
            ("0 0 4 * * 0 *", "CRON_TZ=Asia/Shanghai 0 0 4 * * 7"),
            ("0 0 4 31 12 * *", "CRON_TZ=Asia/Shanghai 0 0 4 31 12 *"),
            ("0 */5 * * * * *", "0 */5 * * * *"),
            // the old form of five fields
            ("0 4 * * *", "CRON_TZ=Asia/Shanghai 0 0 4 * * *"),
        ] {
            assert_eq!(to_aliyun(tencent).as_deref(), Ok(aliyun), "{tencent}");
        }
    }

    #[test]
    fn what_cannot_be_said_is_not_said() {
        for text in [
            "0 0 4,20 * * MON",
            "0 0 20 31 * *",
            "0 0 20 * 3 *",
            "0 0 20 1 * MON",
            "CRON_TZ=Europe/Berlin 0 0 4 * * *",
        ] {
            assert!(
                matches!(to_tencent(text), Err(Stuck::Unsayable(_))),
                "{text}: {:?}",
                to_tencent(text)
            );
        }
        for text in ["0 0 4 L * * *", "0 0 4 * * 2#1 *", "0 0 4 1 1 * 2026"] {
            assert!(
                matches!(to_aliyun(text), Err(Stuck::Unsayable(_))),
                "{text}"
            );
        }
        for text in ["0 4 * * *", "0 0 25 * * *", "@daily", "", "0 0 4 * * * *"] {
            assert_eq!(to_tencent(text), Err(Stuck::NeverWorked), "{text}");
        }
    }

    #[test]
    fn what_depends_on_the_zone_says_so() {
        for (text, expected) in [
            ("0 */5 * * * *", false),
            ("0 0 4 * * *", true),
            ("CRON_TZ=Asia/Shanghai 0 0 4 * * *", true),
            ("0 0 */8 * * *", true),
        ] {
            let moved = translate(text, side(Cloud::Aliyun), side(Cloud::Tencent)).unwrap();
            assert_eq!(moved.by_assumed_zone, expected, "{text}");
        }
    }

    #[test]
    fn intervals_are_counted_by_the_clock() {
        let every = |text| every(text, side(Cloud::Tencent));
        for (interval, expression) in [
            ("1m", "0 * * * * * *"),
            ("5m", "0 */5 * * * * *"),
            ("60m", "0 0 * * * * *"),
            ("2h", "0 0 */2 * * * *"),
            ("24h", "0 0 0 * * * *"),
        ] {
            assert_eq!(every(interval).as_deref(), Ok(expression), "{interval}");
        }
        assert!(matches!(every("7m"), Err(Stuck::Unsayable(_))));
        assert!(matches!(every("5h"), Err(Stuck::Unsayable(_))));
        for text in ["30s", "5", "0m", "-1h", "99999999999h", "时"] {
            assert_eq!(every(text), Err(Stuck::NeverWorked), "{text}");
        }
    }
}

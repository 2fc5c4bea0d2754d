//! A schedule in words.

use fyml_schema::{Cloud, Lang};

use super::describe::say;
use super::schedule::{Field, Item, Schedule, Zone, knows_every};
use crate::lint::Message;
use crate::message;
use crate::model::Trigger;

/// The most times of a day that are named one by one.
const MOST_TIMES: usize = 6;

/// The schedule that a timer has.
pub(super) enum Timer<'d> {
    /// By the clock.
    Cron(Schedule),
    /// Every so often: `5m`, `1h30m`.
    Every(&'d str),
}

impl<'d> Timer<'d> {
    /// The schedule of a trigger; `None` if it is no timer, or not one that the cloud would take.
    pub fn of(trigger: Trigger<'d>, cloud: Cloud) -> Option<Timer<'d>> {
        if trigger.name() != "timer" {
            return None;
        }
        let value = trigger
            .value("value")
            .filter(|node| !node.is_interpolated())?;
        let text = value.as_str()?.trim();
        let is_every = trigger.value("type").and_then(|kind| kind.as_str()) == Some("every");
        let interval = match text.strip_prefix("@every ") {
            Some(interval) => Some(interval.trim()),
            None => is_every.then_some(text),
        };
        match interval {
            Some(interval) => {
                (knows_every(cloud) && every(interval).is_some()).then_some(Timer::Every(interval))
            }
            None => Schedule::read(text, cloud).map(Timer::Cron),
        }
    }

    /// In words, with the time zone.
    pub fn words(&self) -> Message {
        match self {
            Timer::Cron(schedule) => words(schedule),
            Timer::Every(interval) => {
                every(interval).unwrap_or_else(|| message!("{interval}", "{interval}"))
            }
        }
    }
}

/// `1h30m` in words; `None` for what is no interval.
fn every(interval: &str) -> Option<Message> {
    let mut rest = interval;
    let (mut en, mut zh) = (Vec::new(), String::new());
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, after) = rest.split_at(digits);
        let count: u32 = number.parse().ok()?;
        let (one, many, word) = match after.chars().next()? {
            'h' => ("hour", "hours", "小时"),
            'm' => ("minute", "minutes", "分钟"),
            's' => ("second", "seconds", "秒"),
            _ => return None,
        };
        en.push(match count {
            1 => one.to_owned(),
            _ => format!("{count} {many}"),
        });
        zh.push_str(&format!(" {count} {word}"));
        rest = after.get(1..)?;
    }
    if en.is_empty() {
        return None;
    }
    let en = en.join(" ");
    Some(message!("every {en}", "每隔{zh}"))
}

fn words(schedule: &Schedule) -> Message {
    let in_lang = |lang| {
        let (time, is_of_day) = time(schedule, lang);
        let date = date(schedule, is_of_day, lang);
        let zone = match schedule.zone {
            Zone::Utc => Some("UTC"),
            Zone::Beijing => Some(say(lang, "Beijing time", "北京时间")),
            Zone::Unsaid | Zone::Other => None,
        };
        let mut text = match (date.is_empty(), lang) {
            (true, _) => time,
            (false, Lang::En) => format!("{date}{}{time}", if is_of_day { " " } else { ", " }),
            (false, Lang::ZhCn) => format!("{date}{}{time}", if is_of_day { " " } else { "，" }),
        };
        // what is due every few minutes is so in every zone
        if let Some(zone) =
            zone.filter(|_| is_of_day || !date.is_empty() || !schedule.hour.is_all())
        {
            text.push_str(&match lang {
                Lang::En => format!(" ({zone})"),
                Lang::ZhCn => format!("（{zone}）"),
            });
        }
        text
    };
    Message {
        en: in_lang(Lang::En),
        zh: in_lang(Lang::ZhCn),
    }
}

/// When on a day, and whether that is at single times.
fn time(schedule: &Schedule, lang: Lang) -> (String, bool) {
    if let Some(times) = times(schedule) {
        let listed = times.join(say(lang, ", ", "、"));
        return (format!("{}{listed}", say(lang, "at ", "")), true);
    }
    let is_on_the_minute = schedule.second.ones().as_deref() == Some(&[0]);
    let mut parts = Vec::new();
    let on_the_hour = is_on_the_minute && schedule.minute.ones().as_deref() == Some(&[0]);
    match schedule.hour.items.as_slice() {
        [Item::Step(0, 23, by)] if on_the_hour => {
            return (interval(*by, "hour", "小时", lang), false);
        }
        [Item::All] if on_the_hour => return (interval(1, "hour", "小时", lang), false),
        _ => {}
    }
    if !schedule.hour.is_all() {
        let listed = list(&schedule.hour, |n| n.to_string(), lang);
        parts.push(match lang {
            Lang::En => format!("hour {listed}"),
            Lang::ZhCn => format!("{listed} 时"),
        });
    }
    match schedule.minute.items.as_slice() {
        [Item::All] if !is_on_the_minute => {}
        [Item::All] => parts.push(interval(1, "minute", "分钟", lang)),
        [Item::Step(0, 59, by)] => parts.push(interval(*by, "minute", "分钟", lang)),
        _ => {
            let listed = list(&schedule.minute, |n| n.to_string(), lang);
            parts.push(match lang {
                Lang::En if schedule.hour.is_all() => format!("every hour at minute {listed}"),
                Lang::En => format!("minute {listed}"),
                Lang::ZhCn if schedule.hour.is_all() => format!("每小时第 {listed} 分"),
                Lang::ZhCn => format!("第 {listed} 分"),
            });
        }
    }
    match schedule.second.items.as_slice() {
        _ if is_on_the_minute => {}
        [Item::All] => parts.push(interval(1, "second", "秒", lang)),
        [Item::Step(0, 59, by)] => parts.push(interval(*by, "second", "秒", lang)),
        _ => {
            let listed = list(&schedule.second, |n| n.to_string(), lang);
            parts.push(match lang {
                Lang::En => format!("at second {listed}"),
                Lang::ZhCn => format!("第 {listed} 秒"),
            });
        }
    }
    (parts.join(say(lang, ", ", "，")), false)
}

/// The times of a day, where they are few.
fn times(schedule: &Schedule) -> Option<Vec<String>> {
    let (hours, minutes, seconds) = (
        schedule.hour.ones()?,
        schedule.minute.ones()?,
        schedule.second.ones()?,
    );
    if hours.len() * minutes.len() * seconds.len() > MOST_TIMES {
        return None;
    }
    let mut times = Vec::new();
    for hour in &hours {
        for minute in &minutes {
            for second in &seconds {
                let seconds = match second {
                    0 => String::new(),
                    second => format!(":{second:02}"),
                };
                times.push(format!("{hour:02}:{minute:02}{seconds}"));
            }
        }
    }
    Some(times)
}

fn interval(by: u16, en: &str, zh: &str, lang: Lang) -> String {
    match (lang, by) {
        (Lang::En, 1) => format!("every {en}"),
        (Lang::En, by) => format!("every {by} {en}s"),
        (Lang::ZhCn, 1) => format!("每{zh}"),
        (Lang::ZhCn, by) => format!("每 {by} {zh}"),
    }
}

/// On which days; empty for every day where that goes without saying.
fn date(schedule: &Schedule, is_of_day: bool, lang: Lang) -> String {
    let mut parts = Vec::new();
    if !schedule.year.is_all() {
        let years = list(&schedule.year, |n| n.to_string(), lang);
        parts.push(match lang {
            Lang::En => format!("in {years}"),
            Lang::ZhCn => format!("{years} 年"),
        });
    }
    if !schedule.month.is_all() {
        parts.push(match lang {
            Lang::En => format!("in {}", list(&schedule.month, month, lang)),
            Lang::ZhCn => format!("{} 月", list(&schedule.month, |n| n.to_string(), lang)),
        });
    }
    let by_date = (!schedule.day.is_all()).then(|| match (lang, schedule.month.is_all()) {
        (Lang::En, _) => format!(
            "on day {} of the month",
            list(&schedule.day, |n| n.to_string(), lang)
        ),
        (Lang::ZhCn, true) => format!("每月 {} 日", list(&schedule.day, |n| n.to_string(), lang)),
        (Lang::ZhCn, false) => format!("{} 日", list(&schedule.day, |n| n.to_string(), lang)),
    });
    let by_week = (!schedule.weekday.is_all()).then(|| {
        let days = list(&schedule.weekday, |n| weekday(n, lang), lang);
        match lang {
            Lang::En => format!("every {days}"),
            Lang::ZhCn => format!("每{days}"),
        }
    });
    match (by_date, by_week) {
        (Some(date), Some(week)) => parts.push(format!("{date}{}{week}", say(lang, " or ", "或"))),
        (Some(one), None) | (None, Some(one)) => parts.push(one),
        (None, None) if is_of_day || !parts.is_empty() => {
            parts.push(say(lang, "every day", "每天").to_owned());
        }
        (None, None) => {}
    }
    parts.join(say(lang, ", ", " "))
}

/// A range in Chinese: blanks stand between figures and characters, and nowhere else.
fn from_to(from: &str, to: &str) -> String {
    let blank = |is_figure: bool| if is_figure { " " } else { "" };
    let before = blank(from.ends_with(|c: char| c.is_ascii()));
    let behind = blank(to.starts_with(|c: char| c.is_ascii()));
    format!("{from}{before}至{behind}{to}")
}

/// The items of a field.
fn list(field: &Field, name: impl Fn(u16) -> String, lang: Lang) -> String {
    let items = field.items.iter().map(|item| match (*item, lang) {
        (Item::All, _) => "*".to_owned(),
        (Item::One(one), _) => name(one),
        (Item::Range(from, to), Lang::En) => format!("{} to {}", name(from), name(to)),
        (Item::Range(from, to), Lang::ZhCn) => from_to(&name(from), &name(to)),
        (Item::Step(from, to, by), Lang::En) => {
            format!("{} to {} in steps of {by}", name(from), name(to))
        }
        (Item::Step(from, to, by), Lang::ZhCn) => {
            format!("{}（步长 {by}）", from_to(&name(from), &name(to)))
        }
        (Item::LastDay, _) => say(lang, "(last)", "最后一").to_owned(),
        (Item::LastWorkday, _) => say(lang, "(last working day)", "最后一个工作").to_owned(),
        (Item::NearestWorkday(day), Lang::En) => format!("{day} (nearest working day)"),
        (Item::NearestWorkday(day), Lang::ZhCn) => format!("{day}（最近的工作日）"),
        (Item::LastOf(day), Lang::En) => format!("last {} of the month", name(day)),
        (Item::LastOf(day), Lang::ZhCn) => format!("月最后一个{}", name(day)),
        (Item::Nth(day, nth), Lang::En) => format!("{} number {nth} of the month", name(day)),
        (Item::Nth(day, nth), Lang::ZhCn) => format!("月第 {nth} 个{}", name(day)),
    });
    items.collect::<Vec<_>>().join(say(lang, ", ", "、"))
}

fn month(number: u16) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = NAMES.get(usize::from(number.saturating_sub(1)));
    name.map_or_else(|| number.to_string(), |name| (*name).to_owned())
}

fn weekday(number: u16, lang: Lang) -> String {
    const EN: [&str; 7] = [
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
    ];
    const ZH: [&str; 7] = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
    let names = match lang {
        Lang::En => EN,
        Lang::ZhCn => ZH,
    };
    let name = names.get(usize::from(number));
    name.map_or_else(|| number.to_string(), |name| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(expression: &str, cloud: Cloud) -> Message {
        words(&Schedule::read(expression, cloud).expect("the cloud takes it"))
    }

    #[test]
    fn schedules_are_said_in_both_languages() {
        for (cloud, expression, en, zh) in [
            (
                Cloud::Aliyun,
                "0 0 4 * * *",
                "every day at 04:00 (UTC)",
                "每天 04:00（UTC）",
            ),
            (
                Cloud::Aliyun,
                "CRON_TZ=Asia/Shanghai 0 30 8 ? * MON-FRI",
                "every Monday to Friday at 08:30 (Beijing time)",
                "每周一至周五 08:30（北京时间）",
            ),
            (
                Cloud::Aliyun,
                "0 */5 * * * *",
                "every 5 minutes",
                "每 5 分钟",
            ),
            (
                Cloud::Aliyun,
                "0 0 */2 * * *",
                "every 2 hours (UTC)",
                "每 2 小时（UTC）",
            ),
            (Cloud::Aliyun, "0 0 * * * *", "every hour", "每小时"),
            (
                Cloud::Aliyun,
                "*/10 * * * * *",
                "every 10 seconds",
                "每 10 秒",
            ),
            (
                Cloud::Aliyun,
                "0 15,45 * * * *",
                "every hour at minute 15, 45",
                "每小时第 15、45 分",
            ),
            (
                Cloud::Aliyun,
                "0 */10 9-17 * * *",
                "hour 9 to 17, every 10 minutes (UTC)",
                "9 至 17 时，每 10 分钟（UTC）",
            ),
            (
                Cloud::Tencent,
                "0 0 9 1 1,7 ? *",
                "in January, July, on day 1 of the month at 09:00",
                "1、7 月 1 日 09:00",
            ),
            (
                Cloud::Tencent,
                "0 0 9,18 L * ? *",
                "on day (last) of the month at 09:00, 18:00",
                "每月 最后一 日 09:00、18:00",
            ),
        ] {
            let said = said(expression, cloud);
            assert_eq!(said.en, en, "{expression}");
            assert_eq!(said.zh, zh, "{expression}");
        }
    }

    #[test]
    fn intervals_are_said_too() {
        for (interval, en, zh) in [
            ("5m", "every 5 minutes", "每隔 5 分钟"),
            ("1h30m", "every hour 30 minutes", "每隔 1 小时 30 分钟"),
        ] {
            let said = every(interval).expect("an interval");
            assert_eq!((&*said.en, &*said.zh), (en, zh));
        }
        for interval in ["", "5", "m", "5d", "-1m", "1h时"] {
            assert!(every(interval).is_none(), "{interval}");
        }
    }
}

//! Reads a timer's expression against the shape a cloud documents. Knows no cloud: what is right comes from
//! [`fyml_schema::CronShape`].

use std::ops::Range;

use fyml_schema::{CronField, CronShape};

use super::Message;
use crate::message;
use crate::syntax::{Node, Span};

/// What is wrong with an expression, and where: a range of bytes in the expression's text.
#[derive(Debug, Clone)]
pub struct CronFault {
    /// The smallest wrong part.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub kind: CronFaultKind,
}

/// What is wrong with a part of an expression.
#[derive(Debug, Clone, Copy)]
pub enum CronFaultKind {
    /// Nothing is written.
    Empty,
    /// Another number of fields than the cloud reads.
    FieldCount {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// `@every …` where the cloud has no such thing.
    EveryUnknown,
    /// `@daily`, `@hourly` and the like, which neither cloud documents.
    Descriptor,
    /// A time zone in front that the cloud does not read; holds the prefix it does read, if there is one.
    Zone(Option<&'static str>),
    /// A number or range that lies outside what the field counts.
    OutOfRange(&'static CronField),
    /// A number the documentation leaves out, and nobody has seen refused.
    Undocumented(&'static CronField),
    /// A range that ends before it begins.
    Reversed(&'static CronField),
    /// `*`, `?`, `/` … where the documentation lists no such sign.
    Sign(&'static CronField, char),
    /// Not a number, name, range or sign.
    Unreadable(&'static CronField),
    /// A step of 0, or one that is no number.
    Step(&'static CronField),
}

/// Everything wrong with `expression`, in the order of the text. Nothing for an expression as `shape` documents it.
pub fn cron_faults(expression: &str, shape: &'static CronShape) -> Vec<CronFault> {
    let mut words = words(expression);
    let Some((first, _)) = words.first().cloned() else {
        return vec![CronFault {
            range: 0..expression.len(),
            kind: CronFaultKind::Empty,
        }];
    };
    let written = &expression[first.clone()];
    if written.starts_with('@') {
        let kind = match (written == "@every", shape.every) {
            (true, true) => return Vec::new(),
            (true, false) => CronFaultKind::EveryUnknown,
            _ => CronFaultKind::Descriptor,
        };
        return vec![CronFault { range: first, kind }];
    }
    let mut faults = Vec::new();
    if written.contains('=') {
        let is_known = shape
            .zone_prefix
            .is_some_and(|prefix| written.len() > prefix.len() && written.starts_with(prefix));
        if !is_known {
            faults.push(CronFault {
                range: first,
                kind: CronFaultKind::Zone(shape.zone_prefix),
            });
        }
        words.remove(0);
    }
    if words.len() != shape.fields.len() {
        let range = words.first().map_or(0, |(range, _)| range.start)
            ..words.last().map_or(0, |(range, _)| range.end);
        let kind = CronFaultKind::FieldCount {
            found: words.len(),
            expected: shape.fields.len(),
        };
        faults.push(CronFault { range, kind });
        return faults;
    }
    for ((range, text), field) in words.into_iter().zip(shape.fields) {
        field_faults(text, range.start, field, &mut faults);
    }
    faults
}

/// The words of an expression with their places.
fn words(expression: &str) -> Vec<(Range<usize>, &str)> {
    expression
        .split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - expression.as_ptr() as usize;
            (start..start + word.len(), word)
        })
        .collect()
}

fn field_faults(text: &str, start: usize, field: &'static CronField, faults: &mut Vec<CronFault>) {
    let mut offset = start;
    for item in text.split(',') {
        let range = offset..offset + item.len();
        offset = range.end + 1;
        if let Some(kind) = item_fault(item, field) {
            // an empty item has nothing to show: its whole field is
            let range = if item.is_empty() {
                start..start + text.len()
            } else {
                range
            };
            faults.push(CronFault { range, kind });
        }
    }
}

/// What is wrong with one item of a field's list: `*`, `5`, `1-5`, `*/10`, `MON`, `L`, `15W`, `2#1`.
fn item_fault(item: &str, field: &'static CronField) -> Option<CronFaultKind> {
    let (base, step) = match item.split_once('/') {
        Some((base, step)) => (base, Some(step)),
        None => (item, None),
    };
    if let Some(step) = step {
        if !field.specials.contains('/') {
            return Some(CronFaultKind::Sign(field, '/'));
        }
        if step.parse::<u16>().map_or(true, |step| step == 0) {
            return Some(CronFaultKind::Step(field));
        }
    }
    match base {
        "*" | "?" => return sign(base, field),
        _ if base.contains(['L', 'W', '#'])
            && number(base, field).is_none()
            && !base.contains('-') =>
        {
            return special_day(base, field);
        }
        _ => {}
    }
    match base.split_once('-') {
        Some((from, to)) => {
            let (Some(from), Some(to)) = (number(from, field), number(to, field)) else {
                return Some(CronFaultKind::Unreadable(field));
            };
            // a week begins on Sunday for some and on Monday for others, so its ranges are not judged
            let is_week = field.names.len() == 7;
            let fault = bounds(from, field).or_else(|| bounds(to, field));
            fault.or((from > to && !is_week).then_some(CronFaultKind::Reversed(field)))
        }
        None => match number(base, field) {
            Some(value) => bounds(value, field),
            None => Some(CronFaultKind::Unreadable(field)),
        },
    }
}

fn sign(text: &str, field: &'static CronField) -> Option<CronFaultKind> {
    let unknown = |c: &char| !field.specials.contains(*c);
    text.chars()
        .next()
        .filter(unknown)
        .map(|c| CronFaultKind::Sign(field, c))
}

/// `L`, `LW`, `15W`, `5L`, `2#1`.
fn special_day(base: &str, field: &'static CronField) -> Option<CronFaultKind> {
    if let Some(unknown) = base
        .chars()
        .find(|c| matches!(c, 'L' | 'W' | '#') && !field.specials.contains(*c))
    {
        let is_word = base.chars().filter(char::is_ascii_alphabetic).count() > 2;
        return Some(if is_word {
            CronFaultKind::Unreadable(field)
        } else {
            CronFaultKind::Sign(field, unknown)
        });
    }
    let readable = match base.split_once('#') {
        Some((day, nth)) => {
            number(day, field).is_some()
                && nth.parse::<u8>().is_ok_and(|nth| (1..=5).contains(&nth))
        }
        None => {
            let day = base.trim_end_matches(['L', 'W']);
            day.is_empty() || number(day, field).is_some()
        }
    };
    (!readable).then_some(CronFaultKind::Unreadable(field))
}

/// The number that a text or one of the field's names stands for.
pub(crate) fn number(text: &str, field: &CronField) -> Option<u16> {
    let named = field
        .names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(text));
    let named = named.and_then(|index| u16::try_from(index).ok());
    match named {
        Some(index) => Some(field.names_from + index),
        None if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
            // too many digits for a number are out of every range
            Some(text.parse().unwrap_or(u16::MAX))
        }
        None => None,
    }
}

fn bounds(value: u16, field: &'static CronField) -> Option<CronFaultKind> {
    if field.tolerated.contains(&value) {
        Some(CronFaultKind::Undocumented(field))
    } else if (field.min..=field.max).contains(&value) {
        None
    } else {
        Some(CronFaultKind::OutOfRange(field))
    }
}

impl CronFault {
    /// Whether the cloud's documentation only fails to list it; nobody has seen the cloud refuse it.
    pub fn is_doubtful(&self) -> bool {
        matches!(
            self.kind,
            CronFaultKind::Undocumented(_) | CronFaultKind::Sign(_, '*' | '?' | '/' | '-')
        )
    }

    /// What is wrong, as a clause that may follow a colon; `expression` is the text that was checked.
    pub fn explain(&self, expression: &str) -> Message {
        let part = expression
            .get(self.range.clone())
            .unwrap_or(expression)
            .trim();
        let names = |field: &CronField| (field.title.en, field.title.zh, field.min, field.max);
        match self.kind {
            CronFaultKind::Empty => message!("the expression is empty", "表达式为空"),
            CronFaultKind::FieldCount { found, expected } => {
                message!(
                    "it has {found} fields, not {expected}",
                    "它有 {found} 段，而不是 {expected} 段"
                )
            }
            CronFaultKind::EveryUnknown => {
                message!("`@every` is not known there", "不支持 `@every`")
            }
            CronFaultKind::Descriptor => message!(
                "`{part}` is not documented there",
                "文档中没有 `{part}` 这种写法"
            ),
            CronFaultKind::Zone(Some(prefix)) => {
                message!(
                    "the time zone is written `{prefix}Asia/Shanghai`",
                    "时区应写成 `{prefix}Asia/Shanghai`"
                )
            }
            CronFaultKind::Zone(None) => {
                message!("`{part}` is no field of it", "`{part}` 不是其中的任何一段")
            }
            CronFaultKind::OutOfRange(field) => {
                let (en, zh, min, max) = names(field);
                message!(
                    "`{part}` is no {en} ({min}–{max})",
                    "`{part}` 超出“{zh}”的取值范围（{min}–{max}）"
                )
            }
            CronFaultKind::Undocumented(field) => {
                let (en, zh, min, max) = names(field);
                message!(
                    "the documentation counts the {en} from {min} to {max}, without `{part}`",
                    "文档中“{zh}”的取值为 {min}–{max}，没有列出 `{part}`"
                )
            }
            CronFaultKind::Reversed(field) => {
                let (en, zh, ..) = names(field);
                message!(
                    "the range `{part}` of the {en} ends before it begins",
                    "“{zh}”的范围 `{part}` 起止颠倒"
                )
            }
            CronFaultKind::Sign(field, sign) => {
                let (en, zh, ..) = names(field);
                message!(
                    "`{sign}` is not documented for the {en}",
                    "文档没有说明“{zh}”可以使用 `{sign}`"
                )
            }
            CronFaultKind::Unreadable(field) => {
                let (en, zh, min, max) = names(field);
                message!(
                    "`{part}` cannot be read as {en} ({min}–{max})",
                    "`{part}` 不是合法的“{zh}”（{min}–{max}）"
                )
            }
            CronFaultKind::Step(field) => {
                let (en, zh, ..) = names(field);
                message!(
                    "the step in `{part}` of the {en} must be a number above 0",
                    "“{zh}”中 `{part}` 的步长必须是大于 0 的数字"
                )
            }
        }
    }
}

/// What is wrong with the interval behind `@every`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalFault {
    /// No number in front.
    NoNumber,
    /// A number without a unit.
    NoUnit,
    /// A unit nobody documents.
    UnknownUnit,
    /// Shorter than the shortest documented interval.
    TooShort,
}

/// What is wrong with an interval such as `5m` or `1h30m`; `None` if nothing is.
pub fn interval_fault(text: &str, shape: &CronShape) -> Option<IntervalFault> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Some(IntervalFault::NoNumber);
    }
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let Ok(count) = rest[..digits].parse::<f64>() else {
            return Some(IntervalFault::NoNumber);
        };
        rest = &rest[digits..];
        let unit = &rest[..rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len())];
        rest = &rest[unit.len()..];
        seconds += count
            * match unit {
                "" => return Some(IntervalFault::NoUnit),
                // a unit of seconds is left to the minimum: it is understood, only too fine
                "s" => 1.0,
                "m" if shape.every_units.contains(&unit) => 60.0,
                "h" if shape.every_units.contains(&unit) => 3600.0,
                _ => return Some(IntervalFault::UnknownUnit),
            };
    }
    (seconds < f64::from(shape.every_min_seconds)).then_some(IntervalFault::TooShort)
}

/// Where a part of a scalar's text stands in the document; the whole scalar if its text is not written as it is
/// (escapes, several lines).
pub fn part_of_scalar(node: Node, part: &Range<usize>) -> Span {
    let node = node.resolved();
    let span = node.span();
    let (Some(text), raw) = (node.scalar_str(), node.raw()) else {
        return span;
    };
    let quoted = usize::from(raw.starts_with(['\'', '"']));
    match raw.get(quoted..raw.len().saturating_sub(quoted)) {
        Some(inner) if inner == text && part.end <= text.len() && !part.is_empty() => {
            let start = span.start as usize + quoted;
            Span::new(start + part.start, start + part.end)
        }
        _ => span,
    }
}

#[cfg(test)]
mod tests {
    use fyml_schema::{Cloud, cron};

    use super::*;

    fn faults(cloud: Cloud, expression: &str) -> Vec<String> {
        let shape = cron(cloud).unwrap();
        cron_faults(expression, shape)
            .iter()
            .map(|fault| {
                format!(
                    "{}: {}",
                    &expression[fault.range.clone()],
                    fault.explain(expression).en
                )
            })
            .collect()
    }

    #[test]
    fn what_the_clouds_document_is_right() {
        for expression in [
            "0 0 4 * * *",
            "0 */5 * * * *",
            "0 0 0-6,18 1 JAN-mar ?",
            "0 30 8 ? * MON-FRI",
            "CRON_TZ=Asia/Shanghai 0 0 4 * * *",
            "@every 5m",
            "0  0\t4 * * SUN-THU",
        ] {
            assert_eq!(
                faults(Cloud::Aliyun, expression),
                Vec::<String>::new(),
                "{expression}"
            );
        }
        for expression in [
            "0 0 4 * * * *",
            "0 0 2 L * ? 2030",
            "0 0 2 15W * * *",
            "0 0 2 * * 2#1 *",
            "0 0 2 * * 5L *",
            "0 0 2 LW * * *",
        ] {
            assert_eq!(
                faults(Cloud::Tencent, expression),
                Vec::<String>::new(),
                "{expression}"
            );
        }
    }

    #[test]
    fn the_wrong_field_is_named_and_found() {
        for (expression, expected) in [
            ("60 0 4 * * *", "60: `60` is no second (0–59)"),
            ("0 0 24 * * *", "24: `24` is no hour (0–23)"),
            ("0 0 4 0 * *", "0: `0` is no day of the month (1–31)"),
            ("0 0 4 1,32 * *", "32: `32` is no day of the month (1–31)"),
            (
                "0 99999999 4 * * *",
                "99999999: `99999999` is no minute (0–59)",
            ),
            (
                "0 */0 * * * *",
                "*/0: the step in `*/0` of the minute must be a number above 0",
            ),
            (
                "0 0 9-5 * * *",
                "9-5: the range `9-5` of the hour ends before it begins",
            ),
            ("0 0 4 * FOO *", "FOO: `FOO` cannot be read as month (1–12)"),
            (
                "0 0 4 * APRIL *",
                "APRIL: `APRIL` cannot be read as month (1–12)",
            ),
            (
                "0 0 4 L * *",
                "L: `L` is not documented for the day of the month",
            ),
            (
                "0 1,,2 4 * * *",
                "1,,2: `1,,2` cannot be read as minute (0–59)",
            ),
            (
                "0 0 4 * * 0",
                "0: the documentation counts the day of the week from 1 to 7, without `0`",
            ),
            ("0 0 4 * *", "0 0 4 * *: it has 5 fields, not 6"),
            ("CRON_TZ=UTC 0 0 4 * *", "0 0 4 * *: it has 5 fields, not 6"),
            (
                "TZ=UTC 0 0 4 * * *",
                "TZ=UTC: the time zone is written `CRON_TZ=Asia/Shanghai`",
            ),
            ("@daily", "@daily: `@daily` is not documented there"),
            ("", ": the expression is empty"),
        ] {
            assert_eq!(
                faults(Cloud::Aliyun, expression),
                [expected],
                "{expression}"
            );
        }
        assert_eq!(
            faults(Cloud::Tencent, "@every 5m"),
            ["@every: `@every` is not known there"]
        );
        assert_eq!(
            faults(Cloud::Tencent, "0 0 4 * * * 1969"),
            ["1969: `1969` is no year (1970–2099)"]
        );
        assert_eq!(
            faults(Cloud::Tencent, "CRON_TZ=UTC 0 0 4 * * * *"),
            ["CRON_TZ=UTC: `CRON_TZ=UTC` is no field of it"]
        );
    }

    #[test]
    fn only_what_is_merely_unlisted_is_doubtful() {
        let doubtful = |expression| {
            cron_faults(expression, cron(Cloud::Aliyun).unwrap())
                .iter()
                .map(CronFault::is_doubtful)
                .collect::<Vec<_>>()
        };
        assert_eq!(doubtful("0 0 4 * * 0"), [true]);
        assert_eq!(doubtful("0 0 4 * * */2"), [true]);
        assert_eq!(doubtful("0 0 ? * * 8"), [true, false]);
    }

    #[test]
    fn intervals() {
        let shape = cron(Cloud::Aliyun).unwrap();
        for (text, expected) in [
            ("5m", None),
            ("1h30m", None),
            ("90s", None),
            ("1.5h", None),
            ("30s", Some(IntervalFault::TooShort)),
            ("60", Some(IntervalFault::NoUnit)),
            ("1d", Some(IntervalFault::UnknownUnit)),
            ("5 minutes", Some(IntervalFault::UnknownUnit)),
            ("m", Some(IntervalFault::NoNumber)),
            ("", Some(IntervalFault::NoNumber)),
        ] {
            assert_eq!(interval_fault(text, shape), expected, "{text}");
        }
    }
}

//! One field of a cron expression as a set of numbers, and back.

use std::collections::BTreeSet;

use fyml_schema::CronField;

/// Whether a field leaves everything open.
pub(super) fn is_any(text: &str) -> bool {
    matches!(text, "*" | "?")
}

/// The numbers a field stands for; `None` where it is more than a set of numbers (`L`, `15W`, `2#1`), runs backwards,
/// or cannot be read.
pub(super) fn read(text: &str, field: &CronField) -> Option<BTreeSet<u16>> {
    let mut set = BTreeSet::new();
    for item in text.split(',') {
        let (base, step) = match item.split_once('/') {
            Some((base, step)) => (
                base,
                step.parse::<u16>()
                    .ok()
                    .filter(|step| *step > 0)
                    .map(Some)?,
            ),
            None => (item, None),
        };
        let (first, last) = if is_any(base) {
            (field.min, field.max)
        } else if let Some((first, last)) = base.split_once('-') {
            (number(first, field)?, number(last, field)?)
        } else {
            let first = number(base, field)?;
            // `5/15` begins at 5 and goes on
            (first, if step.is_some() { field.max } else { first })
        };
        if first > last {
            return None;
        }
        set.extend((first..=last).step_by(usize::from(step.unwrap_or(1))));
    }
    Some(set)
}

fn number(text: &str, field: &CronField) -> Option<u16> {
    let named = field
        .names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(text));
    let number = match named {
        Some(index) => field.names_from + u16::try_from(index).ok()?,
        None => text.parse().ok()?,
    };
    let is_known = (field.min..=field.max).contains(&number) || field.tolerated.contains(&number);
    is_known.then_some(number)
}

/// The shortest usual way to write a set: `*`, `*/n`, ranges and numbers.
pub(super) fn format(set: &BTreeSet<u16>, field: &CronField) -> String {
    let all = usize::from(field.max - field.min) + 1;
    if set.len() == all {
        return "*".to_owned();
    }
    if let Some(step) = step_of(set, field) {
        return format!("*/{step}");
    }
    let numbers: Vec<u16> = set.iter().copied().collect();
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let written = runs.flat_map(|run| match run {
        [first, .., last] if run.len() > 2 => vec![format!("{first}-{last}")],
        run => run.iter().map(u16::to_string).collect(),
    });
    written.collect::<Vec<_>>().join(",")
}

/// The step of a set that `*/n` would write.
fn step_of(set: &BTreeSet<u16>, field: &CronField) -> Option<u16> {
    let mut numbers = set.iter();
    let (first, second) = (*numbers.next()?, *numbers.next()?);
    let step = second - first;
    let written: BTreeSet<u16> = (field.min..=field.max).step_by(usize::from(step)).collect();
    (step > 1 && field.specials.contains('/') && set.len() > 2 && *set == written).then_some(step)
}

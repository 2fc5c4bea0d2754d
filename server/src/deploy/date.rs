//! A `Date` as JavaScript writes it, on a machine whose time zone is UTC.

use crate::syntax::CalendarDate;

/// `date.toISOString()`, which is also what JSON and YAML hold: `2020-01-01T00:00:00.000Z`.
pub(super) fn iso(instant: i64) -> String {
    let (date, time) = parts(instant);
    let (hour, minute, second, milliseconds) = time;
    format!(
        "{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z",
        date.year, date.month, date.day
    )
}

/// `String(date)`: `Wed Jan 01 2020 00:00:00 GMT+0000 (Coordinated Universal Time)`.
pub(super) fn words(instant: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (date, (hour, minute, second, _)) = parts(instant);
    let weekday = instant.div_euclid(DAY).rem_euclid(7);
    let day_name = DAYS.get(weekday as usize).unwrap_or(&"");
    let month_name = MONTHS.get(date.month as usize - 1).unwrap_or(&"");
    format!(
        "{day_name} {month_name} {:02} {:04} {hour:02}:{minute:02}:{second:02} GMT+0000 (Coordinated Universal Time)",
        date.day, date.year
    )
}

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

fn parts(instant: i64) -> (CalendarDate, (i64, i64, i64, i64)) {
    let (days, of_day) = (instant.div_euclid(DAY), instant.rem_euclid(DAY));
    let time = (
        of_day / 3_600_000,
        of_day / 60_000 % 60,
        of_day / 1000 % 60,
        of_day % 1000,
    );
    (CalendarDate::of_day(days), time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_javascript_writes_them() {
        assert_eq!(iso(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso(951_782_400_000), "2000-02-29T00:00:00.000Z");
        assert_eq!(iso(1_577_836_799_999), "2019-12-31T23:59:59.999Z");
        assert_eq!(
            words(1_577_836_800_000),
            "Wed Jan 01 2020 00:00:00 GMT+0000 (Coordinated Universal Time)"
        );
        assert_eq!(
            words(-1),
            "Wed Dec 31 1969 23:59:59 GMT+0000 (Coordinated Universal Time)"
        );
    }
}

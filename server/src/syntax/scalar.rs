//! What a plain scalar means: js-yaml's implicit types, in its order.
//!
//! js-yaml 4 (toolchain ≥ 1.2.79) reads a YAML 1.2 core schema with timestamps and merge keys; js-yaml 3 reads the
//! YAML 1.1 forms of numbers as well (`0777` octal, `1_000`, `1:30`). `yes`, `no`, `on`, `off` are strings in both.

use super::Dialect;

/// What a plain scalar resolves to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolved {
    /// `~`, `null`, nothing.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number; JavaScript holds it as a double.
    Int(f64),
    /// Any other number.
    Float(f64),
    /// A date or a time: js-yaml makes a `Date` of it.
    Timestamp,
    /// `<<`: a merge key where it stands as a key.
    Merge,
    /// Text.
    Str,
}

/// Resolves the text of a plain scalar.
pub fn resolve(text: &str, dialect: Dialect) -> Resolved {
    match text.as_bytes().first() {
        None => return Resolved::Null,
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'<') => return word(text),
        // everything that is left and no text begins like a number
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => {}
        Some(_) => return Resolved::Str,
    }
    if let Some(value) = integer(text, dialect) {
        return Resolved::Int(value);
    }
    if let Some(value) = float(text, dialect) {
        return Resolved::Float(value);
    }
    if is_timestamp(text) {
        Resolved::Timestamp
    } else {
        Resolved::Str
    }
}

/// Resolves a word that is no number.
fn word(text: &str) -> Resolved {
    match text {
        "~" | "null" | "Null" | "NULL" => Resolved::Null,
        "true" | "True" | "TRUE" => Resolved::Bool(true),
        "false" | "False" | "FALSE" => Resolved::Bool(false),
        "<<" => Resolved::Merge,
        _ => Resolved::Str,
    }
}

/// The value of `text` as js-yaml's `!!int` reads it.
pub fn integer(text: &str, dialect: Dialect) -> Option<f64> {
    if let Some(value) = short_integer(text) {
        return Some(value);
    }
    let (sign, digits) = split_sign(text);
    let value = match dialect {
        Dialect::JsYaml4 => integer_core(digits)?,
        Dialect::JsYaml3 => integer_yaml11(digits)?,
    };
    // js-yaml answers 0 for `-0`, but -0 for `-00`
    let sign = if digits == "0" { 1.0 } else { sign };
    (value.is_finite() || dialect == Dialect::JsYaml3).then_some(sign * value)
}

/// What nearly all numbers are: a few decimal digits, the first of them no zero. Every dialect reads them alike.
fn short_integer(text: &str) -> Option<f64> {
    let digits = text.as_bytes();
    if digits.len() > 9 || !matches!(digits.first(), Some(b'1'..=b'9')) {
        return None;
    }
    let mut value = 0_u32;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = 10 * value + u32::from(digit);
    }
    Some(f64::from(value))
}

fn integer_core(digits: &str) -> Option<f64> {
    if digits == "0" {
        return Some(0.0);
    }
    for (prefix, radix) in [("0b", 2), ("0x", 16), ("0o", 8)] {
        if let Some(rest) = digits.strip_prefix(prefix) {
            return in_radix(rest, radix);
        }
    }
    in_radix(digits, 10)
}

fn integer_yaml11(digits: &str) -> Option<f64> {
    if digits == "0" {
        return Some(0.0);
    }
    if digits.starts_with('_') || digits.ends_with('_') {
        return None;
    }
    let plain: String = digits.chars().filter(|&c| c != '_').collect();
    if let Some(rest) = plain
        .strip_prefix("0b")
        .filter(|_| digits.starts_with("0b"))
    {
        return in_radix(rest, 2);
    }
    if let Some(rest) = plain
        .strip_prefix("0x")
        .filter(|_| digits.starts_with("0x"))
    {
        return in_radix(rest, 16);
    }
    if digits.starts_with('0') {
        return in_radix(&plain, 8);
    }
    match digits.split_once(':') {
        None => in_radix(&plain, 10),
        Some((whole, rest)) => {
            let whole = whole.replace('_', "");
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
            (digits(&whole) && rest.split(':').all(is_base_60_digit)).then(|| sexagesimal(&plain))
        }
    }
}

/// `[0-5]?[0-9]`
fn is_base_60_digit(part: &str) -> bool {
    match part.as_bytes() {
        [unit] => unit.is_ascii_digit(),
        [ten, unit] => (b'0'..=b'5').contains(ten) && unit.is_ascii_digit(),
        _ => false,
    }
}

/// `1:30` is 90: base 60, as YAML 1.1 reads it. Added up from the end, as js-yaml does.
fn sexagesimal(digits: &str) -> f64 {
    let mut base = 1.0;
    let mut value = 0.0;
    for part in digits.rsplit(':') {
        value += part.parse().unwrap_or(f64::NAN) * base;
        base *= 60.0;
    }
    value
}

/// JavaScript's `parseInt(digits, radix)` for text that holds nothing but digits of a radix of 2, 8, 10 or 16.
fn in_radix(digits: &str, radix: u32) -> Option<f64> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    if radix == 10 {
        return digits.parse().ok(); // correctly rounded, as JavaScript rounds
    }
    // The first 64 bits, with the last one standing for everything behind them, round as all of them would.
    let bits_a_digit = radix.trailing_zeros() as usize;
    let significant = digits.trim_start_matches('0');
    let (mut bits, mut dropped) = (0u64, 0usize);
    for digit in significant.chars().filter_map(|c| c.to_digit(radix)) {
        if bits.leading_zeros() as usize >= bits_a_digit {
            bits = (bits << bits_a_digit) | u64::from(digit);
        } else {
            dropped += bits_a_digit;
            bits |= u64::from(digit != 0);
        }
    }
    let exponent = i32::try_from(dropped).unwrap_or(i32::MAX);
    Some(bits as f64 * 2f64.powi(exponent.min(2000)))
}

/// The value of `text` as js-yaml's `!!float` reads it; whole numbers included.
pub fn float(text: &str, dialect: Dialect) -> Option<f64> {
    let (sign, digits) = split_sign(text);
    match digits {
        ".inf" | ".Inf" | ".INF" => return Some(sign * f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if digits.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    let yaml11 = dialect == Dialect::JsYaml3;
    if yaml11 && text.ends_with('_') {
        return None;
    }
    if yaml11 && digits.contains(':') {
        return sexagesimal_float(digits).map(|value| sign * value);
    }
    let is_digit = |c: u8| c.is_ascii_digit() || (yaml11 && c == b'_');
    let bytes = digits.as_bytes();
    let mut at = 0;
    let mut nan = false;
    if bytes.first() == Some(&b'.') {
        // `.5`: js-yaml takes no sign here
        if digits.len() != text.len() {
            return None;
        }
        at += 1;
        let fraction = bytes[at..].iter().take_while(|&&c| is_digit(c)).count();
        if fraction == 0 {
            return None;
        }
        at += fraction;
        if yaml11 && bytes[1..at].iter().all(|&c| c == b'_') {
            nan = true; // `._e5`: js-yaml 3 takes it for a number and JavaScript makes nothing of it
        }
    } else {
        let whole = bytes.iter().take_while(|&&c| is_digit(c)).count();
        if whole == 0 || !bytes[0].is_ascii_digit() || (yaml11 && bytes[0] == b'0' && whole > 1) {
            return None;
        }
        at += whole;
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            at += bytes[at..].iter().take_while(|&&c| is_digit(c)).count();
        }
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(bytes.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        let exponent = bytes[at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        if exponent == 0 {
            return None;
        }
        at += exponent;
    }
    if at != bytes.len() {
        return None;
    }
    if nan {
        return Some(f64::NAN);
    }
    let value: f64 = digits.replace('_', "").parse().ok()?;
    (value.is_finite() || yaml11).then_some(sign * value)
}

/// `[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*`
fn sexagesimal_float(digits: &str) -> Option<f64> {
    let (whole, fraction) = digits.split_once('.')?;
    let (first, rest) = whole.split_once(':')?;
    let is_digit = |c: u8| c.is_ascii_digit() || c == b'_';
    let fits = first.starts_with(|c: char| c.is_ascii_digit())
        && first.bytes().all(is_digit)
        && rest.split(':').all(is_base_60_digit)
        && fraction.bytes().all(is_digit);
    fits.then(|| sexagesimal(&digits.replace('_', "")))
}

fn split_sign(text: &str) -> (f64, &str) {
    if let Some(rest) = text.strip_prefix('-') {
        (-1.0, rest)
    } else {
        (1.0, text.strip_prefix('+').unwrap_or(text))
    }
}

/// Whether js-yaml makes a `Date` of `text`: `2020-01-01`, or with a time `2020-1-1 4:05:06.7 +08:00`.
pub fn is_timestamp(text: &str) -> bool {
    instant(text).is_some()
}

/// The instant js-yaml makes of `text`, in milliseconds since 1970-01-01 UTC; `None` if it makes no `Date` of it.
pub fn instant(text: &str) -> Option<i64> {
    let mut scan = Scan {
        rest: text.as_bytes(),
    };
    let (year, _) = scan.number(4, 4)?;
    scan.literal(b"-")?;
    let (month, month_digits) = scan.number(1, 2)?;
    scan.literal(b"-")?;
    let (day, day_digits) = scan.number(1, 2)?;
    // JavaScript's Date.UTC takes the years 0 to 99 for 1900 to 1999
    let year = if year < 100 { year + 1900 } else { year };
    let days = days_since_1970(year, month - 1) + day - 1;
    if scan.rest.is_empty() {
        return (month_digits == 2 && day_digits == 2).then_some(days * 86_400_000);
    }
    if scan.literal(b"T").or_else(|| scan.literal(b"t")).is_none() && scan.blanks() == 0 {
        return None;
    }
    let (hour, _) = scan.number(1, 2)?;
    scan.literal(b":")?;
    let (minute, _) = scan.number(2, 2)?;
    scan.literal(b":")?;
    let (second, _) = scan.number(2, 2)?;
    let mut milliseconds = 0;
    if scan.literal(b".").is_some() {
        let count = scan.digits(0, usize::MAX)?;
        let digits = &text.as_bytes()[text.len() - scan.rest.len() - count..][..count.min(3)];
        for place in 0..3 {
            let digit = digits.get(place).map_or(0, |c| c - b'0');
            milliseconds = milliseconds * 10 + i64::from(digit);
        }
    }
    let local = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + milliseconds;
    if scan.rest.is_empty() {
        return Some(local);
    }
    scan.blanks();
    if scan.literal(b"Z").is_some() {
        return scan.rest.is_empty().then_some(local);
    }
    let east = scan.literal(b"+").is_some();
    if !east {
        scan.literal(b"-")?;
    }
    let (zone_hours, _) = scan.number(1, 2)?;
    let zone_minutes = match scan.literal(b":") {
        Some(()) => scan.number(2, 2)?.0,
        None => 0,
    };
    let zone = (zone_hours * 60 + zone_minutes) * 60_000;
    scan.rest
        .is_empty()
        .then_some(if east { local - zone } else { local + zone })
}

/// Days from 1970-01-01 to the first of a month counted from 0; months beyond December run into the next year.
fn days_since_1970(year: i64, month: i64) -> i64 {
    let (year, month) = (year + month.div_euclid(12), month.rem_euclid(12));
    // years begin in March, so that the leap day is the last
    let shifted = if month < 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 10) % 12) + 2) / 5;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// A cursor over the bytes of a timestamp.
struct Scan<'t> {
    rest: &'t [u8],
}

impl Scan<'_> {
    /// Takes between `least` and `most` digits and says how many there were.
    fn digits(&mut self, least: usize, most: usize) -> Option<usize> {
        let count = self
            .rest
            .iter()
            .take(most)
            .take_while(|c| c.is_ascii_digit())
            .count();
        self.rest = &self.rest[count..];
        (count >= least).then_some(count)
    }

    /// Takes between `least` and `most` digits (at most four): their value and how many there were.
    fn number(&mut self, least: usize, most: usize) -> Option<(i64, usize)> {
        let digits = self.rest;
        let count = self.digits(least, most)?;
        let value = digits[..count]
            .iter()
            .fold(0, |value, c| value * 10 + i64::from(c - b'0'));
        Some((value, count))
    }

    fn literal(&mut self, literal: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(literal)?;
        Some(())
    }

    fn blanks(&mut self) -> usize {
        let count = self
            .rest
            .iter()
            .take_while(|c| matches!(c, b' ' | b'\t'))
            .count();
        self.rest = &self.rest[count..];
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Dialect::{JsYaml3, JsYaml4};

    #[test]
    fn words_that_look_like_switches_are_text() {
        for word in ["yes", "no", "on", "off", "y", "TrUe", "nUll"] {
            assert_eq!(resolve(word, JsYaml4), Resolved::Str, "{word}");
            assert_eq!(resolve(word, JsYaml3), Resolved::Str, "{word}");
        }
    }

    #[test]
    fn the_two_dialects_differ_in_numbers() {
        assert_eq!(resolve("0777", JsYaml4), Resolved::Int(777.0));
        assert_eq!(resolve("0777", JsYaml3), Resolved::Int(511.0));
        assert_eq!(resolve("0o17", JsYaml4), Resolved::Int(15.0));
        assert_eq!(resolve("0o17", JsYaml3), Resolved::Str);
        assert_eq!(resolve("1_000", JsYaml4), Resolved::Str);
        assert_eq!(resolve("1_000", JsYaml3), Resolved::Int(1000.0));
        assert_eq!(resolve("1:30", JsYaml4), Resolved::Str);
        assert_eq!(resolve("1:30", JsYaml3), Resolved::Int(90.0));
    }

    #[test]
    fn dates_become_timestamps() {
        for text in [
            "2020-01-01",
            "2001-12-14t21:59:43.10-05:00",
            "2001-12-14 21:59:43.10 -5",
            "2001-12-15 2:59:43.10",
        ] {
            assert_eq!(resolve(text, JsYaml4), Resolved::Timestamp, "{text}");
        }
        for text in [
            "2020-1-1",
            "3.0.0",
            "2020-01-01T",
            "1.2.3",
            "-",
            "0x",
            "127.0.0.1",
        ] {
            assert_eq!(resolve(text, JsYaml4), Resolved::Str, "{text}");
        }
    }
}

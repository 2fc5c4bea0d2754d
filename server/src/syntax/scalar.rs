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
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Resolved::Null,
        "true" | "True" | "TRUE" => return Resolved::Bool(true),
        "false" | "False" | "FALSE" => return Resolved::Bool(false),
        "<<" => return Resolved::Merge,
        _ => {}
    }
    // Everything that is left and no text begins like a number.
    let first = text.as_bytes()[0];
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return Resolved::Str;
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

/// The value of `text` as js-yaml's `!!int` reads it.
pub fn integer(text: &str, dialect: Dialect) -> Option<f64> {
    let (sign, digits) = split_sign(text);
    let value = match dialect {
        Dialect::JsYaml4 => integer_core(digits)?,
        Dialect::JsYaml3 => integer_yaml11(digits)?,
    };
    (value.is_finite() || dialect == Dialect::JsYaml3).then_some(sign * value)
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
    if let Some(rest) = digits.strip_prefix("0b") {
        return in_radix(&rest.replace('_', ""), 2);
    }
    if let Some(rest) = digits.strip_prefix("0x") {
        return in_radix(&rest.replace('_', ""), 16);
    }
    if digits.starts_with('0') {
        return in_radix(&plain, 8);
    }
    match digits.split_once(':') {
        None => in_radix(&plain, 10),
        Some(_) => sexagesimal(digits),
    }
}

/// `1:30` is 90: base 60, as YAML 1.1 reads it.
fn sexagesimal(digits: &str) -> Option<f64> {
    let mut parts = digits.split(':');
    let mut value = in_radix(&parts.next()?.replace('_', ""), 10)?;
    for part in parts {
        let bytes = part.as_bytes();
        let ok = match bytes {
            [unit] => unit.is_ascii_digit(),
            [ten, unit] => (b'0'..=b'5').contains(ten) && unit.is_ascii_digit(),
            _ => false,
        };
        if !ok {
            return None;
        }
        value = value * 60.0 + in_radix(part, 10)?;
    }
    Some(value)
}

fn in_radix(digits: &str, radix: u32) -> Option<f64> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    if radix == 10 {
        return digits.parse().ok(); // correctly rounded, as JavaScript rounds
    }
    Some(
        digits
            .chars()
            .filter_map(|c| c.to_digit(radix))
            .fold(0.0, |value, digit| {
                value * f64::from(radix) + f64::from(digit)
            }),
    )
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
    let value: f64 = digits.replace('_', "").parse().ok()?;
    (value.is_finite() || yaml11).then_some(sign * value)
}

fn sexagesimal_float(digits: &str) -> Option<f64> {
    let (whole, fraction) = digits.split_once('.')?;
    if !whole.contains(':') || !fraction.bytes().all(|c| c.is_ascii_digit() || c == b'_') {
        return None;
    }
    let fraction: f64 = format!("0.{}", fraction.replace('_', "")).parse().ok()?;
    sexagesimal(whole).map(|value| value + fraction)
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
    let mut scan = Scan {
        rest: text.as_bytes(),
    };
    let Some(_) = scan.digits(4, 4) else {
        return false;
    };
    let (Some(_), Some(month), Some(_), Some(day)) = (
        scan.literal(b"-"),
        scan.digits(1, 2),
        scan.literal(b"-"),
        scan.digits(1, 2),
    ) else {
        return false;
    };
    if scan.rest.is_empty() {
        return month == 2 && day == 2;
    }
    if scan.literal(b"T").or_else(|| scan.literal(b"t")).is_none() && scan.blanks() == 0 {
        return false;
    }
    let time = scan
        .digits(1, 2)
        .and(scan.literal(b":"))
        .and(scan.digits(2, 2))
        .and(scan.literal(b":"))
        .and(scan.digits(2, 2));
    if time.is_none() {
        return false;
    }
    if scan.literal(b".").is_some() {
        scan.digits(0, usize::MAX);
    }
    if scan.rest.is_empty() {
        return true;
    }
    scan.blanks();
    if scan.literal(b"Z").is_some() {
        return scan.rest.is_empty();
    }
    if scan.literal(b"+").or_else(|| scan.literal(b"-")).is_none() || scan.digits(1, 2).is_none() {
        return false;
    }
    scan.rest.is_empty()
        || (scan.literal(b":").and(scan.digits(2, 2)).is_some() && scan.rest.is_empty())
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

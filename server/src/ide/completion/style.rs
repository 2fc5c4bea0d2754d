//! How the text around the cursor is written, so that what is inserted looks like it.

use crate::syntax::{Document, Text};

/// How many lines before and behind the cursor are looked at.
const NEAR: u32 = 100;

/// Blanks by which a level is indented where nothing can be seen.
const USUAL_UNIT: usize = 2;

/// How the text around the cursor is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// By how many blanks the keys of a map stand deeper than the key above.
    pub unit: usize,
    /// By how many blanks the dashes of a list stand deeper than the key above.
    pub dash: usize,
    /// The line break.
    pub newline: &'static str,
    /// The blanks and tabs that the line begins with, up to where something is inserted.
    pub leading: String,
}

impl Layout {
    /// The layout around byte `offset`, where something is inserted. The nearest lines above decide, then those below.
    pub fn around(document: &Document, offset: u32) -> Layout {
        let text = document.text();
        let here = text.line_of(offset);
        let first = here.saturating_sub(NEAR);
        let last = (text.line_count() as u32).min(here + NEAR);
        let (mut unit, mut dash) = (None, None);
        let mut previous: Option<Seen> = None;
        for number in first..last {
            let line = text.line(number);
            let Some(seen) = Seen::of(&line) else {
                continue;
            };
            if let Some(above) = previous.filter(|above| above.heads_lines) {
                let is_above = number <= here;
                let deeper = seen.indent.checked_sub(above.key_column);
                match deeper {
                    Some(by) if seen.is_dash && (is_above || dash.is_none()) => dash = Some(by),
                    Some(by) if !seen.is_dash && by > 0 && (is_above || unit.is_none()) => {
                        unit = Some(by);
                    }
                    _ => {}
                }
            }
            previous = Some(seen);
        }
        let line = text.line(here);
        let line = line
            .get(..offset.saturating_sub(text.line_start(here)) as usize)
            .unwrap_or("");
        let unit = unit
            .or_else(|| own_unit(text, here, line))
            .filter(|unit| (1..=8).contains(unit))
            .unwrap_or(USUAL_UNIT);
        let leading = line.len() - line.trim_start_matches([' ', '\t']).len();
        Layout {
            unit,
            dash: dash.filter(|dash| *dash <= 8).unwrap_or(unit),
            newline: newline(text, here),
            leading: line.get(..leading).unwrap_or("").to_owned(),
        }
    }
}

/// The width that the line itself shows: by how much what is inserted behind `line` stands deeper than the key above.
fn own_unit(text: &Text, number: u32, line: &str) -> Option<usize> {
    if line.is_empty() || !line.bytes().all(|byte| byte == b' ') {
        return None;
    }
    let mut above = (number.saturating_sub(NEAR)..number).rev();
    let above = above.find_map(|number| Seen::of(&text.line(number)))?;
    line.len()
        .checked_sub(above.key_column)
        .filter(|unit| *unit > 0 && above.heads_lines)
}

/// The line break at the end of line `number`, or else of the one above.
fn newline(text: &Text, number: u32) -> &'static str {
    let ends_in_crlf = |number: u32| {
        let end = text.line_start(number + 1);
        let start = end.saturating_sub(2);
        text.slice(crate::syntax::Span { start, end }) == "\r\n"
    };
    let is_last = number as usize + 1 >= text.line_count();
    let number = if is_last {
        number.saturating_sub(1)
    } else {
        number
    };
    if ends_in_crlf(number) { "\r\n" } else { "\n" }
}

/// What of a line matters here.
#[derive(Clone, Copy)]
struct Seen {
    indent: usize,
    is_dash: bool,
    /// Where its key begins, behind dashes.
    key_column: usize,
    /// Whether it is a key whose value stands below.
    heads_lines: bool,
}

impl Seen {
    /// `None` for lines without content.
    fn of(line: &str) -> Option<Seen> {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        let content = content.trim_end();
        if content.is_empty() || content.starts_with('#') {
            return None;
        }
        let mut key = content;
        while let Some(behind) = key.strip_prefix("- ") {
            key = behind.trim_start_matches(' ');
        }
        let bare = key.split(" #").next().unwrap_or(key).trim_end();
        Some(Seen {
            indent,
            is_dash: content == "-" || content.starts_with("- "),
            key_column: indent + (content.len() - key.len()),
            heads_lines: bare.ends_with(':'),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(marked: &str) -> Layout {
        let offset = marked.find("$0").expect("a cursor") as u32;
        Layout::around(&Document::new(&marked.replacen("$0", "", 1)), offset)
    }

    #[test]
    fn widths_are_taken_from_the_lines_around() {
        for (text, unit, dash) in [
            ("$0", 2, 2),
            ("a:\n    b: 1\n$0", 4, 4),
            ("a:\n   - b:\n        c: 1\n$0", 3, 3),
            ("a:\n- b:\n      c: 1\n  $0", 4, 0),
            ("a:\n  b:\n  - c\n$0", 2, 0),
            ("$0\na:\n    b: 1\n", 4, 4),
            ("a:\n  b: 1\nc:\n      d: 1\n  $0", 6, 6),
            // nothing but the line itself
            ("a:\n    $0", 4, 4),
            ("a:\n   \n\n$0", 2, 2),
            ("a:\n  b: 1\nc:\n    $0", 2, 2),
        ] {
            let found = at(text);
            assert_eq!((found.unit, found.dash), (unit, dash), "{text:?}");
        }
    }

    #[test]
    fn line_breaks_are_kept() {
        assert_eq!(at("a: 1\r\n$0").newline, "\r\n");
        assert_eq!(at("a: 1\r\n$0\r\n").newline, "\r\n");
        assert_eq!(at("a: 1\n$0").newline, "\n");
        assert_eq!(at("$0").newline, "\n");
        assert_eq!(at("a:\n\t$0").leading, "\t");
    }
}

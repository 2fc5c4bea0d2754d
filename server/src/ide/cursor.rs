//! Where the cursor is, judged from the lines around it alone: what is being typed is seldom right YAML.

use crate::syntax::{Span, Text};

/// A step down from the top of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the entry with this key.
    Key(String),
    /// Into an item of a list.
    Item,
}

/// What can be typed where the cursor is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The way to the map or list whose part is being typed, or to the key whose value is.
    pub path: Vec<Step>,
    /// What is being typed.
    pub role: Role,
    /// What is typed so far and behind the cursor: the text to replace.
    pub word: Span,
    /// The part of `word` before the cursor.
    pub typed: String,
    /// The other keys of the same map.
    pub siblings: Vec<String>,
}

/// What is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A key, or an item of a list. With its colon, if there is one already.
    KeyOrItem {
        /// Whether a colon follows.
        has_colon: bool,
    },
    /// The value behind a colon.
    Value {
        /// Whether there is a blank between colon and value.
        has_blank: bool,
    },
}

/// A line cut into its dashes and its key.
struct Line<'t> {
    /// Columns (bytes) of the leading dashes.
    dashes: Vec<usize>,
    /// Column where the content begins behind indentation and dashes.
    column: usize,
    /// The content, without a comment.
    content: &'t str,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Line<'t> {
        let mut column = line.len() - line.trim_start_matches(' ').len();
        let mut dashes = Vec::new();
        while let Some(rest) = line.get(column..).and_then(|rest| rest.strip_prefix('-')) {
            if !rest.is_empty() && !rest.starts_with(' ') {
                break;
            }
            dashes.push(column);
            column += 1 + (rest.len() - rest.trim_start_matches(' ').len());
        }
        let content = without_comment(line.get(column..).unwrap_or_default());
        Line {
            dashes,
            column,
            content,
        }
    }

    fn is_blank(&self) -> bool {
        self.content.is_empty() && self.dashes.is_empty()
    }

    /// The leftmost column at which something stands.
    fn start(&self) -> usize {
        self.dashes.first().copied().unwrap_or(self.column)
    }

    /// Key and value, if there is a colon.
    fn key(&self) -> Option<(&'t str, &'t str)> {
        let colon = colon(self.content)?;
        let key = self.content.get(..colon)?.trim();
        let value = self.content.get(colon + 1..)?.trim();
        Some((key.trim_matches(['"', '\'']), value))
    }
}

/// The byte of the colon that ends a key.
fn colon(content: &str) -> Option<usize> {
    let bytes = content.as_bytes();
    let quoted = bytes.first().filter(|first| matches!(first, b'"' | b'\''));
    let from = match quoted {
        Some(quote) => 1 + content.get(1..)?.bytes().position(|byte| byte == *quote)?,
        None => 0,
    };
    (from..bytes.len())
        .find(|&at| bytes[at] == b':' && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t')))
}

/// A line without the comment at its end.
fn without_comment(content: &str) -> &str {
    let is_comment = |at: &usize| {
        *at == 0
            || content
                .as_bytes()
                .get(at - 1)
                .is_some_and(u8::is_ascii_whitespace)
    };
    let comment = content
        .match_indices('#')
        .map(|(at, _)| at)
        .find(is_comment);
    content
        .get(..comment.unwrap_or(content.len()))
        .unwrap_or(content)
        .trim_end()
}

/// Where the cursor is. `None` in comments, block texts and flow collections.
pub(super) fn cursor(text: &Text, offset: u32) -> Option<Cursor> {
    let number = text.line_of(offset);
    let whole = text.line(number);
    let line_start = text.line_start(number);
    let at = offset.checked_sub(line_start)? as usize;
    let before = whole.get(..at)?;
    let line = Line::of(&whole);
    let is_in_comment = at > line.column + line.content.len()
        && whole
            .get(line.column + line.content.len()..at)?
            .contains('#');
    if is_in_comment || before.contains('\t') {
        return None;
    }
    // on an empty line, or behind a dash, the cursor itself says how deep it is
    let column = if line.content.is_empty() {
        at.max(line.start())
    } else {
        line.column
    };
    if at < column {
        return None;
    }
    let (parents, siblings) = surroundings(text, number, &line, column)?;
    let content = line.content;
    let span = |from: usize, to: usize| {
        Span::new(
            line_start as usize + from,
            line_start as usize + to.max(from),
        )
    };
    let colon = colon(content).filter(|colon| column + colon < at);
    let Some(colon) = colon else {
        let end = self::colon(content).unwrap_or(content.len());
        let typed = whole.get(column..at)?.to_owned();
        if typed.contains(['{', '[', '"', '\'', '&', '*', '!', '|', '>']) {
            return None;
        }
        return Some(Cursor {
            path: parents,
            role: Role::KeyOrItem {
                has_colon: self::colon(content).is_some(),
            },
            word: span(column, (column + end).max(at)),
            typed,
            siblings,
        });
    };
    let (key, value) = line.key()?;
    if value.starts_with(['{', '[', '|', '>', '&', '*', '!']) {
        return None;
    }
    let behind_colon = column + colon + 1;
    let blanks = whole
        .get(behind_colon..)?
        .chars()
        .take_while(|c| *c == ' ')
        .count();
    let start = (behind_colon + blanks).min(at);
    let mut path = parents;
    path.push(Step::Key(key.to_owned()));
    Some(Cursor {
        path,
        role: Role::Value {
            has_blank: start > behind_colon,
        },
        word: span(start, (column + content.len()).max(at)),
        typed: whole.get(start..at)?.to_owned(),
        siblings: Vec::new(),
    })
}

/// The way down to the map or list that holds what begins at `column` of a line, and the other keys of that map.
fn surroundings(
    text: &Text,
    number: u32,
    line: &Line<'_>,
    column: usize,
) -> Option<(Vec<Step>, Vec<String>)> {
    let mut steps = Vec::new();
    let mut siblings = Vec::new();
    // the leftmost column of what has been placed so far, and whether a dash stands there
    let mut inner = column;
    let mut is_dash = false;
    for dash in line.dashes.iter().rev() {
        steps.push(Step::Item);
        (inner, is_dash) = (*dash, true);
    }
    let mut map_is_open = line.dashes.is_empty();
    for above in (0..number).rev() {
        let text = text.line(above);
        let above = Line::of(&text);
        if above.is_blank() {
            continue;
        }
        if map_is_open && above.column == column && !above.content.is_empty() {
            siblings.extend(above.key().map(|(key, _)| key.to_owned()));
        }
        let is_parent =
            above.column < inner || (above.column == inner && is_dash && above.dashes.is_empty());
        if is_parent && let Some((key, value)) = above.key() {
            if value.starts_with(['|', '>']) {
                return None;
            }
            if value.is_empty() || value.starts_with(['&', '!']) {
                steps.push(Step::Key(key.to_owned()));
                (inner, is_dash) = (above.column, false);
            }
        }
        for dash in above.dashes.iter().rev() {
            if *dash < inner {
                steps.push(Step::Item);
                (inner, is_dash) = (*dash, true);
            }
        }
        map_is_open &= above.start() >= column;
        if inner == 0 && !is_dash {
            break;
        }
    }
    steps.reverse();
    siblings.extend(siblings_below(text, number, column));
    Some((steps, siblings))
}

fn siblings_below(text: &Text, number: u32, column: usize) -> Vec<String> {
    let mut siblings = Vec::new();
    for below in number + 1..text.line_count() as u32 {
        let text = text.line(below);
        let below = Line::of(&text);
        if below.is_blank() {
            continue;
        }
        if below.start() < column {
            break;
        }
        if below.column == column && below.dashes.is_empty() {
            siblings.extend(below.key().map(|(key, _)| key.to_owned()));
        }
    }
    siblings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cursor at `|`, in short.
    fn at(marked: &str) -> Option<String> {
        let offset = marked.find('|').expect("a cursor") as u32;
        let text = Text::new(&marked.replacen('|', "", 1));
        let cursor = cursor(&text, offset)?;
        let path: Vec<&str> = cursor
            .path
            .iter()
            .map(|step| match step {
                Step::Key(name) => name,
                Step::Item => "-",
            })
            .collect();
        let word = text.slice(cursor.word).into_owned();
        let role = match cursor.role {
            Role::KeyOrItem { has_colon: false } => "key",
            Role::KeyOrItem { has_colon: true } => "key:",
            Role::Value { has_blank: true } => "value",
            Role::Value { has_blank: false } => "value without blank",
        };
        let siblings = cursor.siblings.join(",");
        Some(format!("/{} {role} [{word}] {siblings}", path.join("/")))
    }

    #[test]
    fn the_way_down_is_read_from_the_indentation() {
        for (text, expected) in [
            ("|", "/ key [] "),
            ("serv|", "/ key [serv] "),
            ("service: a\n|\nstage: b\n", "/ key [] service,stage"),
            (
                "provider:\n  na|me: x\n  runtime: y\n",
                "/provider key: [name] runtime",
            ),
            ("provider:\n  runtime: |\n", "/provider/runtime value [] "),
            (
                "provider:\n  runtime: nod|ejs # note\n",
                "/provider/runtime value [nodejs] ",
            ),
            (
                "provider:\n  runtime:|\n",
                "/provider/runtime value without blank [] ",
            ),
            (
                "functions:\n  a:\n    handler: x\n    |\n  b:\n",
                "/functions/a key [] handler",
            ),
            (
                "functions:\n  a:\n    events:\n      - |\n",
                "/functions/a/events/- key [] ",
            ),
            (
                "functions:\n  a:\n    events:\n    - ht|\n",
                "/functions/a/events/- key [ht] ",
            ),
            (
                "functions:\n  a:\n    events:\n      - http:\n          path: /\n          |\n      - timer:\n",
                "/functions/a/events/-/http key [] path",
            ),
            ("a:\n  - b: 1\n    c|\n    d: 2\n", "/a/- key [c] b,d"),
            ("a:\n  - b: 1\n  - c|\n", "/a/- key [c] "),
            ("a:\n  b:\n\n  # note\n    - 'x'\n    - |", "/a/b/- key [] "),
            ("\"a b\":\n  中文|\n", "/a b key [中文] "),
        ] {
            assert_eq!(at(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn in_comments_texts_and_flows_nothing_is_offered() {
        for text in [
            "# no|te\n",
            "a: b # no|te\n",
            "a: >\n  tex|t\n",
            "a: {b|: c}\n",
            "a: [b, |]\n",
            "a: *b|\n",
            "\ta|\n",
        ] {
            assert_eq!(at(text), None, "{text:?}");
        }
    }
}

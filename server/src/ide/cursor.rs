//! Where the cursor is, in the terms of completion.

use crate::syntax::cursor::{self, PathStep, context};
use crate::syntax::{Document, Span, Style};

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
    /// What is typed so far and behind the cursor, an opening quote included: the text to replace.
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

/// Where the cursor is. `None` in comments and block texts, and where nothing can be typed that is known.
pub(super) fn cursor(document: &Document, offset: u32) -> Option<Cursor> {
    let is_block_text = document
        .node_at(offset)
        .is_some_and(|node| matches!(node.style(), Style::Literal | Style::Folded));
    if is_block_text {
        return None;
    }
    let context = context(document, offset);
    let line = document.text().line_of(offset);
    let start = document.text().line_start(line);
    let text = document.text().line(line);
    let column = |offset: u32| offset.saturating_sub(start) as usize;
    // a quote that has been opened belongs to what is replaced
    let opening = usize::from(context.quoted.is_some_and(|quote| {
        let before = text.get(..column(context.replace.start)).unwrap_or("");
        before.ends_with(quote)
    }));
    let from = column(context.replace.start) - opening;
    let end = column(context.replace.end);
    let closing = context.quoted.filter(|quote| {
        let behind = text.get(end..).unwrap_or("");
        behind.starts_with(*quote)
    });
    let end = start as usize + end + closing.map_or(0, char::len_utf8);
    let word = Span::new(start as usize + from, end);
    let typed = text.get(from..column(offset)).unwrap_or("").to_owned();
    if typed.starts_with(['*', '&', '!']) {
        return None; // names of the document's own
    }
    let mut path: Vec<Step> = context.path.into_iter().map(Step::from).collect();
    let behind = text.get(column(word.end)..).unwrap_or("");
    let has_colon = behind.trim_start().starts_with(':');
    let role = match context.role {
        cursor::Role::Key => Role::KeyOrItem { has_colon },
        cursor::Role::Item => {
            path.push(Step::Item);
            Role::KeyOrItem { has_colon }
        }
        cursor::Role::Value { key } => {
            path.push(Step::Key(key));
            let before = text.get(..from).unwrap_or("");
            Role::Value {
                has_blank: !before.ends_with(':'),
            }
        }
        cursor::Role::Comment | cursor::Role::Nowhere => return None,
    };
    Some(Cursor {
        path,
        role,
        word,
        typed,
        siblings: context.siblings,
    })
}

impl From<PathStep> for Step {
    fn from(step: PathStep) -> Step {
        match step {
            PathStep::Key(name) => Step::Key(name),
            PathStep::Index(_) => Step::Item,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cursor at `|`, in short.
    fn at(marked: &str) -> Option<String> {
        let offset = marked.find('|').expect("a cursor") as u32;
        let document = Document::new(&marked.replacen('|', "", 1));
        let cursor = cursor(&document, offset)?;
        let path: Vec<&str> = cursor
            .path
            .iter()
            .map(|step| match step {
                Step::Key(name) => name,
                Step::Item => "-",
            })
            .collect();
        let word = document.text().slice(cursor.word).into_owned();
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
    fn in_comments_texts_and_aliases_nothing_is_offered() {
        for text in ["# no|te\n", "a: b # no|te\n", "a: >\n  tex|t\n", "a: *b|\n"] {
            assert_eq!(at(text), None, "{text:?}");
        }
    }

    #[test]
    fn braces_and_brackets_are_maps_and_lists() {
        assert_eq!(at("a: {b|: c}\n").unwrap(), "/a key: [b] ");
        assert_eq!(at("a: [b, |]\n").unwrap(), "/a/- key [] ");
        assert_eq!(at("a: {b: c, |}\n").unwrap(), "/a key [] b");
    }
}

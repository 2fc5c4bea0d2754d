//! Places as the formats name them.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;

use crate::syntax::{Document, Encoding, Kind, Node, Span};

/// A place: both numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Place {
    /// Line.
    pub line: u32,
    /// Column, in units of the encoding it was made with.
    pub column: u32,
}

/// A range; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Range {
    /// Its first character.
    pub start: Place,
    /// The character after its last one.
    pub end: Place,
}

/// The range of a span.
pub(in crate::cli) fn range(document: &Document, span: Span, encoding: Encoding) -> Range {
    let place = |offset| {
        let position = document.text().position(offset, encoding);
        Place {
            line: position.line + 1,
            column: position.character + 1,
        }
    };
    Range {
        start: place(span.start),
        end: place(span.end),
    }
}

/// The YAML paths of one document. What was looked up once is kept: a report asks for every problem.
pub(super) struct Paths<'d> {
    document: &'d Document,
    /// The children of collections, by the collections' spans.
    children: HashMap<Span, Vec<Child<'d>>>,
}

/// An entry of a map or an item of a list, in the order of the text.
struct Child<'d> {
    span: Span,
    key: Option<Cow<'d, str>>,
    value: Node<'d>,
}

impl<'d> Paths<'d> {
    /// For the problems of `document`.
    pub(super) fn of(document: &'d Document) -> Paths<'d> {
        Paths {
            document,
            children: HashMap::new(),
        }
    }

    /// The path of the innermost entry or item that holds the span: `functions.index.events[0].http`. Empty outside
    /// of everything. Keys that are not plain words stand in brackets: `functions["a.b"]`.
    pub(super) fn at(&mut self, span: Span) -> String {
        let mut path = String::new();
        let mut node = self.document.root();
        while let Some(inner) = node {
            node = self.step(inner, span, &mut path);
        }
        path
    }

    fn step(&mut self, node: Node<'d>, span: Span, path: &mut String) -> Option<Node<'d>> {
        if node.kind() == Kind::Alias {
            return None; // what it stands for is written elsewhere
        }
        let children = self
            .children
            .entry(node.span())
            .or_insert_with(|| children(node));
        let first = children.partition_point(|child| child.span.end < span.start);
        // one that ends where the span begins may come before the one that holds it
        let nearest = children.iter().enumerate().skip(first).take(2);
        let (index, child) = nearest
            .into_iter()
            .find(|(_, child)| child.span.contains(span))?;
        match &child.key {
            Some(key) => push_key(path, key),
            None => path.push_str(&format!("[{index}]")),
        }
        child.value.span().contains(span).then_some(child.value)
    }
}

fn children(node: Node) -> Vec<Child> {
    let entries = node.written_entries().map(|entry| Child {
        span: entry.span(),
        key: Some(entry.name()),
        value: entry.value,
    });
    let items = node.items().map(|item| Child {
        span: item.span(),
        key: None,
        value: item,
    });
    entries.chain(items).collect()
}

fn push_key(path: &mut String, key: &str) {
    let is_plain = !key.is_empty()
        && !key
            .chars()
            .any(|c| c.is_whitespace() || matches!(c, '.' | '[' | ']' | '"' | '\''));
    if !is_plain {
        path.push_str(&format!("[{key:?}]"));
    } else if path.is_empty() {
        path.push_str(key);
    } else {
        path.push('.');
        path.push_str(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_the_innermost_entry() {
        let text = "functions:\n  a.b:\n    events:\n      - http: true\n      - apigw: {path: /x}\nx: &y\n  k: 1\nz: *y\n";
        let document = Document::new(text);
        let mut paths = Paths::of(&document);
        let mut path = |word: &str| {
            let at = text.find(word).unwrap_or_default();
            paths.at(Span::new(at, at + word.len()))
        };
        assert_eq!(path("http"), "functions[\"a.b\"].events[0].http");
        assert_eq!(path("/x"), "functions[\"a.b\"].events[1].apigw.path");
        assert_eq!(path("functions"), "functions");
        assert_eq!(path("*y"), "z");
        assert_eq!(path("1"), "x.k");
        assert_eq!(paths.at(Span::new(0, text.len())), "");
    }

    #[test]
    fn columns_count_what_the_encoding_counts() {
        let document = Document::new("a: 1\n云🙂: x\n");
        let span = Span::new(5 + 3, 5 + 3 + 4);
        let columns = |encoding| {
            let range = range(&document, span, encoding);
            (range.start.line, range.start.column, range.end.column)
        };
        assert_eq!(columns(Encoding::Utf32), (2, 2, 3));
        assert_eq!(columns(Encoding::Utf16), (2, 2, 4));
    }
}

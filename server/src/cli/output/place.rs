//! Places as the formats name them.

use serde::Serialize;

use crate::syntax::{Document, Encoding, Node, Span};

/// A place: both numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Place {
    /// Line.
    pub line: u32,
    /// Column, in units of the encoding it was made with.
    pub column: u32,
}

/// A range; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Range {
    /// Its first character.
    pub start: Place,
    /// The character after its last one.
    pub end: Place,
}

/// The range of a span.
pub(super) fn range(document: &Document, span: Span, encoding: Encoding) -> Range {
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

/// The YAML path of the innermost entry or item that holds the span: `functions.index.events[0].http`. Empty outside
/// of everything. Keys that are not plain words stand in brackets: `functions["a.b"]`.
pub(super) fn yaml_path(document: &Document, span: Span) -> String {
    let mut path = String::new();
    let mut node = document.root();
    while let Some(inner) = node {
        node = step(inner, span, &mut path);
    }
    path
}

fn step<'d>(node: Node<'d>, span: Span, path: &mut String) -> Option<Node<'d>> {
    if node.kind() == crate::syntax::Kind::Alias {
        return None; // what it stands for is written elsewhere
    }
    if let Some(entry) = node
        .written_entries()
        .find(|entry| entry.span().contains(span))
    {
        push_key(path, &entry.name());
        return entry.value.span().contains(span).then_some(entry.value);
    }
    let (index, item) = node
        .items()
        .enumerate()
        .find(|(_, item)| item.span().contains(span))?;
    path.push_str(&format!("[{index}]"));
    Some(item)
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
        let path = |word: &str| {
            let at = text.find(word).unwrap_or_default();
            yaml_path(&document, Span::new(at, at + word.len()))
        };
        assert_eq!(path("http"), "functions[\"a.b\"].events[0].http");
        assert_eq!(path("/x"), "functions[\"a.b\"].events[1].apigw.path");
        assert_eq!(path("functions"), "functions");
        assert_eq!(path("*y"), "z");
        assert_eq!(path("1"), "x.k");
        assert_eq!(yaml_path(&document, Span::new(0, text.len())), "");
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

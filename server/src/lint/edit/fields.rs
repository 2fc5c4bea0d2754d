//! Writing fields into a map.

use super::{first_entry, first_value};
use crate::lint::TextEdit;
use crate::syntax::{Entry, Kind, Node, Span, Style};

/// The edits after which the value of `owner` has these fields, each with its value as YAML: an empty one is filled in,
/// a missing one written before the others, and a value that is no map (`http: true`) gives way to one. `None` where
/// the map is written elsewhere, or holds something else under one of these names.
pub(crate) fn with_fields(owner: Entry<'_>, fields: &[(&str, &str)]) -> Option<Vec<TextEdit>> {
    let map = owner.value;
    if map.kind() == Kind::Mapping && map.written_entries_here().next().is_some() {
        return into_map(map, fields);
    }
    let written: Vec<String> = fields.iter().map(field).collect();
    let written = format!("{{{}}}", written.join(", "));
    let edit = match map.kind() {
        Kind::Alias | Kind::Broken | Kind::Sequence => return None,
        Kind::Null if map.style() == Style::Absent => first_value(owner, &format!(" {written}"))?,
        _ => replaced(map, written)?,
    };
    Some(vec![one(edit)])
}

fn field((name, value): &(&str, &str)) -> String {
    format!("{name}: {value}")
}

fn one((span, text): (Span, String)) -> TextEdit {
    TextEdit { span, text }
}

fn into_map(map: Node<'_>, fields: &[(&str, &str)]) -> Option<Vec<TextEdit>> {
    let mut missing = Vec::new();
    let mut edits = Vec::new();
    for (name, value) in fields {
        let Some(entry) = map.get(name) else {
            missing.push(field(&(name, value)));
            continue;
        };
        let is_here = map.entry_before(entry.key.span().start) == Some(entry);
        let is_empty = entry.value.is_falsy() && entry.value.kind() != Kind::Alias;
        if !is_here || !is_empty {
            return None;
        }
        edits.push(one(match entry.value.style() {
            Style::Absent => first_value(entry, &format!(" {value}"))?,
            _ => replaced(entry.value, (*value).to_owned())?,
        }));
    }
    if !missing.is_empty() {
        let separator = match map.style() {
            Style::Flow => ", ",
            _ => "\n",
        };
        edits.insert(0, one(first_entry(map, &missing.join(separator))?));
    }
    Some(edits)
}

/// On one line, and without a name or a comment that would be lost.
fn replaced(node: Node<'_>, text: String) -> Option<(Span, String)> {
    let is_plain = node.anchor_span().is_none()
        && node.tag_span().is_none()
        && !node.raw().contains(['\n', '#']);
    is_plain.then(|| (node.span(), text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::apply;
    use crate::syntax::Document;

    fn after(text: &str) -> Option<String> {
        let document = Document::new(text);
        let owner = document.root().unwrap().get("a").unwrap();
        let mut edits = with_fields(owner, &[("x", "1"), ("y", "'2'")])?;
        edits.sort_by_key(|edit| edit.span);
        Some(apply(text, &edits))
    }

    #[test]
    fn fields_are_filled_in_or_written_before_the_others() {
        for (text, expected) in [
            (
                "a:\n  # 说明\n  z: 3\n",
                "a:\n  # 说明\n  x: 1\n  y: '2'\n  z: 3\n",
            ),
            ("a: {z: 3}\n", "a: {x: 1, y: '2', z: 3}\n"),
            (
                "a:\n  x: # 值\n  z: 3\n",
                "a:\n  y: '2'\n  x: 1 # 值\n  z: 3\n",
            ),
            ("a:\n  y: \"\"\n  x: ~\n", "a:\n  y: '2'\n  x: 1\n"),
            ("a: {}\n", "a: {x: 1, y: '2'}\n"),
            ("a: true # 开\n", "a: {x: 1, y: '2'} # 开\n"),
            ("a:\nb: 1\n", "a: {x: 1, y: '2'}\nb: 1\n"),
        ] {
            assert_eq!(after(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_stands_elsewhere_or_is_something_stays() {
        for text in [
            "a: {x: 2}\n",
            "a: [x]\n",
            "b: &b {z: 1}\na: *b\n",
            "a: {<<: {x: }, z: 1}\n",
            "a: { # leer\n  }\n",
            "a: &n true\n",
        ] {
            assert_eq!(after(text), None, "{text}");
        }
    }
}

//! The edits of a move: values keep their quotes, maps their form, and everything else its place.

use std::collections::BTreeMap;

use crate::lint::TextEdit;
use crate::syntax::scalar::{Resolved, resolve};
use crate::syntax::{Dialect, Document, Entry, Kind, Node, Span, Style};

/// Edits that do not get into each other's way.
#[derive(Debug, Default)]
pub(super) struct Edits {
    by_span: BTreeMap<Span, String>,
    /// Values with an anchor that were replaced: their aliases meant the old value.
    has_anchored: bool,
}

impl Edits {
    /// Puts `text` in the place of `span`; `false` if something else is to stand there already.
    pub fn replace(&mut self, span: Span, text: String) -> bool {
        match self.by_span.get(&span) {
            Some(known) => *known == text,
            None => {
                self.by_span.insert(span, text);
                true
            }
        }
    }

    /// Puts another text in the place of a scalar, in the quotes it has.
    pub fn scalar(&mut self, node: Node, text: &str) -> bool {
        self.has_anchored |= node.anchor_span().is_some();
        self.replace(node.span(), spelled(node, text))
    }

    /// Puts YAML in the place of an entry's value.
    pub fn value(&mut self, entry: Entry, yaml: &str) -> bool {
        self.has_anchored |= entry.value.anchor_span().is_some();
        let (span, text) = crate::lint::replace_value(entry, yaml);
        if entry.value.style() == Style::Absent {
            return self.replace(span, format!(" {text}"));
        }
        self.replace(span, text)
    }

    /// Writes a new entry before one that is written in the same map.
    pub fn insert_before(&mut self, map: Node, entry: Entry, yaml: &str) -> bool {
        let at = entry.key.span().start;
        let text = if is_flow(map) {
            format!("{yaml}, ")
        } else {
            format!("{yaml}\n{}", indent(map.document(), at))
        };
        self.replace(Span::empty(at), text)
    }

    /// Writes a new entry behind one that is written in the same map and whose value is a scalar.
    pub fn insert_after(&mut self, map: Node, entry: Entry, yaml: &str) -> bool {
        let end = entry.value.span().end;
        if is_flow(map) {
            return self.replace(Span::empty(end), format!(", {yaml}"));
        }
        let document = map.document();
        // behind a comment on the same line
        let line = document.text().line_of(end);
        let text = document.text().line(line);
        let end_of_line =
            document.text().line_start(line) + text.trim_end_matches(['\r', '\n']).len() as u32;
        let indent = indent(document, entry.key.span().start);
        self.replace(Span::empty(end_of_line), format!("\n{indent}{yaml}"))
    }

    /// All edits in the order of the text. Where an anchored value was replaced, its remaining aliases get the value
    /// they had.
    pub fn finish(mut self, document: &Document) -> Vec<TextEdit> {
        if self.has_anchored
            && let Some(root) = document.root()
        {
            self.keep_aliases(root);
        }
        self.by_span
            .into_iter()
            .map(|(span, text)| TextEdit { span, text })
            .collect()
    }

    fn keep_aliases(&mut self, root: Node) {
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if node.kind() == Kind::Alias {
                let target = node.resolved();
                let is_changed = target.is_scalar() && self.by_span.contains_key(&target.span());
                if is_changed && !self.by_span.contains_key(&node.span()) {
                    self.by_span.insert(node.span(), target.raw().to_owned());
                }
            }
            open.extend(node.children());
        }
    }
}

/// What is written between the beginning of a line and the key at `at`, dashes as blanks.
fn indent(document: &Document, at: u32) -> String {
    let text = document.text();
    let start = text.line_start(text.line_of(at));
    let before = text.slice(Span { start, end: at });
    " ".repeat(before.chars().count())
}

fn is_flow(map: Node) -> bool {
    map.resolved().style() != Style::Block
}

/// `text` as a scalar in the style of `node`: quotes stay, and are added where YAML would read something else.
pub(super) fn spelled(node: Node, text: &str) -> String {
    match node.raw().chars().next() {
        Some('"') => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
        Some('\'') => single(text),
        _ if is_plain(text) => text.to_owned(),
        _ => single(text),
    }
}

/// `text` in single quotes.
pub(super) fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether YAML reads `text` without quotes as this very text, in a flow map as well.
fn is_plain(text: &str) -> bool {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || " _./:*-=?+".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
        && text.chars().all(is_safe)
        && !text.contains(": ")
        && !text.ends_with([':', ' '])
        && matches!(resolve(text, Dialect::default()), Resolved::Str)
}

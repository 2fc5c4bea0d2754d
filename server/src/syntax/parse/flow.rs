//! Brackets that nothing closes: tree-sitter's tolerant tree of one small piece.
//!
//! tree-sitter-yaml aborts the process on a few hundred nested levels and needs endless time for long runs of opening
//! brackets, so only small and shallow pieces are handed to it.

use tree_sitter::{Node as Found, Parser as TreeSitter};

use super::{Kind, NodeId, Parser, Span, Style};
use crate::syntax::scalar;
use crate::syntax::tree::{NONE, kind_of};

/// The longest piece, in bytes.
const MAX_LENGTH: usize = 4096;
/// The most opening brackets and indicators of nesting in it.
const MAX_OPENINGS: usize = 64;

/// The tree of the broken flow collection at `span`: what of it is legible.
pub(super) fn read(parser: &mut Parser<'_>, span: Span) -> NodeId {
    let text = parser.text.get(span.range()).unwrap_or("");
    let openings = text.bytes().filter(|byte| b"[{?-:".contains(byte)).count();
    let is_map = text.starts_with('{');
    if text.len() <= MAX_LENGTH && openings <= MAX_OPENINGS {
        let mut reader = TreeSitter::new();
        let ready = reader
            .set_language(&tree_sitter_yaml::LANGUAGE.into())
            .is_ok();
        if let Some(tree) = ready.then(|| reader.parse(text, None)).flatten() {
            let mut legible = Legible {
                parser,
                base: span.start as usize,
            };
            let mut children = Vec::new();
            legible.collect(tree.root_node(), is_map, 0, &mut children);
            let kind = if is_map {
                Kind::Mapping
            } else {
                Kind::Sequence
            };
            let id = parser.add(span, kind, Style::Flow, 0, 0);
            parser.close(id, span, &children);
            return id;
        }
    }
    parser.add(span, Kind::Broken, Style::Flow, NONE, 0)
}

struct Legible<'p, 't> {
    parser: &'p mut Parser<'t>,
    base: usize,
}

impl Legible<'_, '_> {
    /// The entries (or items) that stand directly in the outermost bracket, whatever errors lie between.
    fn collect(&mut self, node: Found<'_>, is_map: bool, depth: u32, into: &mut Vec<NodeId>) {
        if depth > 40 {
            return;
        }
        let mut cursor = node.walk();
        let children: Vec<Found<'_>> = node.named_children(&mut cursor).collect();
        for child in children {
            match child.kind() {
                "flow_pair" | "block_mapping_pair" if is_map => self.pair(child, depth, into),
                "flow_node" if is_map && has_collection(child) => {
                    self.collect(child, is_map, depth + 1, into)
                }
                "flow_node" if is_map => {
                    let key = self.node(child, depth);
                    let end = self.parser.end_of(key);
                    let value = self.parser.add_absent(end);
                    into.extend([key, value]);
                }
                "flow_node" | "flow_pair"
                    if child
                        .parent()
                        .is_some_and(|parent| parent.kind() != "stream") =>
                {
                    let item = self.node(child, depth);
                    into.push(item);
                }
                "comment" => {}
                _ => self.collect(child, is_map, depth + 1, into),
            }
        }
    }

    fn pair(&mut self, pair: Found<'_>, depth: u32, into: &mut Vec<NodeId>) {
        let key = match pair.child_by_field_name("key") {
            Some(key) => self.node(key, depth + 1),
            None => self.parser.add_absent(self.base + pair.start_byte()),
        };
        let value = match pair.child_by_field_name("value") {
            Some(value) => self.node(value, depth + 1),
            None => self.parser.add_absent(self.base + pair.end_byte()),
        };
        into.extend([key, value]);
    }

    fn node(&mut self, node: Found<'_>, depth: u32) -> NodeId {
        let span = Span::new(self.base + node.start_byte(), self.base + node.end_byte());
        let inner = node.named_child(0).filter(|_| node.kind() == "flow_node");
        let kind = inner.map_or(node.kind(), |inner| inner.kind());
        match kind {
            "flow_mapping" | "flow_sequence" | "flow_pair" if depth < 40 => {
                let is_map = kind != "flow_sequence";
                let mut children = Vec::new();
                if kind == "flow_pair" {
                    self.pair(inner.unwrap_or(node), depth + 1, &mut children);
                } else {
                    self.collect(inner.unwrap_or(node), is_map, depth + 1, &mut children);
                }
                let kind = if is_map {
                    Kind::Mapping
                } else {
                    Kind::Sequence
                };
                let id = self.parser.add(span, kind, Style::Flow, 0, 0);
                self.parser.close(id, span, &children);
                id
            }
            "double_quote_scalar" => self.parser.add_scalar(span, Style::DoubleQuoted, None),
            "single_quote_scalar" => self.parser.add_scalar(span, Style::SingleQuoted, None),
            "plain_scalar" => {
                let id = self.parser.add_scalar(span, Style::Plain, None);
                let text = self.parser.text.get(span.range()).unwrap_or("");
                let kind = kind_of(scalar::resolve(text, self.parser.dialect));
                self.parser.set_kind(id, kind);
                id
            }
            _ => self.parser.add(span, Kind::Broken, Style::Plain, NONE, 0),
        }
    }
}

fn has_collection(node: Found<'_>) -> bool {
    let mut cursor = node.walk();
    node.named_children(&mut cursor)
        .any(|child| matches!(child.kind(), "flow_mapping" | "flow_sequence"))
}

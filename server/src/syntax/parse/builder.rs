//! Making nodes.

use super::{Kind, NodeId, Parser, Span, Style};
use crate::syntax::tree::{NONE, NodeData, Properties};

impl Parser<'_> {
    pub(super) fn add(&mut self, span: Span, kind: Kind, style: Style, a: u32, b: u32) -> NodeId {
        self.tree.push(NodeData {
            span,
            kind,
            style,
            properties: 0,
            a,
            b,
        })
    }

    /// A node for a value that is not written, standing at `at`.
    pub(super) fn add_absent(&mut self, at: usize) -> NodeId {
        self.add(Span::new(at, at), Kind::Null, Style::Absent, NONE, 0)
    }

    /// A scalar whose value is `cooked`, or its own slice if that is `None`.
    pub(super) fn add_scalar(
        &mut self,
        span: Span,
        style: Style,
        cooked: Option<String>,
    ) -> NodeId {
        let a = match cooked {
            None => NONE,
            Some(text) => self.tree.push_cooked(text.into_boxed_str()),
        };
        self.add(span, Kind::Str, style, a, 0)
    }

    /// Gives a collection that was opened with [`Parser::add`] its children and its end.
    pub(super) fn close(&mut self, id: NodeId, span: Span, children: &[NodeId]) {
        let first = self.tree.links.len() as u32;
        self.tree.links.extend_from_slice(children);
        if let Some(node) = self.tree.node_mut(id) {
            node.span = span;
            node.a = first;
            node.b = children.len() as u32;
        }
    }

    pub(super) fn set_kind(&mut self, id: NodeId, kind: Kind) {
        if let Some(node) = self.tree.node_mut(id) {
            node.kind = kind;
        }
    }

    pub(super) fn set_properties(&mut self, id: NodeId, anchor: Option<Span>, tag: Option<Span>) {
        if anchor.is_none() && tag.is_none() {
            return;
        }
        self.tree.set_properties(id, Properties { anchor, tag });
    }

    /// The end of a node that has been read.
    pub(super) fn end_of(&self, id: NodeId) -> usize {
        self.tree.node(id).span.end as usize
    }
}

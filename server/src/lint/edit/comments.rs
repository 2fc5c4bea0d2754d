//! Comments in a piece of YAML.

use super::place;
use crate::syntax::{Kind, Node, Span};

/// The comments in a node, between what is written there, in the order of the text.
pub(crate) fn within(node: Node<'_>) -> Vec<Span> {
    let mut taken = Vec::new();
    take(node, &mut taken);
    let mut comments = Vec::new();
    let mut at = node.span().start;
    for span in taken {
        comments.extend(between(
            node,
            Span {
                start: at,
                end: span.start,
            },
        ));
        at = at.max(span.end);
    }
    let end = node.span().end;
    comments.extend(between(node, Span { start: at, end }));
    comments
}

/// The comments in a span in which nothing else stands but punctuation.
pub(crate) fn between(node: Node<'_>, span: Span) -> Vec<Span> {
    let mut comments = Vec::new();
    if span.start >= span.end {
        return comments;
    }
    let text = node.document().text().slice(span);
    let mut at = span.start;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if let Some(hash) = content.find('#') {
            comments.push(Span {
                start: at + hash as u32,
                end: at + content.len() as u32,
            });
        }
        at += line.len() as u32;
    }
    comments
}

/// The places of scalars, aliases, anchors and tags: a `#` in these begins no comment.
fn take(node: Node<'_>, taken: &mut Vec<Span>) {
    taken.extend([node.anchor_span(), node.tag_span()].into_iter().flatten());
    match node.kind() {
        Kind::Mapping | Kind::Sequence => node.children().for_each(|child| take(child, taken)),
        _ => taken.push(node.span()),
    }
    let len = taken.len();
    // an anchor and a tag may stand in either order
    if let Some(last) = taken.get_mut(len.saturating_sub(3)..) {
        last.sort();
    }
}

/// The text of a comment, and its line.
pub(crate) fn text(node: Node<'_>, comment: Span) -> (String, u32) {
    let text = node.document().text();
    (
        text.slice(comment).into_owned(),
        text.line_of(comment.start),
    )
}

/// The comment behind a node on its last line, if nothing else stands there.
pub(crate) fn behind(node: Node<'_>) -> Option<Span> {
    let rest = place::rest_of_line(node.document(), node.span().end);
    between(node, rest).into_iter().next()
}

//! `name:aliyun`: a key and a value that are one word to YAML.

use crate::syntax::{Entry, Kind, Node, Span, Style};

/// Behind the colon of a text that was meant as a key and its value: a word, a colon and something else without a
/// blank between them. `None` for every other node.
pub(super) fn colon_in(node: Node) -> Option<Span> {
    if node.kind() != Kind::Str || node.style() != Style::Plain {
        return None;
    }
    let (word, rest) = node.raw().split_once(':')?;
    let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let has_value = !rest.is_empty() && !rest.starts_with("//") && !node.raw().contains('\n');
    (is_word && has_value).then(|| Span::empty(node.span().start + word.len() as u32 + 1))
}

/// Whether anything written inside a node can be such a text: a look at its bytes, where most nodes are done with.
pub(super) fn may_be_in(node: Node) -> bool {
    let bytes = node.raw().as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    // all of them, rather than up to the first: so it takes no jumps
    pairs.fold(false, |found, (byte, next)| {
        found | ((*byte == b':') & (*next > b' '))
    })
}

/// The same for a value that stands on a line below its key, where only the lines of a map are expected.
pub(super) fn colon_below(entry: Entry) -> Option<Span> {
    let text = entry.value.document().text();
    let is_below = || text.line_of(entry.key.span().end) < text.line_of(entry.value.span().start);
    colon_in(entry.value).filter(|_| is_below())
}

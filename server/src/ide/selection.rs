//! Growing a selection step by step.

use super::way::{Role, Way, inside};
use crate::syntax::{Document, Kind, Span, Style};

/// The ranges around `offset`, each within the next: the word, the text without quotes, the value, the pair of key and
/// value, the map, … up to the whole document.
pub fn selections(document: &Document, offset: u32) -> Vec<Span> {
    let whole = Span::new(0, document.text().len());
    let offset = offset.min(whole.end);
    let mut spans = vec![whole];
    let way = Way::to(document, offset);
    for step in way.steps() {
        if let Role::Key(entry) | Role::Value(entry) = step.role {
            let value = entry.value;
            let end = match value.style() {
                Style::Absent => entry.key.span(),
                _ => value.span(),
            };
            spans.push(entry.key.span().to(end));
        }
        let span = step.node.span();
        if let Some(anchor) = step.node.anchor_span() {
            spans.push(anchor.to(span));
            spans.push(anchor);
        }
        spans.push(span);
        if matches!(step.node.kind(), Kind::Mapping | Kind::Sequence) {
            // what is between the brackets
            if step.node.style() == Style::Flow && step.node.raw().ends_with(['}', ']']) {
                spans.push(Span {
                    start: span.start + 1,
                    end: (span.end - 1).max(span.start + 1),
                });
            }
        } else {
            spans.push(inside(step.node));
        }
    }
    let is_leaf = way
        .last()
        .is_some_and(|step| !matches!(step.node.kind(), Kind::Mapping | Kind::Sequence));
    spans.extend(if is_leaf {
        word(document, offset)
    } else {
        comment(document, offset)
    });
    nested(spans, offset)
}

/// From the innermost out, each really larger than the one before.
fn nested(spans: Vec<Span>, offset: u32) -> Vec<Span> {
    let mut nested: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.into_iter().rev().filter(|span| span.touches(offset)) {
        match nested.last() {
            None => nested.push(span),
            Some(last) if span != *last && span.contains(*last) => nested.push(span),
            Some(_) => {}
        }
    }
    nested
}

/// The word at `offset`.
fn word(document: &Document, offset: u32) -> Option<Span> {
    let text = document.text();
    let line = text.line_of(offset);
    let start = text.line_start(line);
    let line = text.line(line);
    let at = (offset - start) as usize;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = line.get(..at)?;
    let from = before.trim_end_matches(is_word).len();
    let behind = line.get(at..)?;
    let to = at + behind.len() - behind.trim_start_matches(is_word).len();
    (from < to).then(|| Span::new(start as usize + from, start as usize + to))
}

/// The comment at `offset`, where nothing else stands: its text, then with its `#`.
fn comment(document: &Document, offset: u32) -> Option<Span> {
    let text = document.text();
    let line = text.line_of(offset);
    let start = text.line_start(line) as usize;
    let line = text.line(line);
    let at = line.len() - line.trim_start().len();
    let is_comment = line[at..].starts_with('#') && start + at <= offset as usize;
    is_comment.then(|| Span::new(start + at, start + line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::way::testing::fixture;

    fn growing(marked: &str) -> Vec<String> {
        let (text, offset) = fixture(marked);
        let document = Document::new(&text);
        let spans = selections(&document, offset);
        assert!(spans.windows(2).all(|pair| pair[1].contains(pair[0])));
        assert_eq!(spans.last().map(|span| span.len()), Some(text.len()));
        spans
            .iter()
            .map(|span| text[span.range()].to_owned())
            .collect()
    }

    #[test]
    fn selections_grow_from_word_to_document() {
        for (text, expected) in [
            (
                "a:\n  b: 'on$0e two'\n  c: 1\n",
                &[
                    "one",
                    "one two",
                    "'one two'",
                    "b: 'one two'",
                    "b: 'one two'\n  c: 1",
                    "a:\n  b: 'one two'\n  c: 1",
                    "a:\n  b: 'one two'\n  c: 1\n",
                ][..],
            ),
            (
                "a: [x, {y: $0z}]\n",
                &[
                    "z",
                    "y: z",
                    "{y: z}",
                    "x, {y: z}",
                    "[x, {y: z}]",
                    "a: [x, {y: z}]",
                    "a: [x, {y: z}]\n",
                ],
            ),
            ("服务: 商$0店\n", &["商店", "服务: 商店", "服务: 商店\n"]),
            ("$0key: v\n", &["key", "key: v", "key: v\n"]),
            (
                "a: &x$0 {b: 1}\n",
                &["&x", "&x {b: 1}", "a: &x {b: 1}", "a: &x {b: 1}\n"],
            ),
            (
                "# a co$0mment\na: 1\n",
                &["# a comment", "# a comment\na: 1\n"],
            ),
            ("a:\n$0\nb: 1\n", &["a:\n\nb: 1", "a:\n\nb: 1\n"]),
            ("$0", &[""]),
            (
                "path: /a$0pi/*\n",
                &["api", "/api/*", "path: /api/*", "path: /api/*\n"],
            ),
        ] {
            assert_eq!(growing(text), expected, "{text}");
        }
    }

    #[test]
    fn functions_are_a_step() {
        let found = growing("functions:\n  a:\n    handler: x.$0y\n  b: 1\n");
        for step in [
            "y",
            "x.y",
            "handler: x.y",
            "a:\n    handler: x.y",
            "a:\n    handler: x.y\n  b: 1",
        ] {
            assert!(found.iter().any(|span| span == step), "{step}: {found:?}");
        }
    }

    #[test]
    fn offsets_outside_are_inside() {
        let document = Document::new("a: 1\n");
        assert_eq!(selections(&document, 999), [Span::new(0, 5)]);
    }

    #[test]
    fn chinese_and_emoji_are_never_cut() {
        let found = growing("service: '商店🙂 一$0号' # 名\n");
        assert_eq!(found[0], "一号");
        assert!(found.contains(&"'商店🙂 一号'".to_owned()), "{found:?}");
    }

    #[test]
    fn a_half_typed_document_still_grows() {
        let found = growing("provider:\n  name: \"ali$0\nfunctions:\n  a: 1\n");
        assert!(found.len() > 1, "{found:?}");
    }
}

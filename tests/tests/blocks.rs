//! Reading by blocks says what reading everything at once says, and a version read from the one before says what a
//! fresh one says.

#[path = "../js_yaml/generate.rs"]
#[allow(dead_code, reason = "the comparison with js-yaml uses the rest")]
mod generate;
#[path = "../js_yaml/tricky.rs"]
mod tricky;

use fyml::syntax::{Dialect, Document, Kind, Node, Span, Text};
use generate::Random;
use proptest::prelude::*;

/// Everything that can be seen of a node and what is below it.
fn dump(node: Node<'_>, depth: usize, into: &mut String) {
    use std::fmt::Write;
    let span = node.span();
    let _ = write!(
        into,
        "{:depth$}{:?} {:?} {}..{} {:?} {:?}",
        "",
        node.kind(),
        node.style(),
        span.start,
        span.end,
        node.anchor_span(),
        node.tag_span(),
    );
    match node.kind() {
        Kind::Mapping | Kind::Sequence => {}
        Kind::Alias => {
            let _ = write!(into, " -> {:?}", node.resolved().span());
        }
        _ => {
            let _ = write!(into, " {:?}", node.scalar_str());
        }
    }
    into.push('\n');
    for child in node.children() {
        dump(child, depth + 1, into);
    }
}

fn tree(document: &Document) -> String {
    let mut tree = String::new();
    if let Some(root) = document.root() {
        dump(root, 0, &mut tree);
    }
    tree
}

fn first_error(document: &Document) -> Option<(String, u32)> {
    let errors = document.syntax_errors();
    let error = errors.first()?;
    Some((error.kind.reason(), document.text().line_of(error.offset)))
}

fn spans_are_sound(text: &str, document: &Document) {
    let sound = |span: Span| text.get(span.range()).is_some();
    for error in document.syntax_errors() {
        assert!(sound(error.span), "{error:?} in {text:?}");
        assert!(error.offset as usize <= text.len(), "{error:?} in {text:?}");
    }
    fn walk(node: Node<'_>, sound: &dyn Fn(Span) -> bool) {
        assert!(
            sound(node.span()),
            "{node:?} in {:?}",
            node.document().text().to_cow()
        );
        for child in node.children() {
            walk(child, sound);
        }
    }
    if let Some(root) = document.root() {
        walk(root, &sound);
    }
}

fn check(text: &str, dialect: Dialect) {
    let by_blocks = Document::of(Text::new(text), dialect, None);
    let whole = Document::unblocked(text, dialect);
    spans_are_sound(text, &by_blocks);
    spans_are_sound(text, &whole);
    assert_eq!(
        first_error(&by_blocks),
        first_error(&whole),
        "{dialect:?} {text:?}"
    );
    if whole.syntax_errors().is_empty() {
        assert_eq!(tree(&by_blocks), tree(&whole), "{dialect:?} {text:?}");
    }
}

fn both(text: &str) {
    check(text, Dialect::JsYaml4);
    check(text, Dialect::JsYaml3);
}

#[test]
fn tricky_documents() {
    for text in tricky::DOCUMENTS {
        both(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn by_blocks_is_as_whole(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let text = generate::document(&mut random);
        both(&text);
        both(&generate::damage(&text, &mut random));
    }

    #[test]
    fn after_an_edit_as_fresh(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let mut text = generate::document(&mut random);
        let mut document = Document::new(&text);
        for _ in 0..4 {
            let before = std::mem::take(&mut text);
            text = generate::damage(&before, &mut random);
            document = Document::of(Text::new(&text), Dialect::default(), Some(&document));
            let fresh = Document::new(&text);
            prop_assert_eq!(tree(&document), tree(&fresh), "{:?} from {:?}", &text, &before);
            prop_assert_eq!(document.syntax_errors(), fresh.syntax_errors(), "{:?} from {:?}", &text, &before);
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*|[-:#'\"\\[\\]{},&*!|>%@`?\t\n\r ab0~<=.\\\\]{0,60}") {
        both(&text);
    }
}

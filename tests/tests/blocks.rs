//! Reading by blocks says what reading everything at once says, and a version read from the one before says what a
//! fresh one says.

#[path = "../js_yaml/generate.rs"]
#[allow(dead_code, reason = "the comparison with js-yaml uses the rest")]
mod generate;
#[path = "../js_yaml/tricky.rs"]
mod tricky;

use fyml::syntax::{Dialect, Document, Edit, Edits, Kind, Node, Span, Text};
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

/// What turns one text into the other.
fn edit_between(before: &str, after: &str) -> Edit {
    let same = |(a, b): &(char, char)| a == b;
    let front = before.chars().zip(after.chars()).take_while(same);
    let front: usize = front.map(|(c, _)| c.len_utf8()).sum();
    let (rest, rest_after) = (&before[front..], &after[front..]);
    let back = rest
        .chars()
        .rev()
        .zip(rest_after.chars().rev())
        .take_while(same);
    let back: usize = back.map(|(c, _)| c.len_utf8()).sum();
    Edit {
        span: Span::new(front, before.len() - back),
        length: (rest_after.len() - back) as u32,
    }
}

/// What is typed into a service.
const TYPED: [&str; 24] = [
    "x",
    "e",
    ":",
    " ",
    "\n",
    "\n    ",
    "\n  ",
    "-",
    "- ",
    "#",
    "'",
    "\"",
    "[",
    "{",
    "&a ",
    "*a",
    "<<: *a",
    "|",
    "!",
    "中",
    "\r\n",
    "a: 1",
    "\n    key: value",
    "0",
];

/// A service of some functions, written as people do.
fn service(random: &mut Random) -> String {
    let mut text = "# 服务\nservice: shop\nprovider:\n  name: aliyun\n".to_owned();
    if random.below(4) == 0 {
        text.push_str("custom: &a\n  x: 1\n");
    }
    text.push_str("functions:\n");
    for number in 0..2 + random.below(5) {
        if random.below(3) == 0 {
            text.push_str("  # about it\n");
        }
        let name = ["a", "b", "index", "cart", "a"][random.below(5)];
        text.push_str(&format!(
            "  {name}{}:\n    handler: {name}.x\n",
            number / (1 + random.below(2))
        ));
        match random.below(5) {
            0 => text.push_str("    events:\n      - http:\n          path: /a\n"),
            1 => text.push_str("    code: |\n      some\n\n      text\n\n"),
            2 => text.push_str("    bad word\n    timeout: 3\n"),
            3 => text.push_str("    environment: *a\n"),
            _ => text.push('\n'),
        }
    }
    if random.below(2) == 0 {
        text.push_str("aggregation:\n  all:\n    functions: [a]\n  rest:\n    functions: [b]\n");
    }
    if random.below(2) == 0 {
        text.push_str("layers:\n  one:\n    path: npm:one");
    }
    text
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
            document = document.after(Text::new(&text), edit_between(&before, &text));
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn typed_as_fresh(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let first = service(&mut random);
        let mut text = Text::new(&first);
        let mut document = Document::new(&first);
        let mut unread = Edits::none();
        for step in 0..24 {
            // mostly where the last letter was typed, as people do; from time to time a fresh start
            if step % 8 == 7 {
                text = Text::new(&first);
                document = Document::new(&first);
                unread = Edits::none();
            }
            let whole = text.to_cow().into_owned();
            let at = (0..=whole.len()).nth(random.below(whole.len() + 1)).unwrap_or(0);
            let gone = if random.below(3) == 0 { random.below(6) } else { 0 };
            let typed = TYPED[random.below(TYPED.len())];
            let edit = text.replace(Span::new(at, (at + gone).min(whole.len())), typed);
            let after = text.to_cow().into_owned();
            unread.add(edit, &text);
            // a client may send several before anybody asks
            if random.below(3) == 0 {
                continue;
            }
            document = document.after_all(text.clone(), &std::mem::take(&mut unread));
            let fresh = Document::new(&after);
            prop_assert_eq!(tree(&document), tree(&fresh), "{:?} from {:?}", &after, &whole);
            prop_assert_eq!(document.syntax_errors(), fresh.syntax_errors(), "{:?} from {:?}", &after, &whole);
            prop_assert_eq!(document.folds(), fresh.folds(), "{:?} from {:?}", &after, &whole);
        }
    }
}

//! What references to nodes answer.

use super::*;

const TEXT: &str = "a:\n  b: &x {c: 1}\n  \"d.e\": [1, {f: 2}]\nfunctions:\n  g:\n    <<: *y\n    h:\n  i: &y {j: 3}\nk: *x\n";

#[test]
fn paths_lead_to_nodes() {
    let document = Document::new(TEXT);
    let path = |needle: &str| {
        let at = TEXT.find(needle).expect("it is there") as u32;
        document.path_at(Span::empty(at))
    };
    assert_eq!(path("a:"), "a");
    assert_eq!(path("1}"), "a.b.c");
    assert_eq!(path("\"d.e"), "a[\"d.e\"]");
    assert_eq!(path("2}"), "a[\"d.e\"][1].f");
    assert_eq!(path("g:"), "functions.g");
    assert_eq!(path("3}"), "functions.i.j");
    assert_eq!(path("*x"), "k");
    for block in document.blocks() {
        assert_eq!(
            block.entry.value.path(),
            format!("functions.{}", block.entry.name())
        );
    }
    let absent = document
        .root()
        .and_then(|root| root.value("functions")?.value("g")?.value("h"));
    assert_eq!(absent.map(Node::path).as_deref(), Some("functions.g.h"));
}

#[test]
fn maps_over_several_blocks_are_like_any_map() {
    let text = "a: 1\nfunctions:\n  b: 2\n  c:\n    d: 3\ne: 4\n";
    let document = Document::new(text);
    let root = document.root().expect("a root");
    let functions = root.value("functions").expect("functions");
    assert_eq!(functions.raw(), "b: 2\n  c:\n    d: 3");
    assert_eq!(functions.children().count(), 4);
    assert_eq!(root.raw(), text.trim_end());
    assert_eq!(Some(functions), root.value("functions"));
    let three = text.find('3').expect("it is there") as u32;
    assert_eq!(document.node_at(three).and_then(Node::as_number), Some(3.0));
    assert_eq!(
        document
            .block_at(three)
            .map(|block| block.entry.name().into_owned())
            .as_deref(),
        Some("c")
    );
    assert_eq!(document.blocks().count(), 2);
}

#[test]
fn merges_stand_where_the_merge_key_stands() {
    let text = "x: &x {b: 1, c: 2}\ny:\n  a: 0\n  <<: *x\n  d: 3\n  c: 4\n";
    let document = Document::new(text);
    let entries = document
        .root()
        .and_then(|root| root.value("y"))
        .map(Node::entries);
    let names: Vec<String> = entries
        .iter()
        .flatten()
        .map(|entry| entry.name().into_owned())
        .collect();
    assert_eq!(names, ["a", "b", "c", "d"]);
    let c = entries
        .iter()
        .flatten()
        .nth(2)
        .and_then(|entry| entry.value.as_number());
    assert_eq!(c, Some(4.0));
}

#[test]
fn a_block_is_kept_while_its_text_stays() {
    let text = "functions:\n  a: 1\n  b: 2\n  c: 3\n";
    let before = Document::new(text);
    let after = Document::of(
        super::super::Text::new(&text.replace("b: 2", "b: 22")),
        before.dialect(),
        Some(&before),
    );
    let kept: Vec<bool> = before
        .blocks()
        .zip(after.blocks())
        .map(|(before, after)| std::sync::Arc::ptr_eq(before.block, after.block))
        .collect();
    assert_eq!(kept, [true, false, true]);
}

//! Texts made to hurt: every one of them is read, in linear time and without a deep stack.

use fyml::syntax::{Dialect, Document, Text, cursor, interpolations};

/// Reads a text in every way a server would, and looks at the places that cost most.
fn survive(name: &str, text: &str) {
    let began = std::time::Instant::now();
    let dialects = [Dialect::JsYaml4, Dialect::JsYaml3];
    // the dialects share every loop; long texts are read in one
    for &dialect in dialects
        .iter()
        .take(if text.len() > 500_000 { 1 } else { 2 })
    {
        let document = Document::of(Text::new(text), dialect, None);
        for error in document.syntax_errors() {
            assert!(text.get(error.span.range()).is_some(), "{name}: {error:?}");
            assert!(error.offset as usize <= text.len(), "{name}: {error:?}");
        }
        for offset in [0, text.len() / 2, text.len()] {
            let offset = offset as u32;
            let context = cursor::context(&document, offset);
            assert!(
                text.get(context.replace.range()).is_some(),
                "{name}: {context:?}"
            );
            if let Some(node) = document.node_at(offset) {
                let _ = (node.path(), node.entries().len(), node.get("no such key"));
            }
        }
        if let Some(root) = document.root() {
            let _ = (root.get("no such key"), root.entries().len());
        }
        // one keystroke later
        let mut edited = document.text().clone();
        edited.replace(fyml::syntax::Span::empty(0), "x");
        let _ = Document::of(edited, dialect, Some(&document));
    }
    let _ = interpolations(text);
    println!("{name}: {} bytes, {:?}", text.len(), began.elapsed());
}

#[test]
fn deep_nesting() {
    for piece in [
        "[", "{", "- ", "a: ", "{a: [", "? ", "!!x ", "&a ", "\"", "'", "*", "a:\n", "|\n", "- - ",
        "]", "}",
    ] {
        survive(piece, &piece.repeat(100_000));
        survive(
            &format!("functions: a: {piece}"),
            &format!("functions:\n  a:\n    {}\n  b: 1\n", piece.repeat(100_000)),
        );
    }
    let stairs: String = (0..2_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    survive("stairs", &stairs);
    survive("broken stairs", &format!("{stairs}@"));
    let dashes: String = (0..2_000)
        .map(|depth| format!("{}-\n", " ".repeat(depth)))
        .collect();
    survive("stairs of dashes", &format!("{dashes}@"));
    let down: String = (0..2_000)
        .rev()
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    survive("stairs going down", &down);
}

#[test]
fn long_lines_and_many_lines() {
    survive("one line", &"x".repeat(5_000_000));
    survive("one line of words", &"word ".repeat(1_000_000));
    survive("one line of colons", &"a: ".repeat(1_000_000));
    survive(
        "one quoted line",
        &format!("a: \"{}", "x ".repeat(2_500_000)),
    );
    survive(
        "one line of braces",
        &format!("a: {}", "${env.A} ".repeat(500_000)),
    );
    survive("one line of dollars", &"${".repeat(1_000_000));
    survive("many lines", &"a: 1\n".repeat(200_000));
    survive("many items", &format!("a:\n{}", "  - x\n".repeat(200_000)));
    survive("many comments", &"# x\n".repeat(200_000));
    survive("many blank lines", &"\n".repeat(1_000_000));
    survive("many words", &"word\n".repeat(200_000));
    survive("many broken lines", &"a: @\n".repeat(100_000));
    survive(
        "many broken functions",
        &format!("functions:\n{}", "  a:\n    b: @\n".repeat(50_000)),
    );
    survive(
        "many open quotes",
        &format!("functions:\n{}", "  a: \"\n    b: 1\n".repeat(20_000)),
    );
    survive(
        "many open brackets",
        &format!("functions:\n{}", "  a: [\n    b: 1\n".repeat(20_000)),
    );
    survive("many tabs", &"\ta: 1\n".repeat(100_000));
    survive(
        "many markers",
        &"<<<<<<< a\nb: 1\n=======\n>>>>>>> c\n".repeat(50_000),
    );
    survive("many documents", &"---\na: 1\n".repeat(50_000));
    survive(
        "many aliases",
        &format!("a: &a 1\n{}", "b: *c\n".repeat(100_000)),
    );
}

#[test]
fn bombs() {
    let mut aliases = "a0: &a0 [x, x]\n".to_owned();
    let mut merges = "a0: &a0 {x: 1}\n".to_owned();
    let mut chain = "a0: &a0 {x0: 1}\n".to_owned();
    for level in 1..60 {
        let below = level - 1;
        aliases.push_str(&format!(
            "a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n"
        ));
        merges.push_str(&format!(
            "a{level}: &a{level} {{<<: [*a{below}, *a{below}, *a{below}]}}\n"
        ));
        chain.push_str(&format!(
            "a{level}: &a{level} {{<<: *a{below}, x{level}: 1}}\n"
        ));
    }
    survive("alias bomb", &aliases);
    survive("merge bomb", &merges);
    survive("merge chain", &chain);
    survive("alias of itself", "&a [*a, *a]");
    survive("merge of itself", "&a {<<: *a, b: {<<: *a}}");
    survive("merge of a big map", &{
        let entries: String = (0..20_000)
            .map(|entry| format!("  k{entry}: 1\n"))
            .collect();
        format!("big: &big\n{entries}{}", "m:\n  <<: *big\n".repeat(200))
    });
}

mod random {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            survive("bytes", &String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn cursors_anywhere(text in "[-:#'\"\\[\\]{},&*!|>%@`?\t\n ab：中]{0,80}", place in 0usize..90) {
            let document = Document::new(&text);
            let context = cursor::context(&document, place as u32);
            prop_assert!(text.get(context.replace.range()).is_some());
            for found in interpolations(&text) {
                prop_assert!(text.get(found.span.range()).is_some());
            }
        }
    }
}

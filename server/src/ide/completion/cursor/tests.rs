use super::*;

/// The cursor at `$0`, in short.
fn at(marked: &str) -> Option<String> {
    let offset = marked.find("$0").expect("a cursor") as u32;
    let document = Document::new(&marked.replacen("$0", "", 1));
    let cursor = Cursor::at(&document, offset)?;
    let path: Vec<&str> = cursor
        .path
        .iter()
        .map(|step| match step {
            Step::Key(name) => name,
            Step::Item(_) => "-",
        })
        .collect();
    let word = document.text().slice(cursor.word).into_owned();
    let role = match cursor.role {
        Role::Key { has_colon: false } => "key",
        Role::Key { has_colon: true } => "key:",
        Role::Item { has_colon: false } => "item",
        Role::Item { has_colon: true } => "item:",
        Role::Value => "value",
    };
    let siblings = cursor.siblings.join(",");
    let before = cursor.before;
    Some(
        format!("/{} {role} [{before}{word}] {siblings}", path.join("/"))
            .trim()
            .to_owned(),
    )
}

#[test]
fn the_way_down_is_read_from_the_indentation() {
    for (text, expected) in [
        ("$0", "/ key []"),
        ("serv$0", "/ key [serv]"),
        ("service: a\n$0\nstage: b\n", "/ key [] service,stage"),
        (
            "provider:\n  na$0me: x\n  runtime: y\n",
            "/provider key: [name] runtime",
        ),
        ("provider:\n  runtime: $0\n", "/provider/runtime value []"),
        (
            "provider:\n  runtime: nod$0ejs # note\n",
            "/provider/runtime value [nodejs]",
        ),
        ("provider:\n  runtime:$0\n", "/provider/runtime value [ ]"),
        (
            "functions:\n  a:\n    handler: x\n    $0\n  b:\n",
            "/functions/a key [] handler",
        ),
        (
            "functions:\n  a:\n    events:\n      - $0\n",
            "/functions/a/events/- item []",
        ),
        (
            "functions:\n  a:\n    events:\n    - ht$0\n",
            "/functions/a/events/- item [ht]",
        ),
        (
            "functions:\n  a:\n    events:\n      -$0\n",
            "/functions/a/events/- item [ ]",
        ),
        (
            "functions:\n  a:\n    events:\n      - http:\n          path: /\n          $0\n      - timer:\n",
            "/functions/a/events/-/http key [] path",
        ),
        ("a:\n  - b: 1\n    c$0\n    d: 2\n", "/a/- key [c] b,d"),
        ("a:\n  - b: 1\n  - c$0\n", "/a/- item [c]"),
        (
            "a:\n  b:\n\n  # note\n    - 'x'\n    - $0",
            "/a/b/- item []",
        ),
        ("\"a b\":\n  中文$0\n", "/a b key [中文]"),
    ] {
        assert_eq!(at(text).as_deref(), Some(expected), "{text:?}");
    }
}

#[test]
fn in_comments_and_texts_nothing_is_offered() {
    for text in [
        "# no$0te\n",
        "a: b # no$0te\n",
        "a: >\n  tex$0t\n",
        "a: \"one\n  tw$0o\"\n",
        "a: one\n  tw$0o\n",
        "a: &$0b c\n",
        "a: {b: c} $0\n",
    ] {
        assert_eq!(at(text), None, "{text:?}");
    }
}

#[test]
fn a_key_does_not_take_away_what_stands_below() {
    assert_eq!(at("a:\n  b: 1\n$0\n  c: 2\n"), None);
    assert!(at("a:\n  b: 1\n  $0\n  c: 2\n").is_some());
    assert!(at("a:\n  b: 1\n$0\nc: 2\n").is_some());
}

#[test]
fn braces_and_brackets_are_maps_and_lists() {
    assert_eq!(at("a: {b$0: c}\n").unwrap(), "/a key: [b]");
    assert_eq!(at("a: [b, $0]\n").unwrap(), "/a/- item []");
    assert_eq!(at("a: {b: c, $0}\n").unwrap(), "/a key [] b");
}

#[test]
fn full_width_colons_are_replaced() {
    assert_eq!(at("pro$0：\n").unwrap(), "/ key [pro：]");
    assert_eq!(at("service：a$0\n").unwrap(), "/service value [: ：a]");
}

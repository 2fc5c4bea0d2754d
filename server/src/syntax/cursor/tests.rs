//! What stands at a cursor, in whole and in broken texts.

use super::*;

/// Where the `$0` stands, in short: path, role, what is typed, and the keys that are there.
fn at(marked: &str) -> String {
    let offset = marked.find("$0").expect("a cursor") as u32;
    let document = Document::new(&marked.replacen("$0", "", 1));
    let context = context(&document, offset);
    let mut text = String::new();
    for step in &context.path {
        match step {
            PathStep::Key(key) if text.is_empty() => text.push_str(key),
            PathStep::Key(key) => text.push_str(&format!(".{key}")),
            PathStep::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    match &context.role {
        Role::Key => text.push_str(" key"),
        Role::Value { key } => text.push_str(&format!(" value {key}")),
        Role::Item => text.push_str(" item"),
        Role::Comment => text.push_str(" comment"),
        Role::Nowhere => text.push_str(" nowhere"),
    }
    text.push_str(&format!(" {:?}", context.prefix));
    if !context.siblings.is_empty() {
        text.push_str(&format!(" ({})", context.siblings.join(" ")));
    }
    if context.in_flow {
        text.push_str(" flow");
    }
    if let Some(quote) = context.quoted {
        text.push_str(&format!(" in {quote}"));
    }
    text
}

#[track_caller]
fn check(marked: &str, expected: &str) {
    assert_eq!(at(marked).trim(), expected, "{marked:?}");
}

const ONE: &str =
    "functions:\n  a:\n    handler: x\n    events:\n      - http:\n          path: /a\n";

fn after_one(text: &str) -> String {
    format!("{ONE}{text}")
}

#[test]
fn keys_of_the_root() {
    check("$0", "key \"\"");
    check("ser$0", "key \"ser\"");
    check("service: x\n$0", "key \"\" (service)");
    check(
        "service: x\npro$0\nfunctions:\n  a: 1\n",
        "key \"pro\" (service functions)",
    );
    check("ser$0vice: x\n", "key \"ser\"");
    check(&after_one("$0"), "key \"\" (functions)");
}

#[test]
fn values() {
    check("service: $0", "value service \"\"");
    check("service:$0", "value service \"\"");
    check("service: x$0y\n", "value service \"x\"");
    check("provider:\n  name: ali$0\n", "provider value name \"ali\"");
    check(
        "provider:\n  name:$0\n  runtime: x",
        "provider value name \"\" (runtime)",
    );
    check(
        "provider:\n  name: $0 # which\n",
        "provider value name \"\"",
    );
    check(
        "provider:\n  name: \"ali$0\"\n",
        "provider value name \"ali\" in \"",
    );
    check(
        "provider:\n  name: 'ali$0\n",
        "provider value name \"ali\" in '",
    );
    check("a: b$0: c", "value a \"b\"");
    check("\"a\": $0", "value a \"\"");
}

#[test]
fn keys_of_maps() {
    check("provider:\n  $0", "provider key \"\"");
    check("provider:\n  name: x\n  ru$0", "provider key \"ru\" (name)");
    check("provider:\n  $0\n  name: x\n", "provider key \"\" (name)");
    check(
        "provider:\n  a: 1\n  $0\n  b: 1\nservice: x",
        "provider key \"\" (a b)",
    );
    check(
        "provider:\n  a:\n    b: 1\n  c$0\n",
        "provider key \"c\" (a)",
    );
    check(
        "provider:\n  a:\n    b: 1\n    $0\n",
        "provider.a key \"\" (b)",
    );
}

#[test]
fn functions() {
    check(&after_one("  $0"), "functions key \"\" (a)");
    check(&after_one("  b$0"), "functions key \"b\" (a)");
    check(
        &after_one("    $0"),
        "functions.a key \"\" (handler events)",
    );
    check(&after_one("  b:\n    $0"), "functions.b key \"\"");
    check(
        &after_one("  b:\n    handler: $0"),
        "functions.b value handler \"\"",
    );
    check(
        &after_one("  b:\n    handler: y\n    ti$0\n  c:\n    handler: z\n"),
        "functions.b key \"ti\" (handler)",
    );
    check("functions:\n  $0\n", "functions key \"\"");
    check("functions:\n    a:\n        h$0\n", "functions.a key \"h\"");
}

#[test]
fn lists() {
    check(&after_one("      - $0"), "functions.a.events item \"\"");
    check(&after_one("      -$0"), "functions.a.events item \"\"");
    check(&after_one("      - ti$0"), "functions.a.events item \"ti\"");
    check(
        &after_one("      - timer:\n          $0"),
        "functions.a.events[1].timer key \"\"",
    );
    check(
        &after_one("      - timer:\n          value: 1\n          ty$0"),
        "functions.a.events[1].timer key \"ty\" (value)",
    );
    check(
        &after_one("      - timer: $0"),
        "functions.a.events[1] value timer \"\"",
    );
    check(
        &after_one("      - ti$0mer: x"),
        "functions.a.events[1] key \"ti\"",
    );
    check(
        &after_one("          me$0"),
        "functions.a.events[0].http key \"me\" (path)",
    );
    check(&after_one("      $0"), "functions.a.events item \"\"");
    check(
        "events:\n- http:\n    path: $0\n",
        "events[0].http value path \"\"",
    );
    check("events:\n- http\n- $0\nb: 1", "events item \"\"");
    check("events:\n- a\n- b: 1\n  c$0\n", "events[1] key \"c\" (b)");
    check("- a\n- $0", "item \"\"");
}

#[test]
fn brackets() {
    check("a: [$0", "a item \"\" flow");
    check("a: [b, c$0", "a item \"c\" flow");
    check("a: [b, c$0, d]\n", "a item \"c\" flow");
    check("a: {$0}", "a key \"\" flow");
    check("a: {b: $0}", "a value b \"\" flow");
    check("a: {b: 1, c$0}", "a key \"c\" (b) flow");
    check("a: {b: [x, y$0]}", "a.b item \"y\" flow");
    check("a: [{b: 1}, {c: \"d$0", "a[1] value c \"d\" flow in \"");
    check("a:\n  - {b: $0", "a[0] value b \"\" flow");
    check("a: [\n  b,\n  $0\n]\n", "a item \"\" flow");
    check("a: [b]\nc$0", "key \"c\" (a)");
    check("a: {b: 1} $0", "value a \"{b: 1} \"");
}

#[test]
fn comments_and_text() {
    check("# $0", "comment \"\"");
    check("a: b # c$0", "comment \"\"");
    check("a: b#c$0", "value a \"b#c\"");
    check("a: |\n  text: $0\n", "value a \"text: \"");
    check("a: \"#$0\"", "value a \"#\" in \"");
}

#[test]
fn what_a_completion_replaces() {
    let replaced = |marked: &str| {
        let offset = marked.find("$0").expect("a cursor") as u32;
        let text = marked.replacen("$0", "", 1);
        let span = context(&Document::new(&text), offset).replace;
        text[span.range()].to_owned()
    };
    assert_eq!(replaced("a:\n  na$0me: x"), "name");
    assert_eq!(replaced("a: ali$0yun # c"), "aliyun");
    assert_eq!(replaced("a: 'ali$0yun'"), "aliyun");
    assert_eq!(replaced("a: [ge$0t, post]"), "get");
    assert_eq!(replaced("- ht$0tp"), "http");
    assert_eq!(replaced("a: $0"), "");
    assert_eq!(replaced("中文$0名: 1"), "中文名");
}

#[test]
fn a_list_may_hold_maps_of_one_entry() {
    check("a: [b: {c: $0}]\n", "a[0].b value c \"\" flow");
    check("a: [x, b: c$0]\n", "a[1] value b \"c\" flow");
    check("a: [b: c, d$0]\n", "a item \"d\" flow");
}

#[test]
fn a_blank_line_within_braces_is_within_them() {
    check("a: {\n  b: c,\n  $0\n}\n", "a key \"\" (b) flow");
}

#[test]
fn of_endless_lines_those_around_are_looked_at() {
    let empty = "\n".repeat(2 * BEFORE);
    let middle = "provider:\n  runtime: nodejs20\n  na$0\n";
    let expected = "provider key \"na\" (runtime)";
    for text in [
        format!("{empty}{middle}"),
        format!("{middle}{empty}"),
        format!("{empty}{middle}{empty}"),
        format!("# {}\n{middle}", "中".repeat(BEFORE)),
    ] {
        assert_eq!(at(&text), expected);
    }
    let long = "中".repeat(BEFORE);
    for text in [
        format!("{long}$0"),
        format!("$0{long}"),
        format!("a: {long}$0{long}"),
        format!("{empty}$0{empty}"),
    ] {
        let marked = at(&text);
        assert!(!marked.starts_with("provider"), "{}", marked.len());
    }
}

//! Names out of the document, long lists, and which lists are welcome.

use fyml_schema::Lang;

use super::{World, check_offered, labels};

const TWO: &str = "provider:\n  name: aliyun\nfunctions:\n  getUser:\n    handler: a.b\n  getCart:\n    handler: c.d\n";

#[test]
fn members_of_an_aggregation() {
    check_offered(
        &format!("{TWO}aggregation:\n  all:\n    functions:\n      - getUser\n      - $0\n"),
        &["getCart"],
        &["getUser"],
    );
    check_offered(
        &format!("{TWO}aggregation:\n  all:\n    functionsPattern:\n      - $0\n"),
        &["*", "get*", "!getUser"],
        &[],
    );
}

#[test]
fn a_long_list_is_cut_and_asks_again() {
    let mut text = "functions:\n".to_owned();
    for number in 0..300 {
        text.push_str(&format!("  f{number}:\n    handler: a.b\n"));
    }
    let world = World::of(&format!(
        "{text}aggregation:\n  all:\n    functions:\n      - f29$0\n"
    ));
    let list = world.ask(super::Writing::default());
    assert!(list.is_incomplete && list.items.len() <= 100);
    assert!(list.items.iter().any(|item| item.label == "f299"));
}

#[test]
fn codes_of_rules_in_comments() {
    let found = labels("# fyml-ignore: $0\nservice: 1\n");
    assert!(found.len() > 50, "{found:?}");
    assert_eq!(
        labels("# fyml-ig$0\nservice: a\n"),
        ["fyml-ignore", "fyml-ignore-file"]
    );
    let first = World::of("service: a\nprovider:\n  # fyml-ignore: $0\n  name: aliyu\n")
        .offered()
        .remove(0);
    assert_eq!(
        (first.label.as_str(), first.is_obvious),
        ("provider-unknown", true)
    );
    let text = World::of("service: a\nprovider:\n  # fyml-ignore:pro$0\n  name: aliyu\n")
        .choose("provider-unknown", false);
    assert!(text.contains("# fyml-ignore: provider-unknown\n"), "{text}");
    assert!(labels("# fyml-ignore: a -- $0\n").is_empty());
}

#[test]
fn characters_bring_a_list_only_where_one_is_meant() {
    for (text, trigger, is_welcome) in [
        ("provider:\n  name: $0\n", ' ', true),
        ("provider:\n $0\n", ' ', false),
        ("provider:\n  name:$0\n", ':', true),
        ("functions:\n  a:\n    events:\n      -$0\n", '-', true),
        ("provider:\n  name: ali-$0\n", '-', false),
        ("provider:\n  name: '$0'\n", '\'', true),
        ("provider: {$0}\n", '{', true),
    ] {
        let mut world = World::of(text);
        world.trigger = Some(trigger);
        assert_eq!(
            !world.offered().is_empty(),
            is_welcome,
            "{text:?} {trigger:?}"
        );
    }
}

#[test]
fn the_word_for_all_rules_is_for_whole_files() {
    let file = World::of("# fyml-ignore-file: $0\nprovider: {name: x}\n");
    let item = file.item("all");
    assert_eq!(
        item.detail.as_deref(),
        Some("every rule: nothing is said about this file")
    );
    let file = World::of("# fyml-ignore-file: al$0\n").lang(Lang::ZhCn);
    let item = file.item("all");
    assert_eq!(item.detail.as_deref(), Some("所有规则：不再检查这个文件"));
    for text in [
        "# fyml-ignore: $0\nprovider: {name: x}\n",
        "# fyml-ignore-file: file-name, $0\nprovider: {name: x}\n",
    ] {
        assert!(
            !World::of(text).labels().contains(&"all".to_owned()),
            "{text}"
        );
    }
}

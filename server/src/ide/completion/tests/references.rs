//! `${env.NAME}`: only the reference is replaced, and only names are known.

use fyml_schema::Lang;

use super::World;
use crate::syntax::Document;

/// Chooses `label`; what stands around the reference must be as before, and the text no more broken.
#[track_caller]
fn chosen(marked: &str, label: &str) -> String {
    let mut world = World::of(marked);
    world.project.environment = Some(["HOME".to_owned(), "TOKEN".to_owned()].into());
    let text = world.choose(label, true);
    assert!(Document::new(&text).syntax_errors().is_empty(), "{text}");
    text
}

#[test]
fn what_stands_around_a_reference_stays() {
    assert_eq!(
        chosen(
            "provider:\n  environment:\n    HOME: \"甲${env.H$0}/乙\" # 丙\n",
            "${env.HOME}"
        ),
        "provider:\n  environment:\n    HOME: \"甲${env.HOME}/乙\" # 丙\n"
    );
}

#[test]
fn an_open_reference_is_closed() {
    assert_eq!(
        chosen(
            "provider:\n  environment:\n    A: pre-${$0\n",
            "${env.TOKEN}"
        ),
        "provider:\n  environment:\n    A: pre-${env.TOKEN}\n"
    );
}

#[test]
fn the_second_of_two_references() {
    assert_eq!(
        chosen("service: ${env.HOME}-${env.$0}\n", "${env.TOKEN}"),
        "service: ${env.HOME}-${env.TOKEN}\n"
    );
}

#[test]
fn anywhere_in_a_value_and_in_an_item() {
    assert_eq!(
        chosen("service: 商店-${$0\n", "${env.HOME}"),
        "service: 商店-${env.HOME}\n"
    );
    assert_eq!(
        chosen("package:\n  include:\n    - ${env.$0\n", "${env.HOME}"),
        "package:\n  include:\n    - ${env.HOME}\n"
    );
}

#[test]
fn the_variable_of_the_same_name_comes_first_then_those_used_elsewhere() {
    let mut world = World::of(
        "service: ${env.USED}\nprovider:\n  environment:\n    OWN: ${$0\n    X: ${env.USED}\n",
    );
    world.project.environment = Some(["HOME".to_owned()].into());
    assert_eq!(world.labels(), ["${env.OWN}", "${env.USED}", "${env.HOME}"]);
}

#[test]
fn whether_a_variable_is_set_is_said_and_never_its_value() {
    for (lang, set, not_set) in [
        (Lang::En, "set", "not set here"),
        (Lang::ZhCn, "已设置", "当前环境未设置"),
    ] {
        let mut world = World::of("provider:\n  environment:\n    NEW: ${$0\n").lang(lang);
        world.project.environment = Some(["HOME".to_owned()].into());
        assert_eq!(world.item("${env.HOME}").note.as_deref(), Some(set));
        assert_eq!(world.item("${env.NEW}").note.as_deref(), Some(not_set));
    }
}

#[test]
fn in_braces_a_reference_comes_in_quotes() {
    let mut world = World::of("provider: {environment: {HOME: $0}}\n");
    world.project.environment = Some(["HOME".to_owned()].into());
    assert_eq!(
        world.choose("${env.HOME}", true),
        "provider: {environment: {HOME: '${env.HOME}'}}\n"
    );
    assert_eq!(
        chosen("provider: {environment: {HOME: '${$0'}}\n", "${env.HOME}"),
        "provider: {environment: {HOME: '${env.HOME}'}}\n"
    );
}

#[test]
fn behind_a_closed_reference_and_in_comments_there_is_none() {
    for text in [
        "service: ${env.HOME}$0\n",
        "service: a # ${$0\n",
        "service: ${env.HO ME$0\n",
    ] {
        let mut world = World::of(text);
        world.project.environment = Some(["HOME".to_owned()].into());
        assert!(
            !world.labels().contains(&"${env.HOME}".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn a_long_environment_is_narrowed_by_what_is_typed() {
    let mut world = World::of("service: ${env.N19$0}\n");
    let names = (0..200).map(|number| format!("N{number}"));
    world.project.environment = Some(names.collect());
    let list = world.ask(super::Writing::default());
    assert!(list.is_incomplete && list.items.len() <= 100);
    assert!(list.items.iter().any(|item| item.label == "${env.N199}"));
}

//! Values.

use fyml_schema::{Cloud, RuntimeState};

use super::{World, check, check_offered, in_function, in_function_on, labels};

macro_rules! cases {
    ($($name:ident: $text:expr, $label:expr => $result:expr;)*) => {
        $(#[test] fn $name() { check($text, $label, $result); })*
    };
}

cases! {
    the_word_is_replaced: "provider:\n  name: ali$0ba\n", "aliyun" => "provider:\n  name: aliyun\n";
    a_blank_is_put_in: "provider:\n  name:$0\n", "aliyun" => "provider:\n  name: aliyun\n";
    quotes_that_are_open_are_closed: "provider:\n  name: 'al$0\n", "aliyun" => "provider:\n  name: 'aliyun'\n";
    quotes_that_are_closed_stay: "provider:\n  name: \"al$0\"\n", "aliyun" => "provider:\n  name: \"aliyun\"\n";
    a_boolean: "aggregation:\n  all:\n    deployOrigin: $0\n", "false" => "aggregation:\n  all:\n    deployOrigin: false\n";
    a_number: "provider:\n  name: aliyun\n  timeout: $0\n", "10" => "provider:\n  name: aliyun\n  timeout: 10\n";
    an_item: &in_function("events:\n  - http:\n      method:\n        - p$0\n"), "post" => &in_function("events:\n  - http:\n      method:\n        - post\n");
    an_item_in_brackets: &in_function("events:\n  - http:\n      method: [get, $0]\n"), "post" => &in_function("events:\n  - http:\n      method: [get, post]\n");
    an_event_needs_no_quotes: &in_function("events:\n  - os:\n      events: $0\n"), "oss:ObjectCreated:*" => &in_function("events:\n  - os:\n      events: oss:ObjectCreated:*\n");
    a_star_needs_quotes: "aggregation:\n  all:\n    functionsPattern:\n      - $0\n", "*" => "aggregation:\n  all:\n    functionsPattern:\n      - '*'\n";
    a_schedule_with_seven_fields: &in_function_on("tencent", "events:\n  - timer:\n      value: $0\n"), "every day at 04:00" => &in_function_on("tencent", "events:\n  - timer:\n      value: '0 0 4 * * * *'\n");
    an_interval: &in_function("events:\n  - timer:\n      type: every\n      value: $0\n"), "every 5 minutes" => &in_function("events:\n  - timer:\n      type: every\n      value: '5m'\n");
    before_a_glued_comment: "provider:\n  name: $0# which\n", "aliyun" => "provider:\n  name: aliyun # which\n";
    behind_a_full_width_colon: "provider:\n  name：al$0\n", "aliyun" => "provider:\n  name: aliyun\n";
    an_alias: "a: &one 1\nservice: *$0\n", "*one" => "a: &one 1\nservice: *one\n";
}

#[test]
fn runtimes_are_the_clouds_own_and_old_ones_come_last() {
    for cloud in [Cloud::Aliyun, Cloud::Tencent] {
        let found = World::of(&format!(
            "provider:\n  name: {}\n  runtime: $0\n",
            cloud.name()
        ))
        .offered();
        assert_eq!(found.len(), cloud.runtimes().count());
        for item in &found {
            let runtime = cloud.runtime(&item.label).expect("one of this cloud");
            assert_eq!(item.is_deprecated, runtime.state != RuntimeState::Current);
        }
        assert!(found.is_sorted_by_key(|item| item.is_deprecated));
        assert!(found[0].is_obvious && found.iter().filter(|item| item.is_obvious).count() == 1);
    }
}

#[test]
fn methods_are_those_that_the_builder_takes_in_this_form() {
    check_offered(
        &in_function("events:\n  - http:\n      method: $0\n"),
        &["get", "post", "patch", "any"],
        &["options"],
    );
    check_offered(
        &in_function("events:\n  - http:\n      method: [$0]\n"),
        &["get"],
        &["any", "all"],
    );
    check_offered(
        &in_function("events:\n  - http:\n      method: [GET, $0]\n"),
        &["post"],
        &["get"],
    );
    check_offered(
        &in_function_on("tencent", "events:\n  - http:\n      method: $0\n"),
        &["get", "any"],
        &["patch"],
    );
    assert!(
        labels(&in_function_on(
            "tencent",
            "events:\n  - http:\n      method: [get, $0]\n"
        ))
        .is_empty()
    );
}

#[test]
fn regions_and_events_are_the_clouds_own() {
    let item = World::of("provider:\n  name: aliyun\n  region: $0\n")
        .offered()
        .remove(0);
    assert!(item.note.is_some());
    check_offered(
        &in_function_on("tencent", "events:\n  - cos:\n      events: $0\n"),
        &["cos:ObjectCreated:*"],
        &["oss:ObjectCreated:*"],
    );
}

#[test]
fn where_nothing_is_known_nothing_is_offered() {
    for text in [
        "nonsense:\n  $0\n",
        "service: $0\n",
        "# $0\n",
        "a: b # $0\n",
        "custom:\n  x: |\n    te$0\n",
    ] {
        assert!(labels(text).is_empty(), "{text:?}");
    }
}

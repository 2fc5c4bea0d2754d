//! Where something is typed: widths, columns, tabs, comments, anchors, tags, braces, the middle of a word.

use super::{World, check, check_holes, check_offered, in_function, labels};

macro_rules! cases {
    ($($name:ident: $text:expr, $label:expr => $result:expr;)*) => {
        $(#[test] fn $name() { check($text, $label, $result); })*
    };
}

/// A service of one function with the start of an event.
fn event(marked: &str) -> String {
    in_function(&format!("events:\n{marked}"))
}

cases! {
    a_width_of_one: "functions:\n a:\n  events:\n   - ht$0\n", "http" => "functions:\n a:\n  events:\n   - http:\n      \n";
    a_width_of_three: "provider:\n   name: aliyun\nfunctions:\n   a:\n      events:\n         - $0\n", "http …" => "provider:\n   name: aliyun\nfunctions:\n   a:\n      events:\n         - http:\n              path: /*\n              method: get\n";
    a_width_of_eight_and_a_wide_dash: "provider:\n        name: aliyun\nfunctions:\n        a:\n                events:\n                        -       $0\n", "http …" => "provider:\n        name: aliyun\nfunctions:\n        a:\n                events:\n                        -       http:\n                                        path: /*\n                                        method: get\n";
    a_width_of_four_with_dashes_below_their_key: "provider: {name: aliyun}\nfunctions:\n    a:\n        events:\n        - http:\n              path: /a\n\n        $0\n", "timer …" => "provider: {name: aliyun}\nfunctions:\n    a:\n        events:\n        - http:\n              path: /a\n\n        - timer:\n              value: 'CRON_TZ=Asia/Shanghai 0 0 4 * * *'\n              type: cron\n";
    the_first_line_of_a_map_decides_the_width: "provider: {name: aliyun}\nfunctions:\n    $0\n", "function (timer)" => "provider: {name: aliyun}\nfunctions:\n    index:\n        handler: index.handler\n        events:\n            - timer:\n                  value: 'CRON_TZ=Asia/Shanghai 0 0 4 * * *'\n                  type: cron\n";
    a_word_left_of_its_neighbours_moves_to_them: "provider:\n  name: aliyun\n run$0\n", "runtime" => "provider:\n  name: aliyun\n  runtime: \n";
    a_word_left_of_its_neighbours_moves_past_a_comment: "provider:\n  name: aliyun\n# 注释\n run$0\nfunctions: {}\n", "runtime" => "provider:\n  name: aliyun\n# 注释\n  runtime: \nfunctions: {}\n";
    a_word_of_a_function_moves_to_its_neighbours: "functions:\n  a:\n    handler: a.b\n   ev$0\n  b:\n    handler: c.d\n", "events" => "functions:\n  a:\n    handler: a.b\n    events:\n      - \n  b:\n    handler: c.d\n";
    a_tab_below_a_key_becomes_blanks: "provider:\n\t$0\n", "name" => "provider:\n  name: \n";
    a_tab_before_a_word_becomes_blanks: "provider:\n\tna$0\n", "name" => "provider:\n  name: \n";
    a_tab_beside_neighbours_becomes_their_column: "provider:\n    name: aliyun\n\tru$0\nfunctions: {}\n", "runtime" => "provider:\n    name: aliyun\n    runtime: \nfunctions: {}\n";
    a_tab_on_a_blank_line_beside_neighbours: "provider:\n    name: aliyun\n\t$0\n", "runtime" => "provider:\n    name: aliyun\n    runtime: \n";
    two_tabs_in_a_function: "functions:\n  a:\n\t\tha$0\n", "handler" => "functions:\n  a:\n    handler: \n";
    a_tab_behind_a_value_stays: "provider:\n  name: al$0\t# 云\n", "aliyun" => "provider:\n  name: aliyun\t# 云\n";
    below_a_comment: "functions:\n  a:\n      # 注释\n      $0\n", "handler" => "functions:\n  a:\n      # 注释\n      handler: \n";
    behind_a_key_with_a_comment: "functions:\n  a: # 首页\n    $0\n", "handler" => "functions:\n  a: # 首页\n    handler: \n";
    below_an_anchor: "functions:\n  a: &公共\n    $0\n", "handler" => "functions:\n  a: &公共\n    handler: \n";
    below_a_tag: "functions:\n  a: !!map\n    $0\n", "handler" => "functions:\n  a: !!map\n    handler: \n";
    a_comment_behind_a_value_stays: "provider:\n  name: \"al$0iyn\" # 云\n", "aliyun" => "provider:\n  name: \"aliyun\" # 云\n";
    a_list_without_its_dash: &event("  $0\n"), "http" => &event("  - http:\n      \n");
    a_list_without_its_dash_half_typed: &event("  ht$0\n"), "http …" => &event("  - http:\n      path: /*\n      method: get\n");
    a_list_of_words_without_its_dash: &event("  - http:\n      method:\n        $0\n"), "get" => &event("  - http:\n      method:\n        - get\n");
    a_quoted_item_without_its_dash: "aggregation:\n  全部:\n    functionsPattern:\n      $0\n", "*" => "aggregation:\n  全部:\n    functionsPattern:\n      - '*'\n";
    fields_in_the_column_of_their_trigger: &event("  - http:\n    $0\n"), "path" => &event("  - http:\n      path: \n");
    a_half_typed_field_in_the_column_of_its_trigger: &event("  - http: # 首页\n    pa$0\n"), "path" => &event("  - http: # 首页\n      path: \n");
    a_field_behind_the_colon_of_its_trigger: &event("  - http: pa$0\n"), "path" => &event("  - http: \n      path: \n");
    a_trigger_behind_the_colon_of_events: &in_function("events: $0\n"), "http …" => &in_function("events: \n  - http:\n      path: /*\n      method: get\n");
    a_key_behind_the_colon_of_its_map: "provider: na$0\n", "name" => "provider: \n  name: \n";
    a_member_behind_the_colon: "functions: {商店: {handler: a.b}, 购物车: {handler: c.d}}\naggregation:\n  全部:\n    functions: $0\n", "购物车" => "functions: {商店: {handler: a.b}, 购物车: {handler: c.d}}\naggregation:\n  全部:\n    functions: \n      - 购物车\n";
    a_function_behind_the_colon: "provider: {name: aliyun}\nfunctions: $0\n", "function (http)" => "provider: {name: aliyun}\nfunctions: \n  index:\n    handler: index.handler\n    events:\n      - http:\n          path: /*\n          method: get\n";
    braces_over_several_lines: "functions:\n  a: {\n    handler: a.b,\n    $0\n  }\n", "timeout" => "functions:\n  a: {\n    handler: a.b,\n    timeout: \n  }\n";
    brackets_over_several_lines: &event("  - http:\n      method: [\n        get,\n        p$0\n      ]\n"), "put" => &event("  - http:\n      method: [\n        get,\n        put\n      ]\n");
    brackets_without_blanks: &event("  - http:\n      method: [get,p$0]\n"), "put" => &event("  - http:\n      method: [get,put]\n");
    braces_that_are_open: "functions:\n  a: {handler: a.b, ev$0\n", "events" => "functions:\n  a: {handler: a.b, events: []\n";
    braces_with_blanks_inside: "provider: { name: a$0, timeout: 3 }\n", "aliyun" => "provider: { name: aliyun, timeout: 3 }\n";
    json_keeps_its_quotes: "{\"service\": \"a\", \"provider\": {\"name\": \"$0\"}}\n", "aliyun" => "{\"service\": \"a\", \"provider\": {\"name\": \"aliyun\"}}\n";
    the_middle_of_a_key: "provider:\n  run$0time: nodejs14\n", "runtime" => "provider:\n  runtime: nodejs14\n";
    the_middle_of_a_value: "provider:\n  name: aliyun\n  region: cn-$0hangzhou\n", "cn-shanghai" => "provider:\n  name: aliyun\n  region: cn-shanghai\n";
    before_a_word: &event("  - $0http:\n      path: /\n"), "timer" => &event("  - timer:\n      path: /\n");
    a_blank_before_the_colon: "provider:\n  name : a$0\n", "aliyun" => "provider:\n  name : aliyun\n";
    no_blank_behind_the_colon: "provider:\n  name:a$0\n", "aliyun" => "provider:\n  name: aliyun\n";
    a_key_in_quotes: "'pro$0'\n", "provider" => "'provider':\n  \n";
    a_mark_at_the_beginning: "\u{feff}pro$0\n", "provider" => "\u{feff}provider:\n  \n";
    crlf_in_several_lines: "service: a\r\nprovider:\r\n  name: aliyun\r\nfunctions:\r\n  a:\r\n    events:\r\n      - $0\r\n  b:\r\n    handler: c.d\r\n", "http …" => "service: a\r\nprovider:\r\n  name: aliyun\r\nfunctions:\r\n  a:\r\n    events:\r\n      - http:\r\n          path: /*\r\n          method: get\r\n  b:\r\n    handler: c.d\r\n";
    behind_an_anchor: "provider:\n  name: aliyun\n  runtime: &rt $0\n", "nodejs20" => "provider:\n  name: aliyun\n  runtime: &rt nodejs20\n";
    behind_an_anchor_half_typed: "provider:\n  name: aliyun\n  runtime: &运行时 no$0\n", "nodejs20" => "provider:\n  name: aliyun\n  runtime: &运行时 nodejs20\n";
    several_merge_keys: "a: &a {timeout: 3}\nprovider:\n  <<: *a\n  <<: *a\n  na$0\n", "name" => "a: &a {timeout: 3}\nprovider:\n  <<: *a\n  <<: *a\n  name: \n";
    an_alias_in_a_list_of_merged_ones: "base: &base {timeout: 3}\nmore: &more {memorySize: 256}\nprovider:\n  <<: [*base, $0]\n", "*more" => "base: &base {timeout: 3}\nmore: &more {memorySize: 256}\nprovider:\n  <<: [*base, *more]\n";
    an_alias_below_a_merge_key: "base: &base {timeout: 3}\nprovider:\n  <<:\n    - *base\n    - $0\n", "*base" => "base: &base {timeout: 3}\nprovider:\n  <<:\n    - *base\n    - *base\n";
    a_merge_key_half_typed: "base: &公共 {timeout: 3}\nprovider:\n  <$0\n", "<<: *公共" => "base: &公共 {timeout: 3}\nprovider:\n  <<: *公共\n";
    an_unknown_tag_elsewhere: "x: !Ref y\nprovider:\n  na$0\n", "name" => "x: !Ref y\nprovider:\n  name: \n";
    a_key_that_stands_twice_elsewhere: "service: a\nservice: b\nprovider:\n  na$0\n", "name" => "service: a\nservice: b\nprovider:\n  name: \n";
}

#[test]
fn nothing_completes_an_endless_word() {
    let text = |length| format!("provider:\n  {}$0\n", "n".repeat(length));
    assert_eq!(labels(&text(4097)), [""; 0]);
    assert!(!labels(&text(1)).is_empty());
    let line = format!("service: {}$0\n", "x ".repeat(200_000));
    assert_eq!(labels(&line), [""; 0]);
}

#[test]
fn fields_with_placeholders_stand_right_below_a_tab() {
    check_holes(
        "provider: {name: aliyun}\nfunctions:\n  a:\n    events:\n      - http:\n        $0\n",
        "method",
        "provider: {name: aliyun}\nfunctions:\n  a:\n    events:\n      - http:\n          method: \n",
    );
}

#[test]
fn a_word_that_moved_is_not_offered_what_its_neighbours_have() {
    check_offered(
        "provider:\n  name: aliyun\n run$0\n",
        &["runtime"],
        &["name"],
    );
    check_offered(
        "provider:\n    name: aliyun\n\t$0\n",
        &["runtime"],
        &["name"],
    );
}

#[test]
fn a_file_indented_by_tabs_is_left_as_it_is() {
    let world = World::of("provider:\n\tname: aliyun\n\tru$0\n");
    let list = world.ask(super::Writing::default());
    let item = list.items.iter().find(|item| item.label == "runtime");
    let text = world.with(&item.expect("is offered").edit);
    assert_eq!(text, "provider:\n\tname: aliyun\n\truntime: \n");
}

#[test]
fn behind_the_end_of_the_document_nothing_is_offered() {
    assert!(labels("service: a\n...\npro$0\n").is_empty());
}

#[test]
fn between_conflict_markers_keys_are_offered() {
    let text = "<<<<<<< HEAD\nprovider:\n  na$0\n=======\nprovider:\n  name: x\n>>>>>>> 别的\n";
    let list = World::of(text).ask(super::Writing::default());
    assert!(list.items.iter().any(|item| item.label == "name"));
}

#[test]
fn a_map_of_one_entry_in_brackets() {
    check(
        "provider: {name: aliyun}\nfunctions: {a: {events: [http: {path: /a, method: p$0}]}}\n",
        "post",
        "provider: {name: aliyun}\nfunctions: {a: {events: [http: {path: /a, method: post}]}}\n",
    );
    check(
        "provider: {name: aliyun}\nfunctions: {a: {events: [timer: {value: 5m}, http: $0]}}\n",
        "true",
        "provider: {name: aliyun}\nfunctions: {a: {events: [timer: {value: 5m}, http: true]}}\n",
    );
}

#[test]
fn a_second_trigger_in_one_item_is_not_offered() {
    assert!(labels(&event("  - http:\n      path: /\n    $0\n")).is_empty());
}

#[test]
fn a_list_at_the_top_and_bare_words_get_nothing() {
    for text in [
        "- $0",
        "-$0",
        "[$0]",
        "{}$0",
        "? pro$0",
        "provider:\n  name: aliyun\n    run$0\n",
    ] {
        assert!(labels(text).is_empty(), "{text:?}");
    }
}

#[test]
fn an_open_quote_of_thousands_of_lines_costs_no_neighbour_anything() {
    let mut text = "functions:\n  a:\n    handler: \"index\n    ev$0\n".to_owned();
    for number in 0..3_000 {
        text.push_str(&format!("  f{number}:\n    handler: a.b\n"));
    }
    let world = World::of(&text);
    let list = world.ask(super::Writing::default());
    assert!(list.items.iter().any(|item| item.label == "events"));
}

#[test]
fn many_anchors_and_aliases_are_not_followed() {
    let mut text = "a0: &a0 {x: 1}\n".to_owned();
    for number in 1..60 {
        let before = number - 1;
        text.push_str(&format!(
            "a{number}: &a{number} [*a{before}, *a{before}, *a{before}]\n"
        ));
    }
    let list = World::of(&format!("{text}provider:\n  <<: *$0\n")).ask(super::Writing::default());
    assert!(list.items.iter().any(|item| item.label == "*a0"));
}

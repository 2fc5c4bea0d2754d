//! Keys.

use super::{check, check_offered, in_function, in_function_on, labels};

macro_rules! cases {
    ($($name:ident: $text:expr, $label:expr => $result:expr;)*) => {
        $(#[test] fn $name() { check($text, $label, $result); })*
    };
}

cases! {
    a_map_begins_below: "pro$0", "provider" => "provider:\n  ";
    a_list_begins_with_a_dash: &in_function("ev$0\n"), "events" => &in_function("events:\n  - \n");
    a_scalar_begins_beside: "ser$0\n", "service" => "service: \n";
    a_key_with_its_colon_is_only_renamed: "provider:\n  na$0: x\n", "name" => "provider:\n  name: x\n";
    the_whole_word_is_replaced: "pro$0vid\n", "provider" => "provider:\n  \n";
    children_stay_with_their_key: "prov$0\n  name: aliyun\n", "provider" => "provider:\n  name: aliyun\n";
    widths_are_kept: "provider:\n    name: aliyun\n    env$0\n", "environment" => "provider:\n    name: aliyun\n    environment:\n        \n";
    dashes_below_their_key: "functions:\n  a:\n    events:\n    - http:\n  b:\n    ev$0\n", "events" => "functions:\n  a:\n    events:\n    - http:\n  b:\n    events:\n    - \n";
    crlf_is_kept: "service: a\r\npro$0\r\n", "provider" => "service: a\r\nprovider:\r\n  \r\n";
    behind_a_dash: &in_function("events:\n  - ht$0\n"), "http" => &in_function("events:\n  - http:\n      \n");
    at_a_bare_dash: &in_function("events:\n  -$0\n"), "http" => &in_function("events:\n  - http:\n      \n");
    below_a_dash: &in_function("events:\n  - http:\n      pa$0\n"), "path" => &in_function("events:\n  - http:\n      path: \n");
    in_braces: "provider: {na$0}\n", "name" => "provider: {name: }\n";
    a_map_in_braces: "provider: {env$0}\n", "environment" => "provider: {environment: {}}\n";
    a_list_in_braces: "package: {inc$0}\n", "include" => "package: {include: []}\n";
    in_a_wrong_column: "provider:\n  name: aliyun\n   $0\n", "runtime" => "provider:\n  name: aliyun\n  runtime: \n";
    a_dash_is_put_in: &in_function("events:\n  - http: true\n  $0\n"), "timer" => &in_function("events:\n  - http: true\n  - timer:\n      \n");
    a_full_width_colon_becomes_a_colon: "pro$0：\n", "provider" => "provider:\n  \n";
    before_a_comment: "pro$0 # which\n", "provider" => "provider:\n   # which\n";
    a_merge_key: "base: &base {timeout: 3}\nprovider:\n  $0\n", "<<: *base" => "base: &base {timeout: 3}\nprovider:\n  <<: *base\n";
}

#[test]
fn keys_that_are_there_are_not_offered_again() {
    check_offered(
        "service: a\n$0\nfunctions:\n",
        &["provider"],
        &["service", "functions"],
    );
    check_offered("provider: {run$0, name: aliyun}\n", &["runtime"], &["name"]);
}

#[test]
fn required_keys_come_first_then_common_ones_then_ignored_then_deprecated() {
    check_offered(
        "provider:\n  name: tencent\n  $0\n",
        &[
            "runtime",
            "timeout",
            "credentials",
            "vpcConfig",
            "description",
        ],
        &["name"],
    );
    check_offered(
        &in_function("$0\n"),
        &["handler", "events", "timeout", "stage", "role"],
        &["_ignore"],
    );
}

#[test]
fn triggers_are_those_the_cloud_translates() {
    check_offered(
        &in_function("events:\n  - $0\n"),
        &["http", "timer", "os", "log"],
        &["apigw", "cmq", "hsf", "schedule"],
    );
    check_offered(
        &in_function_on("tencent", "events:\n  - $0\n"),
        &["http", "apigw", "timer", "cos"],
        &["log", "oss", "kafka"],
    );
    check_offered(
        &in_function_on("vercel", "events:\n  - $0\n"),
        &["http"],
        &["timer", "os"],
    );
}

#[test]
fn one_trigger_is_enough_for_an_item() {
    assert!(labels(&in_function("events:\n  - http: true\n    $0\n")).is_empty());
}

#[test]
fn fields_that_are_ignored_come_last() {
    check_offered(
        &in_function("events:\n  - http:\n      $0\n"),
        &["path", "method", "name", "cors", "parameters"],
        &[],
    );
}

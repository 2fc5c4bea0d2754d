//! Several lines at once.

use fyml_schema::{CLOUDS, triggers_on};

use super::{World, check, check_holes, check_offered, in_function};
use crate::lint::{Severity, lint};
use crate::syntax::Document;

#[test]
fn a_whole_file_for_every_cloud_has_no_problems() {
    let world = World::of("$0");
    let mut found = 0;
    for facts in CLOUDS
        .iter()
        .filter(|facts| facts.cloud.default_path().is_some())
    {
        let text = world.choose(&format!("f.yml ({})", facts.name), false);
        let problems = lint(&Document::new(&text), &world.settings, &world.project);
        let bad: Vec<_> = problems
            .iter()
            .filter(|problem| problem.severity >= Severity::Warning)
            .map(|problem| problem.rule.code)
            .collect();
        assert!(bad.is_empty(), "{bad:?}\n{text}");
        found += 1;
    }
    assert_eq!(found, 4);
}

#[test]
fn a_whole_file_is_for_empty_files() {
    check_offered("$0", &["f.yml (aliyun)"], &[]);
    check_offered("f$0", &["f.yml (aliyun)"], &[]);
    check_offered(
        "service: a\n$0",
        &["provider", "functions …"],
        &["f.yml (aliyun)"],
    );
}

#[test]
fn a_function_with_its_trigger() {
    check(
        "provider:\n  name: aliyun\nfunctions:\n  $0\n",
        "function (http)",
        "provider:\n  name: aliyun\nfunctions:\n  index:\n    handler: index.handler\n    events:\n      - http:\n          path: /*\n          method: get\n",
    );
    check(
        "provider:\n  name: aliyun\nfunctions:\n  getUser$0\n",
        "getUser: function (timer)",
        "provider:\n  name: aliyun\nfunctions:\n  getUser:\n    handler: getUser.handler\n    events:\n      - timer:\n          value: 'CRON_TZ=Asia/Shanghai 0 0 4 * * *'\n          type: cron\n",
    );
}

#[test]
fn a_trigger_with_its_fields() {
    check_holes(
        &in_function("events:\n  - $0\n"),
        "http …",
        &in_function(
            "events:\n  - http:\n      path: ${1:/*}\n      method: ${2|get,post,put,delete,head,patch,any,all|}\n",
        ),
    );
    check(
        &in_function("events:\n  - o$0\n"),
        "os …",
        &in_function(
            "events:\n  - os:\n      bucket: bucket\n      events: oss:ObjectCreated:*\n      filter: {prefix: 'upload/', suffix: '.png'}\n",
        ),
    );
    check(
        "provider: {name: aliyun}\nfunctions: {a: {events: [$0]}}\n",
        "http …",
        "provider: {name: aliyun}\nfunctions: {a: {events: [{http: {path: /*, method: get}}]}}\n",
    );
}

#[test]
fn a_new_function_has_a_name_of_its_own() {
    check_offered(
        "functions:\n  index:\n    handler: a.b\n  $0\n",
        &["function (http)"],
        &[],
    );
    let text = World::of("functions:\n  index:\n    handler: a.b\n  $0\n")
        .choose("function (http)", false);
    assert!(text.contains("  hello:\n"), "{text}");
}

#[test]
fn aggregations_and_domains() {
    check(
        "aggregation:\n  $0\n",
        "aggregation …",
        "aggregation:\n  all:\n    deployOrigin: false\n    functionsPattern:\n      - '*'\n",
    );
    check(
        "custom:\n  $0\n",
        "customDomain …",
        "custom:\n  customDomain:\n    domainName: auto\n",
    );
}

#[test]
fn every_trigger_comes_with_all_that_its_cloud_needs() {
    let mut count = 0;
    for facts in CLOUDS {
        let Some(path) = facts.cloud.default_path() else {
            continue;
        };
        let name = facts.name;
        let world = World::of(&format!(
            "service: shop\nprovider:\n  name: {name}\nfunctions:\n  pay:\n    handler: pay.handler\n    events:\n      - $0\n"
        ));
        for trigger in triggers_on(path).filter(|trigger| trigger.alias_of.is_none()) {
            let text = world.choose(&format!("{} …", trigger.name), false);
            let problems = lint(&Document::new(&text), &world.settings, &world.project);
            let bad: Vec<_> = problems
                .iter()
                .filter(|problem| problem.severity >= Severity::Warning)
                .map(|problem| problem.rule.code)
                // what is written cannot help these: the cloud makes no such triggers any more
                .filter(|code| !NO_LONGER_MADE.contains(code))
                .collect();
            assert!(bad.is_empty(), "{name}: {bad:?}\n{text}");
            count += 1;
        }
    }
    assert!(count > 8, "only {count}");
}

/// Rules that find fault with the trigger itself, or that there is no other one, however it is written.
const NO_LONGER_MADE: [&str; 4] = [
    "tencent-api-gateway-closed",
    "tencent-queue-never-created",
    "tencent-service-id",
    "tencent-function-without-trigger",
];

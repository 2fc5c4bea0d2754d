use super::{after, offered, titles};

fn add(marked: &str) -> String {
    after(marked, "add-function")
}

const TEXT: &str = "service: shop
provider:
  name: aliyun
functions:
  ind$0ex: # 首页
    handler: index.handler
    events:
      - http: {path: /hello, method: get}
    # 备注

  task:
    handler: task.handler
";

#[test]
fn a_function_is_added_behind_the_one_at_the_cursor() {
    assert_eq!(
        add(TEXT),
        TEXT.replace("$0", "").replace(
            "    # 备注\n",
            "    # 备注\n\n  hello:\n    handler: hello.handler\n    events:\n      - http:\n          path: /hello2\n          method: get\n"
        )
    );
}

#[test]
fn names_and_paths_are_free() {
    let names = ["index", "hello", "handle", "task"];
    let functions: String = names
        .iter()
        .map(|name| {
            format!(
                "  {name}: {{handler: {name}.handler, events: [{{http: {{path: /{name}2}}}}]}}\n"
            )
        })
        .collect();
    let after = add(&format!(
        "provider: {{name: aliyun}}\nfunct$0ions:\n{functions}aggregation: {{index2: {{functions: [task]}}}}\n"
    ));
    assert!(
        after.contains("  index3:\n    handler: index3.handler\n"),
        "{after}"
    );
    assert!(after.contains("path: /index3\n"), "{after}");
}

#[test]
fn the_end_of_functions_takes_one_too() {
    for (before, expected) in [
        (
            "provider:\n    name: aliyun\nfunc$0tions:\n    a:\n        handler: a.b",
            "provider:\n    name: aliyun\nfunctions:\n    a:\n        handler: a.b\n    index:\n        handler: index.handler\n        events:\n            - http:\n                  path: /index\n                  method: get",
        ),
        (
            "provider: {name: aliyun}\r\nfunc$0tions:\r\n# 尾\r\n",
            "provider: {name: aliyun}\r\nfunctions:\r\n  index:\r\n    handler: index.handler\r\n    events:\r\n      - http:\r\n          path: /index\r\n          method: get\r\n# 尾\r\n",
        ),
        (
            "provider: {name: aliyun}\nfunc$0tions: {}\n",
            "provider: {name: aliyun}\nfunctions: {index: {handler: index.handler, events: [{http: {path: /index, method: get}}]}}\n",
        ),
        (
            "provider: {name: aliyun}\nfunctions: {\"商$0品\": {handler: a.b}} # 完\n",
            "provider: {name: aliyun}\nfunctions: {\"商品\": {handler: a.b}, index: {handler: index.handler, events: [{http: {path: /index, method: get}}]}} # 完\n",
        ),
        (
            "ser$0vice: shop\nprovider: {name: aliyun}\n\n",
            "service: shop\nprovider: {name: aliyun}\n\nfunctions:\n  index:\n    handler: index.handler\n    events:\n      - http:\n          path: /index\n          method: get\n",
        ),
    ] {
        assert_eq!(add(before), expected, "{before}");
    }
}

#[test]
fn every_cloud_gets_a_trigger_that_it_makes() {
    let tencent = add("provider: {name: tencent}\nfunc$0tions:\n  a:\n    handler: a.b\n");
    assert!(tencent.contains("      - timer:\n"), "{tencent}");
    assert!(!tencent.contains("http"), "{tencent}");
    for name in ["vercel", "wechat", "moon"] {
        add(&format!(
            "provider: {{name: {name}}}\nfunc$0tions:\n  a:\n    handler: a.b\n"
        ));
    }
}

#[test]
fn functions_are_not_added_where_they_do_not_fit() {
    for marked in [
        "functions: tex$0t\n",
        "func$0tions: text\n",
        "func$0tions: [a]\n",
        "func$0tions: *x\n",
        "functions:\n  a:\n    hand$0ler: a.b\n",
        "functions:\n  <$0<: *x\n",
        "provider:\n  na$0me: aliyun\n",
    ] {
        let offers = offered(marked);
        assert!(
            !offers.iter().any(|id| id.starts_with("add-function")),
            "{marked}: {offers:?}"
        );
    }
    // source files only where the client can make them
    assert!(!offered(TEXT).contains(&"add-function-with-source".to_owned()));
}

#[test]
fn adding_is_named_in_both_languages() {
    let found = titles(&TEXT.replace("      - http: {path: /hello, method: get}\n", ""));
    for title in [
        "Add a function after `index` | 在 `index` 之后新增函数",
        "Add a `http` trigger to `index` | 为 `index` 新增 `http` 触发器",
    ] {
        assert!(found.iter().any(|one| one == title), "{found:?}");
    }
    let above = TEXT
        .replace("ind$0ex", "index")
        .replace("functions:", "functi$0ons:");
    assert!(titles(&above).contains(&"Add a function | 新增函数".to_owned()));
}

fn triggers(marked: &str) -> Vec<String> {
    let offers = offered(marked).into_iter();
    let added = offers.filter_map(|id| id.strip_prefix("add-trigger:").map(str::to_owned));
    added.collect()
}

#[test]
fn the_most_usual_triggers_that_the_cloud_takes_are_offered() {
    let with = |provider: &str, events: &str| {
        triggers(&format!(
            "provider: {{name: {provider}}}\nfunctions:\n  a$0:\n    handler: a.b\n{events}"
        ))
    };
    assert_eq!(with("aliyun", ""), ["http", "timer", "os"]);
    assert_eq!(
        with("tencent", "").first().map(String::as_str),
        Some("timer")
    );
    assert!(!with("tencent", "").contains(&"http".to_owned()));
    // Function Compute refuses anything beside http
    assert!(with("aliyun", "    events: [{http: {path: /a}}]\n").is_empty());
    let beside = with("aliyun", "    events:\n      - timer: {value: x}\n");
    assert!(
        !beside.is_empty() && !beside.contains(&"http".to_owned()),
        "{beside:?}"
    );
    assert!(!beside.contains(&"timer".to_owned()));
    for events in [
        "    events: *x\n",
        "    events: text\n",
        "    events: 3\n",
        "    <<: *x\n    events: {}\n",
    ] {
        assert!(with("aliyun", events).is_empty(), "{events}");
    }
}

#[test]
fn triggers_are_added_in_the_form_of_the_place() {
    let head = "provider:\n  name: aliyun\nfunctions:\n";
    for (before, id, expected) in [
        (
            "  a$0: # 说明\n    handler: a.b # 入口\n    # 尾\n",
            "http",
            "  a: # 说明\n    handler: a.b # 入口\n    # 尾\n    events:\n      - http:\n          path: /a\n          method: get\n",
        ),
        (
            "  a:\n    handler: a.b\n    even$0ts: # 触发器\n    timeout: 3\n",
            "http",
            "  a:\n    handler: a.b\n    events: # 触发器\n      - http:\n          path: /a\n          method: get\n    timeout: 3\n",
        ),
        ("  a: {handler: a.b$0}\n  b$0: {handler: a.b}", "http", ""),
        (
            "  b$0: {handler: a.b}",
            "http",
            "  b: {handler: a.b, events: [{http: {path: /b, method: get}}]}",
        ),
        (
            "  b$0:\n    handler: a.b\n    events: []\n",
            "http",
            "  b:\n    handler: a.b\n    events: [{http: {path: /b, method: get}}]\n",
        ),
        (
            "  b:\n    handler: a.b\n    events:\n    - tim$0er: {type: cron, value: '0 0 4 * * *'} # 每天\n    timeout: 3\n",
            "log",
            "",
        ),
    ] {
        if expected.is_empty() {
            continue;
        }
        let before = format!("{head}{before}");
        assert_eq!(
            after(&before, &format!("add-trigger:{id}")),
            format!("{head}{expected}"),
            "{before}"
        );
    }
}

#[test]
fn a_list_grows_with_its_own_dashes() {
    let text = "provider:\n  name: aliyun\nfunctions:\n  b:\n    handler: a.b\n    events:\n    - tim$0er: {type: cron, value: '0 0 4 * * *'} # 每天\n      # 还有\n    timeout: 3\n";
    let added = triggers(text);
    let first = added.first().expect("one that may stand beside");
    let after = after(text, &format!("add-trigger:{first}"));
    assert!(
        after.contains(&format!("      # 还有\n    - {first}:\n")),
        "{after}"
    );
    assert!(after.ends_with("\n    timeout: 3\n"), "{after}");
}

#[test]
fn a_map_of_triggers_becomes_a_list() {
    let text = "provider:\n  name: aliyun\nfunctions:\n  b$0:\n    handler: a.b\n    events:\n      timer: # 每天\n        type: cron\n        value: '0 0 4 * * *'\n      # 完\n";
    let added = triggers(text);
    let first = added.first().expect("one that may stand beside");
    let after = after(text, &format!("add-trigger:{first}"));
    assert!(
        after.contains("    events:\n      - timer: # 每天\n          type: cron\n          value: '0 0 4 * * *'\n"),
        "{after}"
    );
    assert!(after.contains(&format!("\n      - {first}:\n")), "{after}");
    // shorthand: the trigger that is there already is not offered again
    let short = "functions:\n  b$0:\n    handler: a.b\n    events:\n      http: true\n";
    let after = super::after(short, "add-trigger:timer");
    assert!(
        after.contains("    events:\n      - http: true\n      - timer:\n"),
        "{after}"
    );
    let listed = "functions:\n  b$0:\n    handler: a.b\n    events:\n      - http: true\n";
    let after = super::after(listed, "add-trigger:timer");
    assert!(
        after.contains("    events:\n      - http: true\n      - timer:\n"),
        "{after}"
    );
}

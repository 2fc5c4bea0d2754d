use super::{after, offered, titles};

fn to_block(marked: &str) -> String {
    after(marked, "to-block")
}

fn to_flow(marked: &str) -> String {
    after(marked, "to-flow")
}

#[test]
fn brackets_become_lines() {
    for (before, expected) in [
        ("service: {na$0me: shop}\n", "service:\n  name: shop\n"),
        (
            "ser$0vice: {name: shop, description: 商城} # 店铺\nprovider:\n    name: aliyun\n",
            "service: # 店铺\n    name: shop\n    description: 商城\nprovider:\n    name: aliyun\n",
        ),
        (
            "functions:\n  a:\n    events:\n    - ht$0tp: {path: /a, method: [get, post]}\n",
            "functions:\n  a:\n    events:\n    - http:\n        path: /a\n        method: [get, post]\n",
        ),
        (
            "functions:\n  a:\n    events: [{ht$0tp: {path: /a}}, {timer: {value: x}}]\n",
            "functions:\n  a:\n    events:\n      - http:\n          path: /a\n      - timer:\n          value: x\n",
        ),
        (
            "functions:\n  a:\n    events:\n      - {ht$0tp: {path: /a}, x: 1} # 备注\n",
            "functions:\n  a:\n    events:\n      - http:\n          path: /a\n        x: 1 # 备注\n",
        ),
        (
            "custom: &c {$0a: &x 1, b: !!str 2, <<: {d: *x}}\nservice: s\n",
            "custom: &c\n  a: &x 1\n  b: !!str 2\n  <<:\n    d: *x\nservice: s\n",
        ),
        (
            "custom:\n  list: [$0[a, b], [], {}, &m {k: v}, 'q: r', \"中\"]\nservice: s\n",
            "custom:\n  list:\n    - [a, b]\n    - []\n    - {}\n    - &m\n      k: v\n    - 'q: r'\n    - \"中\"\nservice: s\n",
        ),
        (
            "{$0service: shop, functions: {}}\n",
            "service: shop\nfunctions: {}\n",
        ),
        (
            "custom: {$0a: , b: null, \"c\":1, ? d : 2}\nservice: s\n",
            "",
        ),
        (
            "custom: {$0a: , b: null, \"c\":1}\nservice: s\n",
            "custom:\n  a:\n  b: null\n  \"c\": 1\nservice: s\n",
        ),
        (
            "custom:\r\n  a: {$0b: 1}\r\nservice: s\r\n",
            "custom:\r\n  a:\r\n    b: 1\r\nservice: s\r\n",
        ),
    ] {
        if expected.is_empty() {
            assert!(
                !offered(before).contains(&"to-block".to_owned()),
                "{before}"
            );
        } else {
            assert_eq!(to_block(before), expected, "{before}");
        }
    }
}

#[test]
fn comments_in_brackets_stay() {
    let before = "functions: {$0 # 全部\n  # 第一个\n  a: { # A\n    handler: a.b, # 入口\n    # 触发器\n    events: [\n      # 路由\n      {http: {path: /a}} # 末尾\n    ]\n  } # 完\n} # 外\nservice: s\n";
    assert_eq!(
        to_block(before),
        "functions: # 外\n  # 全部\n  # 第一个\n  a: # A\n    handler: a.b # 入口\n    # 触发器\n    events:\n      # 路由\n      - http:\n          path: /a # 末尾\n  # 完\nservice: s\n"
    );
}

#[test]
fn lines_become_brackets() {
    for (before, expected) in [
        ("ser$0vice:\n  name: shop\n", "service: {name: shop}\n"),
        (
            "ser$0vice: # 店铺\n  name: shop\n  description: '商, 城'\nprovider:\n  name: aliyun\n",
            "service: {name: shop, description: '商, 城'} # 店铺\nprovider:\n  name: aliyun\n",
        ),
        (
            "functions:\n  a:\n    ev$0ents:\n      - http:\n          path: /a\n          method: [get]\n      - \"x y\"\n",
            "functions:\n  a:\n    events: [{http: {path: /a, method: [get]}}, \"x y\"]\n",
        ),
        (
            "functions:\n  a:\n    events:\n      $0- http:\n          path: /a # 末尾\n",
            "functions:\n  a:\n    events:\n      - {http: {path: /a}} # 末尾\n",
        ),
        (
            "cus$0tom: &c\n  a: &x 1\n  b: !!str 2\n  c: *x\n  e:\n  <<:\n    d: u:v\n  f: p, q\n  g h: a: \nservice: s\n",
            "",
        ),
        (
            "cus$0tom: &c\n  a: &x 1\n  b: !!str 2\n  c: *x\n  e:\n  <<:\n    d: u:v\n  f: p, q\nservice: s\n",
            "custom: &c {a: &x 1, b: !!str 2, c: *x, e: null, <<: {d: 'u:v'}, f: 'p, q'}\nservice: s\n",
        ),
        (
            "cus$0tom:\r\n  a:\r\n    b: 1\r\nservice: s\r\n",
            "custom: {a: {b: 1}}\r\nservice: s\r\n",
        ),
    ] {
        if expected.is_empty() {
            assert!(!offered(before).contains(&"to-flow".to_owned()), "{before}");
        } else {
            assert_eq!(to_flow(before), expected, "{before}");
        }
    }
}

#[test]
fn what_could_not_be_kept_is_not_offered() {
    for marked in [
        // comments, texts over several lines, variables without quotes
        "ser$0vice: # 店\n  # 名称\n  name: shop\n",
        "ser$0vice:\n  name: shop # 一\n  description: x\n",
        "ser$0vice: # 一\n  name: shop # 二\n",
        "ser$0vice:\n  name: |\n    shop\n",
        "ser$0vice:\n  name: ${env.NAME}\n",
        "ser$0vice:\n  name: shop\n   and more\n",
        // too long for a line
        "ser$0vice:\n  name: shop\n  description: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        // nothing to write in lines
        "functions: {$0}\n",
        "service: {$0name: 'a\n  b'}\n",
        "service: {$0*x : 1}\n",
        "service: {$0name: shop\n",
        "service: sh$0op\n",
    ] {
        let offers = offered(marked);
        let is_style = |id: &String| id == "to-block" || id == "to-flow";
        assert!(!offers.iter().any(is_style), "{marked}: {offers:?}");
    }
}

#[test]
fn both_ways_are_named_in_both_languages() {
    let there = |marked: &str, title: &str| {
        let titles = titles(marked);
        assert!(titles.iter().any(|found| found == title), "{titles:?}");
    };
    there(
        "service: {$0name: shop}\n",
        "Write by indentation, without brackets | 改为缩进（块）写法",
    );
    there(
        "ser$0vice:\n  name: shop\n",
        "Write on one line, in brackets | 改为单行（流式）写法",
    );
}

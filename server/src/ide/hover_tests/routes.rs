//! Routes: who answers, in which order, within which aggregation.

use fyml_schema::{Cloud, Lang};

use super::{at, at_in, en, has, zh};
use crate::lint::Settings;

const SHOP: &str = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  all: {handler: a.a, events: [http: {path: $a/*}]}\n  api: {handler: a.b, events: [http: {path: $b/api/*, method: get}]}\n  old: {handler: a.c, events: [http: {path: $c/api/me}]}\n  me: {handler: a.d, events: [http: {path: $d/api/me, method: [get, post]}]}\n  队列: {handler: a.e, events: [apigw: {path: $e/q}]}\n  pay: {handler: a.f, events: [http: {path: $f/pay, method: none}]}\n";

/// [`SHOP`] with the pointer at the place with this letter.
fn shop(place: char) -> String {
    let mut text = SHOP.replace(&format!("${place}"), "$0");
    for other in 'a'..='f' {
        text = text.replace(&format!("${other}"), "");
    }
    text
}

#[test]
fn a_route_says_who_answers_and_what_is_looked_at_before_and_after() {
    let doc = en(&shop('b'));
    has(
        &doc,
        &[
            "**`/api/*`** — route",
            "On aliyun (Serverless Devs), `GET /api/*` is answered by `api`.",
            "Looked at in this order:",
            "- `GET,POST /api/me` → `me`",
            "- **`GET /api/*` → `api`**",
            "- `GET,PUT,POST,DELETE,HEAD,PATCH /*` → `all`",
        ],
    );
    assert!(!doc.contains("/pay"), "{doc}");
}

#[test]
fn a_route_is_explained_in_chinese() {
    has(
        &zh(&shop('d')),
        &[
            "**`/api/me`** — 路由",
            "`GET,POST /api/me` 由 `me` 响应。",
            "按以下顺序匹配：",
            "- **`GET,POST /api/me` → `me`**",
            "- `GET /api/*` → `api`",
        ],
    );
}

#[test]
fn an_overwritten_route_says_by_whom() {
    has(
        &en(&shop('c')),
        &["`old` gets no request for `/api/me`: `me` has the same path and is deployed later."],
    );
    has(
        &zh(&shop('c')),
        &["`old` 收不到 `/api/me` 的请求：`me` 的路径相同"],
    );
}

#[test]
fn a_trigger_that_the_cloud_ignores_has_no_route() {
    has(
        &en(&shop('e')),
        &["No route: aliyun (Serverless Devs) ignores `apigw`."],
    );
    has(&zh(&shop('e')), &["没有路由：", "会忽略 `apigw`。"]);
}

#[test]
fn a_route_without_a_method_that_gets_through_says_so() {
    has(
        &en(&shop('f')),
        &["no method on `/pay` is answered by `pay`"],
    );
}

#[test]
fn the_same_file_has_other_routes_on_another_cloud() {
    let settings = Settings {
        provider: Some(Cloud::Tencent),
        ..Settings::default()
    };
    let (word, doc) = at_in(&shop('e'), Lang::En, settings).expect("a hover");
    assert_eq!(word, "/q");
    has(&doc, &["On tencent, `ANY /q` is answered by `队列`."]);
}

const FOLDED: &str = "service: shop\nprovider: {name: tencent}\nfunctions:\n  list: {handler: a.a, events: [http: {path: $a/goods/列表, method: get}]}\n  detail: {handler: a.b, events: [http: {path: '$b/goods/:id', method: [get, put]}]}\n  rest: {handler: a.c, events: [http: {path: /goods/*}]}\n  pay: {handler: a.d, events: [http: {path: /pay, method: post}]}\naggregation:\n  goods: {functions: [detail, list, rest]}\n";

#[test]
fn a_member_says_which_aggregation_it_lands_in_and_the_order_inside() {
    has(
        &en(&FOLDED.replace("$a", "").replace("$b", "$0")),
        &[
            "On tencent, `ANY /goods/*` is answered by the aggregation `goods`; `detail` is a part of it.",
            "- **`ANY /goods/*` → `goods`**",
            "Inside `goods`, in this order:",
            "- `GET /goods/列表` → `list`",
            "- `/goods/*` → `rest`",
            "- **`GET,PUT /goods/:id` → `detail`**",
        ],
    );
    has(
        &zh(&FOLDED.replace("$b", "").replace("$a", "$0")),
        &[
            "由聚合函数 `goods` 响应，`list` 是其中一员。",
            "`goods` 内部按以下顺序匹配：",
            "- **`GET /goods/列表` → `list`**",
            "- `/goods/*` → `rest`",
        ],
    );
}

#[test]
fn a_function_says_its_routes() {
    let text = shop('x').replace("  api:", "  a$0pi:");
    let (word, doc) = at(&text, Lang::En).expect("a hover");
    assert_eq!(word, "api");
    has(
        &doc,
        &["**`api`** — function", "`GET /api/*` is answered by `api`"],
    );
    let text = FOLDED
        .replace("$a", "")
        .replace("$b", "")
        .replace("  list:", "  list$0:");
    has(
        &zh(&text),
        &[
            "**`list`** — 函数",
            "由聚合函数 `goods` 响应",
            "**`GET /goods/列表` → `list`**",
        ],
    );
}

#[test]
fn a_function_without_a_route_says_nothing_of_one() {
    let text = "service: a\nprovider: {name: aliyun}\nfunctions:\n  jo$0b: {handler: a.b, events: [timer: {value: 5m, type: every}]}\n";
    assert_eq!(at(text, Lang::En), None);
    let folded =
        format!("{text}aggregation: {{全部: {{eventTrigger: true, functionsPattern: ['*']}}}}\n");
    has(
        &en(&folded),
        &["Deployed as a part of the aggregation `全部`."],
    );
    has(&zh(&folded), &["并入聚合函数 `全部` 部署。"]);
}

#[test]
fn where_the_toolchain_stops_there_is_no_route_and_a_reason() {
    let text = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  a: {handler: a.b, events: [http: {path: $0/a}]}\n  b: {handler: a.b, events: [os: {bucket: b}]}\n";
    has(&en(text), &["No route: the toolchain stops.", "`prefix`"]);
    has(&zh(text), &["没有路由：工具链会出错。"]);
}

#[test]
fn where_nobody_knows_the_key_is_explained() {
    for text in [
        // the variable decides
        "service: a\nprovider: {name: aliyun}\nfunctions: {a: {handler: a.b, events: [http: {path: '/$0a${env.P}'}]}}\n",
        "functions: {a: {handler: a.b, events: [http: {path: /$0a}]}}\n",
    ] {
        has(&en(text), &["**`path`**"]);
    }
}

#[test]
fn wechat_has_no_routes() {
    let text =
        "provider: {name: wechat}\nfunctions: {a: {handler: a.b, events: [http: {path: /$0a}]}}\n";
    has(&en(text), &["No route: wechat ignores `http`."]);
}

#[test]
fn vercel_answers_in_the_order_of_the_file() {
    let text =
        "provider: {name: vercel}\nfunctions: {a: {handler: a.b, events: [http: {path: /$0a}]}}\n";
    has(&en(text), &["On vercel, `ANY /a` is answered by `a`."]);
}

#[test]
fn a_long_list_is_cut_around_the_route() {
    let mut text = "service: a\nprovider: {name: aliyun}\nfunctions:\n".to_owned();
    for number in 0..40 {
        let pointer = if number == 20 { "$0" } else { "" };
        let path = "a".repeat(40 - number);
        text.push_str(&format!(
            "  f{number}: {{handler: a.b, events: [http: {{path: {pointer}/{path}*}}]}}\n"
        ));
    }
    let doc = en(&text);
    has(&doc, &["- …\n", "→ `f20`**", "\n- …"]);
    assert!(!doc.contains("`f0`") && !doc.contains("`f39`"), "{doc}");
}

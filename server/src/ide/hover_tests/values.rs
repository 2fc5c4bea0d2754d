//! Values and names: regions, runtimes, layers, aliases, members, rules.

use fyml_schema::{Cloud, Lang};

use super::{at, en, has, zh};

#[test]
fn a_region_says_where_it_is_and_whether_it_is_the_default() {
    let text = "provider: {name: aliyun, region: cn-hang$0zhou}\n";
    has(
        &en(text),
        &[
            "**`cn-hangzhou`** — Alibaba Cloud",
            "Hangzhou",
            "taken when none is written",
        ],
    );
    has(&zh(text), &["阿里云函数计算", "杭州", "未填写时的默认值"]);
}

#[test]
fn a_region_of_another_cloud_says_so() {
    let text = "provider:\n  name: aliyun # 云\n  region: ap-guang$0zhou\n";
    has(
        &en(text),
        &["Tencent Cloud", "Guangzhou", "`aliyun` has no such region."],
    );
    has(&zh(text), &["腾讯云", "广州", "`aliyun` 没有这个地域。"]);
}

#[test]
fn a_closed_region_says_so() {
    let text = "provider: {name: tencent, region: na-to$0ronto}\n";
    has(&en(text), &["Toronto", "no longer offered"]);
    has(&zh(text), &["多伦多", "已不再提供"]);
}

#[test]
fn a_region_that_nobody_has_is_explained_by_its_key() {
    has(
        &en("provider: {name: aliyun, region: mo$0on}\n"),
        &["**`region`**"],
    );
}

#[test]
fn a_runtime_that_tencent_rewrites_says_into_what() {
    let text = "provider: {name: tencent, runtime: node$0js10}\n";
    has(
        &en(text),
        &[
            "**`Nodejs10.15`**",
            "`nodejs10` is handed to the cloud as `Nodejs10.15`.",
        ],
    );
    has(&zh(text), &["`nodejs10` 会以 `Nodejs10.15` 提交给云端。"]);
    // a function's own runtime is passed on as it is
    let own = "provider: {name: tencent}\nfunctions: {a: {runtime: node$0js10}}\n";
    has(&en(own), &["**`runtime`**"]);
}

#[test]
fn a_retired_runtime_says_so_in_chinese() {
    has(
        &zh("provider: {name: aliyun, runtime: node$0js8}\n"),
        &["新建函数可能被拒绝", "已下线"],
    );
}

#[test]
fn every_runtime_of_a_cloud_is_explained() {
    for cloud in [Cloud::Aliyun, Cloud::Tencent] {
        for runtime in cloud.runtimes() {
            let text = format!(
                "provider: {{name: {}, runtime: $0{}}}\n",
                cloud.name(),
                runtime.id
            );
            let (word, doc) = at(&text, Lang::ZhCn).expect("a hover");
            assert_eq!(word, runtime.id);
            has(&doc, &[runtime.id, runtime.doc().zh]);
        }
    }
}

#[test]
fn a_layer_says_which_package_it_is() {
    let text = "layers:\n  ko$0a: {path: 'npm:@midwayjs/koa-layer@3.0.0'}\n";
    has(
        &en(text),
        &[
            "**`koa`** — layer",
            "`@midwayjs/koa-layer`",
            "version `3.0.0`",
        ],
    );
    has(
        &zh(text),
        &["**`koa`** — 层", "`@midwayjs/koa-layer`，版本 `3.0.0`"],
    );
    let newest =
        "functions:\n  首页:\n    layers:\n      eg$0g:\n        path: npm:@midwayjs/egg-layer\n";
    has(
        &en(newest),
        &["`@midwayjs/egg-layer` in its newest version"],
    );
    has(&zh(newest), &["`@midwayjs/egg-layer` 的最新版本"]);
}

#[test]
fn a_layer_without_a_package_says_what_it_can_be() {
    has(
        &en("layers:\n  ar$0n: {path: 'acs:fc:cn-hangzhou:layers/x'}\n"),
        &["ARN of an FC layer"],
    );
    has(
        &en("layers:\n  no$0ne: {}\n"),
        &["Without a `path` nothing is loaded."],
    );
    has(
        &zh("layers:\n  no$0ne: {}\n"),
        &["没有 `path`，不会加载任何内容。"],
    );
}

#[test]
fn a_member_of_an_aggregation_is_explained_as_the_function() {
    let text = "service: a\nprovider: {name: aliyun}\nfunctions:\n  列表: {handler: a.b, events: [http: {path: /a/列表}]}\naggregation:\n  全部:\n    functions:\n      - 列$0表\n";
    has(
        &en(text),
        &[
            "**`列表`** — function",
            "answered by the aggregation `全部`",
        ],
    );
    has(&zh(text), &["**`列表`** — 函数", "由聚合函数 `全部` 响应"]);
}

#[test]
fn a_member_that_is_nowhere_says_so_and_one_in_code_says_where() {
    let gone = "aggregation: {all: {functions: [没$0有]}}\n";
    has(
        &en(gone),
        &["Neither `functions` nor the code has a function of this name."],
    );
    has(&zh(gone), &["`functions` 和源码中都没有这个名称的函数。"]);
}

#[test]
fn a_pattern_says_which_functions_it_matches() {
    let text = "functions: {getUser: {}, 'get-购物车': {}, pay: {}}\naggregation:\n  all:\n    functionsPattern: ['get$0*']\n";
    let doc = en(text);
    has(
        &doc,
        &[
            "Matches these functions (2):",
            "- `getUser`",
            "- `get-购物车`",
        ],
    );
    assert!(!doc.contains("`pay`"), "{doc}");
    has(&zh(text), &["匹配以下函数（2 个）："]);
    has(
        &zh(&text.replace("get$0*", "x$0*")),
        &["没有匹配本文件中的任何函数。"],
    );
}

#[test]
fn an_alias_shows_what_it_stands_for() {
    let text = "functions:\n  a:\n    events:\n      - http: &路由\n          path: /商品\n          method: get\n  b:\n    events:\n      - http: *路$0由\n";
    let (word, doc) = at(text, Lang::ZhCn).expect("a hover");
    assert_eq!(word, "*路由");
    has(
        &doc,
        &[
            "**`*路由`** — 别名",
            "```yaml\npath: /商品\nmethod: get\n```",
        ],
    );
    assert_eq!(at("a: *no$0where\n", Lang::En), None);
}

#[test]
fn a_long_anchor_is_cut() {
    let keys: String = (0..40).map(|number| format!("  k{number}: 1\n")).collect();
    let doc = en(&format!("a: &long\n{keys}b: *lo$0ng\n"));
    has(&doc, &["k0: 1\nk1: 1", "…"]);
    assert!(!doc.contains("k39"), "{doc}");
}

#[test]
fn a_merge_key_is_explained() {
    let text = "base: &base {timeout: 3}\nprovider:\n  <$0<: *base\n";
    has(&en(text), &["merge key", "Keys that are written here win."]);
    has(&zh(text), &["合并键", "同名键优先"]);
}

#[test]
fn the_code_of_a_rule_in_a_comment_is_explained() {
    let text = "# fyml-ignore-file: file-name, provider-unkn$0own\nprovider: {name: x}\n";
    let (word, doc) = at(text, Lang::En).expect("a hover");
    assert_eq!(word, "provider-unknown");
    has(&doc, &["**`provider-unknown`** — rule"]);
    has(&zh(text), &["**`provider-unknown`** — 规则"]);
    for text in [
        "# provider-unkn$0own\n",
        "service: 'a # fyml-ignore: provider-unkn$0own'\n",
        "# fyml-ignore: no-such-ru$0le\n",
    ] {
        let doc = at(text, Lang::En).map(|(_, doc)| doc).unwrap_or_default();
        assert!(!doc.contains("rule"), "{text}: {doc}");
    }
}

#[test]
fn an_item_of_a_list_is_explained_by_the_list() {
    let text = "package:\n  include:\n    - 公$0共/*\n";
    has(&en(text), &["**`include`** — list"]);
    has(&zh(text), &["**`include`** — 列表"]);
}

#[test]
fn a_key_says_in_chinese_what_it_is_and_who_reads_it() {
    let doc = zh("provider: {name: tencent}\nfunctions:\n  商店:\n    time$0out: 3\n");
    has(
        &doc,
        &[
            "**`timeout`** — 整数",
            "默认值：`3` 秒",
            "| 部署到 | 效果 |",
            "| **腾讯云** | 支持 |",
        ],
    );
}

#[test]
fn a_trigger_says_in_chinese_what_each_cloud_makes_of_it() {
    let doc = zh(
        "provider: {name: aliyun}\nfunctions:\n  商店:\n    events:\n      - ap$0igw: {path: /}\n",
    );
    has(
        &doc,
        &[
            "**`apigw`** — 触发器",
            "| **阿里云（Serverless Devs）** | 忽略 |",
            "| 腾讯云 | 支持 |",
        ],
    );
}

#[test]
fn a_variable_within_chinese_text_is_found_exactly() {
    let (word, doc) = at("service: '商店-${env.NO$0}-🙂'\n", Lang::ZhCn).expect("a hover");
    assert_eq!(word, "${env.NO}");
    has(&doc, &["环境变量", "未设置"]);
}

#[test]
fn a_deploy_type_and_an_event_are_explained() {
    has(
        &zh("deployType: ko$0a\n"),
        &["把整个 Koa 应用部署为一个函数。"],
    );
    let event = "provider: {name: aliyun}\nfunctions: {a: {events: [{os: {events: 'oss:ObjectCreated:$0*'}}]}}\n";
    has(&en(event), &["An object was created in any way."]);
}

#[test]
fn a_handler_says_in_chinese_where_its_code_is() {
    let doc = zh("functions:\n  首页:\n    handler: index.$0handler\n");
    has(
        &doc,
        &[
            "**`index.handler`** — 入口",
            "`src/index.ts:2` — `async handler(事件: any)`",
        ],
    );
}

#[test]
fn a_timer_says_in_chinese_when_it_is_due() {
    let doc = zh(
        "provider: {name: aliyun}\nfunctions: {报表: {events: [timer: {type: cron, value: 'CRON_TZ=Asia/Shanghai 0 0 4 *$0 * *'}]}}\n",
    );
    has(
        &doc,
        &[
            "定时计划",
            "每天 04:00（北京时间）",
            "接下来的执行时间：",
            "| UTC | 北京时间 |",
        ],
    );
}

#[test]
fn a_key_says_since_which_version_it_is_read() {
    let text = "provider: {name: aliyun, conc$0urrency: 10}\n";
    has(&en(text), &["since CLI 2.0.14"]);
    has(&zh(text), &["CLI 起始版本：2.0.14"]);
}

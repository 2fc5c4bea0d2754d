//! Chinese names, comments and values, and what a Chinese client reads.

use fyml_schema::Lang;

use super::{World, check, check_offered};
use crate::ide::completion::Completion;
use crate::ide::neighbourhood::SourceHandler;

macro_rules! cases {
    ($($name:ident: $text:expr, $label:expr => $result:expr;)*) => {
        $(#[test] fn $name() { check($text, $label, $result); })*
    };
}

cases! {
    behind_a_chinese_comment_and_an_emoji: "# 服务 🙂\nservice: 商店 # 名称\npro$0\n", "provider" => "# 服务 🙂\nservice: 商店 # 名称\nprovider:\n  \n";
    in_a_function_with_a_chinese_name: "functions:\n  商店:\n    # 入口\n    ha$0\n", "handler" => "functions:\n  商店:\n    # 入口\n    handler: \n";
    behind_a_chinese_key_in_braces: "functions: {\"商店🙂\": {handler: a.b, ti$0}}\n", "timeout" => "functions: {\"商店🙂\": {handler: a.b, timeout: }}\n";
    a_value_before_a_chinese_comment: "provider:\n  name: al$0 # 阿里云\n", "aliyun" => "provider:\n  name: aliyun # 阿里云\n";
    a_value_glued_to_a_chinese_comment: "provider:\n  name: $0# 阿里云\n", "aliyun" => "provider:\n  name: aliyun # 阿里云\n";
    a_chinese_member: "functions: {商店: {handler: a.b}}\naggregation:\n  全部:\n    functions:\n      - 商$0\n", "商店" => "functions: {商店: {handler: a.b}}\naggregation:\n  全部:\n    functions:\n      - 商店\n";
    a_chinese_member_in_brackets: "functions: {商店: {handler: a.b}, 购物车: {handler: c.d}}\naggregation:\n  全部: {functions: [商店, 购$0]}\n", "购物车" => "functions: {商店: {handler: a.b}, 购物车: {handler: c.d}}\naggregation:\n  全部: {functions: [商店, 购物车]}\n";
    a_chinese_layer: "functions:\n  首页:\n    layers:\n      $0\nlayers:\n  公共层: {path: npm:x}\n", "公共层" => "functions:\n  首页:\n    layers:\n      公共层:\n        \nlayers:\n  公共层: {path: npm:x}\n";
    a_chinese_anchor: "x: &公共 {timeout: 3}\nprovider:\n  <<: *公$0\n", "*公共" => "x: &公共 {timeout: 3}\nprovider:\n  <<: *公共\n";
    a_method_beside_a_chinese_path: "provider: {name: aliyun}\nfunctions: {商店: {events: [http: {path: /商品/列表, method: p$0}]}}\n", "post" => "provider: {name: aliyun}\nfunctions: {商店: {events: [http: {path: /商品/列表, method: post}]}}\n";
    a_full_width_colon_behind_a_nested_key: "provider:\n  na$0：\n", "name" => "provider:\n  name: \n";
    a_full_width_colon_before_a_half_typed_value: "provider:\n  name: aliyun\n  region：cn-hang$0\n", "cn-hangzhou" => "provider:\n  name: aliyun\n  region: cn-hangzhou\n";
    a_full_width_colon_before_a_list: "provider: {name: aliyun}\nfunctions:\n  商店:\n    events：$0\n", "http" => "provider: {name: aliyun}\nfunctions:\n  商店:\n    events:\n      - http:\n          \n";
    a_full_width_colon_before_a_half_typed_list: "provider: {name: aliyun}\nfunctions:\n  商店:\n    events： ht$0\n", "http …" => "provider: {name: aliyun}\nfunctions:\n  商店:\n    events:\n      - http:\n          path: /*\n          method: get\n";
    a_full_width_colon_before_a_member: "functions: {商店: {handler: a.b}}\naggregation:\n  全部:\n    functions：$0\n", "商店" => "functions: {商店: {handler: a.b}}\naggregation:\n  全部:\n    functions:\n      - 商店\n";
}

#[test]
fn a_region_that_is_the_default_keeps_its_name() {
    let world = World::of("provider:\n  name: aliyun\n  region: $0\n");
    let note = |world: World| world.item("cn-hangzhou").note;
    assert_eq!(note(world).as_deref(), Some("Hangzhou (default)"));
    let world = World::of("provider:\n  name: aliyun\n  region: $0\n").lang(Lang::ZhCn);
    assert_eq!(note(world).as_deref(), Some("杭州（默认值）"));
}

#[test]
fn shapes_are_said_once_and_without_stray_blanks() {
    let detail = |text: &str, key: &str| World::of(text).lang(Lang::ZhCn).item(key).detail;
    assert_eq!(detail("$0", "deployType").as_deref(), Some("部署类型"));
    assert_eq!(detail("$0", "service").as_deref(), Some("字符串，或服务"));
    let text = "provider: {name: aliyun}\nfunctions:\n  a:\n    events:\n      - $0\n";
    assert_eq!(
        detail(text, "http").as_deref(),
        Some("http 触发器，或 `true` 或 `false`")
    );
}

#[test]
fn names_of_one_word_make_a_pattern() {
    let text = "functions: {用户-列表: {}, 用户-详情: {}, 订单: {}}\naggregation:\n  全部:\n    functionsPattern:\n      - $0\n";
    check_offered(text, &["*", "用户-*", "!用户-列表"], &[]);
    check(
        text,
        "用户-*",
        "functions: {用户-列表: {}, 用户-详情: {}, 订单: {}}\naggregation:\n  全部:\n    functionsPattern:\n      - 用户-*\n",
    );
}

#[test]
fn a_function_gets_the_chinese_name_that_is_typed() {
    let world = World::of("provider: {name: aliyun}\nfunctions:\n  首页$0\n").lang(Lang::ZhCn);
    assert_eq!(
        world.choose("首页: 函数 (http)", false),
        "provider: {name: aliyun}\nfunctions:\n  首页:\n    handler: 首页.handler\n    events:\n      - http:\n          path: /*\n          method: get\n"
    );
    assert_eq!(world.item("首页: 函数 (http)").filter, "首页");
}

#[test]
fn a_chinese_label_is_found_by_the_english_word() {
    let world = World::of("provider: {name: aliyun}\nfunctions:\n  fun$0\n");
    assert_eq!(
        world.lang(Lang::ZhCn).item("fun: 函数 (timer)").filter,
        "fun"
    );
    let world = World::of("provider: {name: aliyun}\nfunctions:\n  $0\n").lang(Lang::ZhCn);
    assert_eq!(world.item("函数 (timer)").filter, "function timer");
}

/// The item `label` at `marked` as a Chinese client sees it.
#[track_caller]
fn zh(marked: &str, label: &str) -> Completion {
    World::of(marked).lang(Lang::ZhCn).item(label)
}

/// What the item `label` at `marked` is documented with.
#[track_caller]
fn doc(marked: &str, label: &str) -> String {
    let world = World::of(marked).lang(Lang::ZhCn);
    let analysis = world.analysis();
    let about = world.item(label).about;
    about
        .doc(analysis.cloud(), analysis.path(), Lang::ZhCn)
        .markdown()
}

#[test]
fn details_say_in_chinese_what_may_be_written() {
    assert_eq!(
        zh("provider:\n  $0\n", "timeout").detail.as_deref(),
        Some("整数")
    );
    assert_eq!(
        zh("$0", "functions …").detail.as_deref(),
        Some("包含一个函数")
    );
    assert_eq!(
        zh("layers:\n  $0\n", "layer …").detail.as_deref(),
        Some("来自 npm 的层")
    );
    let merge = zh("a: &a {b: 1}\nprovider:\n  $0\n", "<<: *a");
    assert_eq!(merge.detail.as_deref(), Some("合并锚点中的内容"));
}

#[test]
fn whole_files_say_in_chinese_for_which_cloud() {
    let detail = zh("$0", "f.yml (aliyun)").detail.expect("a detail");
    assert!(detail.starts_with("完整的 f.yml：阿里云"), "{detail}");
}

#[test]
fn notes_say_in_chinese_what_a_value_is() {
    let aliyun = "provider:\n  name: aliyun\n";
    let region = zh(&format!("{aliyun}  region: $0\n"), "cn-shanghai");
    assert_eq!(region.note.as_deref(), Some("上海"));
    let timeout = zh(&format!("{aliyun}  timeout: $0\n"), "3");
    assert_eq!(timeout.note.as_deref(), Some("默认值"));
    let old = zh(&format!("{aliyun}  runtime: $0\n"), "nodejs8");
    assert!(
        old.is_deprecated
            && old
                .note
                .is_some_and(|note| note.contains("新建函数可能被拒绝"))
    );
    let cloud = zh("provider:\n  name: $0\n", "tencent");
    assert_eq!(cloud.note.as_deref(), Some("腾讯云云函数"));
}

#[test]
fn notes_on_patterns_are_chinese() {
    let text = "functions: {getA: {}, getB: {}}\naggregation: {all: {functionsPattern: [$0]}}\n";
    assert_eq!(zh(text, "*").note.as_deref(), Some("所有函数"));
    assert_eq!(zh(text, "get*").note.as_deref(), Some("2 个函数"));
    assert_eq!(zh(text, "!getA").note.as_deref(), Some("排除该函数"));
}

#[test]
fn schedules_of_tencent_are_chinese_and_in_its_own_form() {
    let text = "provider: {name: tencent}\nfunctions: {报表: {events: [timer: {type: cron, value: $0}]}}\n";
    let item = zh(text, "每天 04:00");
    assert_eq!(item.edit.text, "'0 0 4 * * * *'");
}

#[test]
fn keys_are_documented_in_chinese() {
    let text = doc("provider:\n  name: aliyun\n  $0\n", "timeout");
    assert!(
        text.contains("默认值: `3` 秒") && text.contains("允许范围"),
        "{text}"
    );
}

#[test]
fn triggers_are_documented_in_chinese() {
    let text = doc(
        "provider: {name: aliyun}\nfunctions: {a: {events: [$0]}}\n",
        "http",
    );
    assert!(
        text.contains("— 触发器") && text.contains("收到 HTTP 请求时调用函数"),
        "{text}"
    );
}

#[test]
fn values_are_documented_in_chinese() {
    let text = doc("provider:\n  name: aliyun\n  runtime: $0\n", "nodejs20");
    assert!(
        text.contains("阿里云函数计算") && text.contains("可用"),
        "{text}"
    );
    let text = doc("deployType: $0\n", "koa");
    assert!(text.contains("Koa 应用"), "{text}");
}

#[test]
fn rules_are_documented_in_chinese() {
    let text = doc(
        "# fyml-ignore: provider-$0\nservice: 1\n",
        "provider-unknown",
    );
    assert!(text.contains("不是可以部署的云平台"), "{text}");
    let item = zh(
        "# fyml-ignore: provider-$0\nservice: 1\n",
        "provider-unknown",
    );
    assert!(item.detail.is_some_and(|detail| detail.contains("云平台")));
}

#[test]
fn snippets_show_what_they_insert() {
    let text = doc(
        "provider: {name: aliyun}\naggregation:\n  $0\n",
        "aggregation …",
    );
    assert!(text.starts_with("```yaml\n") || text.is_empty(), "{text}");
}

#[test]
fn a_handler_in_code_is_offered_first_for_its_own_function() {
    let mut world = World::of("functions:\n  下单:\n    handler: $0\n").lang(Lang::ZhCn);
    let handler = |handler: &str, function: &str, line| SourceHandler {
        handler: handler.to_owned(),
        function: Some(function.to_owned()),
        place: ("src/商店.ts".to_owned(), line),
    };
    world.handlers = vec![
        handler("shop.list", "列表", 3),
        handler("shop.buy", "下单", 9),
    ];
    let offered = world.offered();
    assert_eq!(offered[0].label, "shop.buy");
    assert_eq!(offered[0].note.as_deref(), Some("src/商店.ts:9"));
    assert!(offered[0].is_obvious && !offered[1].is_obvious);
}

#[test]
fn a_function_that_only_code_has_can_be_a_member() {
    let mut world = World::of("aggregation:\n  全部:\n    functions:\n      - $0\n");
    world.handlers = vec![SourceHandler {
        handler: "shop.buy".to_owned(),
        function: Some("下单".to_owned()),
        place: ("src/shop.ts".to_owned(), 1),
    }];
    assert_eq!(
        world.choose("下单", false),
        "aggregation:\n  全部:\n    functions:\n      - 下单\n"
    );
}

#[test]
fn chinese_files_are_packed_without_quotes_unless_they_need_them() {
    let mut world = World::of("package:\n  include: $0\n");
    world.files = vec!["静态/", "说明: 一.md"];
    assert_eq!(
        world.choose("静态", false),
        "package:\n  include: \n    - 静态\n"
    );
    assert_eq!(
        world.choose("说明: 一.md", false),
        "package:\n  include: \n    - '说明: 一.md'\n"
    );
}

#[test]
fn a_chinese_variable_name_gets_no_reference() {
    assert!(
        World::of("provider:\n  environment:\n    令牌: $0\n")
            .labels()
            .is_empty()
    );
}

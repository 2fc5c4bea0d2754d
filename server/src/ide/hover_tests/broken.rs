//! Half-typed documents, odd forms, places where nothing stands.

use fyml_schema::Lang;

use super::{at, en, has, zh};

#[test]
fn a_mistake_elsewhere_does_not_silence_a_key() {
    for broken in [
        "service: \"shop\n",
        "service\n",
        "functions:\n  a:\n    events:\n      -\n",
        "<<<<<<< HEAD\n=======\n>>>>>>> other\n",
        "package: {include: [a\n",
    ] {
        let text = format!("{broken}provider:\n  name: aliyun\n  time$0out: 3\n");
        has(&zh(&text), &["**`timeout`** — 整数"]);
    }
}

#[test]
fn a_route_in_a_broken_file_says_why_there_is_none() {
    let text = "service: shop\nprovider: {name: aliyun}\nfunctions:\n  a: {handler: a.b, events: [http: {path: $0/a}]}\n  b:\n    handler: \"x\n";
    let doc = zh(text);
    assert!(
        doc.contains("没有路由") || doc.contains("**`path`**"),
        "{doc}"
    );
}

#[test]
fn flow_and_block_are_explained_alike() {
    let block = en("provider:\n  name: aliyun\n  run$0time: nodejs14\n");
    let flow = en("{\"provider\": {\"name\": \"aliyun\", \"run$0time\": \"nodejs14\"}}\n");
    assert_eq!(block, flow);
}

#[test]
fn carriage_returns_and_marks_move_nothing() {
    let (word, _) = at(
        "\u{feff}# 服务\r\nprovider:\r\n  na$0me: aliyun\r\n",
        Lang::En,
    )
    .expect("a hover");
    assert_eq!(word, "name");
}

#[test]
fn between_things_nothing_is_said() {
    for text in [
        "provider:\n  name: aliyun\n$0\nservice: a\n",
        "provider:\n $0 name: aliyun\n",
        "# 注$0释\n",
        "custom:\n  我的: 值$0\n",
        "functions: {a: {environment: {A: tex$0t}}}\n",
    ] {
        assert_eq!(at(text, Lang::ZhCn), None, "{text}");
    }
}

#[test]
fn an_aggregation_with_a_deploy_type_says_it_is_off() {
    let text = "deployType: koa\nfunctions: {a: {events: [http: {path: /a}]}}\naggregation: {全$0部: {functions: [a]}}\n";
    has(&en(text), &["`deployType` switches aggregation off."]);
    has(&zh(text), &["`deployType` 会关闭聚合部署。"]);
}

#[test]
fn an_aggregation_whose_packaging_fails_says_so() {
    let text = "functions: {a: {events: [http: {path: /a}]}, b: {events: [http: true]}}\naggregation: {al$0l: {functionsPattern: ['*']}}\n";
    has(&zh(text), &["**打包会失败**"]);
    let unknown = "functions: {a: {events: [http: {path: '${env.P}'}]}}\naggregation: {al$0l: {functions: [a]}}\n";
    has(&zh(unknown), &["路由取决于环境变量。"]);
}

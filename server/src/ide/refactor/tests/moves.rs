use super::{after, analysis, offered, titles};
use crate::lint::{Project, apply};
use crate::syntax::Span;

const UP: &str = "service: shop
provider:
  name: aliyun
  runtime: nodejs18 # 运行时
functions:
  cart:
    handler: cart.handler
    # 数据库所在的网络
    vpc$0Config: # 专有网络
      vpcId: vpc-1 # 生产
      vSwitchIds: [vsw-1]
    events:
      - http:
          path: /cart
  pay:
    handler: pay.handler
    vpcConfig: {vpcId: vpc-1, vSwitchIds: [vsw-1]}
    events:
      - http:
          path: /pay
";

#[test]
fn a_setting_of_the_service_moves_up_with_its_comments() {
    assert_eq!(
        after(UP, "to-provider:vpcConfig"),
        "service: shop
provider:
  name: aliyun
  runtime: nodejs18 # 运行时
  # 数据库所在的网络
  vpcConfig: # 专有网络
    vpcId: vpc-1 # 生产
    vSwitchIds: [vsw-1]
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
  pay:
    handler: pay.handler
    events:
      - http:
          path: /pay
"
    );
    assert_eq!(
        titles(UP)[0],
        "Move `vpcConfig` to `provider`, for the whole service | 把 `vpcConfig` 移到 `provider`，作用于整个服务"
    );
}

#[test]
fn the_problem_is_gone_and_another_value_stays() {
    let other = UP.replace(
        "{vpcId: vpc-1, vSwitchIds: [vsw-1]}",
        "{vpcId: vpc-2, vSwitchIds: [vsw-2]}",
    );
    let text = after(&other, "to-provider:vpcConfig");
    assert!(
        text.contains("    vpcConfig: {vpcId: vpc-2, vSwitchIds: [vsw-2]}\n"),
        "{text}"
    );
    let codes = |text: &str| {
        let analysis = analysis(text, &Project::default());
        let codes = analysis.problems().iter().map(|problem| problem.rule.code);
        codes
            .filter(|code| *code == "aliyun-function-key-ignored")
            .count()
    };
    assert_eq!(codes(&UP.replace("$0", "")), 2);
    assert_eq!(codes(&text), 1);
    assert_eq!(codes(&after(UP, "to-provider:vpcConfig")), 0);
}

#[test]
fn what_the_provider_has_is_taken_out() {
    let text = UP.replace(
        "  runtime:",
        "  vpcConfig: {vpcId: vpc-1, vSwitchIds: [vsw-1]}\n  runtime:",
    );
    let plain = text.replace(" # 专有网络", "").replace(" # 生产", "");
    let after = after(&plain, "to-provider:vpcConfig");
    assert_eq!(after.matches("vpcId").count(), 1, "{after}");
    assert!(after.contains("    # 数据库所在的网络\n"), "{after}");
    assert!(titles(&plain)[0].starts_with("Remove `vpcConfig`: `provider` has the same | 删除"));
    // another value is the user's decision
    let other = text.replace("  vpcConfig: {vpcId: vpc-1", "  vpcConfig: {vpcId: vpc-3");
    assert!(!moves(&other));
}

#[test]
fn brackets_get_it_in_brackets() {
    let text = "provider: {name: tencent, runtime: Nodejs12.16}\nfunctions:\n  a: {handler: a.b, ro$0le: x, events: [timer: {name: t, type: cron, value: '0 0 4 * * * *'}]}\n";
    assert_eq!(
        after(text, "to-provider:role"),
        "provider: {name: tencent, runtime: Nodejs12.16, role: x}\nfunctions:\n  a: {handler: a.b, events: [timer: {name: t, type: cron, value: '0 0 4 * * * *'}]}\n"
    );
    let windows = "provider:\r\n    name: aliyun\r\nfunctions:\r\n  a:\r\n    handler: a.b\r\n    ro$0le: x\r\n";
    assert_eq!(
        after(windows, "to-provider:role"),
        "provider:\r\n    name: aliyun\r\n    role: x\r\nfunctions:\r\n  a:\r\n    handler: a.b\r\n"
    );
}

fn moves(marked: &str) -> bool {
    let found = offered(marked);
    found.iter().any(|id| id.starts_with("to-"))
}

#[test]
fn only_what_is_read_there_moves() {
    assert!(moves(UP));
    for (from, to) in [
        ("name: aliyun", "name: moon"),
        ("name: aliyun", "name: vercel"),
        ("service: shop", "service: shop\ndeployType: egg"),
        ("vpc$0Config: # 专有网络", "vpc$0Config: &a"),
        (
            "    vpc$0Config: # 专有网络\n      vpcId: vpc-1 # 生产\n      vSwitchIds: [vsw-1]\n",
            "    vpc$0Config:\n",
        ),
        ("vpc$0Config", "cp$0u"),
        ("vpc$0Config", "environ$0ment"),
        ("vpc$0Config", "na$0me"),
    ] {
        assert!(UP.contains(from), "{from}");
        assert!(!moves(&UP.replace(from, to)), "{to}");
    }
    // a key that is no function's at all
    assert!(moves(&UP.replace("vpc$0Config", "tracing$0Config")));
}

#[test]
fn a_comment_addressed_to_the_checker_stays_where_it_counts() {
    let text = UP.replace(
        "    # 数据库所在的网络\n",
        "    # fyml-ignore: aliyun-function-key-ignored\n",
    );
    let (plain, _) = super::fixture(&text);
    let analysis = analysis(&plain, &Project::default());
    let offset = plain.find("vpcConfig").expect("a setting") as u32;
    let change =
        super::super::move_setting::to_provider(&analysis, Span::empty(offset), "vpcConfig");
    // its value has comments of its own, which could not stay
    assert_eq!(change, None);
    let bare = plain.replace(" # 专有网络", "").replace(" # 生产", "");
    let after = {
        let analysis = super::analysis(&bare, &Project::default());
        let edits =
            super::super::move_setting::to_provider(&analysis, Span::empty(offset), "vpcConfig");
        apply(&bare, &edits.expect("it can move"))
    };
    assert!(
        after.contains("    # fyml-ignore: aliyun-function-key-ignored\n    events:"),
        "{after}"
    );
}

const DOWN: &str = "service: shop
provider:
  name: aliyun
  # 每个实例的并发数
  initial$0izer: index.init # 初始化
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
  pay: {handler: pay.handler}
  refund:
    handler: refund.handler
    initializer: index.other
";

#[test]
fn a_setting_of_functions_moves_down_with_its_comments() {
    assert_eq!(
        after(DOWN, "to-functions:initializer"),
        "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    # 每个实例的并发数
    initializer: index.init # 初始化
    events:
      - http:
          path: /cart
  pay: {handler: pay.handler, initializer: index.init}
  refund:
    handler: refund.handler
    initializer: index.other
"
    );
    assert_eq!(
        titles(DOWN)[0],
        "Move `initializer` to the functions | 把 `initializer` 移到各个函数中"
    );
}

#[test]
fn an_aggregation_gets_it_in_place_of_its_members() {
    let text = format!("{DOWN}aggregation:\n  all:\n    functions: [cart]\n    # 结尾\n");
    let after = after(&text, "to-functions:initializer");
    assert!(
        after.contains("  cart:\n    handler: cart.handler\n    events:"),
        "{after}"
    );
    assert!(
        after.contains("    functions: [cart]\n    # 结尾\n    initializer: index.init\n"),
        "{after}"
    );
}

#[test]
fn what_functions_have_of_their_own_does_not_move_down() {
    assert!(moves(DOWN));
    for (from, to) in [
        ("initial$0izer", "handl$0er"),
        ("initial$0izer", "time$0out"),
        ("initial$0izer", "lay$0ers"),
        ("initial$0izer", "descrip$0tion"),
        ("initial$0izer: index.init", "initial$0izer:"),
        ("name: aliyun", "name: tencent"),
    ] {
        assert!(DOWN.contains(from), "{from}");
        assert!(!moves(&DOWN.replace(from, to)), "{to}");
    }
    assert!(!moves("provider:\n  name: aliyun\n  initial$0izer: a.b\n"));
}

use super::{after, offered, titles};

const TEXT: &str = "provider: {name: aliyun}
func$0tions: # 函数
  # 兜底
  # 最后
  all:
    handler: all.handler
    events:
      - http: {path: /*, method: get} # 全部
    # all 的备注

  # ---- 订单 ----

  job:
    handler: job.handler
  # 用户
  users:
    handler: users.handler
    events: [{http: {path: /users/*, method: get}}]
  one:
    handler: one.handler
    events:
      - http: {path: /one, method: get}
custom: {customDomain: {domainName: auto}}
";

#[test]
fn exact_routes_come_first_and_blocks_move_whole() {
    assert_eq!(
        after(TEXT, "sort-functions"),
        "provider: {name: aliyun}
functions: # 函数
  one:
    handler: one.handler
    events:
      - http: {path: /one, method: get}

  # ---- 订单 ----

  # 用户
  users:
    handler: users.handler
    events: [{http: {path: /users/*, method: get}}]
  # 兜底
  # 最后
  all:
    handler: all.handler
    events:
      - http: {path: /*, method: get} # 全部
    # all 的备注
  job:
    handler: job.handler
custom: {customDomain: {domainName: auto}}
"
    );
}

#[test]
fn windows_line_breaks_and_an_open_end_stay() {
    let text = TEXT.split("custom").next().expect("the first part");
    let text = text.trim_end().replace('\n', "\r\n");
    let sorted = after(&text, "sort-functions");
    assert!(
        sorted.ends_with("  job:\r\n    handler: job.handler"),
        "{sorted}"
    );
    assert_eq!(sorted.matches("\r\n").count(), sorted.matches('\n').count());
}

#[test]
fn nothing_is_offered_where_nothing_may_move() {
    let sorts = |text: &str| offered(text).contains(&"sort-functions".to_owned());
    assert!(sorts(TEXT));
    let sorted = after(TEXT, "sort-functions").replacen("functions", "func$0tions", 1);
    assert!(!sorts(&sorted), "it is sorted");
    // the later of two with one path overwrites the other
    assert!(!sorts(
        "provider: {name: aliyun}\nfunct$0ions:\n  b:\n    events: [{http: {path: /*}}, {http: {path: /a}}]\n  c:\n    events: [{http: {path: /b}}, {http: {path: /*}}]\n  a:\n    events: [{http: {path: /a}}]\n"
    ));
    // an alias must come behind its anchor
    assert!(!sorts(&TEXT.replace("handler: job", "handler: &x job")));
    assert!(!sorts(
        &TEXT
            .replace("func$0tions", "functions")
            .replace("us$0ers", "users")
            .replacen("one:", "o$0ne:", 1)
    ));
    assert!(!sorts(
        "deployType: egg\nfunct$0ions:\n  a: {events: [{http: {path: /*}}]}\n  b: {events: [{http: {path: /a}}]}\n"
    ));
    assert!(!sorts(
        "func$0tions: {a: {events: [{http: {path: /*}}]}, b: {events: [{http: {path: /a}}]}}\n"
    ));
}

#[test]
fn it_is_named_in_both_languages() {
    let titles = titles(TEXT);
    let title = "Sort functions by route precedence | 按路由匹配顺序排列函数";
    assert!(titles.iter().any(|found| found == title), "{titles:?}");
}

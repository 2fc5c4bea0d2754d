//! `path` in a form that routes of a domain do not know.

use fyml_schema::{Cloud, w};
use memchr::memchr2;

use super::deployed_of_type;
use crate::lint::cron::part_of_scalar;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;
use crate::syntax::{Entry, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-http-path",
    severity: Severity::Warning,
    group: Group::Triggers,
    clouds: &[Cloud::Aliyun],
    covers: &["A-36", "L-02"],
    summary: w(
        "A path that a domain route of aliyun does not understand",
        "aliyun 域名路由不支持的路径",
    ),
    explanation: w(
        "The path of a function becomes a route of the domain, as it is written. Such a route begins with `/` and is \
         exact, or ends with `*` for everything below. `:id` is not a parameter there, and a `*` elsewhere is no wildcard: \
         requests never reach the function. (Inside an aggregation Midway routes by itself, and `:id` works.)",
        "函数的路径会原样成为域名的路由。路由以 `/` 开头，要么精确匹配，要么以 `*` 结尾表示前缀匹配。\
         `:id` 在这里不是参数，写在其他位置的 `*` 也不是通配符：请求永远到不了函数。（在聚合部署中由 Midway 自己路由，`:id` 可用。）",
    ),
    bad: "service: library
provider:
  name: aliyun
functions:
  book:
    handler: book.handler
    events:
      - http:
          path: /book/:id
          method: get
",
    good: "service: library
provider:
  name: aliyun
functions:
  book:
    handler: book.handler
    events:
      - http:
          path: /book/*
          method: get
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    for trigger in deployed_of_type("http", function, context) {
        let Some(entry) = trigger.get("path") else {
            continue;
        };
        let Some(path) = entry.value.as_str().filter(|path| !path.is_empty()) else {
            continue;
        };
        if !entry.value.is_interpolated() {
            judge(path, entry, &function.name(), sink);
        }
    }
}

fn judge(path: &str, entry: Entry, function: &str, sink: &mut Sink) {
    let begins = path.starts_with('/');
    if begins && memchr2(b':', b'*', path.as_bytes()).is_none() {
        return;
    }
    let start = part_of_scalar(entry.value, &(0..path.len()));
    let is_verbatim = start.len() == path.len();
    if !begins {
        let problem = sink.report(
            entry.value_span(),
            message!(
                "A route begins with `/`: no request will reach `{function}` under `{path}`.",
                "路由必须以 `/` 开头：`{path}` 收不到任何请求，`{function}` 无法访问。"
            ),
        );
        if is_verbatim {
            problem.safe_fix(
                message!("Change to `/{path}`", "改为 `/{path}`"),
                Span::empty(start.start),
                "/",
            );
        }
        return;
    }
    if let Some(at) = parameter(path) {
        let end = path[at..]
            .find('/')
            .map_or(path.len(), |length| at + length);
        let shorter = format!("{}*", &path[..at]);
        let name = &path[at..end];
        let problem = sink.report(
            part_of_scalar(entry.value, &(at..end)),
            message!(
                "`{name}` is not a parameter in a route of aliyun: `{function}` is only reached under this very text. Write `{shorter}`, or put it into an aggregation.",
                "aliyun 的路由不支持 `{name}` 参数：只有路径与它一字不差时才会到达 `{function}`。请写 `{shorter}`，或放入聚合部署。"
            ),
        );
        if is_verbatim {
            problem.fix(
                message!("Change to `{shorter}`", "改为 `{shorter}`"),
                start,
                shorter,
            );
        }
    } else if let Some(at) = path.find('*').filter(|at| at + 1 < path.len()) {
        sink.report(
            part_of_scalar(entry.value, &(at..path.len())),
            message!(
                "A route of aliyun takes `*` only as its last character: requests for `{path}` will not reach `{function}`.",
                "aliyun 的路由只允许 `*` 作为最后一个字符：`{path}` 的请求到不了 `{function}`。"
            ),
        );
    }
}

/// Where the first segment that begins with `:` begins.
fn parameter(path: &str) -> Option<usize> {
    path.find("/:")
        .map(|slash| slash + 1)
        .filter(|at| path[at + 1..].starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed, underlined};

    fn with_path(path: &str) -> String {
        format!(
            "service: library\nprovider:\n  name: aliyun\nfunctions:\n  book:\n    handler: a.b\n    events:\n      - http:\n          path: {path}\n"
        )
    }

    #[test]
    fn the_fix_is_the_good_example() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
    }

    #[test]
    fn exact_paths_and_prefixes_are_fine() {
        for path in [
            "/",
            "/*",
            "/book",
            "/book/*",
            "/book*",
            "/a:b",
            "${env.BASE}/:id",
            "''",
            "",
        ] {
            assert!(check_rule(RULE.code, &with_path(path)).is_empty(), "{path}");
        }
    }

    #[test]
    fn the_wrong_part_is_underlined() {
        assert_eq!(
            underlined(RULE.code, &with_path("'/book/:id/pages'")),
            [":id"]
        );
        assert_eq!(underlined(RULE.code, &with_path("/a/*/b")), ["*/b"]);
        assert_eq!(underlined(RULE.code, &with_path("/**")), ["**"]);
        assert_eq!(underlined(RULE.code, &with_path("book")), ["book"]);
    }

    #[test]
    fn repairs_keep_the_quotes() {
        assert_eq!(
            fixed(RULE.code, &with_path("\"book/list\"")),
            with_path("\"/book/list\"")
        );
        assert_eq!(
            fixed(RULE.code, &with_path("'/book/:id/pages'")),
            with_path("'/book/*'")
        );
    }

    #[test]
    fn an_aggregation_knows_parameters() {
        let text = format!("{}aggregation:\n  main:\n    functions: [book]\n", RULE.bad);
        assert!(check_rule(RULE.code, &text).is_empty());
    }
}

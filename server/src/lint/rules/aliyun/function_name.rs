//! `name` in a function: the domain routes go to a function that does not exist.

use fyml_schema::keys::FUNCTION;
use fyml_schema::{Cloud, Support, w};

use super::is_deployed;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-function-name",
    severity: Severity::Error,
    group: Group::Functions,
    clouds: &[Cloud::Aliyun],
    covers: &["A-11"],
    summary: w(
        "`name` in a function splits its route from it",
        "函数中的 `name` 会让路由指向不存在的函数",
    ),
    explanation: w(
        "On the default deploy path the function is created under its key in f.yml, but the domain's route is written \
         for `name`: every request ends at a function that does not exist. (With `--useFun` both use `name`.) Rename the key instead.",
        "默认部署方式下，函数以 f.yml 中的键名创建，而域名路由使用的却是 `name`：所有请求都会指向一个不存在的函数。\
         （使用 `--useFun` 时两者都用 `name`。）请直接修改键名。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    name: shopping-cart
    handler: cart.handler
    events:
      - http:
          path: /cart
",
    good: "service: shop
provider:
  name: aliyun
functions:
  shopping-cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path.filter(|_| is_deployed(context)) else {
        return;
    };
    let is_used = FUNCTION
        .key("name")
        .is_some_and(|key| key.support.on(path) == Support::Full);
    let Some(entry) = function
        .get("name")
        .filter(|entry| !entry.value.is_falsy() && !is_used)
    else {
        return;
    };
    let key = function.name();
    let value = entry.value;
    if value.is_broken() || value.is_interpolated() || value.scalar_str() == Some(&*key) {
        return;
    }
    let written = value.scalar_str().unwrap_or_default();
    if context.has_domain_off || function.active_triggers("http").is_empty() {
        sink.report(
            entry.value_span(),
            message!(
                "The function will still be called `{key}`: `name` is not read here. Rename the key.",
                "函数仍然叫 `{key}`：这里的 `name` 不会被读取。请修改键名。"
            ),
        )
        .severity(Severity::Warning);
    } else {
        sink.report(
            entry.value_span(),
            message!(
                "The domain will route to `{written}`, but the function is created as `{key}`: requests reach nothing. Rename the key and leave `name` out.",
                "域名会路由到 `{written}`，而函数是以 `{key}` 创建的，请求找不到函数。请修改键名并删掉 `name`。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Settings;
    use crate::lint::testing::{check_rule, check_with, underlined};

    #[test]
    fn the_name_is_underlined() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["shopping-cart"]);
    }

    #[test]
    fn without_http_there_is_no_route_to_go_wrong() {
        let timer = RULE.bad.replace(
            "http:\n          path: /cart",
            "timer:\n          value: '0 0 4 * * *'",
        );
        assert!(check_rule(RULE.code, &timer)[0].starts_with("warning"));
    }

    #[test]
    fn the_same_name_and_unknown_ones_are_fine() {
        for name in ["cart", "${env.NAME}", "''"] {
            assert!(
                check_rule(RULE.code, &RULE.bad.replace("shopping-cart", name)).is_empty(),
                "{name}"
            );
        }
    }

    #[test]
    fn funcraft_uses_the_name_for_both() {
        let settings = Settings {
            use_fun: true,
            ..Settings::default()
        };
        assert!(
            !check_with(RULE.bad, &settings)
                .iter()
                .any(|line| line.starts_with(RULE.code))
        );
    }
}

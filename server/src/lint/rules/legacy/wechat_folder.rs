//! What lies in `cloudfunctions/` and is none of the functions.

use fyml_schema::{Cloud, w};

use crate::lint::{CLOUD_FUNCTIONS, Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "wechat-folder-cleared",
    severity: Severity::Hint,
    group: Group::Project,
    clouds: &[Cloud::Wechat],
    covers: &["W-05"],
    summary: w(
        "Packaging for wechat deletes what else lies in `cloudfunctions/`",
        "wechat 打包会删除 `cloudfunctions/` 中的其他内容",
    ),
    explanation: w(
        "Packaging deletes the folder `cloudfunctions/` and writes it anew from the functions of f.yml. What you put there \
         by hand is gone afterwards: keep it elsewhere. (What an earlier version of f.yml had made is reported too.)",
        "打包时会删除 `cloudfunctions/` 目录，再根据 f.yml 中的函数重新生成。手动放在那里的内容会丢失，请放到别处。\
         （以前版本的 f.yml 生成的内容也会提示。）",
    ),
    bad: "service: shop
provider:
  name: wechat
functions:
  cart:
    handler: cart.main
#- cloudfunctions/cart
#- cloudfunctions/pay
",
    good: "service: shop
provider:
  name: wechat
functions:
  cart:
    handler: cart.main
#- cloudfunctions/cart
",
    fixable: false,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    // functions from decorators are not in the file
    let there = &context.project.cloud_functions;
    if there.is_empty() || context.has_decorators() {
        return;
    }
    let service = context.service;
    let is_made = |name: &str| {
        service.function(name).is_some()
            || service
                .aggregations()
                .iter()
                .any(|aggregation| aggregation.name() == name)
    };
    let other: Vec<String> = there
        .iter()
        .filter(|name| !name.starts_with('.') && !is_made(name))
        .map(|name| format!("`{name}`"))
        .collect();
    let Some(key) = service
        .functions()
        .entry()
        .or_else(|| service.provider().entry())
        .map(|entry| entry.key.span())
        .filter(|_| !other.is_empty())
    else {
        return;
    };
    let (en, zh) = (other.join(", "), other.join("、"));
    sink.report(
        key,
        message!(
            "The next packaging deletes {en} in `{CLOUD_FUNCTIONS}/`: no function of this name is written here.",
            "下次打包会删除 `{CLOUD_FUNCTIONS}/` 中的 {zh}：这里没有同名的函数。"
        ),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_example;

    #[test]
    fn functions_of_the_file_are_made_again() {
        let found = check_example(RULE.code, RULE.bad);
        assert!(
            found.len() == 1 && found[0].contains("deletes `pay` in"),
            "{found:?}"
        );
        assert!(check_example(RULE.code, RULE.good).is_empty());
        assert!(check_example(RULE.code, &RULE.bad.replace("wechat", "aliyun")).is_empty());
    }
}

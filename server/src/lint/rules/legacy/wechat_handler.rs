//! `handler: index.handler` on wechat.

use fyml_schema::{Cloud, w};

use super::is_deployed;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The file that wechat calls.
const INDEX: &str = "index";

/// The rule.
pub static RULE: Rule = Rule {
    code: "wechat-handler",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[Cloud::Wechat],
    covers: &["W-03"],
    summary: w(
        "On wechat a handler in `index` must be called `main`",
        "wechat 上位于 `index` 的 handler 必须命名为 `main`",
    ),
    explanation: w(
        "WeChat calls the export `main` of `index.js`. For a handler in another file packaging writes that `index.js`; for \
         one in `index` the generated entry is `index.js` itself, and exports only the name of the handler. Write `index.main`.",
        "微信调用 `index.js` 导出的 `main`。handler 在其他文件时，打包会生成这个 `index.js`；handler 在 `index` 中时，\
         生成的入口就是 `index.js`，只导出 handler 中的名称。请写 `index.main`。",
    ),
    bad: "service: shop
provider:
  name: wechat
functions:
  cart:
    handler: index.handler
",
    good: "service: shop
provider:
  name: wechat
functions:
  cart:
    handler: index.main
",
    fixable: true,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(entry) = function.handler().filter(|_| is_deployed(context)) else {
        return;
    };
    let Some((file, export)) = entry.value.as_str().and_then(|text| text.split_once('.')) else {
        return;
    };
    let main = Cloud::Wechat.entry_export();
    if file != INDEX || export == main || export.contains('.') || entry.value.is_interpolated() {
        return;
    }
    let name = function.name();
    let right = format!("{INDEX}.{main}");
    sink.report(
        entry.value_span(),
        message!(
            "WeChat calls `main` of `index.js`, which will not be there: `{name}` fails at every call. Write `{right}`.",
            "微信调用的是 `index.js` 的 `main`，而它不会被导出：每次调用 `{name}` 都会失败。请写 `{right}`。"
        ),
    )
    .fix(
        message!("Change to `{right}`", "改为 `{right}`"),
        entry.value.span(),
        right,
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn another_file_gets_its_index() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert!(
            check_rule(
                RULE.code,
                &RULE.bad.replace("index.handler", "cart.handler")
            )
            .is_empty()
        );
    }
}

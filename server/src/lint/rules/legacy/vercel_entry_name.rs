//! Functions that vercel has no entry file for.

use fyml_schema::{Cloud, NAMES_OF_EVERY_OBJECT, w};

use super::is_deployed;
use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "vercel-entry-name",
    severity: Severity::Error,
    group: Group::Functions,
    clouds: &[Cloud::Vercel],
    covers: &["V-01"],
    summary: w(
        "A function's name is not a name for its entry file",
        "函数名不能用作入口文件名",
    ),
    explanation: w(
        "On vercel every function gets an entry file of its name, `api/<name>.js`. At a name that every JavaScript object has, \
         such as `constructor` or `toString`, packaging stops with a TypeError. With a `/` in the name the file would lie in a \
         folder that is not there: packaging stops with ENOENT.",
        "在 vercel 上，每个函数都有同名的入口文件 `api/<函数名>.js`。函数名是每个 JavaScript 对象都有的名字\
         （如 `constructor`、`toString`）时，打包会因 TypeError 中止；函数名中有 `/` 时，文件要写进并不存在的目录，\
         打包会报 ENOENT。",
    ),
    bad: "service: library
provider:
  name: vercel
functions:
  constructor:
    handler: book.handler
    events:
      - http:
          path: /book/*
",
    good: "service: library
provider:
  name: vercel
functions:
  book:
    handler: book.handler
    events:
      - http:
          path: /book/*
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let name = function.name();
    let key = function.entry().key;
    if !is_deployed(context) {
        return;
    }
    if NAMES_OF_EVERY_OBJECT.contains(&&*name) {
        sink.report(
            key.span(),
            message!(
                "Every JavaScript object has a `{name}`: packaging for vercel will stop with a TypeError. Choose another name.",
                "每个 JavaScript 对象都有 `{name}`：vercel 打包会因 TypeError 中止。请换一个名称。"
            ),
        );
    } else if name.contains('/') && !key.is_interpolated() {
        sink.report(
            key.span(),
            message!(
                "The entry file of `{name}` would lie in a folder that is not there: packaging for vercel will stop with ENOENT. Write the name without `/`.",
                "`{name}` 的入口文件要写进并不存在的目录：vercel 打包会报 ENOENT。函数名请不要包含 `/`。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::underlined;

    /// Seen with cli-plugin-vercel 1.3.22.
    #[test]
    fn the_names_of_every_object() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["constructor"]);
        let elsewhere = RULE.bad.replace("vercel", "aliyun");
        assert!(underlined(RULE.code, &elsewhere).is_empty());
        let folder = RULE.bad.replace("constructor", "book/list");
        assert_eq!(underlined(RULE.code, &folder), ["book/list"]);
    }
}

//! A function whose name is a number: `-f 123` fails.

use fyml_schema::{NameFault, NameOf, limits, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink};
use crate::message;
use crate::model::Function;

/// The rule.
pub static RULE: Rule = Rule {
    code: "function-name-number",
    severity: Severity::Info,
    group: Group::Functions,
    clouds: &[],
    covers: &["G-34"],
    summary: w("A function's name is a number", "函数名是数字"),
    explanation: w(
        "The CLI turns `-f 123` into a number and then tries to split it, so a single function of that name can be \
         neither packaged nor deployed. Give it a name with a letter in it.",
        "CLI 会把 `-f 123` 解析成数字，随后按字符串拆分时出错，因此无法单独打包或部署这个函数。请换一个含有字母的名称。",
    ),
    bad: "service: library
provider:
  name: vercel
functions:
  404:
    handler: missing.handler
    events:
      - http: true
",
    good: "service: library
provider:
  name: vercel
functions:
  notFound:
    handler: missing.handler
    events:
      - http: true
",
    fixable: false,
    check: Check::Function(check),
};

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let name = function.name();
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let limit = context
        .path
        .and_then(|path| limits(path).name(NameOf::Function));
    // On aliyun the cloud refuses it anyway (`name-not-allowed`); on tencent it is only the end of a name.
    let is_refused = !context.is(fyml_schema::Cloud::Tencent)
        && limit.is_some_and(|limit| matches!(limit.fault(&name), Some(NameFault::BadStart(_))));
    if is_number
        && !is_refused
        && !context.has_deploy_type
        && context.membership.is_deployed_alone()
    {
        sink.report(
            function.entry().key.span(),
            message!(
                "`-f {name}` will stop with a TypeError: a name of digits is read as a number.",
                "`-f {name}` 会因 TypeError 中止：全是数字的名称会被当作数字。"
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::check_rule;

    #[test]
    fn aliyun_has_a_better_reason_to_refuse_it() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("vercel", "aliyun")).is_empty());
        assert_eq!(check_rule(RULE.code, RULE.bad).len(), 1);
    }

    #[test]
    fn digits_in_a_name_are_fine() {
        assert!(check_rule(RULE.code, &RULE.bad.replace("404:", "not404:")).is_empty());
    }
}

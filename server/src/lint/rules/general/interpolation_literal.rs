//! `${env:X}`, `${{ X }}`, `${X}`: the syntax of other tools, which stays as it is.

use fyml_schema::w;

use super::interpolation::{Form, interpolations};
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "interpolation-literal",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[],
    covers: &["G-09"],
    summary: w(
        "`${…}` in the syntax of another tool is deployed as it stands",
        "其他工具的 `${…}` 语法会被原样部署",
    ),
    explanation: w(
        "Only `${env.NAME}` is replaced. The forms of Serverless Framework (`${env:X}`, `${self:…}`, `${opt:…}`, \
         `${file(…)}`), of GitHub Actions (`${{ X }}`) and of shells (`${X}`) are deployed as literal text. Names may \
         hold letters, digits and `_` only.",
        "只有 `${env.NAME}` 会被替换。Serverless Framework（`${env:X}`、`${self:…}`、`${opt:…}`、`${file(…)}`）、\
         GitHub Actions（`${{ X }}`）以及 shell（`${X}`）的写法都会作为普通字符串原样部署。变量名只能包含字母、数字和 `_`。",
    ),
    bad: "service: clinic
provider:
  name: aliyun
  region: ${env:SHOP_REGION}
",
    good: "service: clinic
provider:
  name: aliyun
  region: ${env.SHOP_REGION}
",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    for found in interpolations(context) {
        let Form::Literal(variable) = found.form else {
            continue;
        };
        let written = context.document.text().slice(found.span);
        let problem = sink.report(
            found.span,
            message!(
                "`{written}` is not replaced; this string itself is deployed. Midway knows only `${{env.NAME}}`.",
                "`{written}` 不会被替换，会原样部署。Midway 只支持 `${{env.NAME}}`。"
            ),
        );
        if let Some(name) = variable {
            let right = format!("${{env.{name}}}");
            problem.fix(
                message!("Change to `{right}`", "改为 `{right}`"),
                found.span,
                right,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, fixed};

    #[test]
    fn the_forms_of_other_tools_become_midways() {
        for form in [
            "${env:A}",
            "${{ A }}",
            "${{ secrets.A }}",
            "${A}",
            "${process.env.A}",
        ] {
            assert_eq!(
                fixed(RULE.code, &format!("service: {form}\n")),
                "service: ${env.A}\n",
                "{form}"
            );
        }
    }

    #[test]
    fn what_has_no_counterpart_is_only_reported() {
        for form in [
            "${self:custom.a}",
            "${file(a.yml)}",
            "${opt:stage, 'dev'}",
            "${env.A-B}",
        ] {
            let text = format!("service: {form}\n");
            assert_eq!(check_rule(RULE.code, &text).len(), 1, "{form}");
            assert_eq!(fixed(RULE.code, &text), text);
        }
    }

    #[test]
    fn variables_are_fine() {
        assert!(check_rule(RULE.code, "service: ${ env.A }\n").is_empty());
    }
}

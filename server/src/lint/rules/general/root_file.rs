//! `index.js` in the project's root takes the place of the entry that would be generated.

use fyml_schema::w;

use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "root-file-replaces-entry",
    severity: Severity::Info,
    group: Group::Project,
    clouds: &[],
    covers: &["G-18"],
    summary: w(
        "A `.js` file in the root takes the place of a handler's entry file",
        "根目录下的 `.js` 文件会取代 handler 的入口文件",
    ),
    explanation: w(
        "For `handler: server.handler` the CLI writes an entry `server.js` that starts Midway, except if the project's \
         root has a `server.js`: then that file is deployed as it is, and must export `handler` itself. On aliyun it must export \
         `initializer` too, which the builder names for every function that has none of its own.",
        "对于 `handler: server.handler`，CLI 会生成启动 Midway 的入口 `server.js`；但如果项目根目录已有 `server.js`，\
         就会原样部署该文件，它必须自己导出 `handler`。\
         在阿里云上还必须导出 `initializer`：函数自己没有写时，构建器会为每个函数填上它。",
    ),
    bad: "# f.yml, server.js
service: shop
provider:
  name: aliyun
functions:
  orders:
    handler: server.orders
",
    good: "# f.yml, server.js
service: shop
provider:
  name: aliyun
functions:
  orders:
    handler: api.orders
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Handler], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let entries = &context.project.root_entries;
    if context.service.deploy_type().is_some() || !entries.iter().any(|name| name.ends_with(".js"))
    {
        return;
    }
    for function in context.service.functions().iter() {
        let Some(entry) = function
            .handler()
            .filter(|entry| !entry.value.is_interpolated())
        else {
            continue;
        };
        let Some((file, export)) = entry
            .value
            .as_str()
            .and_then(|handler| handler.split_once('.'))
        else {
            continue;
        };
        let name = function.name();
        let alone = context.memberships.membership(&name).is_deployed_alone();
        if alone && entries.contains(&format!("{file}.js")) {
            sink.report(
                entry.value_span(),
                message!(
                    "`{file}.js` in the project root is deployed in place of the generated entry: it must export `{export}` itself.",
                    "项目根目录下的 `{file}.js` 会取代生成的入口文件，它必须自己导出 `{export}`。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::Example;
    use crate::lint::testing::check_rule_in;

    fn found(text: &str) -> Vec<String> {
        check_rule_in(RULE.code, text, &Example::of(RULE.bad).project())
    }

    #[test]
    fn every_handler_of_that_file_is_named() {
        let text = "functions:\n  a:\n    handler: server.a\n  b:\n    handler: server.b\n  c:\n    handler: serverless.c\n";
        assert_eq!(found(text).len(), 2);
        assert!(found(text)[0].starts_with("info 3:14-3:22"));
    }

    #[test]
    fn aggregated_functions_have_no_entry_of_their_own() {
        let text = "functions:\n  a:\n    handler: server.a\n    events:\n      - http: true\naggregation:\n  all:\n    functions: [a]\n";
        assert!(found(text).is_empty());
    }
}

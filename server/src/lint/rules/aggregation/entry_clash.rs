//! An aggregation and a function that share one entry file.

use fyml_schema::w;

use super::active;
use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-entry-clash",
    severity: Severity::Warning,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["G-20", "AG-24", "AG-28"],
    summary: w(
        "An aggregation and a function share one entry",
        "聚合函数与普通函数共用一个入口",
    ),
    explanation: w(
        "The entry of an aggregation is `<name>.handler`. A function that is deployed alone with the same handler writes the same export into the same file, and the first of them answers for both. With `provider.starter` the file alone is enough: every call of it goes through the router of the aggregation.",
        "聚合函数的入口是 `<名称>.handler`。单独部署且 handler 相同的函数会在同一个文件里写同一个导出，只有前一个生效。使用 `provider.starter` 时，文件相同就会冲突：对这个文件的每次调用都会经过聚合函数的路由。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  home:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  index:
    deployOrigin: true
    functionsPattern: ['*']
",
    good: "service: shop
provider:
  name: aliyun
functions:
  home:
    handler: index.handler
    events:
      - http:
          path: /shop/*
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  shop:
    deployOrigin: true
    functionsPattern: ['*']
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers, Part::Handler], check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    let has_starter = cx
        .service
        .provider()
        .value("starter")
        .is_some_and(|starter| !starter.is_falsy());
    for aggregation in active(cx) {
        let name = aggregation.name();
        let clashes = |handler: &str| match handler.split_once('.') {
            Some((file, export)) => file == name && (has_starter || export == "handler"),
            None => false,
        };
        let alone = cx.service.functions().iter().find_map(|function| {
            let handler = function
                .handler()
                .filter(|handler| handler.value.as_str().is_some_and(clashes))?;
            cx.memberships
                .membership(&function.name())
                .is_deployed_alone()
                .then_some((function.name(), handler))
        });
        if let Some((function, handler)) = alone {
            sink.report(
                aggregation.entry().key.span(),
                message!(
                    "`{name}` and the function `{function}` share the entry file `{name}.js`: only the first of them will answer. Choose another name.",
                    "`{name}` 与函数 `{function}` 共用入口文件 `{name}.js`，只有前一个会生效。请换一个名称。"
                ),
            )
            .related(handler.value_span(), message!("the same entry", "相同的入口"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn only_functions_that_are_deployed_alone_have_an_entry() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["index"]);
        assert!(
            check_rule(RULE.code, &RULE.bad.replace("    deployOrigin: true\n", "")).is_empty()
        );
    }

    #[test]
    fn with_a_starter_the_file_is_enough() {
        let other = RULE.bad.replace("index.handler", "index.home");
        assert!(check_rule(RULE.code, &other).is_empty());
        let starter = other.replace(
            "name: aliyun",
            "name: aliyun\n  starter: '@midwayjs/fc-starter'",
        );
        assert_eq!(underlined(RULE.code, &starter), ["index"]);
    }
}

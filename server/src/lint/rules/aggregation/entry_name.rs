//! An aggregation whose name cannot be the name of an entry file.

use fyml_schema::{NAMES_OF_EVERY_OBJECT, w};

use super::active;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink};
use crate::message;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aggregation-entry-name",
    severity: Severity::Error,
    group: Group::Aggregation,
    clouds: &[],
    covers: &["AG-13"],
    summary: w(
        "An aggregation's name is not a name for its entry file",
        "聚合函数的名称不能用作入口文件名",
    ),
    explanation: w(
        "For an aggregation the CLI writes an entry file of its name. With a `/` in it that would lie in a folder that is not there: packaging stops with ENOENT. \
         At a name that every JavaScript object has, such as `constructor` or `toString`, it stops with a TypeError.",
        "CLI 会为聚合函数生成同名的入口文件。名称中有 `/` 时，文件要写进并不存在的目录，打包会报 ENOENT；\
         名称是每个 JavaScript 对象都有的名字（如 `constructor`、`toString`）时，打包会因 TypeError 中止。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  constructor:
    functionsPattern: ['*']
",
    good: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.show
    events:
      - http:
          path: /shop/cart
aggregation:
  shop:
    functionsPattern: ['*']
",
    fixable: false,
    check: Check::Service(check),
};

fn check(cx: &ServiceContext, sink: &mut Sink) {
    for aggregation in active(cx) {
        let key = aggregation.entry().key;
        let name = aggregation.name();
        if key.is_interpolated() {
            continue;
        }
        if NAMES_OF_EVERY_OBJECT.contains(&&*name) {
            sink.report(
                key.span(),
                message!(
                    "Every JavaScript object has a `{name}`: packaging will stop with a TypeError. Choose another name.",
                    "每个 JavaScript 对象都有 `{name}`：打包会因 TypeError 中止。请换一个名称。"
                ),
            );
        } else if name.contains('/') {
            sink.report(
                key.span(),
                message!(
                    "The entry file of `{name}` would lie in a folder that is not there: packaging will stop with ENOENT. Write the name without `/`.",
                    "`{name}` 的入口文件要写进并不存在的目录：打包会报 ENOENT。名称请不要包含 `/`。"
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::underlined;

    /// Seen with the command line 1.3.22.
    #[test]
    fn names_at_which_packaging_stops() {
        assert_eq!(underlined(RULE.code, RULE.bad), ["constructor"]);
        let folder = RULE.bad.replace("constructor", "api/shop");
        assert_eq!(underlined(RULE.code, &folder), ["api/shop"]);
        let unknown = RULE.bad.replace("constructor", "'${env.NAME}/a'");
        assert!(underlined(RULE.code, &unknown).is_empty());
        let switched_off = format!("{}deployType: egg\n", RULE.bad);
        assert!(underlined(RULE.code, &switched_off).is_empty());
    }
}

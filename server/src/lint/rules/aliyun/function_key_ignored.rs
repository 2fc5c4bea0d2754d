//! Settings of a single function that hold for the service only.

use std::sync::LazyLock;

use fyml_schema::keys::{FUNCTION, LAYER_PREFIXES, PROVIDER};
use fyml_schema::{Cloud, Key, Support, w};

use crate::lint::{Check, FunctionContext, Group, Rule, Severity, Sink, Tag};
use crate::message;
use crate::model::Function;
use crate::syntax::Node;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-function-key-ignored",
    severity: Severity::Warning,
    group: Group::Functions,
    clouds: &[Cloud::Aliyun],
    covers: &["A-34"],
    summary: w(
        "A setting in a function that no builder reads there",
        "写在函数里但不会被读取的配置",
    ),
    explanation: w(
        "`role`, `vpcConfig`, `nasConfig`, `logConfig`, `internetAccess` and `asyncConfiguration` are read under \
         `provider` and hold for the whole service; in a function nobody looks at them. `instanceType`, `cpu` and \
         `diskSize` are read nowhere. A function's `layers` are npm layers; ARNs belong in `provider.layers`.",
        "`role`、`vpcConfig`、`nasConfig`、`logConfig`、`internetAccess`、`asyncConfiguration` 只在 `provider` 下读取，\
         作用于整个服务，写在函数里没有任何效果。`instanceType`、`cpu`、`diskSize` 写在哪里都不会被读取。\
         函数的 `layers` 只支持 npm 层，层的 ARN 请写在 `provider.layers` 中。",
    ),
    bad: "service: shop
provider:
  name: aliyun
functions:
  cart:
    handler: cart.handler
    vpcConfig:
      vpcId: vpc-1
    instanceType: c1
    events:
      - http:
          path: /cart
",
    good: "service: shop
provider:
  name: aliyun
  vpcConfig:
    vpcId: vpc-1
functions:
  cart:
    handler: cart.handler
    events:
      - http:
          path: /cart
",
    fixable: true,
    check: Check::Function(check),
};

/// The keys that this is about.
static CONCERNED: LazyLock<Vec<&'static Key>> = LazyLock::new(|| {
    let is_elsewhere = |key: &Key| key.unread() && !key.internal && key.deprecated.is_some();
    let keys = FUNCTION.keys.iter();
    keys.filter(|key| key.name == LAYERS || is_elsewhere(key))
        .collect()
});

/// The key whose values are judged, not itself.
const LAYERS: &str = "layers";

fn check(function: Function, context: &FunctionContext, sink: &mut Sink) {
    let Some(path) = context.path.filter(|_| !context.has_deploy_type) else {
        return;
    };
    let name = function.name();
    for entry in function.body().seen_entries() {
        let written = entry.name();
        let key = CONCERNED.iter().find(|key| key.name == written);
        let Some(key) = key.filter(|_| !entry.value.is_null()) else {
            continue;
        };
        let setting = key.name;
        if key.name == LAYERS {
            for layer in arns(entry.value) {
                sink.report(
                    layer.span(),
                    message!(
                        "`layers` of a function takes npm layers only: `{name}` will not have this one. Move the ARN to `provider.layers`.",
                        "函数的 `layers` 只支持 npm 层：`{name}` 不会使用这一层。请把 ARN 移到 `provider.layers`。"
                    ),
                );
            }
        } else {
            let is_service_level = PROVIDER
                .key(setting)
                .is_some_and(|key| key.support.on(path) != Support::Ignored);
            let message = if is_service_level {
                message!(
                    "`{setting}` has no effect in `{name}`: it holds for the whole service. Move it to `provider`.",
                    "`{setting}` 写在 `{name}` 里不生效：它作用于整个服务。请移到 `provider` 下。"
                )
            } else {
                message!(
                    "`{setting}` has no effect: no builder reads it. `{name}` gets the cloud's default.",
                    "`{setting}` 不生效：没有构建器会读取它，`{name}` 会使用云端的默认值。"
                )
            };
            let problem = sink.report(entry.key.span(), message);
            problem.tag(Tag::Unnecessary);
            // what holds for the service is meant to be moved
            if !is_service_level {
                problem.removable(function.body(), entry);
            }
        }
    }
}

/// The layers of a list or map whose path is the ARN of a layer of the cloud's own.
fn arns<'d>(layers: Node<'d>) -> Vec<Node<'d>> {
    let entries = layers.entries().into_iter().map(|entry| entry.value);
    let paths = layers
        .items()
        .chain(entries)
        .map(|layer| layer.value("path").unwrap_or(layer));
    paths
        .filter(|path| {
            let text = path.as_str().unwrap_or_default();
            let prefix = LAYER_PREFIXES
                .iter()
                .map(|(prefix, _)| *prefix)
                .find(|prefix| text.starts_with(prefix));
            !text.is_empty() && !path.is_interpolated() && prefix == Some("")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, choices, underlined};

    fn with(lines: &str) -> String {
        format!(
            "service: shop\nprovider:\n  name: aliyun\nfunctions:\n  cart:\n    handler: a.b\n    {lines}\n"
        )
    }

    #[test]
    fn each_key_is_underlined() {
        for key in [
            "role",
            "vpcConfig",
            "nasConfig",
            "internetAccess",
            "logConfig",
            "asyncConfiguration",
        ] {
            let text = with(&format!("{key}: x"));
            assert_eq!(underlined(RULE.code, &text), [key]);
            assert!(check_rule(RULE.code, &text)[0].contains("Move it to `provider`"));
        }
        for key in ["instanceType", "cpu", "diskSize"] {
            assert!(
                check_rule(RULE.code, &with(&format!("{key}: x")))[0]
                    .contains("no builder reads it"),
                "{key}"
            );
        }
    }

    #[test]
    fn what_nobody_reads_anywhere_is_removed() {
        let found = choices(RULE.code, &with("cpu: 1 # 核"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "Remove `cpu`");
        assert!(found[0].1.ends_with("    handler: a.b\n    # 核\n"));
        assert!(choices(RULE.code, &with("role: x")).is_empty());
    }

    #[test]
    fn npm_layers_are_read_and_arns_are_not() {
        assert!(
            check_rule(
                RULE.code,
                &with("layers: [{path: 'npm:@midwayjs/egg-layer'}]")
            )
            .is_empty()
        );
        assert_eq!(
            underlined(RULE.code, &with("layers: [{path: 'acs:fc:1'}, 'acs:fc:2']")),
            ["'acs:fc:1'", "'acs:fc:2'"]
        );
        assert!(check_rule(RULE.code, &with("layers: {a: {path: '${env.LAYER}'}}")).is_empty());
    }

    #[test]
    fn what_is_read_empty_or_the_toolchains_own_is_fine() {
        for line in [
            "timeout: 3",
            "concurrency: 2",
            "role:",
            "_isAggregation: true",
            "isDeploy: true",
        ] {
            assert!(check_rule(RULE.code, &with(line)).is_empty(), "{line}");
        }
        assert!(check_rule(RULE.code, &(with("role: x") + "deployType: egg\n")).is_empty());
    }
}

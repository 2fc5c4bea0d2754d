//! ARNs in `provider.layers` and in the top-level `layers` at once.

use fyml_schema::keys::LAYER_PREFIXES;
use fyml_schema::{Cloud, DeployPath, w};

use crate::lint::{Check, Group, Part, Rule, ServiceContext, Severity, Sink};
use crate::message;
use crate::syntax::Entry;

/// The rule.
pub static RULE: Rule = Rule {
    code: "aliyun-layers-repeated",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[Cloud::Aliyun],
    covers: &["A-33"],
    summary: w("Layers from two places pile up", "两处定义的层会重复累加"),
    explanation: w(
        "The functions share one list made of `provider.layers`, and for each function the ARNs of the top-level `layers` \
         are appended to it: the second function gets them twice, the third three times, until the cloud refuses the \
         number of layers. Write all ARNs in one of the two places.",
        "所有函数共用由 `provider.layers` 生成的同一个列表，而部署每个函数时都会把顶层 `layers` 中的 ARN 追加进去：\
         第二个函数得到两份，第三个得到三份，直到层数超过云端限制。请把 ARN 都写在其中一处。",
    ),
    bad: "service: shop
provider:
  name: aliyun
  layers:
    - acs:fc:cn-hangzhou:1234567890123456:layers/fonts/versions/1
layers:
  chrome:
    path: acs:fc:cn-hangzhou:1234567890123456:layers/chrome/versions/1
functions:
  print:
    handler: print.handler
  preview:
    handler: preview.handler
",
    good: "service: shop
provider:
  name: aliyun
  layers:
    - acs:fc:cn-hangzhou:1234567890123456:layers/fonts/versions/1
    - acs:fc:cn-hangzhou:1234567890123456:layers/chrome/versions/1
functions:
  print:
    handler: print.handler
  preview:
    handler: preview.handler
",
    fixable: false,
    check: Check::Across(&[Part::Name, Part::Triggers], check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    if context.path != Some(DeployPath::ServerlessDevs) || context.service.deploy_type().is_some() {
        return;
    }
    let service = context.service;
    let Some(of_provider) = service
        .provider()
        .get("layers")
        .filter(|entry| entry.value.items().next().is_some())
    else {
        return;
    };
    let Some(top) = service.get("layers") else {
        return;
    };
    let arns: Vec<Entry> = top
        .value
        .entries()
        .into_iter()
        .filter_map(|layer| layer.value.get("path"))
        .filter(is_arn)
        .collect();
    let alone = service.functions().iter().filter(|function| {
        context
            .memberships
            .membership(&function.name())
            .is_deployed_alone()
    });
    let functions = alone.take(2).count() + service.aggregations().len();
    let Some(first) = arns.first().filter(|_| functions > 1) else {
        return;
    };
    sink.report(
        first.value_span(),
        message!(
            "With `provider.layers` set, this layer is added once more for every function: the second gets it twice. Move it to `provider.layers`.",
            "同时设置了 `provider.layers`，每部署一个函数就会多追加一次这一层：第二个函数会得到两份。请移到 `provider.layers` 中。"
        ),
    )
    .related(of_provider.key.span(), message!("The list that all functions share", "所有函数共用的列表"));
}

fn is_arn(path: &Entry) -> bool {
    let text = path.value.as_str().unwrap_or_default();
    let prefix = LAYER_PREFIXES
        .iter()
        .map(|(prefix, _)| *prefix)
        .find(|prefix| text.starts_with(prefix));
    !text.is_empty() && !path.value.is_interpolated() && prefix == Some("")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, underlined};

    #[test]
    fn the_layer_that_piles_up_is_underlined() {
        assert_eq!(
            underlined(RULE.code, RULE.bad),
            ["acs:fc:cn-hangzhou:1234567890123456:layers/chrome/versions/1"]
        );
    }

    #[test]
    fn npm_layers_and_a_single_function_are_fine() {
        let npm = RULE.bad.replace(
            "path: acs:fc:cn-hangzhou:1234567890123456:layers/chrome/versions/1",
            "path: npm:@midwayjs/egg-layer",
        );
        assert!(check_rule(RULE.code, &npm).is_empty());
        let single = RULE
            .bad
            .replace("  preview:\n    handler: preview.handler\n", "");
        assert!(check_rule(RULE.code, &single).is_empty());
        let empty = RULE.bad.replace(
            "layers:\n    - acs:fc:cn-hangzhou:1234567890123456:layers/fonts/versions/1",
            "layers: []",
        );
        assert!(check_rule(RULE.code, &empty).is_empty());
    }
}

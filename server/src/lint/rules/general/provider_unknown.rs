//! A `provider.name` that the toolchain does not know: nothing is deployed, and nothing says so.

use fyml_schema::{CLOUDS, Cloud, CloudStatus, w};

use super::glued;
use crate::lint::{Check, Group, Rule, ServiceContext, Severity, Sink, first_entry, first_value};
use crate::message;
use crate::model::ProviderName;
use crate::syntax::{Entry, Node, Span, Style};

/// The rule.
pub static RULE: Rule = Rule {
    code: "provider-unknown",
    severity: Severity::Warning,
    group: Group::Provider,
    clouds: &[],
    covers: &["G-02", "G-03", "X-01", "L-06"],
    summary: w(
        "`provider.name` is missing or names no cloud that deploys",
        "`provider.name` 缺失，或者不是可以部署的云平台",
    ),
    explanation: w(
        "The CLI loads a cloud's plugin by comparing `provider.name` letter by letter. With any other value, packaging \
         makes a generic zip and deploying does nothing, both with exit code 0.",
        "只有 `provider.name` 完全一致（区分大小写）时，CLI 才会加载对应的云平台插件。写成其他任何值时，打包只会生成一个普通的 zip，部署则什么都不做，\
         而两者的退出码都是 0。",
    ),
    bad: "service: shop\nprovider:\n  name: Aliyun\n",
    good: "service: shop\nprovider:\n  name: aliyun\n",
    fixable: true,
    check: Check::Service(check),
};

fn check(context: &ServiceContext, sink: &mut Sink) {
    let provider = context.service.provider();
    match provider.name() {
        ProviderName::Known(cloud, node) => status(cloud, node.span(), sink),
        ProviderName::Interpolated(_) => {}
        ProviderName::Unknown(node) => {
            let name = node.as_str().unwrap_or_default();
            let known = known_names();
            let span = node.span();
            match nearest(name) {
                Some(near) => {
                    let message = message!(
                        "Unknown provider `{name}`: nothing will be deployed, and no error will say so. Did you mean `{near}`?",
                        "未知的 provider `{name}`：不会部署任何东西，也不会报错。是不是想写 `{near}`？"
                    );
                    sink.report(span, message).fix(
                        message!("Change to `{near}`", "改为 `{near}`"),
                        span,
                        near,
                    );
                }
                None => {
                    let problem = sink.report(
                        span,
                        message!(
                            "Unknown provider `{name}`: nothing will be deployed, and no error will say so. Known: {known}.",
                            "未知的 provider `{name}`：不会部署任何东西，也不会报错。可用的有：{known}。"
                        ),
                    );
                    for cloud in MAINTAINED {
                        let name = cloud.name();
                        problem.choice(message!("Change to `{name}`", "改为 `{name}`"), span, name);
                    }
                }
            }
        }
        ProviderName::WrongShape(node) => {
            sink.report(
                node.span(),
                message!(
                    "`provider.name` must be the name of a cloud; with this value nothing will be deployed.",
                    "`provider.name` 必须是云平台名称；写成这样不会部署任何东西。"
                ),
            );
        }
        ProviderName::Missing => {
            if let Some(entry) = provider.entry().filter(|entry| entry.value.is_scalar()) {
                return not_a_map(entry, sink);
            }
            let name = provider.get("name").map(Entry::value_span);
            let span = name.or_else(|| provider.entry().map(|entry| entry.key.span()));
            let span = span.unwrap_or_default();
            // an empty file has its own problem; in a broken one the name may only be out of sight
            let is_map = context.service.root().is_some_and(Node::is_mapping);
            if is_map && context.document.syntax_errors().is_empty() {
                let known = known_names();
                let problem = sink.report(
                    span,
                    message!(
                        "`provider.name` is missing: nothing will be deployed, and no error will say so. Known: {known}.",
                        "缺少 `provider.name`：不会部署任何东西，也不会报错。可用的有：{known}。"
                    ),
                );
                let title = |cloud: Cloud| {
                    let name = cloud.name();
                    message!(
                        "Add `provider.name: {name}`",
                        "加上 `provider.name: {name}`"
                    )
                };
                if let Some(cloud) = meant(context) {
                    if let Some((at, text)) = named(context, cloud) {
                        problem.fix(title(cloud), at, text);
                    }
                    return;
                }
                for cloud in MAINTAINED {
                    if let Some((at, text)) = named(context, cloud) {
                        problem.choice(title(cloud), at, text);
                    }
                }
            }
        }
    }
}

/// The clouds that are offered where none is named: most services are deployed to the first one.
const MAINTAINED: [Cloud; 2] = [Cloud::Aliyun, Cloud::Tencent];

/// The cloud whose starter the service names, or else its package.
fn meant(context: &ServiceContext) -> Option<Cloud> {
    let starter = context.service.provider().value("starter");
    let written = starter.and_then(Node::as_str).and_then(Cloud::of_starter);
    let package = context.project.package_json.as_ref();
    let packages = package.into_iter().flat_map(|package| {
        package
            .dependencies
            .keys()
            .chain(package.dev_dependencies.keys())
    });
    let mut needed = packages.filter_map(|name| Cloud::of_starter(name));
    let first = needed.next();
    // starters of several clouds say nothing
    let first = first.filter(|first| needed.all(|other| other == *first));
    written.or(first)
}

/// Where `provider.name` can be written, and the text.
fn named(context: &ServiceContext, cloud: Cloud) -> Option<(Span, String)> {
    let name = cloud.name();
    let provider = context.service.provider();
    match (provider.entry(), provider.get("name")) {
        (_, Some(written)) => first_value(written, &format!(" {name}")),
        (Some(entry), None) if entry.value.is_mapping() => {
            first_entry(entry.value, &format!("name: {name}"))
        }
        (Some(entry), None) => first_value(entry, &format!("\n  name: {name}")),
        (None, None) => first_entry(
            context.service.root()?,
            &format!("provider:\n  name: {name}"),
        ),
    }
}

/// `provider: aliyun`: the toolchain asks a text for its `name` and gets nothing.
fn not_a_map(entry: Entry, sink: &mut Sink) {
    if entry.value.is_interpolated() || glued::colon_below(entry).is_some() {
        return;
    }
    let written = entry.value.scalar_str().unwrap_or_default();
    let problem = sink.report(
        entry.value.span(),
        message!(
            "`provider` must be a map with `name`: as it is, nothing will be deployed, and no error will say so.",
            "`provider` 必须是包含 `name` 的映射：现在这样不会部署任何东西，也不会报错。"
        ),
    );
    if let Some(name) = Cloud::from_name(written)
        .map(Cloud::name)
        .or_else(|| nearest(written))
        && entry.value.style() != Style::Literal
        && entry.value.style() != Style::Folded
    {
        problem.fix(
            message!(
                "Write `name: {name}` below `provider`",
                "改为在 `provider` 下写 `name: {name}`"
            ),
            Span {
                start: entry.key.span().end,
                end: entry.value.span().end,
            },
            format!(":\n  name: {name}"),
        );
    }
}

fn status(cloud: Cloud, span: Span, sink: &mut Sink) {
    let name = cloud.name();
    match cloud.facts().status {
        CloudStatus::LocalAlias(target) => {
            let target = target.name();
            let message = message!(
                "`{name}` is understood by local runs only: deploying does nothing. Write `{target}`.",
                "`{name}` 只在本地运行时有效，部署时什么都不会发生。请写 `{target}`。"
            );
            sink.report(span, message).fix(
                message!("Change to `{target}`", "改为 `{target}`"),
                span,
                target,
            );
        }
        CloudStatus::Removed(version) => {
            sink.report(
                span,
                message!(
                    "`{name}` was removed from the CLI in {version}: packaging and deploying do nothing.",
                    "CLI 自 {version} 起已移除 `{name}`：打包和部署都不会做任何事。"
                ),
            );
        }
        CloudStatus::Internal => {
            sink.report(
                span,
                message!(
                    "`{name}` works inside Alibaba only; the public CLI deploys nothing.",
                    "`{name}` 仅在阿里巴巴内部可用，公开的 CLI 不会部署任何东西。"
                ),
            );
        }
        CloudStatus::Maintained | CloudStatus::Legacy => {}
    }
}

/// The clouds that deploy, for a sentence.
fn known_names() -> String {
    let names: Vec<_> = CLOUDS
        .iter()
        .filter(|facts| facts.cloud.default_path().is_some())
        .map(|facts| format!("`{}`", facts.name))
        .collect();
    names.join(", ")
}

/// The cloud that a misspelt name most likely means.
fn nearest(name: &str) -> Option<&'static str> {
    let deployable = CLOUDS
        .iter()
        .filter(|facts| facts.cloud.default_path().is_some())
        .map(|facts| facts.name);
    crate::lint::did_you_mean(name, deployable)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::testing::{check_rule, choices, choices_of_example, fixed};

    #[test]
    fn a_typo_gets_its_repair() {
        assert_eq!(fixed(RULE.code, RULE.bad), RULE.good);
        assert!(fixed(RULE.code, "provider:\n  name: tecent\n").contains("tencent"));
    }

    #[test]
    fn a_missing_name_is_written() {
        for (before, after) in [
            (
                "# 店\nservice: shop\nprovider:\n    # 运行时\n    runtime: nodejs18\n",
                "# 店\nservice: shop\nprovider:\n    # 运行时\n    name: aliyun\n    runtime: nodejs18\n",
            ),
            (
                "provider: {runtime: nodejs18}\n",
                "provider: {name: aliyun, runtime: nodejs18}\n",
            ),
            (
                "provider:\n  name: # which?\n",
                "provider:\n  name: aliyun # which?\n",
            ),
            (
                "provider: # which?\nservice: shop\n",
                "provider:\n  name: aliyun # which?\nservice: shop\n",
            ),
            (
                "service: shop\n",
                "provider:\n  name: aliyun\nservice: shop\n",
            ),
        ] {
            assert_eq!(fixed(RULE.code, before), after);
        }
    }

    #[test]
    fn without_a_sign_the_user_chooses_the_cloud() {
        let found = choices(RULE.code, "service: shop\n");
        let expected = ["aliyun", "tencent"].map(|name| {
            (
                format!("Add `provider.name: {name}`"),
                format!("provider:\n  name: {name}\nservice: shop\n"),
            )
        });
        assert_eq!(found, expected);
        let far = choices(RULE.code, "provider: {name: azure} # 云\n");
        assert_eq!(far[1].0, "Change to `tencent`");
        assert_eq!(far[1].1, "provider: {name: tencent} # 云\n");
    }

    #[test]
    fn a_starter_is_a_sign() {
        let text = "provider:\n  starter: '@midwayjs/scf-starter'\n";
        let found = choices(RULE.code, text);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].1.contains("  name: tencent\n  starter"),
            "{found:?}"
        );
        let of = |packages: &str| {
            let package = format!("#- package.json\n{{\"dependencies\": {{{packages}}}}}\n");
            choices_of_example(RULE.code, &format!("service: shop\n{package}"))
        };
        let tencent = "\"@midwayjs/serverless-scf-starter\": \"1\"";
        let aliyun = "\"@midwayjs/serverless-fc-starter\": \"1\"";
        assert_eq!(of(tencent)[0].0, "Add `provider.name: tencent`");
        assert_eq!((of(aliyun).len(), of(tencent).len()), (1, 1));
        assert_eq!(of(&format!("{tencent}, {aliyun}")).len(), 2);
    }

    #[test]
    fn what_only_the_environment_knows_is_left_alone() {
        assert!(check_rule(RULE.code, "provider:\n  name: ${env.CLOUD}\n").is_empty());
    }

    #[test]
    fn a_provider_that_is_a_name_becomes_a_map() {
        assert_eq!(
            fixed(RULE.code, "provider: aliyun # ours\n"),
            "provider:\n  name: aliyun # ours\n"
        );
        assert!(check_rule(RULE.code, "provider: ${env.CLOUD}\n").is_empty());
    }

    #[test]
    fn an_empty_file_is_not_this_rules_business() {
        assert!(check_rule(RULE.code, "# later\n").is_empty());
    }

    #[test]
    fn the_place_is_the_name_or_what_comes_nearest() {
        assert!(
            check_rule(RULE.code, "provider:\n  name: ''\n")[0].starts_with("warning 2:9-2:11")
        );
        assert!(check_rule(RULE.code, "provider: aliyun\n")[0].starts_with("warning 1:11-1:17"));
        assert!(check_rule(RULE.code, "service: x\n")[0].starts_with("warning 1:1-1:1"));
    }
}

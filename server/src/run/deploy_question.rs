//! The question before a deployment: what goes where, and what becomes public.

use fyml_schema::{Cloud, Lang};

use crate::lint::{Message, Problem, Severity};
use crate::model::{AggregatedRoute, DeployType, Function, Memberships, Service, aggregated_route};

/// How many names are listed before "and N more".
const LISTED: usize = 12;

/// What a deployment of `function`, or of the whole service, is about to do.
pub fn deploy_question(
    service: Service<'_>,
    function: Option<&str>,
    problems: &[Problem],
    file: &str,
) -> Message {
    Message {
        en: question(service, function, problems, file, Lang::En),
        zh: question(service, function, problems, file, Lang::ZhCn),
    }
}

fn question(
    service: Service<'_>,
    function: Option<&str>,
    problems: &[Problem],
    file: &str,
    lang: Lang,
) -> String {
    let say = |en: &str, zh: &str| match lang {
        Lang::En => en.to_owned(),
        Lang::ZhCn => zh.to_owned(),
    };
    let label = |en: &str, zh: &str, value: String| match lang {
        Lang::En => format!("{en}: {value}"),
        Lang::ZhCn => format!("{zh}：{value}"),
    };
    let unset = say("(not set)", "（未设置）");
    let provider = |key: &str| {
        let value = service.provider().value(key);
        value
            .and_then(|value| value.scalar_str())
            .map(str::to_owned)
    };
    let cloud = service.provider().cloud().map(Cloud::canonical);
    let region = provider("region").unwrap_or_else(|| {
        let default = cloud.and_then(Cloud::default_region);
        match default {
            Some(region) => format!("{region} {}", say("(default)", "（默认）")),
            None => unset.clone(),
        }
    });
    let (functions, routes) = deployed(service, function);
    let mut lines = vec![
        say("Deploy this service?", "要部署此服务吗？"),
        label(
            "provider",
            "云平台",
            provider("name").unwrap_or_else(|| unset.clone()),
        ),
        label("region", "地域", region),
        label(
            "stage",
            "环境",
            provider("stage").unwrap_or_else(|| unset.clone()),
        ),
        label(
            "service",
            "服务",
            service
                .name_text()
                .map_or_else(|| unset.clone(), str::to_owned),
        ),
        label("functions", "函数", listed(&functions, lang)),
        label(
            "public routes",
            "公开的路由",
            if routes.is_empty() {
                say("none", "无")
            } else {
                listed(&routes, lang)
            },
        ),
        label("file", "文件", file.to_owned()),
    ];
    let errors: Vec<&Problem> = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    if !errors.is_empty() {
        let count = errors.len();
        lines.push(match lang {
            Lang::En => format!("Errors in the file ({count}):"),
            Lang::ZhCn => format!("文件中的错误（{count} 个）："),
        });
        let shown = errors.iter().take(5);
        lines.extend(shown.map(|problem| format!("- {}", problem.message.get(lang))));
    }
    lines.join("\n")
}

/// The functions that a deployment puts into the cloud, and the http routes they answer on.
fn deployed(service: Service<'_>, function: Option<&str>) -> (Vec<String>, Vec<String>) {
    if let Some(kind) = service.deploy_type() {
        let name = match kind {
            DeployType::Text(node) => node.as_str().unwrap_or_default().to_owned(),
            DeployType::Map(_, Some(entry)) => entry.value.as_str().unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        return (vec![format!("deployType {name}")], vec!["/*".to_owned()]);
    }
    let memberships = Memberships::of(service);
    let (mut names, mut routes) = (Vec::new(), Vec::new());
    // with aggregation the tool takes the whole service
    let only = function.filter(|_| service.aggregations().is_empty());
    for one in service.functions().iter() {
        let name = one.name();
        let is_asked_for = only.is_none_or(|only| *name == *only);
        if is_asked_for && memberships.membership(&name).is_deployed_alone() {
            routes.extend(http_routes(one));
            names.push(name.into_owned());
        }
    }
    for aggregation in service.aggregations() {
        names.push(aggregation.name().into_owned());
        let members = memberships.members(service, aggregation);
        if let AggregatedRoute::Path(path) = aggregated_route(&members) {
            routes.push(path);
        }
    }
    (names, routes)
}

/// The routes of a function's http triggers: `GET /user`.
pub fn http_routes(function: Function<'_>) -> Vec<String> {
    let triggers = function.active_triggers("http").into_iter();
    let all = triggers.chain(function.active_triggers("apigw"));
    let route = |trigger: crate::model::Trigger<'_>| {
        let path = trigger.value("path").and_then(|path| path.as_str());
        let path = path.filter(|path| !path.is_empty()).unwrap_or("/*");
        let methods = trigger.value("method").map(|node| {
            let names: Vec<String> = if node.is_sequence() {
                node.items()
                    .filter_map(|item| item.scalar_str())
                    .map(str::to_ascii_uppercase)
                    .collect()
            } else {
                node.scalar_str()
                    .map(str::to_ascii_uppercase)
                    .into_iter()
                    .collect()
            };
            names.join("|")
        });
        match methods.filter(|methods| !methods.is_empty()) {
            Some(methods) => format!("{methods} {path}"),
            None => path.to_owned(),
        }
    };
    all.map(route).collect()
}

fn listed(names: &[String], lang: Lang) -> String {
    let separator = match lang {
        Lang::En => ", ",
        Lang::ZhCn => "、",
    };
    let shown = names.iter().take(LISTED).map(String::as_str);
    let mut text = shown.collect::<Vec<_>>().join(separator);
    let more = names.len().saturating_sub(LISTED);
    if more > 0 {
        text.push_str(&match lang {
            Lang::En => format!(" and {more} more"),
            Lang::ZhCn => format!(" 等共 {} 个", names.len()),
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Project, Settings, lint};
    use crate::syntax::Document;

    fn asked(text: &str, function: Option<&str>) -> Message {
        let document = Document::new(text);
        let problems = lint(&document, &Settings::default(), &Project::default());
        deploy_question(Service::of(&document), function, &problems, "/p/f.yml")
    }

    const SHOP: &str = "service: {name: shop}\nprovider: {name: aliyun, region: cn-beijing, stage: prod}\n\
        functions:\n  cart:\n    handler: a.b\n    events: [http: {path: /cart, method: [get, post]}]\n\
        \x20 tick:\n    handler: a.c\n    events: [timer: {type: cron, value: '0 0 4 * * *'}]\n";

    #[test]
    fn it_names_what_goes_where() {
        let question = asked(SHOP, None);
        for words in [
            "provider: aliyun",
            "region: cn-beijing",
            "stage: prod",
            "service: shop",
            "functions: cart, tick",
            "public routes: GET|POST /cart",
            "file: /p/f.yml",
        ] {
            assert!(question.en.contains(words), "{words}: {}", question.en);
        }
        assert!(
            question.zh.contains("地域：cn-beijing") && question.zh.contains("函数：cart、tick")
        );
        let one = asked(SHOP, Some("tick"));
        assert!(one.en.contains("functions: tick\n") && one.en.contains("public routes: none"));
    }

    #[test]
    fn it_counts_the_errors_and_says_what_aggregation_makes_public() {
        let text = SHOP.to_owned() + "aggregation:\n  api: {functionsPattern: ['*']}\n";
        let question = asked(&text, Some("cart")).en;
        assert!(question.contains("functions: tick, api"), "{question}");
        assert!(question.contains("public routes: /*"), "{question}");
        let broken = asked(
            "provider: {name: aliyun}\nfunctions: []\nfunctions: {}\n",
            None,
        )
        .en;
        assert!(broken.contains("Errors in the file ("), "{broken}");
        assert!(broken.contains("(default)"), "{broken}");
    }
}

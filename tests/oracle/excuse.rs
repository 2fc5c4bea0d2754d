//! Whether an error that was reported is true although no builder throws: what the builders wrote shows it.

use fyml_schema::DeployPath;
use serde_json::Value;

use crate::ask::Answer;

/// Rules that say that one trigger of a function takes the place of another.
pub const SAYS_CROWDED: &[&str] = &[
    "aliyun-http-twice",
    "aliyun-trigger-name-duplicate",
    "tencent-one-http",
    "tencent-one-timer",
    // none of these is ever created
    "tencent-bucket-name",
    "tencent-queue-never-created",
];

/// The rule that says that a function has no trigger at all, whatever is written.
pub const SAYS_ALL_DROPPED: &str = "tencent-function-without-trigger";

/// Whether the rule of this code is right to call something in a document an error.
pub fn is_true(code: &str, text: &str, answer: &Answer, path: DeployPath) -> bool {
    let built = answer.built(path);
    let spec = &answer.spec;
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    match code {
        // the entry file cannot be written, or is no JavaScript
        "handler-format" | "handler-missing" | "function-empty" => {
            answer.entry.is_some() || has_wrong_handler(spec)
        }
        "interpolation-undefined" => text.contains("${custom."),
        // the cloud is asked for a service that has no name
        "service-without-name" | "service-missing" => !is_text(&spec["service"]["name"]),
        // serverless-tencent-scf reads `events.length` of every function
        "tencent-function-without-trigger" => {
            let written = spec["functions"].as_object().into_iter().flatten();
            written
                .into_iter()
                .any(|(name, _)| built["functions"][name]["events"].is_null())
        }
        // it creates a queue trigger only if the queue is called like the trigger, which is always `cmq`
        "tencent-queue-never-created" => tencent_events(&built)
            .any(|event| event["cmq"].is_object() && event["cmq"]["parameters"]["name"] != "cmq"),
        // it takes a bucket trigger whose name is the bucket's own address
        "tencent-bucket-name" => tencent_events(&built).any(|event| {
            let name = &event["cos"]["name"];
            event["cos"].is_object()
                && !name
                    .as_str()
                    .is_some_and(|name| name.ends_with(".myqcloud.com"))
        }),
        "tencent-starter" => !is_falsy(&spec["provider"]["starter"]),
        "aliyun-http-alone" => inputs(&answer.built(DeployPath::ServerlessDevs)).any(|input| {
            let triggers = input["props"]["triggers"].as_array().into_iter().flatten();
            let (http, other): (Vec<_>, Vec<_>) =
                triggers.partition(|trigger| trigger["type"] == "http");
            !http.is_empty() && !other.is_empty()
        }),
        "aliyun-function-name" => inputs(&built).any(|input| {
            let routes = &input["props"]["customDomains"][0]["routeConfigs"];
            let routes = routes.as_array().into_iter().flatten();
            let name = &input["props"]["function"]["name"];
            routes
                .into_iter()
                .any(|route| route["functionName"] != *name)
        }),
        "aliyun-custom-domain" => match path {
            DeployPath::ServerlessDevs => inputs(&built).any(|input| {
                let domains = input["props"]["customDomains"].as_array();
                domains
                    .into_iter()
                    .flatten()
                    .any(|domain| !is_domain(&domain["domainName"]))
            }),
            _ => built["Resources"]
                .as_object()
                .into_iter()
                .flatten()
                .any(|(name, resource)| {
                    resource["Type"] == "Aliyun::Serverless::CustomDomain"
                        && name != "midway_auto_domain"
                        && !name.contains('.')
                }),
        },
        // fc-deploy reads `nasDir` and `fcDir` of a mount point
        "aliyun-nas-mount-dir" => text.contains("mountDir"),
        _ => false,
    }
}

fn is_falsy(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// A handler whose entry can be written, but not the one that the cloud is told to call: `a.b.c` calls `c` in `a.b`.
fn has_wrong_handler(spec: &Value) -> bool {
    let functions = spec["functions"].as_object().into_iter().flatten();
    functions.into_iter().any(|(_, function)| {
        let Some(handler) = function["handler"].as_str() else {
            return false;
        };
        let is_name = |part: &str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "_$".contains(c))
        };
        handler.split('.').count() != 2 || !handler.split('.').all(is_name)
    })
}

fn is_domain(name: &Value) -> bool {
    name.as_str()
        .is_some_and(|name| name == "auto" || name.contains('.'))
}

fn tencent_events(built: &Value) -> impl Iterator<Item = &Value> {
    let functions = built["functions"].as_object().into_iter().flatten();
    functions
        .into_iter()
        .flat_map(|(_, function)| function["events"].as_array().into_iter().flatten())
}

fn inputs(built: &Value) -> impl Iterator<Item = &Value> {
    built.as_array().into_iter().flatten()
}

//! Whether an error that was reported is true although no builder throws: what the builders wrote shows it.

use fyml::lint::{Project, Toolchain};
use fyml_schema::DeployPath;
use serde_json::Value;

/// What the toolchain made of a document.
pub struct Seen<'s> {
    /// f.yml as the toolchain reads it.
    pub spec: &'s Value,
    /// What goes wrong with the entry files.
    pub entry: Option<&'s str>,
    /// The output on the way that is judged; null if there is none.
    pub built: Value,
    /// The inputs of fc-deploy, on whatever way.
    pub component: Value,
}

/// Whether the rule of this code is right to call something in a document an error.
pub fn is_true(code: &str, text: &str, seen: &Seen, path: DeployPath) -> bool {
    let Seen {
        spec,
        entry,
        built,
        component,
    } = seen;
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    match code {
        // the entry file cannot be written, or is no JavaScript
        "handler-format" | "handler-missing" | "function-empty" => {
            entry.is_some() || has_wrong_handler(spec)
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
        "tencent-queue-never-created" => tencent_events(built)
            .any(|event| event["cmq"].is_object() && event["cmq"]["parameters"]["name"] != "cmq"),
        // it takes a bucket trigger whose name is the bucket's own address
        "tencent-bucket-name" => tencent_events(built).any(|event| {
            let name = &event["cos"]["name"];
            event["cos"].is_object()
                && !name
                    .as_str()
                    .is_some_and(|name| name.ends_with(".myqcloud.com"))
        }),
        "tencent-starter" => !is_falsy(&spec["provider"]["starter"]),
        // the command line goes over them before it does anything
        "plugins-not-list" => {
            let is_date = text.contains("plugins: 2020-01-01");
            !spec["plugins"].is_array() && (is_date || !spec["plugins"].is_string())
        }
        // written into the entry, or split when they are installed
        "layer-throws" => entry.is_some() || has_odd_layer(spec),
        "aliyun-http-alone" => {
            // a domain called like the service takes its place in the template; the component still shows it
            let kinds = kinds_of_triggers(component).chain(kinds_of_events(built));
            kinds.into_iter().any(|kinds| {
                let is_http = |kind: &&str| kind.eq_ignore_ascii_case("http");
                kinds.iter().any(is_http) && !kinds.iter().all(is_http)
            })
        }
        "functions-not-map" => !spec["functions"].is_object(),
        "aliyun-function-name" => inputs(built).any(|input| {
            let routes = &input["props"]["customDomains"][0]["routeConfigs"];
            let routes = routes.as_array().into_iter().flatten();
            let name = &input["props"]["function"]["name"];
            routes
                .into_iter()
                .any(|route| route["functionName"] != *name)
        }),
        "aliyun-custom-domain" => match path {
            DeployPath::ServerlessDevs => inputs(built).any(|input| {
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
                        && !(name.contains('.') && name.contains(|c: char| c.is_ascii_alphabetic()))
                }),
        },
        // fc-deploy reads `nasDir` and `fcDir` of a mount point
        "aliyun-nas-mount-dir" => text.contains("mountDir"),
        _ => false,
    }
}

/// Whether the path of any layer is no text: installing splits it.
fn has_odd_layer(spec: &Value) -> bool {
    let functions = spec["functions"].as_object().into_iter().flatten();
    let own = functions.map(|(_, function)| &function["layers"]);
    let mut all = own.chain([&spec["layers"]]).flat_map(|layers| {
        let of_list = layers.as_array().into_iter().flatten();
        let of_map = layers.as_object().into_iter().flat_map(|map| map.values());
        of_list.chain(of_map)
    });
    all.any(|layer| !is_falsy(&layer["path"]) && !layer["path"].is_string())
}

/// The project whose toolchain the reference is.
pub fn project() -> Project {
    Project {
        toolchain: Toolchain {
            major: Some(1),
            ..Toolchain::default()
        },
        ..Project::default()
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

/// The kinds of the triggers in each component input.
fn kinds_of_triggers(component: &Value) -> impl Iterator<Item = Vec<&str>> {
    inputs(component).map(|input| {
        let triggers = input["props"]["triggers"].as_array().into_iter().flatten();
        triggers
            .filter_map(|trigger| trigger["type"].as_str())
            .collect()
    })
}

/// The kinds of the triggers of each function of a template.
fn kinds_of_events(template: &Value) -> impl Iterator<Item = Vec<&str>> {
    let services = template["Resources"].as_object().into_iter().flatten();
    let parts = services.flat_map(|(_, service)| service.as_object().into_iter().flatten());
    parts.map(|(_, part)| {
        let events = part["Events"].as_object().into_iter().flatten();
        events
            .filter_map(|(_, event)| event["Type"].as_str())
            .collect()
    })
}

//! What reaches Tencent Cloud's SCF: `serverless.yml` for serverless-tencent-scf (`SCFServerlessSpecBuilder`).

use fyml_schema::{DeployPath, TENCENT_DEFAULT_RUNTIME, TENCENT_PROVIDER_RUNTIME_MAP, methods};

use super::compact::without_empty;
use super::spec::{self, Spec, Trigger, each_event, trigger};
use super::thrown::{Cause, Thrown};
use super::value::{Map, Value, object};

/// The file.
///
/// # Errors
/// What the builder throws.
pub(super) fn serverless(spec: &Spec) -> Result<Value, Thrown> {
    let provider = &spec.provider;
    let name = spec.service_name()?;
    let runtime = runtime(provider.get("runtime"));
    let memory = provider.get("memorySize").or(128.0);
    let timeout = provider.get("timeout").or(3.0);
    let mut variables = Map::new();
    variables.spread(provider.get("environment"));
    spec.add_user_defined(&mut variables);

    let mut functions = Map::new();
    for (function, body) in spec.functions.properties() {
        let handler = body
            .read("handler", || spec::place(&function))?
            .or("index.main_handler");
        let mut own = Map::new();
        own.spread(body.get("environment"));
        let mut events = Vec::new();
        each_event(&function, &body, |event, at| {
            add_triggers(&mut events, provider, &function, &body, event, at)
        })?;
        functions.assign(
            function,
            object! {
                "handler" => handler,
                "description" => body.get("description").or(""),
                "runtime" => body.get("runtime").or(&runtime),
                "timeout" => body.get("timeout").or(&timeout),
                "memorySize" => body.get("memorySize").or(&memory),
                "environment" => object! { "variables" => own },
                "events" => events,
            },
        );
    }
    Ok(without_empty(&object! {
        "service" => name,
        "provider" => object! {
            "name" => "tencent",
            "runtime" => runtime,
            "region" => provider.get("region"),
            "credentials" => provider.get("credentials"),
            "stage" => provider.get("stage"),
            "role" => provider.get("role"),
            "memorySize" => memory,
            "environment" => object! { "variables" => variables },
            "timeout" => timeout,
        },
        "functions" => functions,
        "plugins" => &spec.plugins,
    }))
}

/// `getNodejsRuntime`.
fn runtime(written: &Value) -> Value {
    let key = written.to_text();
    let known = TENCENT_PROVIDER_RUNTIME_MAP
        .iter()
        .find(|(name, _)| *name == key);
    match known {
        Some((_, spelling)) => (*spelling).into(),
        None => written.or(TENCENT_DEFAULT_RUNTIME),
    }
}

fn add_triggers(
    events: &mut Vec<Value>,
    provider: &Value,
    name: &str,
    function: &Value,
    event: &Value,
    at: &str,
) -> Result<(), Thrown> {
    if let Some(http) = trigger(event, &["http", "apigw"], at) {
        let stage = provider.get("stage").or("dev");
        let serve_timeout = function.get("timeout").or(http.get("timeout"));
        events.push(object! { "apigw" => object! {
            "name" => format!("{name}_apigw_{}", stage.to_text()),
            "parameters" => object! {
                "httpMethod" => convert_method(&http)?,
                "path" => http.get("path"),
                "serviceTimeout" => serve_timeout,
                "stageName" => function.get("stage").or(provider.get("stage")),
                "serviceId" => http.get("serviceId").or(provider.get("serviceId")),
                "integratedResponse" => http.get("integratedResponse").or(true),
                "enableCORS" => http.get("cors"),
            },
        }});
    }
    if let Some(timer) = trigger(event, &["timer"], at) {
        events.push(object! { "timer" => object! {
            "name" => "timer",
            "parameters" => object! {
                "cronExpression" => timer.get("value"),
                "enable" => timer.is_enabled(),
            },
        }});
    }
    if let Some(object) = trigger(event, &["os", "cos"], at) {
        // `filter` of a list is its method of that name, which YAML cannot hold
        events.push(object! { "cos" => object! {
            "name" => object.get("name").or("cos"),
            "parameters" => object! {
                "bucket" => object.get("bucket"),
                "filter" => object.get("filter"),
                "events" => object.get("events"),
                "enable" => object.is_enabled(),
            },
        }});
    }
    if let Some(queue) = trigger(event, &["cmq", "mq"], at) {
        events.push(object! { "cmq" => object! {
            "name" => "cmq",
            "parameters" => object! {
                "name" => queue.get("topic"),
                "enable" => queue.is_enabled(),
            },
        }});
    }
    Ok(())
}

/// `convertMethods`: the one method that an API gateway trigger has here.
///
/// # Errors
/// A `TypeError` if the (first) method is no text.
fn convert_method(http: &Trigger<'_>) -> Result<Value, Thrown> {
    const EVERY: &str = "ANY";
    let written = match http.get("method") {
        method if !method.is_truthy() => return Ok(EVERY.into()),
        Value::List(items) => items.first().unwrap_or(&Value::Undefined),
        method => method,
    };
    let method = written
        .as_text()
        .ok_or_else(|| Thrown::new(http.at("method"), Cause::NotText("toUpperCase")))?
        .to_uppercase();
    let is_known =
        methods(DeployPath::Tencent).is_some_and(|rule| rule.accepted.contains(&method.as_str()));
    Ok(if is_known {
        method.into()
    } else {
        EVERY.into()
    })
}

//! The way of `--useFun`: `template.yml` for funcraft (`FCSpecBuilder`). Packaging for aliyun always writes it.

use fyml_schema::ALIYUN_DEFAULT_RUNTIME;

use super::{Domain, convert_methods, cron_expression, domain, entry, object_events};
use crate::deploy::Thrown;
use crate::deploy::compact::without_empty;
use crate::deploy::recase::{Case, recase};
use crate::deploy::spec::{self, Spec, each_event, trigger};
use crate::deploy::value::{Map, Value, object};

/// The template.
///
/// # Errors
/// What the builder throws.
pub(in crate::deploy) fn template(spec: &Spec) -> Result<Value, Thrown> {
    let name = spec.service_name()?;
    let service_key = name.to_text();
    let mut service = service(spec)?;
    let mut routes: Option<Map> = None;
    for (function, body) in spec.functions.properties() {
        let built = self::function(spec, &function, &body, name, &mut routes)?;
        service.assign(body.get("name").or(&*function).to_text(), built);
    }
    let mut resources = Map::new();
    resources.define(service_key, service);
    if let Some(routes) = routes {
        let route_config = |routes: Map| object! { "routes" => routes };
        match domain(spec) {
            Domain::Off => {}
            Domain::Auto => resources.assign(
                "midway_auto_domain",
                custom_domain(object! {
                    "DomainName" => "Auto",
                    "Protocol" => "HTTP",
                    "RouteConfig" => route_config(routes),
                }),
            ),
            Domain::Named(name) => resources.assign(
                name.to_text(),
                custom_domain(object! {
                    "Protocol" => "HTTP",
                    "RouteConfig" => route_config(routes),
                }),
            ),
        }
    }
    Ok(without_empty(&object! {
        "ROSTemplateFormatVersion" => "2015-09-01",
        "Transform" => "Aliyun::Serverless-2018-04-03",
        "Resources" => resources,
    }))
}

fn custom_domain(properties: Value) -> Value {
    object! {
        "Type" => "Aliyun::Serverless::CustomDomain",
        "Properties" => properties,
    }
}

fn service(spec: &Spec) -> Result<Map, Thrown> {
    let provider = &spec.provider;
    let upper = |key: &str| recase(provider.get(key), Case::Upper, &format!("provider.{key}"));
    let properties = object! {
        "Description" => spec.service.get("description"),
        "Role" => provider.get("role"),
        "InternetAccess" => provider.get("internetAccess"),
        "VpcConfig" => upper("vpcConfig")?,
        "Policies" => upper("policies")?,
        "LogConfig" => upper("logConfig")?,
        "NasConfig" => upper("nasConfig")?,
        "AsyncConfiguration" => upper("asyncConfiguration")?,
        "TracingConfig" => provider.get("tracingConfig"),
    };
    let mut service = Map::new();
    service.define("Type", "Aliyun::Serverless::Service");
    service.define("Properties", properties);
    Ok(service)
}

fn function(
    spec: &Spec,
    name: &str,
    body: &Value,
    service: &Value,
    routes: &mut Option<Map>,
) -> Result<Value, Thrown> {
    let entry = entry(body, &spec::place(name))?;
    let properties = object! {
        "Description" => body.get("description").or(""),
        "Initializer" => entry.initializer,
        "Handler" => entry.handler,
        "Runtime" => spec.setting(body, "runtime", ALIYUN_DEFAULT_RUNTIME),
        "CodeUri" => body.get("codeUri").or("."),
        "Timeout" => spec.setting(body, "timeout", 3.0),
        "InitializationTimeout" => spec.setting(body, "initTimeout", 3.0),
        "MemorySize" => spec.setting(body, "memorySize", 128.0),
        "EnvironmentVariables" => spec.environment(body),
        "InstanceConcurrency" => body.get("concurrency").or(1.0),
    };
    let mut events = Map::new();
    each_event(name, body, |event, at| {
        if let Some(http) = trigger(event, &["http"], at) {
            let properties = object! {
                "AuthType" => spec.setting(body, "authType", "ANONYMOUS"),
                "Methods" => convert_methods(&http)?,
                "InvocationRole" => http.get("role"),
                "Qualifier" => http.get("version"),
            };
            let key = http.get("name").or(format!("http-{name}"));
            add(&mut events, &key, "HTTP", properties);
            routes.get_or_insert_with(Map::new).assign(
                http.get("path").or("/*").to_text(),
                object! {
                    "serviceName" => service,
                    "functionName" => body.get("name").or(name),
                },
            );
        }
        other_triggers(&mut events, event, at)
    })?;
    Ok(object! {
        "Type" => "Aliyun::Serverless::Function",
        "Properties" => properties,
        "Events" => events,
    })
}

fn add(events: &mut Map, key: &Value, kind: &str, properties: Value) {
    events.assign(
        key.to_text(),
        object! { "Type" => kind, "Properties" => properties },
    );
}

fn other_triggers(events: &mut Map, event: &Value, at: &str) -> Result<(), Thrown> {
    if let Some(timer) = trigger(event, &["timer"], at) {
        let properties = object! {
            "CronExpression" => cron_expression(&timer),
            "Enable" => timer.is_enabled(),
            "Payload" => timer.get("payload"),
            "Qualifier" => timer.get("version"),
        };
        add(events, &timer.get("name").or("timer"), "Timer", properties);
    }
    if let Some(log) = trigger(event, &["log"], at) {
        let properties = object! {
            "SourceConfig" => object! { "Logstore" => log.get("source") },
            "JobConfig" => object! {
                "MaxRetryTime" => log.get("retryTime").or(1.0),
                "TriggerInterval" => log.get("interval").or(30.0),
            },
            "LogConfig" => object! {
                "Project" => log.get("project"),
                "Logstore" => log.get("log"),
            },
            "Enable" => true,
            "InvocationRole" => log.get("role"),
            "Qualifier" => log.get("version"),
        };
        add(events, &log.get("name").or("log"), "Log", properties);
    }
    if let Some(object) = trigger(event, &["os", "oss", "cos"], at) {
        let properties = object! {
            "BucketName" => object.get("bucket"),
            "Events" => object_events(&object),
            "Filter" => object! {
                "Key" => object! {
                    "Prefix" => object.filter("prefix")?,
                    "Suffix" => object.filter("suffix")?,
                },
            },
            "Enable" => true,
            "InvocationRole" => object.get("role"),
            "Qualifier" => object.get("version"),
        };
        add(events, &object.get("name").or("oss"), "OSS", properties);
    }
    if let Some(queue) = trigger(event, &["mq"], at) {
        let properties = object! {
            "TopicName" => queue.get("topic"),
            "NotifyContentFormat" => "JSON",
            "NotifyStrategy" => queue.get("strategy").or("BACKOFF_RETRY"),
            "Region" => queue.get("region"),
            "FilterTag" => queue.get("tags"),
            "InvocationRole" => queue.get("role"),
            "Qualifier" => queue.get("version"),
        };
        add(events, &queue.get("name").or("mq"), "MNSTopic", properties);
    }
    Ok(())
}

//! The default way: one input of the Serverless Devs component `fc-deploy` for each function
//! (`FCComponentSpecBuilder`).

use fyml_schema::ALIYUN_DEFAULT_RUNTIME;

use super::{Domain, convert_methods, cron_expression, domain, entry, object_events};
use crate::deploy::recase::{Case, recase};
use crate::deploy::spec::{self, Spec, each_event, trigger};
use crate::deploy::value::{Map, Value, object};
use crate::deploy::{BuilderVersion, Thrown};

/// The inputs, as the builder leaves them.
///
/// # Errors
/// What the builder throws.
pub(in crate::deploy) fn component(spec: &Spec, version: BuilderVersion) -> Result<Value, Thrown> {
    let name = spec.service_name()?;
    let service = service(spec, name)?;
    let mut inputs: Vec<Input> = Vec::new();
    let mut routes = Vec::new();
    for (function, body) in spec.functions.properties() {
        if !version.keeps_routes_of_other_functions() {
            routes.clear();
        }
        let mut input = Input::of(spec, &function, &body, version)?;
        each_event(&function, &body, |event, at| {
            input.add_triggers(event, at, name, &mut routes)
        })?;
        input.routes = match routes.is_empty() {
            true => None,
            false => Some(routes.clone()),
        };
        inputs.push(input);
    }
    let inputs = inputs.into_iter().map(|input| {
        // up to 1.2.99 the functions share one list, so each has all of it in the end
        let shared = version.keeps_routes_of_other_functions();
        let routes = input.routes.as_ref().map(|own| match shared {
            true => &routes,
            false => own,
        });
        let domains = routes.map_or(Vec::new(), |routes| custom_domains(spec, routes));
        input.finish(spec, &service, name, domains)
    });
    Ok(Value::List(inputs.collect()))
}

fn service(spec: &Spec, name: &Value) -> Result<Value, Thrown> {
    let provider = &spec.provider;
    let lower = |key: &str| recase(provider.get(key), Case::Lower, &format!("provider.{key}"));
    Ok(object! {
        "name" => name,
        "description" => spec.service.get("description"),
        "internetAccess" => provider.get("internetAccess"),
        "role" => provider.get("role"),
        "logConfig" => lower("logConfig")?,
        "vpcConfig" => lower("vpcConfig")?,
        "nasConfig" => lower("nasConfig")?,
        "tracingConfig" => provider.get("tracingConfig"),
    })
}

/// The input of one function in the making.
struct Input {
    name: String,
    /// The name that its routes lead to.
    routed_name: Value,
    function: Value,
    triggers: Vec<Value>,
    /// The routes known when it was done; `None` if there were none.
    routes: Option<Vec<Value>>,
}

impl Input {
    fn of(spec: &Spec, name: &str, body: &Value, version: BuilderVersion) -> Result<Input, Thrown> {
        let provider = &spec.provider;
        let entry = entry(body, &spec::place(name))?;
        let concurrency = match body.get("concurrency").truthy() {
            None if version.reads_provider_concurrency() => provider.get("concurrency"),
            _ => body.get("concurrency"),
        };
        let layers = match version.knows_layers() {
            true => provider.get("layers").or(Vec::new()),
            false => Value::Undefined,
        };
        let function = object! {
            "name" => name,
            "description" => body.get("description").or(""),
            "handler" => entry.handler,
            "initializer" => entry.initializer,
            "initializationTimeout" => spec.setting(body, "initTimeout", 3.0),
            "memorySize" => spec.setting(body, "memorySize", 128.0),
            "runtime" => spec.setting(body, "runtime", ALIYUN_DEFAULT_RUNTIME),
            "timeout" => spec.setting(body, "timeout", 3.0),
            "codeUri" => body.get("codeUri").or("."),
            "instanceConcurrency" => concurrency.or(1.0),
            "environmentVariables" => spec.environment(body),
            "asyncConfiguration" => provider.get("asyncConfiguration").or(""),
            "layers" => layers,
        };
        Ok(Input {
            name: name.to_owned(),
            routed_name: body.get("name").or(name),
            function,
            triggers: Vec::new(),
            routes: None,
        })
    }

    fn add_triggers(
        &mut self,
        event: &Value,
        at: &str,
        service: &Value,
        routes: &mut Vec<Value>,
    ) -> Result<(), Thrown> {
        if let Some(http) = trigger(event, &["http"], at) {
            let methods = convert_methods(&http)?;
            let config = object! {
                "authType" => "anonymous",
                "methods" => &methods,
                "invocationRole" => http.get("role"),
                "qualifier" => http.get("version"),
            };
            self.add("http", http.get("name"), config);
            routes.push(object! {
                "path" => http.get("path").or("/*"),
                "serviceName" => service,
                "functionName" => &self.routed_name,
                "methods" => methods,
            });
        }
        if let Some(timer) = trigger(event, &["timer"], at) {
            let config = object! {
                "cronExpression" => cron_expression(&timer),
                "enable" => timer.is_enabled(),
                "payload" => timer.get("payload"),
                "qualifier" => timer.get("version"),
            };
            self.add("timer", timer.get("name"), config);
        }
        if let Some(log) = trigger(event, &["log"], at) {
            let config = object! {
                "sourceConfig" => object! { "logstore" => log.get("source") },
                "jobConfig" => object! {
                    "maxRetryTime" => log.get("retryTime").or(1.0),
                    "triggerInterval" => log.get("interval").or(30.0),
                },
                "logConfig" => object! {
                    "project" => log.get("project"),
                    "logstore" => log.get("log"),
                },
                "enable" => true,
                "invocationRole" => log.get("role"),
                "qualifier" => log.get("version"),
            };
            self.add("log", log.get("name"), config);
        }
        if let Some(object) = trigger(event, &["os", "oss", "cos"], at) {
            let config = object! {
                "bucketName" => object.get("bucket"),
                "events" => object_events(&object),
                "filter" => object! {
                    "key" => object! {
                        "Prefix" => object.filter("prefix")?,
                        "Suffix" => object.filter("suffix")?,
                    },
                },
                "enable" => true,
                "invocationRole" => object.get("role"),
                "qualifier" => object.get("version"),
            };
            self.add("oss", object.get("name"), config);
        }
        Ok(())
    }

    fn add(&mut self, kind: &str, name: &Value, config: Value) {
        self.triggers.push(object! {
            "name" => name.or(format!("{kind}-{}", self.name)),
            "type" => kind,
            "config" => config,
        });
    }

    fn finish(self, spec: &Spec, service: &Value, name: &Value, domains: Vec<Value>) -> Value {
        object! {
            "project" => object! {
                "provider" => "alibaba",
                "access" => spec.provider.get("access").or("default"),
                "projectName" => name,
            },
            "props" => object! {
                "service" => service,
                "region" => spec.provider.get("region"),
                "function" => self.function,
                "triggers" => self.triggers,
                "customDomains" => domains,
            },
        }
    }
}

fn custom_domains(spec: &Spec, routes: &[Value]) -> Vec<Value> {
    let name = match domain(spec) {
        Domain::Off => return Vec::new(),
        Domain::Auto => Value::from("auto"),
        Domain::Named(name) => name.clone(),
    };
    let domain: Map = [
        ("domainName", name),
        ("protocol", "HTTP".into()),
        ("routeConfigs", Value::List(routes.to_vec())),
    ]
    .into_iter()
    .collect();
    vec![domain.into()]
}

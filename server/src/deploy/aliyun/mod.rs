//! What reaches aliyun's Function Compute (FC).

mod component;
mod inputs;
mod template;

pub(super) use component::component;
pub(super) use inputs::{goes_on, inputs};
pub(super) use template::template;

use fyml_schema::{DeployPath, methods};

use super::spec::{Spec, Trigger};
use super::thrown::{Cause, Thrown};
use super::value::Value;

/// What both builders put into a function alike.
struct Function {
    handler: Value,
    initializer: Value,
}

/// `handler` and `initializer` of a function.
///
/// # Errors
/// A `TypeError` if the handler is no text and no initializer is written.
fn entry(function: &Value, at: &str) -> Result<Function, Thrown> {
    let handler = function
        .read("handler", || at.to_owned())?
        .or("index.handler");
    let initializer = match function.get("initializer").truthy() {
        Some(initializer) => initializer.clone(),
        None => {
            let text = handler
                .as_text()
                .ok_or_else(|| Thrown::new(format!("{at}.handler"), Cause::NotText("split")))?;
            let file = text.rsplit_once('.').map_or("", |(file, _)| file);
            format!("{file}.initializer").into()
        }
    };
    Ok(Function {
        handler,
        initializer,
    })
}

/// `convertMethods`: the methods of an http trigger.
///
/// # Errors
/// A `TypeError` at a list item that is no text, or at a map with a `length`.
fn convert_methods(trigger: &Trigger<'_>) -> Result<Value, Thrown> {
    let Some(rule) = methods(DeployPath::ServerlessDevs) else {
        return Ok(Value::Undefined);
    };
    let every = || rule.accepted.iter().map(|&method| method.into()).collect();
    let written = match trigger.get("method") {
        Value::Text(text) if rule.wildcards.contains(&text.as_str()) => {
            return Ok(Value::List(every()));
        }
        text @ Value::Text(_) => std::slice::from_ref(text),
        Value::List(items) if !items.is_empty() => items,
        Value::Map(map) if map.get("length").is_truthy() => {
            return Err(Thrown::new(trigger.at("method"), Cause::NotList("map")));
        }
        _ => return Ok(Value::List(every())),
    };
    let mut kept = Vec::new();
    for (index, method) in written.iter().enumerate() {
        let method = method.as_text().ok_or_else(|| {
            let at = format!("{}[{index}]", trigger.at("method"));
            Thrown::new(at, Cause::NotText("toUpperCase"))
        })?;
        let method = method.to_uppercase();
        if rule.accepted.contains(&method.as_str()) {
            kept.push(method.into());
        }
    }
    Ok(Value::List(kept))
}

/// `CronExpression`: `@every` in front of the value of a timer of that type.
fn cron_expression(timer: &Trigger<'_>) -> Value {
    let value = timer.get("value");
    match timer.get("type").as_text() {
        Some("every") => format!("@every {}", value.to_text()).into(),
        _ => value.clone(),
    }
}

/// `[].concat(events)`.
fn object_events(trigger: &Trigger<'_>) -> Value {
    match trigger.get("events") {
        list @ Value::List(_) => list.clone(),
        other => Value::List(vec![other.clone()]),
    }
}

/// What `custom.customDomain` asks for.
enum Domain<'v> {
    /// Switched off: `customDomain: false`.
    Off,
    /// The one that FC makes up.
    Auto,
    /// This one; `undefined` where the shape is wrong.
    Named(&'v Value),
}

fn domain(spec: &Spec) -> Domain<'_> {
    match &spec.custom_domain {
        Value::Bool(false) => Domain::Off,
        custom if !custom.is_truthy() => Domain::Auto,
        custom => match custom.get("domainName") {
            Value::Text(name) if name == "auto" => Domain::Auto,
            name => Domain::Named(name),
        },
    }
}

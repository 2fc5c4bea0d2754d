//! The parts of a service as the builders get hold of them: `SpecBuilder`.

use super::value::{Map, Value, object};
use crate::deploy::Thrown;

/// What a builder reads.
pub(super) struct Spec {
    /// `service`, with a plain text wrapped as its name.
    pub service: Value,
    /// `provider`, or an empty map.
    pub provider: Value,
    /// `functions`.
    pub functions: Value,
    /// `plugins`.
    pub plugins: Value,
    /// `custom.customDomain`.
    pub custom_domain: Value,
    /// Variables that the builders add to every function: those of the environment that begin with `UDEV_`, without
    /// that beginning.
    pub user_defined: Vec<(String, String)>,
}

/// A trigger, and where it stands.
pub(super) struct Trigger<'v> {
    /// What is behind its key.
    pub value: &'v Value,
    at: String,
}

impl Spec {
    /// Takes a file apart.
    pub fn of(file: &Value, user_defined: &[(String, String)]) -> Spec {
        let service = match file.get("service") {
            Value::Text(name) => object! { "name" => name.as_str() },
            other => other.clone(),
        };
        Spec {
            service,
            provider: file.get("provider").or(Map::new()),
            functions: file.get("functions").clone(),
            plugins: file.get("plugins").clone(),
            custom_domain: file.get("custom").get("customDomain").clone(),
            user_defined: user_defined.to_vec(),
        }
    }

    /// `service.name`.
    ///
    /// # Errors
    /// A `TypeError` if there is no service.
    pub fn service_name(&self) -> Result<&Value, Thrown> {
        self.service.read("name", || "service".to_owned())
    }

    /// `{...provider.environment, ...function.environment, ...UDEV_}`.
    pub fn environment(&self, function: &Value) -> Map {
        let mut variables = Map::new();
        variables.spread(self.provider.get("environment"));
        variables.spread(function.get("environment"));
        self.add_user_defined(&mut variables);
        variables
    }

    /// Adds the variables from the environment.
    pub fn add_user_defined(&self, variables: &mut Map) {
        for (name, value) in &self.user_defined {
            variables.define(name.as_str(), value.as_str());
        }
    }

    /// `function.key || provider.key || default`.
    pub fn setting(&self, function: &Value, key: &str, default: impl Into<Value>) -> Value {
        match function.get(key).truthy() {
            Some(value) => value.clone(),
            None => self.provider.get(key).or(default),
        }
    }
}

/// The YAML path of a function.
pub(super) fn place(function: &str) -> String {
    format!("functions.{function}")
}

/// Calls `take` with every item of a function's `events` and its path.
///
/// # Errors
/// A `TypeError` if `events` cannot be gone over, or if there is nothing in an item; and what `take` throws.
pub(super) fn each_event(
    function: &str,
    spec: &Value,
    mut take: impl FnMut(&Value, &str) -> Result<(), Thrown>,
) -> Result<(), Thrown> {
    let at = || format!("{}.events", place(function));
    for (index, event) in spec.get("events").items(at)?.iter().enumerate() {
        let at = format!("{}[{index}]", at());
        event.read("http", || at.clone())?;
        take(event, &at)?;
    }
    Ok(())
}

/// The first of these triggers that an event has.
pub(super) fn trigger<'v>(event: &'v Value, names: &[&str], at: &str) -> Option<Trigger<'v>> {
    names.iter().find_map(|name| {
        Some(Trigger {
            value: event.get(name).truthy()?,
            at: format!("{at}.{name}"),
        })
    })
}

impl<'v> Trigger<'v> {
    /// One of its fields.
    pub fn get(&self, field: &str) -> &'v Value {
        self.value.get(field)
    }

    /// The path of one of its fields.
    pub fn at(&self, field: &str) -> String {
        format!("{}.{field}", self.at)
    }

    /// `enable === false ? false : true`.
    pub fn is_enabled(&self) -> bool {
        *self.get("enable") != Value::Bool(false)
    }

    /// A part of `filter`.
    ///
    /// # Errors
    /// A `TypeError` if there is no filter. (A list has one: the method of that name.)
    pub fn filter(&self, part: &'static str) -> Result<&'v Value, Thrown> {
        match self.value {
            Value::List(_) => Ok(&Value::Undefined),
            _ => self.get("filter").read(part, || self.at("filter")),
        }
    }
}

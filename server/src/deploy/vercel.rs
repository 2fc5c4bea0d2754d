//! What reaches Vercel: `vercel.json` (`VercelPlugin` of cli-plugin-vercel 1.3.22). Packaging clears the folder of the
//! build before, so that there is never an older one to add to.

use super::spec::{self, Spec};
use super::thrown::{Cause, Thrown};
use super::value::{Map, Value, object};

/// The file.
///
/// # Errors
/// What the plugin throws.
pub(super) fn json(spec: &Spec) -> Result<Value, Thrown> {
    let mut environment = Map::new();
    spec.add_user_defined(&mut environment);
    let mut functions = Map::new();
    let mut routes = Vec::new();
    for (name, function) in spec.functions.properties() {
        function.read("memorySize", || spec::place(&name))?;
        let entry = format!("api/{name}.js");
        functions.define(
            entry.as_str(),
            object! {
                "memory" => spec.setting(&function, "memorySize", 128.0),
                "maxDuration" => spec.setting(&function, "timeout", 10.0),
            },
        );
        let events = function.get("events").as_list().unwrap_or_default();
        for (index, event) in events.iter().enumerate() {
            let Some(http) = event.get("http").truthy() else {
                continue;
            };
            let at = |field| format!("{}.events[{index}].http.{field}", spec::place(&name));
            routes.push(object! {
                "src" => source(http.get("path"), || at("path"))?,
                "dest" => entry.as_str(),
                "methods" => methods(http.get("method"), || at("method"))?,
            });
        }
    }
    Ok(object! { "env" => environment, "functions" => functions, "routes" => routes })
}

/// The regular expression of a route.
fn source(path: &Value, at: impl FnOnce() -> String) -> Result<Value, Thrown> {
    match path.or("/*") {
        Value::Text(path) => Ok(path.replace('*', ".*").into()),
        _ => Err(Thrown::new(at(), Cause::NotText("replace"))),
    }
}

/// `convertMethods`: `undefined` means every method.
fn methods(written: &Value, at: impl FnOnce() -> String) -> Result<Value, Thrown> {
    let written = match written {
        Value::List(items) => items.as_slice(),
        Value::Text(text) if text.is_empty() => &[],
        text @ Value::Text(_) => std::slice::from_ref(text),
        map @ Value::Map(_) if map.get("length").is_truthy() => std::slice::from_ref(map),
        _ => &[],
    };
    let mut methods = Vec::new();
    for method in written {
        match method.as_text() {
            Some(text) => methods.push(Value::from(text.to_uppercase())),
            None => return Err(Thrown::new(at(), Cause::NotText("toUpperCase"))),
        }
    }
    let is_every = |method: &Value| matches!(method.as_text(), Some("ANY" | "ALL"));
    Ok(match methods.is_empty() || methods.iter().any(is_every) {
        true => Value::Undefined,
        false => Value::List(methods),
    })
}

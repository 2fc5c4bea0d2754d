//! What packaging makes of `functions` before a builder reads them: `deployType` puts one function in the place of
//! all, `aggregation` folds several into one (`checkAggregation` and `defaultBeforeGenerateSpec` of
//! fcli-plugin-package 1.3.22).

use fyml_schema::deploy_types::DEPLOY_TYPES;

use super::thrown::{Cause, Thrown};
use super::value::{Map, Value, object};
use crate::model::{Pattern, aggregated_path};

/// The key under which packaging keeps the members in the function that an aggregation became.
const MEMBERS: &str = "_handlers";

/// The least `provider.initTimeout` of a service with `deployType`, in seconds.
const APP_INIT_TIMEOUT: f64 = 10.0;

/// The file after packaging.
///
/// # Errors
/// What packaging throws; and that two aggregations have one route, which ends it.
pub fn fold(file: &Value) -> Result<Value, Thrown> {
    let Value::Map(known) = file else {
        return Ok(file.clone());
    };
    if let Some(kind) = file.get("deployType").truthy() {
        return app(known.clone(), kind);
    }
    let (Some(aggregation), Some(functions)) = (
        file.get("aggregation").truthy(),
        file.get("functions").truthy(),
    ) else {
        return Ok(file.clone());
    };
    // `aggregation: true`, say, has nothing to go over
    if aggregation.properties().is_empty() {
        return Ok(file.clone());
    }
    let functions = aggregate(aggregation, functions)?;
    let mut file = known.clone();
    file.define("functions", functions);
    Ok(file.into())
}

/// Whether [`fold`] leaves the file as it is.
pub(super) fn is_folded(file: &Value) -> bool {
    let has = |key: &str| file.get(key).is_truthy();
    let is_aggregated = has("aggregation") && has("functions");
    !has("deployType") && !is_aggregated
}

/// The names of the functions that are folded into this one; none for a function that is no aggregation.
pub fn members(function: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for member in function.get(MEMBERS).as_list().unwrap_or_default() {
        let name = member.as_text().unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// One function that runs a whole application.
fn app(mut file: Map, kind: &Value) -> Result<Value, Thrown> {
    let name = match kind.get("name") {
        name if name.is_nullish() => "app_index".into(),
        name => name.to_text().into_owned(),
    };
    let written = file
        .get("provider")
        .read("initTimeout", || "provider".to_owned())?;
    // anything but a number is compared as the number that its text says, if it says one
    let seconds = match written {
        Value::Number(seconds) => Some(*seconds),
        Value::Bool(value) => Some(f64::from(u8::from(*value))),
        Value::Date(instant) => Some(*instant as f64),
        other => match other.to_text().trim() {
            "" => Some(0.0),
            text => text.parse().ok(),
        },
    };
    let is_long = written.is_truthy() && !seconds.is_some_and(|seconds| seconds < APP_INIT_TIMEOUT);
    if let Some(Value::Map(provider)) = file.get_mut("provider")
        && !is_long
    {
        provider.define("initTimeout", APP_INIT_TIMEOUT);
    }
    let written = match kind {
        Value::Text(_) => kind,
        _ => kind.get("type"),
    };
    let brings_layer = DEPLOY_TYPES
        .iter()
        .any(|known| written.as_text() == Some(known.name));
    // the layer is put beside the others; a text, say, takes none
    let layers = file.get("layers");
    if brings_layer && layers.is_truthy() && !takes_keys(layers) {
        return Err(Thrown::new("layers", Cause::NotMap));
    }
    let http = object! { "http" => object! { "path" => "/*" } };
    let mut functions = Map::new();
    functions.assign(
        name,
        object! { "handler" => "index.handler", "events" => vec![http] },
    );
    file.define("functions", functions);
    Ok(file.into())
}

fn aggregate(aggregation: &Value, functions: &Value) -> Result<Map, Thrown> {
    if !takes_keys(functions) {
        return Err(Thrown::new("functions", Cause::NotMap));
    }
    let mut functions: Map = functions.properties().into_iter().map(owned).collect();
    let mut names: Vec<String> = functions.iter().map(|(name, _)| name.to_owned()).collect();
    let mut routes: Vec<String> = Vec::new();
    for (name, body) in aggregation.properties() {
        let at = format!("aggregation.{name}");
        if !takes_keys(&body) {
            return Err(Thrown::new(at, Cause::NotMap));
        }
        let mut own: Map = body.properties().into_iter().map(owned).collect();
        own.define("handler", format!("{name}.handler"));
        let events = own.get("events").or(Vec::new());
        own.define("events", events);
        functions.assign(&*name, own);
        let taken = take(&body, &at, &mut names, &mut functions)?;
        let mut events = taken.events;
        if !taken.paths.is_empty() {
            let route = aggregated_path(&texts(&taken.paths)?);
            if routes.contains(&route) {
                return Err(Thrown::new(at, Cause::SamePrefix(route)));
            }
            events.push(object! { "http" => object! {
                "method" => "any",
                "path" => route.as_str(),
            }});
            routes.push(route);
        }
        // gone if it has taken itself: it stands under its own name when it looks for members
        let Some(Value::Map(own)) = functions.get_mut(&name) else {
            return Err(Thrown::new(at, Cause::NotMap));
        };
        own.define(MEMBERS, taken.members);
        own.define("events", events);
    }
    Ok(functions)
}

/// Whether packaging can write keys into it.
pub(super) fn takes_keys(value: &Value) -> bool {
    matches!(value, Value::Map(_) | Value::List(_) | Value::Date(_))
}

fn owned(
    (key, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, Value>),
) -> (String, Value) {
    (key.into_owned(), value.into_owned())
}

/// What an aggregation takes over from its members.
#[derive(Default)]
struct Taken {
    /// Their names, once for every event.
    members: Vec<Value>,
    /// The paths of their http triggers, and where each is written.
    paths: Vec<(Value, String)>,
    /// The first event of each other type.
    events: Vec<Value>,
}

/// Takes the members of one aggregation out of `names`, and out of `functions` unless they are to stay.
fn take(
    body: &Value,
    at: &str,
    names: &mut Vec<String>,
    functions: &mut Map,
) -> Result<Taken, Thrown> {
    let mut taken = Taken::default();
    let Some(choice) = Choice::of(body) else {
        return Ok(taken);
    };
    let takes_events = body.get("eventTrigger").is_truthy();
    let mut chosen = Vec::new();
    let mut left = Vec::new();
    for name in std::mem::take(names) {
        let fits = is_http(functions.get(&name), &name)? != takes_events;
        if fits && choice.takes(&name, at)? {
            chosen.push(name);
        } else {
            left.push(name);
        }
    }
    *names = left;
    let mut types = Vec::new();
    for name in chosen {
        let events = functions.get(&name).get("events").clone();
        for (index, event) in events.as_list().unwrap_or_default().iter().enumerate() {
            let at = format!("functions.{name}.events[{index}]");
            let kind = first_key(event, &at)?.unwrap_or_default();
            if kind == "http" {
                let at = format!("{at}.http");
                let path = event.get("http").read("path", || at.clone())?;
                check_method(event.get("http").get("method"), &format!("{at}.method"))?;
                taken.paths.push((path.clone(), format!("{at}.path")));
            } else if !takes_events {
                continue;
            } else if !types.contains(&kind) {
                taken.events.push(event.clone());
            }
            types.push(kind);
            taken.members.push(name.as_str().into());
            if !body.get("deployOrigin").is_truthy() {
                functions.delete(&name);
            }
        }
    }
    Ok(taken)
}

/// How an aggregation chooses functions. What is wrong with it shows only when a function is held against it.
enum Choice<'v> {
    /// `functions`.
    Names(&'v Value),
    /// `functionsPattern`: one of each of these must match; `None` for what is no pattern.
    Patterns(Vec<Option<Vec<Pattern>>>),
}

impl<'v> Choice<'v> {
    /// `None` if the aggregation names neither.
    fn of(body: &'v Value) -> Option<Choice<'v>> {
        if let Some(functions) = body.get("functions").truthy() {
            return Some(Choice::Names(functions));
        }
        let patterns = match body.get("functionsPattern").truthy()? {
            Value::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        Some(Choice::Patterns(patterns.iter().map(any_of).collect()))
    }

    /// Whether a function is taken.
    fn takes(&self, name: &str, at: &str) -> Result<bool, Thrown> {
        match self {
            // `indexOf` compares without converting: a number is never a name
            Choice::Names(Value::List(items)) => {
                Ok(items.iter().any(|item| item.as_text() == Some(name)))
            }
            Choice::Names(Value::Text(text)) => Ok(text.contains(name)),
            Choice::Names(_) => Err(Thrown::new(
                format!("{at}.functions"),
                Cause::NotList("indexOf"),
            )),
            Choice::Patterns(patterns) => {
                for pattern in patterns {
                    let Some(pattern) = pattern else {
                        let at = format!("{at}.functionsPattern");
                        return Err(Thrown::new(at, Cause::NotPattern));
                    };
                    if !pattern.iter().any(|pattern| pattern.matches(name)) {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
        }
    }
}

/// The patterns of one item of `functionsPattern`: a list within the list asks for one of its own.
fn any_of(value: &Value) -> Option<Vec<Pattern>> {
    match value {
        Value::Text(text) if !text.is_empty() => Some(vec![Pattern::new(text)]),
        Value::List(items) => {
            let patterns: Option<Vec<Vec<Pattern>>> = items.iter().map(any_of).collect();
            Some(patterns?.into_iter().flatten().collect())
        }
        _ => None,
    }
}

/// Whether the first key of any event is `http`.
fn is_http(function: &Value, name: &str) -> Result<bool, Thrown> {
    let at = || format!("functions.{name}");
    let events = function.read("events", at)?;
    if events.is_nullish() {
        return Ok(false);
    }
    let at = format!("{}.events", at());
    let Value::List(items) = events else {
        return Err(Thrown::new(at, Cause::NotList("find")));
    };
    for (index, event) in items.iter().enumerate() {
        if first_key(event, &format!("{at}[{index}]"))?.as_deref() == Some("http") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `Object.keys(event)[0]`.
fn first_key(event: &Value, at: &str) -> Result<Option<String>, Thrown> {
    if event.is_nullish() {
        return Err(Thrown::new(at, Cause::ReadsOfNothing("http")));
    }
    let properties = event.properties();
    Ok(properties.first().map(|(key, _)| key.to_string()))
}

/// The paths as texts. One that is not written is empty to the code that makes the entry file, but has no length for
/// `commonPrefix`, unless it is the first; what is no text throws in one or the other.
fn texts(paths: &[(Value, String)]) -> Result<Vec<&str>, Thrown> {
    let mut texts = Vec::new();
    for (path, at) in paths {
        let cause = match path {
            Value::Text(text) => {
                texts.push(text.as_str());
                continue;
            }
            Value::Undefined if texts.is_empty() => {
                texts.push("");
                continue;
            }
            Value::Undefined => Cause::ReadsOfNothing("length"),
            Value::Null => Cause::ReadsOfNothing("replace"),
            _ => Cause::NotText("replace"),
        };
        return Err(Thrown::new(at.as_str(), cause));
    }
    Ok(texts)
}

/// The code that makes the entry file of an aggregation writes every method in small letters.
fn check_method(method: &Value, at: &str) -> Result<(), Thrown> {
    let methods = match method {
        method if !method.is_truthy() => &[],
        Value::List(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    match methods.iter().all(|method| method.as_text().is_some()) {
        true => Ok(()),
        false => Err(Thrown::new(at, Cause::NotText("toLowerCase"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::{json, value};
    use crate::syntax::Document;

    fn folded(text: &str) -> Result<Value, Thrown> {
        fold(&value(&Document::new(text))?)
    }

    fn functions(text: &str) -> String {
        let folded = folded(text).expect("it packages");
        json::compact(folded.get("functions")).unwrap_or_default()
    }

    #[test]
    fn members_go_and_their_routes_become_one() {
        let text = "functions:\n  list: {handler: a.l, events: [http: {path: /api/list}, timer: {value: x}]}\n  get: {events: [http: {path: /api/get}]}\n  tick: {events: [timer: {value: x}]}\n\
                    aggregation:\n  main: {memorySize: 256, functionsPattern: ['*']}\n";
        assert_eq!(
            functions(text),
            r#"{"tick":{"events":[{"timer":{"value":"x"}}]},"main":{"memorySize":256,"functionsPattern":["*"],"handler":"main.handler","events":[{"http":{"method":"any","path":"/api/*"}}],"_handlers":["list","get"]}}"#
        );
        let folded = folded(text).expect("it packages");
        assert_eq!(
            members(folded.get("functions").get("main")),
            ["list", "get"]
        );
    }

    #[test]
    fn of_each_type_of_event_the_first_is_kept() {
        let text = "functions:\n  a: {events: [timer: {value: x}]}\n  b: {events: [timer: {value: y}, log: {log: z}]}\n  c: {events: [http: {path: /}]}\n\
                    aggregation: {jobs: {eventTrigger: true, deployOrigin: true, functions: [a, b, c]}}\n";
        let folded = folded(text).expect("it packages");
        let functions = folded.get("functions");
        assert_eq!(
            json::compact(functions.get("jobs").get("events")).as_deref(),
            Some(r#"[{"timer":{"value":"x"}},{"log":{"log":"z"}}]"#)
        );
        assert!(functions.get("a").is_truthy(), "deployed alone as well");
        assert_eq!(members(functions.get("jobs")), ["a", "b"]);
    }

    #[test]
    fn a_deploy_type_is_one_function() {
        let text = "provider: {name: aliyun, initTimeout: 5}\nfunctions: {a: {handler: a.a}}\naggregation: {main: }\ndeployType: {type: egg, name: app}\n";
        assert_eq!(
            functions(text),
            r#"{"app":{"handler":"index.handler","events":[{"http":{"path":"/*"}}]}}"#
        );
        let folded = folded(text).expect("it packages");
        assert_eq!(
            folded.get("provider").get("initTimeout"),
            &Value::Number(10.0)
        );
    }

    #[test]
    fn a_deploy_type_raises_what_javascript_calls_less_than_ten() {
        for (written, is_raised) in [
            ("9", true),
            ("'9'", true),
            ("''", true),
            ("[null]", true),
            ("[3]", true),
            ("true", true),
            ("10", false),
            ("'12'", false),
            ("text", false),
            ("{}", false),
            ("[3, 4]", false),
        ] {
            let text = format!("provider: {{initTimeout: {written}}}\ndeployType: egg\n");
            let folded = folded(&text).expect("it packages");
            let raised = folded.get("provider").get("initTimeout") == &Value::Number(10.0);
            assert_eq!(raised, is_raised || written == "10", "{written}");
        }
    }

    #[test]
    fn what_packaging_trips_over() {
        let http = |path: &str| format!("{{events: [http: {{path: {path}}}]}}");
        let two = format!("functions: {{a: {}, b: {}}}\n", http("/a"), http("/b"));
        for (aggregation, at, cause) in [
            ("{main: }", "aggregation.main", Cause::NotMap),
            (
                "{x: {functions: [a]}, y: {functions: [b]}}",
                "aggregation.y",
                Cause::SamePrefix("/*".to_owned()),
            ),
            (
                "{x: {functions: {a: 1}}}",
                "aggregation.x.functions",
                Cause::NotList("indexOf"),
            ),
            (
                "{x: {functionsPattern: [1]}}",
                "aggregation.x.functionsPattern",
                Cause::NotPattern,
            ),
        ] {
            let thrown =
                folded(&format!("{two}aggregation: {aggregation}\n")).expect_err("it throws");
            assert_eq!((thrown.at.as_str(), thrown.cause), (at, cause));
        }
        for (field, at, cause) in [
            ("path: 1", "path", Cause::NotText("replace")),
            ("path: ", "path", Cause::ReadsOfNothing("replace")),
            ("method: [get, 1]", "method", Cause::NotText("toLowerCase")),
        ] {
            let text = format!(
                "functions: {{a: {{events: [http: {{{field}}}]}}}}\naggregation: {{x: {{functions: [a]}}}}\n"
            );
            let thrown = folded(&text).expect_err("it throws");
            assert_eq!(thrown.at, format!("functions.a.events[0].http.{at}"));
            assert_eq!(thrown.cause, cause);
        }
        let text = format!(
            "functions: {{a: {}, b: {{events: [http: true]}}}}\naggregation: {{x: {{functionsPattern: '*'}}}}\n",
            http("/a")
        );
        let thrown = folded(&text).expect_err("it throws");
        assert_eq!(thrown.at, "functions.b.events[0].http.path");
        assert_eq!(thrown.cause, Cause::ReadsOfNothing("length"));
    }
}

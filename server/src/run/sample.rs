//! A sample event for a function: what its trigger would send, filled with what the f.yml says.

use fyml_schema::{Cloud, sample_event};
use serde_json::Value;

use crate::model::{Function, Trigger};
use crate::syntax::Node;

/// What the function's first trigger would send on this cloud. `None` for a trigger whose events are not known, and
/// for a function without one.
pub fn sample(function: Function<'_>, trigger: Option<&str>, cloud: Cloud) -> Option<Value> {
    let triggers = function.triggers();
    let written = match trigger {
        Some(name) => triggers.iter().find(|trigger| trigger.name() == name),
        None => triggers.first(),
    };
    let name = match (written, trigger) {
        (Some(trigger), _) => trigger.name().into_owned(),
        (None, name) => name?.to_owned(),
    };
    let template = sample_event(&name, cloud)?;
    let mut value: Value = serde_json::from_str(template.json).ok()?;
    fill(&mut value, &|slot| {
        filling(slot, written.copied(), &function.name())
    });
    Some(value)
}

/// Puts values in the place of `<slots>`.
fn fill(value: &mut Value, filling: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            let mut filled = String::new();
            let mut rest = text.as_str();
            while let Some((before, after)) = rest.split_once('<') {
                let Some((slot, behind)) = after.split_once('>') else {
                    break;
                };
                filled.push_str(before);
                match filling(slot) {
                    Some(value) => filled.push_str(&value),
                    None => filled.push_str(&format!("<{slot}>")),
                }
                rest = behind;
            }
            filled.push_str(rest);
            *text = filled;
        }
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, filling)),
        Value::Object(fields) => fields.values_mut().for_each(|value| fill(value, filling)),
        _ => {}
    }
}

fn filling(slot: &str, trigger: Option<Trigger<'_>>, function: &str) -> Option<String> {
    let text = |field: &str| {
        let value = trigger?.value(field)?;
        plain_text(value)
    };
    let or = |field: &str, other: &str| Some(text(field).unwrap_or_else(|| other.to_owned()));
    match slot {
        "method" => Some(method(trigger)),
        "path" => Some(request_path(&text("path").unwrap_or_default())),
        "bucket" => or("bucket", "bucket"),
        "topic" => or("topic", "topic"),
        "project" => or("project", "project"),
        "store" => or("source", "store"),
        "payload" => Some(text("payload").unwrap_or_default()),
        "name" => or("name", function),
        _ => None,
    }
}

/// A scalar as text; what is interpolated is not known.
fn plain_text(node: Node<'_>) -> Option<String> {
    let is_known = !node.is_interpolated() && !node.is_broken() && !node.is_null();
    node.scalar_str().filter(|_| is_known).map(str::to_owned)
}

/// The first method that the trigger takes; `GET` where it takes any.
fn method(trigger: Option<Trigger<'_>>) -> String {
    let written = trigger.and_then(|trigger| trigger.value("method"));
    let first = written.and_then(|node| {
        if node.is_sequence() {
            node.items().find_map(plain_text)
        } else {
            plain_text(node)
        }
    });
    let method = first.unwrap_or_default().to_ascii_uppercase();
    match method.as_str() {
        "" | "ANY" | "ALL" => "GET".to_owned(),
        _ => method,
    }
}

/// A path that a route answers to: `/user/:id` → `/user/1`, `/api/*` → `/api/`.
pub(crate) fn request_path(route: &str) -> String {
    let parts = route.split('/').map(|part| match part.strip_prefix(':') {
        Some(_) => "1",
        None => part.trim_end_matches(['*', '?']),
    });
    let path = parts.collect::<Vec<_>>().join("/");
    if path.starts_with('/') {
        path
    } else {
        format!("/{path}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::Service;
    use crate::syntax::Document;

    fn of(events: &str, cloud: Cloud) -> Option<Value> {
        let document = Document::new(&format!("functions:\n  job:\n    events: {events}\n"));
        let function = Service::of(&document).function("job")?;
        sample(function, None, cloud)
    }

    #[test]
    fn a_request_fits_the_route() {
        assert_eq!(
            of(
                "[http: {path: /user/:id/*, method: [post, get]}]",
                Cloud::Aliyun
            ),
            Some(
                json!({"method": "POST", "path": "/user/1/", "query": {}, "headers": {}, "body": ""})
            )
        );
        for (route, path) in [
            ("/*", "/"),
            ("", "/"),
            ("api/*", "/api/"),
            ("/a/:id", "/a/1"),
        ] {
            assert_eq!(request_path(route), path);
        }
        let any = of("[http: {method: any}]", Cloud::Tencent);
        assert_eq!(any.map(|event| event["method"].clone()), Some(json!("GET")));
    }

    #[test]
    fn other_events_have_the_clouds_own_shape() {
        let aliyun = of("[os: {bucket: photos}]", Cloud::Aliyun).expect("known");
        assert_eq!(aliyun["events"][0]["oss"]["bucket"]["name"], "photos");
        let tencent = of("[cos: {bucket: photos}]", Cloud::Tencent).expect("known");
        assert_eq!(tencent["Records"][0]["cos"]["cosBucket"]["name"], "photos");
        let timer = of("[timer: {payload: 7, value: 1h}]", Cloud::Aliyun).expect("known");
        assert_eq!(
            (&timer["payload"], &timer["triggerName"]),
            (&json!("7"), &json!("job"))
        );
        let hidden = of("[os: {bucket: '${env.BUCKET}'}]", Cloud::Aliyun).expect("known");
        assert_eq!(hidden["events"][0]["oss"]["bucket"]["name"], "bucket");
        assert_eq!(of("[hsf: true]", Cloud::Aliyun), None);
        assert_eq!(of("[]", Cloud::Aliyun), None);
    }
}

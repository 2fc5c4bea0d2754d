//! Several lines at once: whole files, functions, triggers with the fields they need, aggregations, domains. All of it
//! is put together from the schema.

use fyml_schema::{
    CLOUDS, COS_BUCKET_EXAMPLE, CRON_STARTERS, Cloud, CloudStatus, DeployPath, Key, Literal,
    RuntimeState, Support, Trigger, cron, trigger, triggers_on,
};

use super::item::{Group, Item};
use super::scene::Scene;
use super::shape::{Scalar, Shape, entry};
use super::{Gathered, keys, project};

/// Holes for the name of a bucket, which stands twice.
const BUCKET_HOLE: u8 = 90;

/// Names for a new function, the first that is free.
pub(super) const FUNCTION_NAMES: [&str; 4] = ["index", "hello", "handle", "task"];

/// The snippets that fit into the map around, or into the item that is being typed.
pub(super) fn gather(scene: &Scene<'_>, out: &mut Gathered) {
    if scene.is_at(&[]) {
        files(scene, out);
        sections(scene, out);
    } else if scene.is_at(&["functions"]) {
        functions(scene, out);
    } else if scene.is_at(&["functions", "*"]) {
        events(scene, out);
    } else if scene.is_at(&["functions", "*", "events", "-"]) && scene.cursor.siblings.is_empty() {
        triggers(scene, out);
    } else if scene.is_at(&["aggregation"]) {
        aggregations(scene, out);
    } else if scene.is_at(&["custom"]) && !is_there(scene, "customDomain") {
        let item = Item::entries("customDomain …", custom_domain(1));
        let item = item.detail(scene.say("custom domain", "自定义域名"));
        out.add(behind_key(item, "customDomain", scene));
    } else if scene.is_at(&["layers"]) {
        let name = free_name(scene, &["koa", "layer"]);
        let path = Scalar::hole(2, "@midwayjs/koa-layer").after("npm:");
        let layer = Shape::Map(vec![entry("path", path)]);
        let item = Item::entries("layer …", vec![(Scalar::hole(1, name), layer)]);
        out.add(item.detail(scene.say("a layer from npm", "来自 npm 的层")));
    }
}

fn is_there(scene: &Scene<'_>, key: &str) -> bool {
    scene.cursor.siblings.iter().any(|name| name == key)
}

/// Right behind the bare key of the same name.
fn behind_key(item: Item, key: &str, scene: &Scene<'_>) -> Item {
    let table = scene.place.and_then(|place| place.kind.table());
    let order = match table.and_then(|table| table.key(key)) {
        Some(known) => keys::order(known.frequency, 500),
        None => 0,
    };
    item.filter(key).rank(Group::Usual, order)
}

/// The first of these names that no other entry has; else one with a number.
fn free_name(scene: &Scene<'_>, names: &[&str]) -> String {
    let free = names.iter().find(|name| !is_there(scene, name));
    if let Some(free) = free {
        return (*free).to_owned();
    }
    let first = names.first().copied().unwrap_or("name");
    let mut number = 2_u32;
    while is_there(scene, &format!("{first}{number}")) {
        number += 1;
    }
    format!("{first}{number}")
}

/// A whole f.yml for each cloud that something can be deployed to, where there is nothing yet.
fn files(scene: &Scene<'_>, out: &mut Gathered) {
    if !scene.cursor.siblings.is_empty() || scene.cursor.in_flow {
        return;
    }
    let deployable = CLOUDS
        .iter()
        .filter(|facts| matches!(facts.status, CloudStatus::Maintained | CloudStatus::Legacy));
    for (order, facts) in deployable.enumerate() {
        let Some(path) = facts.cloud.default_path() else {
            continue;
        };
        let label = format!("f.yml ({})", facts.name);
        let title = facts.title.get(scene.lang);
        let what = scene.say("a whole f.yml for ", "完整的 f.yml：");
        let item = Item::entries(label, file(facts.cloud, path, scene));
        out.add(
            item.detail(format!("{what}{title}"))
                .filter(format!("f.yml service {}", facts.name))
                .rank(Group::Required, order),
        );
    }
}

fn file(cloud: Cloud, path: DeployPath, scene: &Scene<'_>) -> Vec<(Scalar, Shape)> {
    let service = project::suggested_service(scene).unwrap_or("my-service");
    let mut provider = vec![entry("name", Scalar::text(cloud.name()))];
    let runtimes: Vec<String> = cloud
        .runtimes()
        .filter(|runtime| runtime.node > 0 && runtime.state == RuntimeState::Current)
        .map(|runtime| runtime.id.to_owned())
        .collect();
    if !runtimes.is_empty() {
        provider.push(entry("runtime", Scalar::choice(2, runtimes)));
    }
    // tencent makes no new API gateways, and so no http triggers
    let wanted = match path {
        DeployPath::Tencent => ["timer"].as_slice(),
        _ => ["http", "timer"].as_slice(),
    };
    let trigger = wanted
        .iter()
        .filter_map(|name| trigger(name))
        .find(|trigger| trigger.support.on(path) != Support::Ignored);
    let functions = vec![function("index", trigger, Some(path), 3)];
    vec![
        entry("service", Scalar::hole(1, service)),
        entry("provider", Shape::Map(provider)),
        entry("functions", Shape::Map(functions)),
    ]
}

/// Top-level keys with something below them.
fn sections(scene: &Scene<'_>, out: &mut Gathered) {
    let mut add = |key: &str, shape: Vec<(Scalar, Shape)>, en: &str, zh: &str| {
        if !is_there(scene, key) {
            let item = Item::entries(format!("{key} …"), vec![entry(key, Shape::Map(shape))]);
            out.add(behind_key(item.detail(scene.say(en, zh)), key, scene));
        }
    };
    let http = trigger("http").filter(|trigger| is_understood(trigger, scene));
    add(
        "functions",
        vec![function("index", http, scene.path, 1)],
        "with a function",
        "包含一个函数",
    );
    add(
        "aggregation",
        vec![aggregation("all", 1)],
        "all functions deployed as one",
        "把所有函数合并部署",
    );
    if scene.path.is_none_or(|path| path.cloud() == Cloud::Aliyun) {
        add(
            "custom",
            custom_domain(1),
            "with a custom domain",
            "包含自定义域名",
        );
    }
}

fn functions(scene: &Scene<'_>, out: &mut Gathered) {
    let typed = scene.cursor.typed.trim();
    let is_named = !typed.is_empty() && !is_there(scene, typed) && scene.cursor.quote.is_none();
    let name = if is_named {
        typed.to_owned()
    } else {
        free_name(scene, &FUNCTION_NAMES)
    };
    // the name goes on being typed
    out.is_incomplete |= is_named;
    for (order, handler) in scene.neighbourhood.handlers().iter().enumerate() {
        let Some(function) = handler.function.as_deref() else {
            continue;
        };
        if !is_there(scene, function) {
            let body = Shape::Map(vec![entry("handler", Scalar::text(&*handler.handler))]);
            let (file, line) = &handler.place;
            let item = Item::entries(function, vec![(Scalar::text(function), body)]);
            let item = item.role(super::CompletionRole::Function);
            out.add(
                item.note(format!("{file}:{line}"))
                    .rank(Group::Required, order),
            );
        }
    }
    let understood = understood(scene);
    for (order, trigger) in understood.iter().enumerate() {
        let entries = vec![function(&name, Some(trigger), scene.path, 1)];
        let label = format!("{} ({})", scene.say("function", "函数"), trigger.name);
        let label = match is_named {
            true => format!("{name}: {label}"),
            false => label,
        };
        let item = Item::entries(label, entries)
            .detail(trigger.summary.get(scene.lang))
            .rank(Group::Usual, order);
        out.add(match is_named {
            true => item.filter(name.clone()),
            false => item.filter(format!("function {}", trigger.name)),
        });
    }
}

/// The trigger types that the builder understands, without other words for the same.
fn understood(scene: &Scene<'_>) -> Vec<&'static Trigger> {
    let all: Vec<&Trigger> = match scene.path {
        Some(path) => triggers_on(path).collect(),
        None => fyml_schema::TRIGGERS.iter().collect(),
    };
    all.into_iter()
        .filter(|trigger| trigger.alias_of.is_none() && is_understood(trigger, scene))
        .collect()
}

fn is_understood(trigger: &Trigger, scene: &Scene<'_>) -> bool {
    match scene.path {
        Some(path) => trigger.support.on(path) != Support::Ignored,
        None => !trigger.translated_by_nobody(),
    }
}

pub(super) fn function(
    name: &str,
    trigger: Option<&Trigger>,
    path: Option<DeployPath>,
    first: u8,
) -> (Scalar, Shape) {
    let export = path.map_or("handler", |path| path.cloud().entry_export());
    let handler = Scalar::hole(first, name).then(&format!(".{export}"));
    let mut body = vec![entry("handler", handler)];
    if let Some(trigger) = trigger {
        body.push(entry("events", one_event(trigger, path, first + 1)));
    }
    (Scalar::hole(first, name), Shape::Map(body))
}

fn one_event(trigger: &Trigger, path: Option<DeployPath>, first: u8) -> Shape {
    Shape::List(vec![Shape::Map(vec![event(trigger, path, first)])])
}

fn events(scene: &Scene<'_>, out: &mut Gathered) {
    if is_there(scene, "events") {
        return;
    }
    for trigger in understood(scene) {
        let events = one_event(trigger, scene.path, 1);
        let item = Item::entries(
            format!("events: {}", trigger.name),
            vec![entry("events", events)],
        );
        let item = item.detail(trigger.summary.get(scene.lang));
        out.add(behind_key(item, "events", scene).filter(format!("events {}", trigger.name)));
    }
}

fn triggers(scene: &Scene<'_>, out: &mut Gathered) {
    for trigger in understood(scene) {
        let item = Item::entries(
            format!("{} …", trigger.name),
            vec![event(trigger, scene.path, 1)],
        );
        let fields = scene.say("with its fields", "包含所需字段");
        out.add(behind_key(item.detail(fields), trigger.name, scene));
    }
}

/// A trigger with the fields that must be there and those that most files have. Holes are counted from `first`.
pub(super) fn event(trigger: &Trigger, path: Option<DeployPath>, first: u8) -> (Scalar, Shape) {
    let mut fields = Vec::new();
    for field in trigger.fields {
        if is_wanted(field, trigger, path) {
            let number = first.saturating_add(u8::try_from(fields.len()).unwrap_or(u8::MAX));
            fields.push(entry(field.name, value(field, trigger, path, number)));
        }
    }
    let shape = if fields.is_empty() {
        Shape::Scalar(Scalar::literal("true"))
    } else {
        Shape::Map(fields)
    };
    entry(trigger.name, shape)
}

fn is_wanted(field: &Key, trigger: &Trigger, path: Option<DeployPath>) -> bool {
    let is_required = match path {
        Some(path) => field.required_on(path),
        None => !field.required.paths().is_empty(),
    };
    let is_read = path.is_none_or(|path| matches!(field.support.on(path), Support::Full));
    let is_partial = path.is_some_and(|path| matches!(field.support.on(path), Support::Partial(_)));
    let is_usual = u32::from(field.frequency) * 2 > u32::from(trigger.frequency);
    let is_known = field.example.is_some() || !field.kind.suggestions(None).is_empty();
    is_required
        || (is_usual && is_known && (is_read || is_partial))
        || names_bucket(field, trigger, path)
}

/// On tencent an object-storage trigger is only made if its name is the bucket's.
fn names_bucket(field: &Key, trigger: &Trigger, path: Option<DeployPath>) -> bool {
    let has_bucket = trigger.field("bucket").is_some();
    path == Some(DeployPath::Tencent) && has_bucket && matches!(field.name, "bucket" | "name")
}

fn value(field: &Key, trigger: &Trigger, path: Option<DeployPath>, number: u8) -> Shape {
    if names_bucket(field, trigger, path) {
        // both hold the same text
        return Scalar::hole(BUCKET_HOLE, COS_BUCKET_EXAMPLE).into();
    }
    let cloud = path.map(DeployPath::cloud);
    if trigger.name == "timer" && field.name == "value" {
        let shape = cron(cloud.unwrap_or(Cloud::Aliyun));
        let schedule = shape.zip(CRON_STARTERS.first());
        let schedule = schedule.map(|(shape, starter)| shape.expression(starter));
        return Scalar::hole(number, schedule.unwrap_or_default())
            .quoted()
            .into();
    }
    let known: Vec<String> = field
        .kind
        .suggestions(cloud)
        .into_iter()
        .filter(|known| known.deprecated.is_none())
        .map(|known| known.value.to_owned())
        .collect();
    match (field.example, known.is_empty()) {
        // an example that is more than a word stays as it is
        (Some(example), _) if example.starts_with(['{', '[', '\'', '"']) => {
            Scalar::literal(example).into()
        }
        (_, false) => Scalar::choice(number, known).into(),
        (example, true) => {
            let text = default_path(field, path).or(example).unwrap_or(field.name);
            Scalar::hole(number, text).into()
        }
    }
}

/// The path that counts when none is written, if it can be written as it is.
fn default_path(field: &Key, path: Option<DeployPath>) -> Option<&'static str> {
    match field.default_on(path?)? {
        Literal::Str(text) if text.starts_with('/') && !text.contains('<') => Some(text),
        _ => None,
    }
}

fn aggregations(scene: &Scene<'_>, out: &mut Gathered) {
    let name = free_name(scene, &["all", "api"]);
    let item = Item::entries("aggregation …", vec![aggregation(&name, 1)]);
    let what = scene.say("functions deployed as one", "把多个函数合并部署");
    out.add(item.detail(what).filter("aggregation"));
}

fn aggregation(name: &str, first: u8) -> (Scalar, Shape) {
    let pattern = Shape::Scalar(Scalar::hole(first + 1, "*").quoted());
    let body = vec![
        entry("deployOrigin", Scalar::literal("false")),
        entry("functionsPattern", Shape::List(vec![pattern])),
    ];
    (Scalar::hole(first, name), Shape::Map(body))
}

fn custom_domain(first: u8) -> Vec<(Scalar, Shape)> {
    let domain = entry("domainName", Scalar::hole(first, "auto"));
    vec![entry("customDomain", Shape::Map(vec![domain]))]
}

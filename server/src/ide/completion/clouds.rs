//! Values that follow from facts about the cloud and from the place: schedules, paths of routes.

use fyml_schema::{CRON_STARTERS, Cloud, EVERY_STARTERS, cron};

use super::item::{Group, Insert, Item};
use super::scene::Scene;
use super::shape::Scalar;
use super::{CompletionRole, Gathered};

/// The value of a timer, in the words of the schema's path.
const TIMER_VALUE: [&str; 6] = ["functions", "*", "events", "-", "timer", "value"];

/// Schedules and routes.
pub(super) fn gather(scene: &Scene<'_>, out: &mut Gathered) {
    if scene.is_at(&TIMER_VALUE) {
        schedules(scene, out);
    } else if scene.is_at(&["functions", "*", "events", "-", "http", "path"])
        || scene.is_at(&["functions", "*", "events", "-", "apigw", "path"])
    {
        routes(scene, out);
    }
}

fn schedules(scene: &Scene<'_>, out: &mut Gathered) {
    let Some(shape) = cron(scene.cloud.unwrap_or(Cloud::Aliyun)) else {
        return;
    };
    let kind = scene
        .node(TIMER_VALUE.len() - 1)
        .and_then(|timer| timer.value("type")?.as_str());
    if kind == Some("every") && shape.every {
        for (order, (interval, title)) in EVERY_STARTERS.iter().enumerate() {
            let title = title.get(scene.lang);
            out.add(schedule((*interval).to_owned(), title.to_owned(), order));
        }
        return;
    }
    for (order, starter) in CRON_STARTERS.iter().enumerate() {
        let mut title = starter.title.get(scene.lang).to_owned();
        if starter.names_an_hour() && shape.zone_prefix.is_some() {
            title.push_str(scene.say(" Beijing time", "（北京时间）"));
        }
        out.add(schedule(shape.expression(starter), title, order));
    }
}

fn schedule(value: String, title: String, order: usize) -> Item {
    let insert = Insert::Value(Scalar::text(value.as_str()).quoted().into());
    let filter = format!("{value} {title}");
    Item::new(title, CompletionRole::Value, insert)
        .note(value)
        .filter(filter)
        .rank(Group::Usual, order)
}

fn routes(scene: &Scene<'_>, out: &mut Gathered) {
    let every = scene.say("every path", "所有路径");
    out.add(Item::text("/*").note(every).rank(Group::Usual, 0));
    let is_path = |name: &&str| {
        name.chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    if let Some(name) = scene.function().filter(is_path) {
        out.add(Item::text(format!("/{name}")).rank(Group::Usual, 1));
        out.add(Item::text(format!("/{name}/*")).rank(Group::Usual, 2));
        out.add(Item::text(format!("/{name}/:id")).rank(Group::Usual, 3));
    }
}

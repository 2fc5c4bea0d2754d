//! Which other clouds would take a service, and what stands in the way elsewhere.

use fyml_schema::Cloud;

use super::report::{Counts, Fate};
use super::{port, targets};
use crate::analysis::Analysis;
use crate::lint::{Message, ServiceContext};
use crate::message;

/// What another cloud makes of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloudPortability {
    /// The cloud.
    pub cloud: Cloud,
    /// How many settings would meet which fate; `provider.name` counts as translated.
    pub counts: Counts,
    /// Whether it would take the service as it is, with another `provider.name`.
    pub takes_as_is: bool,
    /// What stands in the way, in the order of the text.
    pub obstacles: Vec<Obstacle>,
}

/// Something that another cloud does not have, or that only the owner can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// [`Fate::Lost`] or [`Fate::NeedsYou`].
    pub fate: Fate,
    /// Why.
    pub reason: Message,
    /// Where: YAML paths, each once.
    pub paths: Vec<String>,
}

/// What every other cloud would make of the service; empty where it cannot be said, as for a file with an unknown
/// `provider.name`. Takes as long as moving the service to each of them: linear in the text.
pub fn portability(analysis: &Analysis) -> Vec<CloudPortability> {
    if !analysis.is_midway() {
        return Vec::new();
    }
    portability_of(&analysis.context())
}

/// The same for a service that is known to be Midway's.
pub fn portability_of(context: &ServiceContext<'_>) -> Vec<CloudPortability> {
    targets()
        .filter(|cloud| Some(*cloud) != context.cloud)
        .filter_map(|cloud| of_cloud(context, cloud))
        .collect()
}

fn of_cloud(context: &ServiceContext<'_>, cloud: Cloud) -> Option<CloudPortability> {
    let port = port(context, cloud).ok()?;
    let counts = port.counts();
    let mut obstacles: Vec<Obstacle> = Vec::new();
    let mut known: std::collections::HashMap<(Fate, Message), usize> =
        std::collections::HashMap::new();
    for item in port.report {
        let (Fate::Lost | Fate::NeedsYou, Some(reason)) = (item.fate, item.reason) else {
            continue;
        };
        let index = *known.entry((item.fate, reason.clone())).or_insert_with(|| {
            obstacles.push(Obstacle {
                fate: item.fate,
                reason,
                paths: Vec::new(),
            });
            obstacles.len() - 1
        });
        obstacles[index].paths.push(item.path);
    }
    Some(CloudPortability {
        cloud,
        counts,
        takes_as_is: counts.is_free() && counts.translated <= 1,
        obstacles,
    })
}

/// One line about it, for a lens or a hover: `tencent: 3 translated, 1 lost, 2 need you`.
pub fn summary(portability: &CloudPortability) -> Message {
    let name = portability.cloud.name();
    let Counts {
        translated,
        lost,
        needs_you,
        ..
    } = portability.counts;
    if portability.takes_as_is {
        return message!("{name}: as it is", "{name}：可直接迁移");
    }
    if portability.counts.is_free() {
        return message!(
            "{name}: {translated} translated, nothing lost",
            "{name}：改写 {translated} 处，无丢失"
        );
    }
    message!(
        "{name}: {translated} translated, {lost} lost, {needs_you} need you",
        "{name}：改写 {translated} 处，丢失 {lost} 处，需确认 {needs_you} 处"
    )
}

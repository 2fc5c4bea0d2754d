//! Numbers that are usual for the key.

use fyml_schema::{Literal, Unit, ValueKind, limits};

use super::item::{Group, Item};
use super::scene::Scene;
use super::{Gathered, values};

/// Sizes that clouds are ordered in, in MB.
const MEGABYTES: [i64; 6] = [128, 256, 512, 1024, 2048, 3072];

/// Times that people write, in seconds.
const SECONDS: [i64; 5] = [3, 10, 30, 60, 300];

/// The default, the example, and round numbers within the cloud's limits.
pub(super) fn gather(scene: &Scene<'_>, out: &mut Gathered) {
    let Some(key) = scene.place.and_then(|place| place.key) else {
        return;
    };
    let takes_numbers = key
        .kind
        .alternatives()
        .iter()
        .any(|kind| matches!(kind, ValueKind::Int { .. }));
    if !takes_numbers {
        return;
    }
    let default = match values::default(scene) {
        Some(Literal::Int(number)) => Some(number),
        _ => None,
    };
    let usual: &[i64] = match key.unit {
        Some(Unit::Megabytes) => &MEGABYTES,
        Some(Unit::Seconds) => &SECONDS,
        _ => &[],
    };
    let example = key.example.and_then(|example| example.parse().ok());
    let mut numbers: Vec<i64> = usual
        .iter()
        .copied()
        .chain(default)
        .chain(example)
        .collect();
    let limit = key
        .limit
        .zip(scene.path)
        .and_then(|(name, path)| limits(path).get(name));
    numbers.retain(|&number| limit.is_none_or(|limit| (limit.min..=limit.max).contains(&number)));
    numbers.sort_unstable();
    numbers.dedup();
    for (order, number) in numbers.into_iter().enumerate() {
        let item = Item::literal(number.to_string()).rank(Group::Usual, order);
        out.add(if Some(number) == default {
            item.note(values::default_note(scene))
        } else {
            item
        });
    }
}

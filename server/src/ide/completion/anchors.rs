//! Anchors: after a `*`, behind `<<:`, and as `<<: *name` among the keys of a map.

use super::cursor::Role;
use super::item::{Group, Insert, Item};
use super::scene::Scene;
use super::shape::{Scalar, Shape};
use super::{CompletionRole, Gathered};
use crate::syntax::Node;

/// Behind everything that the schema knows: whoever wants an alias begins with its sign.
const LAST: usize = usize::MAX;

/// The anchors that may be used at the place: defined above, and not around it.
pub(super) fn gather(scene: &Scene<'_>, out: &mut Gathered) {
    let cursor = scene.cursor;
    if cursor.quote.is_some() {
        return;
    }
    let merges = !scene.is_key() && scene.is_below_merge();
    let is_alias = cursor.typed.starts_with('*') && !scene.is_key();
    let is_key = matches!(cursor.role, Role::Key { has_colon: false });
    if !(merges || is_alias || is_key) {
        return;
    }
    let around: Vec<Node<'_>> = (0..=cursor.path.len())
        .filter_map(|count| scene.node(count))
        .collect();
    for (order, (name, node)) in scene
        .analysis
        .document()
        .anchors_before(cursor.offset)
        .into_iter()
        .filter(|(_, node)| !around.contains(node))
        .enumerate()
    {
        let alias = format!("*{name}");
        if is_key {
            if node.is_mapping() && !cursor.siblings.iter().any(|key| key == "<<") {
                out.add(merge(&alias, scene));
            }
        } else if !merges || node.is_mapping() {
            let item = Item::literal(alias).rank(Group::Usual, order);
            out.add(item.role(CompletionRole::Anchor).detail(about(node)));
        }
    }
}

fn merge(alias: &str, scene: &Scene<'_>) -> Item {
    let insert = Insert::Entries(vec![(
        Scalar::literal("<<"),
        Shape::Scalar(Scalar::literal(alias)),
    )]);
    Item::new(format!("<<: {alias}"), CompletionRole::Anchor, insert)
        .detail(scene.say("merge what the anchor holds", "合并锚点中的内容"))
        .rank(Group::Usual, LAST)
}

/// What an anchor stands for, in a few words: the beginning of its first line.
fn about(node: Node<'_>) -> String {
    let line = node.raw().lines().next().unwrap_or("");
    line.trim().chars().take(40).collect()
}

impl Scene<'_> {
    fn is_below_merge(&self) -> bool {
        let steps = match self.steps.split_last() {
            Some((fyml_schema::PathStep::Index, above)) => above,
            _ => &self.steps,
        };
        steps.last() == Some(&fyml_schema::PathStep::Key("<<"))
    }
}

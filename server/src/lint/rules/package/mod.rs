//! Packaging, layers, plugins and dependencies (catalogue ids P-…).

mod artifact_absolute;
mod cover_dependencies;
mod dotfile;
mod exclude_late;
mod global_dependencies;
mod layer_ignored;
mod layer_throws;
mod leaked_file;
mod list_text;
mod lock_file;
mod never_included;
mod plugin_ignored;
mod plugin_refused;
mod plugin_unlisted;
mod plugins_shape;
mod tsconfig;

use globset::GlobBuilder;

use crate::lint::{Rule, ServiceContext};
use crate::syntax::{Entry, Node};

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &artifact_absolute::RULE,
    &cover_dependencies::RULE,
    &dotfile::RULE,
    &exclude_late::RULE,
    &global_dependencies::RULE,
    &layer_ignored::RULE,
    &layer_throws::RULE,
    &leaked_file::RULE,
    &list_text::RULE,
    &lock_file::RULE,
    &never_included::RULE,
    &plugin_ignored::RULE,
    &plugin_refused::RULE,
    &plugin_unlisted::RULE,
    &plugins_shape::RULE,
    &tsconfig::RULE,
];

/// The folders that copying leaves out at any depth (command-core utils/copy.ts).
const NEVER_COPIED: [&str; 5] = [
    "node_modules",
    "test",
    "run",
    ".serverless",
    ".faas_debug_tmp",
];

/// The entry of `package` with this key.
fn package_entry<'d>(context: &ServiceContext<'d>, key: &str) -> Option<Entry<'d>> {
    context.service.get("package")?.value.get(key)
}

/// The patterns under a key of `package`: the items of a list, or the text itself, as copying takes both.
fn patterns<'d>(context: &ServiceContext<'d>, key: &str) -> Vec<(Node<'d>, &'d str)> {
    let Some(entry) = package_entry(context, key) else {
        return Vec::new();
    };
    let nodes: Vec<Node> = if entry.value.is_sequence() {
        entry.value.items().collect()
    } else {
        vec![entry.value]
    };
    nodes
        .into_iter()
        .filter(|node| !node.is_interpolated())
        .filter_map(|node| Some((node, node.as_str()?)))
        .collect()
}

/// Whether a file name in the project's root is matched by a pattern of `package`.
fn matches(pattern: &str, name: &str) -> bool {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.is_ok_and(|glob| glob.compile_matcher().is_match(name))
}

/// What stands under `layers` at the top or in a function: each layer with its body.
fn layers<'d>(entry: Option<Entry<'d>>) -> Vec<(Node<'d>, Node<'d>)> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    if entry.value.is_sequence() {
        return entry.value.items().map(|item| (item, item)).collect();
    }
    let entries = entry.value.entries();
    entries
        .into_iter()
        .map(|layer| (layer.key, layer.value))
        .collect()
}

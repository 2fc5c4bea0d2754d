//! What local runs do otherwise than the cloud (catalogue ids L-…, and those of other chapters about `dev`).

mod environment;
mod layer_version;
mod method_any;
mod provider;
mod wildcard;

use crate::lint::Rule;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &environment::RULE,
    &layer_version::RULE,
    &method_any::RULE,
    &provider::RULE,
    &wildcard::RULE,
];

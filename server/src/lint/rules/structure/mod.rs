//! Shape, judged by the schema: keys nobody reads, values of the wrong type.

mod missing_key;
mod out_of_range;
mod unknown_key;
mod unknown_value;
mod wrong_type;

use crate::lint::Rule;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &missing_key::RULE,
    &out_of_range::RULE,
    &unknown_key::RULE,
    &unknown_value::RULE,
    &wrong_type::RULE,
];

//! What holds for every cloud: YAML, the service, functions and events as such (catalogue ids G-…).

mod blank_after_colon;
mod duplicate_key;
mod environment_shape;
mod environment_value;
mod event_ignored;
mod events_not_list;
mod file_empty;
mod file_name;
mod function_empty;
mod function_name_number;
mod functions_not_map;
mod glued;
mod handler_format;
mod handler_missing;
mod initializer;
mod interpolation;
mod interpolation_literal;
mod interpolation_undefined;
mod interpolation_unquoted;
mod interpolation_unset;
mod name_limit;
mod number_limit;
mod number_unit;
mod number_zero;
mod plain_secret;
mod provider_access;
mod provider_unknown;
mod region_ignored;
mod resources_ignored;
mod root_file;
mod service_missing;
mod service_name;
mod slash_comment;
mod trigger_scalar;
mod trigger_unknown;
mod yaml_syntax;

use crate::lint::Rule;

pub(crate) use events_not_list::dashes;
pub use interpolation::environment_variables;
pub(crate) use name_limit::refusal;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &blank_after_colon::RULE,
    &duplicate_key::RULE,
    &environment_shape::RULE,
    &environment_value::RULE,
    &event_ignored::RULE,
    &events_not_list::RULE,
    &file_empty::RULE,
    &file_name::RULE,
    &function_empty::RULE,
    &function_name_number::RULE,
    &functions_not_map::RULE,
    &handler_format::RULE,
    &handler_missing::RULE,
    &initializer::RULE,
    &interpolation_literal::RULE,
    &interpolation_undefined::RULE,
    &interpolation_unquoted::RULE,
    &interpolation_unset::RULE,
    &name_limit::RULE,
    &number_limit::RULE,
    &number_unit::RULE,
    &number_zero::RULE,
    &plain_secret::RULE,
    &provider_access::RULE,
    &provider_unknown::RULE,
    &region_ignored::RULE,
    &resources_ignored::RULE,
    &root_file::RULE,
    &service_missing::RULE,
    &service_name::RULE,
    &slash_comment::RULE,
    &trigger_scalar::RULE,
    &trigger_unknown::RULE,
    &yaml_syntax::RULE,
];

//! What aggregation does (catalogue ids AG-…). It happens on `deploy` and `package` only; local runs never aggregate.

mod body_empty;
mod entry_clash;
mod entry_name;
mod event_of_same_type;
mod events_text;
mod hidden_name;
mod lost_trigger;
mod member_left_out;
mod member_setting;
mod member_taken;
mod members_shape;
mod method_any;
mod method_throws;
mod midway_3;
mod misspelt_key;
mod name_clash;
mod not_a_map;
mod overwritten_key;
mod path_missing;
mod pattern_ignored;
mod patterns_anded;
mod same_path;
mod switch_text;
mod unknown_member;
mod wide_route;
mod wildcard_inside;
mod with_deploy_type;
mod without_members;

use crate::lint::{Rule, ServiceContext};
use crate::model::{Aggregation, Function, array_index, has_http_first};

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &body_empty::RULE,
    &entry_clash::RULE,
    &entry_name::RULE,
    &event_of_same_type::RULE,
    &events_text::RULE,
    &hidden_name::RULE,
    &lost_trigger::RULE,
    &member_left_out::RULE,
    &member_setting::RULE,
    &member_taken::RULE,
    &members_shape::RULE,
    &method_any::RULE,
    &method_throws::RULE,
    &midway_3::RULE,
    &misspelt_key::RULE,
    &name_clash::RULE,
    &not_a_map::RULE,
    &overwritten_key::RULE,
    &path_missing::RULE,
    &pattern_ignored::RULE,
    &patterns_anded::RULE,
    &same_path::RULE,
    &switch_text::RULE,
    &unknown_member::RULE,
    &wide_route::RULE,
    &wildcard_inside::RULE,
    &with_deploy_type::RULE,
    &without_members::RULE,
];

/// The aggregations that packaging carries out: those with a map as body, unless a deploy type switches them off.
fn active<'d>(cx: &ServiceContext<'d>) -> Vec<Aggregation<'d>> {
    let is_map = cx
        .service
        .aggregation_entry()
        .is_some_and(|entry| entry.value.is_mapping());
    if !is_map || cx.service.deploy_type().is_some() {
        return Vec::new();
    }
    cx.service
        .aggregations()
        .into_iter()
        .filter(|aggregation| aggregation.body().is_mapping())
        .collect()
}

/// Whether an aggregation asks for members, in whatever shape.
fn is_choosing(aggregation: Aggregation) -> bool {
    ["functions", "functionsPattern"]
        .into_iter()
        .any(|key| aggregation.is_on(key))
}

/// The functions that are left for an aggregation to hold its choice against: what is wrong with the choice shows only
/// there.
fn candidates<'d>(
    cx: &ServiceContext<'d>,
    aggregation: Aggregation<'d>,
) -> impl Iterator<Item = Function<'d>> {
    // numbers come first, as in every object of JavaScript
    let turn = |aggregation: Aggregation| match array_index(&aggregation.name()) {
        Some(index) => (0, index),
        None => (1, aggregation.entry().key.span().start),
    };
    cx.service.functions().iter().filter(move |function| {
        let is_taken = cx
            .memberships
            .aggregation_of(&function.name())
            .is_some_and(|earlier| turn(earlier) < turn(aggregation));
        !is_taken && has_http_first(*function) != aggregation.is_event_trigger()
    })
}

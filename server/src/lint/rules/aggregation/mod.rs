//! What aggregation does (catalogue ids AG-…). It happens on `deploy` and `package` only; local runs never aggregate.

use crate::lint::ServiceContext;
use crate::model::Aggregation;

super::rules![
    body_empty,
    entry_clash,
    event_of_same_type,
    hidden_name,
    lost_trigger,
    member_left_out,
    member_setting,
    member_taken,
    members_shape,
    method_any,
    misspelt_key,
    name_clash,
    not_a_map,
    overwritten_key,
    path_missing,
    pattern_ignored,
    patterns_anded,
    same_path,
    switch_text,
    unknown_member,
    wide_route,
    wildcard_inside,
    with_deploy_type,
    without_members,
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

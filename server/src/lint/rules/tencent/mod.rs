//! What Tencent Cloud's builder does (catalogue ids T-…).

mod api_gateway_closed;
mod bucket_name;
mod cloud_name;
mod environment_leak;
mod function_runtime;
mod http_timeout;
mod ignored_key;
mod integrated_response;
mod method_becomes_any;
mod method_throws;
mod no_trigger;
mod object_event;
mod object_event_list;
mod one_http;
mod one_method;
mod one_timer;
mod parameters_block;
mod provider_runtime;
mod queue;
mod service_id;
mod service_name;
mod starter;
mod timer_cron;
mod timer_value;
mod trigger_ignored;

use fyml_schema::{DeployPath, Support};

use crate::lint::{FunctionContext, Rule};
use crate::model::{Function, Trigger};

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &api_gateway_closed::RULE,
    &bucket_name::RULE,
    &cloud_name::RULE,
    &environment_leak::RULE,
    &function_runtime::RULE,
    &http_timeout::RULE,
    &ignored_key::RULE,
    &integrated_response::RULE,
    &method_becomes_any::RULE,
    &method_throws::RULE,
    &no_trigger::RULE,
    &object_event::RULE,
    &object_event_list::RULE,
    &one_http::RULE,
    &one_method::RULE,
    &one_timer::RULE,
    &parameters_block::RULE,
    &provider_runtime::RULE,
    &queue::RULE,
    &service_id::RULE,
    &service_name::RULE,
    &starter::RULE,
    &timer_cron::RULE,
    &timer_value::RULE,
    &trigger_ignored::RULE,
];

/// Whether the builder sees the function as it is written: not replaced by a deploy type, and not (only) a part of an
/// aggregation.
fn is_built(cx: &FunctionContext) -> bool {
    !cx.has_deploy_type && cx.membership.is_deployed_alone()
}

/// Whether the builder translates this trigger.
fn is_translated(trigger: Trigger) -> bool {
    trigger.is_active()
        && trigger
            .facts()
            .is_some_and(|facts| facts.support.on(DeployPath::Tencent) != Support::Ignored)
}

/// The triggers of a function that the builder gets to see and translates as `kind`, other words for it included.
fn triggers_of<'d>(function: Function<'d>, cx: &FunctionContext, kind: &str) -> Vec<Trigger<'d>> {
    of_kind(cx.built_triggers(function), kind)
}

/// The triggers that the builder translates as `kind`, other words for it included.
fn of_kind<'d>(triggers: impl Iterator<Item = Trigger<'d>>, kind: &str) -> Vec<Trigger<'d>> {
    let is_of_kind = |trigger: &Trigger| {
        trigger
            .facts()
            .is_some_and(|facts| facts.name == kind || facts.alias_of == Some(kind))
    };
    triggers
        .filter(|trigger| is_translated(*trigger) && is_of_kind(trigger))
        .collect()
}

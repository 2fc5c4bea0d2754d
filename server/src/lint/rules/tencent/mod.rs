//! What Tencent Cloud's builder does (catalogue ids T-…).

use fyml_schema::{DeployPath, Support};

use crate::lint::FunctionContext;
use crate::model::{Function, Trigger};

super::rules![
    api_gateway_closed,
    bucket_name,
    cloud_name,
    environment_leak,
    function_runtime,
    http_timeout,
    ignored_key,
    integrated_response,
    method_becomes_any,
    method_throws,
    no_trigger,
    object_event,
    object_event_list,
    one_http,
    one_method,
    one_timer,
    parameters_block,
    provider_runtime,
    queue,
    service_id,
    service_name,
    starter,
    timer_cron,
    timer_value,
    trigger_ignored,
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

/// The triggers of a function that the builder translates as `kind`, other words for it included.
fn triggers_of<'d>(function: Function<'d>, kind: &str) -> Vec<Trigger<'d>> {
    let is_of_kind = |trigger: &Trigger| {
        trigger
            .facts()
            .is_some_and(|facts| facts.name == kind || facts.alias_of == Some(kind))
    };
    function
        .triggers()
        .into_iter()
        .filter(|trigger| is_translated(*trigger) && is_of_kind(trigger))
        .collect()
}

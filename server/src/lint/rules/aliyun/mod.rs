//! What Alibaba Cloud's builders do (catalogue ids A-…).

mod apigw_ignored;
mod auth_type_ignored;
mod auto_domain_name;
mod config_text_altered;
mod custom_domain_missing;
mod custom_domain_shape;
mod domain_disabled;
mod domain_overwritten;
mod function_key_ignored;
mod function_name;
mod http_alone;
mod http_method;
mod http_path;
mod http_twice;
mod layers_repeated;
mod nas_mount_dir;
mod object_filter_missing;
mod provider_key_ignored;
mod region_unknown;
mod route_duplicate;
mod runtime_retired;
mod runtime_unknown;
mod timer_cron;
mod timer_interval;
mod timer_time_zone;
mod trigger_always_on;
mod trigger_field_ignored;
mod trigger_field_missing;
mod trigger_ignored;
mod trigger_name_duplicate;

use fyml_schema::Support;

use crate::lint::{FunctionContext, Rule, ServiceContext, TextEdit};
use crate::model::{Function, Trigger};
use crate::syntax::{Entry, Span};

pub(in crate::lint) use route_duplicate::routes_of;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &apigw_ignored::RULE,
    &auth_type_ignored::RULE,
    &auto_domain_name::RULE,
    &config_text_altered::RULE,
    &custom_domain_missing::RULE,
    &custom_domain_shape::RULE,
    &domain_disabled::RULE,
    &domain_overwritten::RULE,
    &function_key_ignored::RULE,
    &function_name::RULE,
    &http_alone::RULE,
    &http_method::RULE,
    &http_path::RULE,
    &http_twice::RULE,
    &layers_repeated::RULE,
    &nas_mount_dir::RULE,
    &object_filter_missing::RULE,
    &provider_key_ignored::RULE,
    &region_unknown::RULE,
    &route_duplicate::RULE,
    &runtime_retired::RULE,
    &runtime_unknown::RULE,
    &timer_cron::RULE,
    &timer_interval::RULE,
    &timer_time_zone::RULE,
    &trigger_always_on::RULE,
    &trigger_field_ignored::RULE,
    &trigger_field_missing::RULE,
    &trigger_ignored::RULE,
    &trigger_name_duplicate::RULE,
];

/// The triggers of a function that its builder turns into something, with what is known of them. None where the
/// function is replaced by a deploy type; of one that lives on inside an aggregation only, those that it deploys.
fn deployed_triggers<'d>(
    function: Function<'d>,
    context: &FunctionContext,
) -> impl Iterator<Item = (Trigger<'d>, &'static fyml_schema::Trigger)> + Clone + use<'d> {
    let path = context.path;
    let active = context
        .built_triggers(function)
        .filter(|trigger| trigger.is_active());
    let known = active.filter_map(|trigger| Some((trigger, trigger.facts()?)));
    known.filter(move |(_, facts)| {
        path.is_some_and(|path| facts.support.on(path) != Support::Ignored)
    })
}

/// Those of one type among them.
fn deployed_of_type<'d>(
    name: &'static str,
    function: Function<'d>,
    context: &FunctionContext,
) -> impl Iterator<Item = Trigger<'d>> + use<'d> {
    let known = deployed_triggers(function, context).filter(move |(_, facts)| facts.name == name);
    known.map(|(trigger, _)| trigger)
}

/// Whether the builder sees the function as it is written.
fn is_deployed(context: &FunctionContext) -> bool {
    !context.has_deploy_type && context.membership.is_deployed_alone()
}

/// The `http` triggers of the functions that are deployed as functions of their own. Lazy: looks no further than
/// asked.
fn http_triggers<'a>(
    context: &'a ServiceContext<'a>,
) -> impl Iterator<Item = (Function<'a>, Trigger<'a>)> {
    let is_replaced = context.service.deploy_type().is_some();
    let functions = context.service.functions().iter();
    functions
        .filter(move |_| !is_replaced)
        .flat_map(|function| {
            let mut triggers = function.active_triggers("http");
            if !triggers.is_empty()
                && !context
                    .memberships
                    .membership(&function.name())
                    .is_deployed_alone()
            {
                triggers.clear();
            }
            triggers.into_iter().map(move |trigger| (function, trigger))
        })
}

/// The functions behind [`http_triggers`], each once.
fn http_functions<'a>(context: &'a ServiceContext<'a>) -> impl Iterator<Item = Function<'a>> {
    let mut last = None;
    http_triggers(context).filter_map(move |(function, _)| {
        (last.replace(function) != Some(function)).then_some(function)
    })
}

/// Whether anything of the service answers http: a function of its own, an aggregation, a deploy type.
fn has_http(context: &ServiceContext) -> bool {
    context.service.deploy_type().is_some()
        || context
            .service
            .functions()
            .iter()
            .any(|function| !function.active_triggers("http").is_empty())
}

/// Whether `custom.customDomain` names a domain of the user's own, not `auto` and not `false`.
fn own_domain<'a>(context: &ServiceContext<'a>) -> Option<Entry<'a>> {
    let domain = context.service.custom_domain()?.value.get("domainName")?;
    domain
        .value
        .as_str()
        .filter(|name| !name.is_empty() && *name != AUTO)?;
    Some(domain)
}

/// The word for a domain that the cloud hands out; the builders compare it letter by letter.
const AUTO: &str = "auto";

/// An edit that puts `text` in the place of an entry's value, whatever form the value has; `None` if something else,
/// a comment say, stands between key and value.
fn replace_value(entry: Entry, text: &str) -> Option<TextEdit> {
    let key = entry.key.span();
    let value = entry.value.span();
    if value.start < key.end
        || entry.value.anchor_span().is_some()
        || entry.value.tag_span().is_some()
    {
        return None;
    }
    let between = entry.key.document().text().slice(Span {
        start: key.end,
        end: value.start,
    });
    (between.trim() == ":").then(|| TextEdit {
        span: Span {
            start: key.end,
            end: value.end,
        },
        text: format!(": {text}"),
    })
}

/// Words in a sentence: each as code, joined by commas.
fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

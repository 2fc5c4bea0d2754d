//! What the plugins for vercel and wechat do, which are no longer developed (catalogue ids V-…, W-…).

mod key_ignored;
mod trigger_ignored;
mod vercel_entry_name;
mod vercel_http_throws;
mod vercel_midway_1;
mod vercel_path;
mod vercel_route_order;
mod wechat_deploy;
mod wechat_folder;
mod wechat_handler;

use crate::lint::{FunctionContext, Rule};

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &key_ignored::RULE,
    &trigger_ignored::RULE,
    &vercel_entry_name::RULE,
    &vercel_http_throws::RULE,
    &vercel_midway_1::RULE,
    &vercel_path::RULE,
    &vercel_route_order::RULE,
    &wechat_deploy::RULE,
    &wechat_folder::RULE,
    &wechat_handler::RULE,
];

/// Whether the plugin sees the function as it is written.
fn is_deployed(context: &FunctionContext) -> bool {
    !context.has_deploy_type && context.membership.is_deployed_alone()
}

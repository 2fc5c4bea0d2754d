//! `deployType`: a whole application as one function (catalogue ids D-…).

mod functions_replaced;
mod in_text;
mod init_timeout;
mod rewrite_order;
mod starter;
mod unknown;
mod version;

use crate::lint::{Rule, ServiceContext};
use crate::model::DeployType;
use crate::syntax::Node;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &functions_replaced::RULE,
    &in_text::RULE,
    &init_timeout::RULE,
    &rewrite_order::RULE,
    &starter::RULE,
    &unknown::RULE,
    &version::RULE,
];

/// The node that says which type it is: the text itself, or what stands under `type`.
pub(super) fn type_node<'d>(context: &ServiceContext<'d>) -> Option<Node<'d>> {
    match context.service.deploy_type()? {
        DeployType::Text(node) => Some(node),
        DeployType::Map(_, entry) => entry.map(|entry| entry.value),
        DeployType::WrongShape(_) => None,
    }
}

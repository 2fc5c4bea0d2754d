//! What decorators in the source do to functions of the file, from Midway 2 on (catalogue ids M-…).

mod handler_kept;
mod handler_undeclared;
mod is_deploy;
mod replaces_locally;
mod second_function;
mod setting_wins;
mod trigger_twice;

use crate::lint::{Rule, ServiceContext};
use crate::model::Function;
use crate::source::{Declared, DeclaredBy, SourceFunction, Sources};

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &handler_kept::RULE,
    &handler_undeclared::RULE,
    &is_deploy::RULE,
    &replaces_locally::RULE,
    &second_function::RULE,
    &setting_wins::RULE,
    &trigger_twice::RULE,
];

/// The sources, where they are known and functions are deployed as they are written.
fn declared<'a>(context: &'a ServiceContext<'_>) -> Option<&'a Sources> {
    let sources = context.project.declared.as_deref();
    sources.filter(|_| context.service.deploy_type().is_none())
}

/// The functions of the file that a decorator with a trigger declares by the same name, which the CLI merges.
fn in_both<'a>(context: &'a ServiceContext<'_>) -> Vec<(Function<'a>, Declared<'a>)> {
    let Some(sources) = declared(context) else {
        return Vec::new();
    };
    let functions = context.service.functions().iter();
    let both = functions.filter_map(|function| {
        let name = function.name();
        let mut makers = sources.by_name(&name);
        let maker = makers.find(|one| makes_function(one.function))?;
        Some((function, maker))
    });
    both.collect()
}

/// Whether the CLI makes a function of it: without a trigger it does not.
fn makes_function(function: &SourceFunction) -> bool {
    function.by == DeclaredBy::ServerlessTrigger
}

//! `fyml explain`.

use super::{Console, Exit, docs, sentences};
use crate::lint::rules;

/// Prints the page of one rule.
pub(super) fn run(code: &str, console: &mut Console) -> Exit {
    let Some(rule) = rules::by_code(code) else {
        console.complain(&sentences::unknown_rule(code));
        return Exit::Failed;
    };
    let lang = console.lang();
    let page = docs::page(rule, lang);
    let url = rule.url(lang);
    console.print(&format!("{page}\n{url}\n"));
    Exit::Fine
}

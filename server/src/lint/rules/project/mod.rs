//! What follows from the files beside f.yml and from how the toolchain is called.

mod check_fails;
mod environment_overridden;
mod exit_code;
mod script_selects_member;

use crate::lint::Rule;

/// The rules of this folder.
pub(super) static RULES: &[&Rule] = &[
    &check_fails::RULE,
    &environment_overridden::RULE,
    &exit_code::RULE,
    &script_selects_member::RULE,
];

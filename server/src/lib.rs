//! `fyml`: f.yml understood. See ARCHITECTURE.md for the rooms and the arrows between them.

#![forbid(unsafe_code)]

pub mod analysis;
pub mod cli;
mod cores;
pub mod deploy;
pub mod ide;
pub mod lint;
pub mod lsp;
pub mod model;
pub mod port;
pub mod project;
pub mod run;
pub mod source;
pub mod syntax;

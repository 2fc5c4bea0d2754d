//! `fyml`: f.yml understood. See ARCHITECTURE.md for the rooms and the arrows between them.

pub mod cli;
pub mod lint;
pub mod model;
pub mod project;
pub mod syntax;

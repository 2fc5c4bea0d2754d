//! Problems: what the toolchain will do with this file that its author does not expect.
//!
//! One file per rule below [`rules`]; each says what it finds, in which clouds, which traps it covers, and proves it
//! with a bad and a good example. Rules see the model, the facts and what the caller knows of the project; they read
//! no files and know no client.

mod cache;
mod context;
pub mod cron;
pub(crate) mod edit;
mod engine;
mod example;
mod fix;
mod found;
mod nearest;
mod numbers;
mod part;
mod problem;
mod project;
mod routes;
mod rule;
pub mod rules;
mod settings;
mod structure;
mod suppress;
mod undecided;

#[cfg(test)]
mod testing;

pub use cache::Cache;
pub use context::{FunctionContext, ServiceContext, target};
pub(crate) use edit::{first_entry, first_value, replace_value};
pub use engine::{is_quick, lint, lint_again};
pub use example::Example;
pub use fix::{Fixed, apply, fix_all, is_safely_fixable};
pub use found::{BlockProblems, Found, FoundPart};
pub use nearest::did_you_mean;
pub use numbers::Number;
pub use part::Part;
pub use problem::{Fix, Message, Problem, Related, Severity, Tag, TextEdit};
pub use project::{
    CLOUD_FUNCTIONS, Declared, Invocation, LOCK_FILES, PackageJson, Project, Tool, Toolchain,
    Version,
};
pub use rule::{Check, Group, Rule, Sink};
pub(crate) use rules::dashes;
pub use settings::{Level, Settings};
pub use structure::Shape;
pub(crate) use suppress::ALL as ALL_RULES;
pub use suppress::{ignoring, ignoring_in_file};
pub use undecided::{UNDECIDED, Undecided};

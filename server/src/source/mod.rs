//! TypeScript and JavaScript, read as far as f.yml's functions are concerned: which function a decorator, or an
//! export, declares, under which handler it answers, and with which triggers.
//!
//! Text in, plain data out; nothing here knows f.yml or reads files. It is total: any text gives an answer, what cannot
//! be read is left out, and the cost is linear in the text (see [`parse::MAX_BYTES`]).

mod class;
mod declare;
mod decorator;
mod export;
mod file;
mod imports;
mod literal;
mod names;
mod parse;
mod signature;
mod sources;
#[cfg(test)]
mod tests;

pub use export::Export;
pub use file::{ClassPlace, DeclaredBy, Named, Setting, SourceFile, SourceFunction, SourceTrigger};
pub use imports::{Imports, imports};
pub use literal::Literal;
pub use names::{camel_case, kebab_name};
pub use parse::{Grammar, MAX_BYTES, mentions_functions, object, read};
pub use sources::{Declared, Sources, Target};

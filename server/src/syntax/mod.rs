//! YAML, exactly as the toolchain reads it, with the place of everything.
//!
//! This room knows nothing of f.yml's meaning. It is total: any text gives a tree and a list of errors.

mod assemble;
pub mod block;
pub mod calendar;
pub mod cursor;
pub mod document;
mod edit;
pub mod error;
mod folding;
mod judge;
pub mod node;
mod outline;
mod parse;
mod reading;
mod renewal;
pub mod scalar;
mod shared_str;
pub mod span;
mod spanning;
pub mod text;
pub mod tree;

pub use block::Block;
pub(crate) use block::Mark;
pub use calendar::{CalendarDate, weekday};
pub use document::{Document, EntryBlock};
pub use edit::{Edit, Edits};
pub use error::{Hint, Repair, SyntaxError, SyntaxErrorKind};
pub use folding::Fold;
pub(crate) use node::EntryId;
pub use node::{Children, Entry, Node, SeenEntries};
pub use renewal::Lineage;
pub use span::Span;
pub use text::{Encoding, Position, Text};
pub use tree::{Kind, Style};

/// Whose YAML is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// js-yaml 4: toolchain 1.2.79 and later.
    #[default]
    JsYaml4,
    /// js-yaml 3: older toolchains.
    JsYaml3,
}

//! Answers to what an editor asks, as plain data in byte offsets. One file per question; nothing here knows the
//! protocol or reads a file.

mod completion;
mod cursor;
mod definition;
mod describe;
mod doc;
mod fixes;
mod folding;
mod hover;
mod links;
mod mention;
mod path;
mod references;
mod rename;
mod selection;
mod spot;
mod symbols;
mod way;
mod workspace_symbols;

pub use completion::{Completion, CompletionRole, completions};
pub use definition::{Definition, Destination, definition, entries_of};
pub use doc::Doc;
pub use fixes::{FIX_ALL_TITLE, fix_all, fixes_at};
pub use folding::folds;
pub use hover::{Hover, hover};
pub use links::{Link, LinkTarget, links};
pub use mention::{Mention, Thing, mentions, thing_at};
pub use path::FilePath;
pub use references::{References, highlights, mentions_of_code, references};
pub use rename::{Rename, prepare_rename, rename};
pub use selection::selections;
pub use symbols::{Symbol, SymbolRole, symbols};
pub use workspace_symbols::{FoundSymbol, MOST_FOUND, Query, found_in, found_in_code};

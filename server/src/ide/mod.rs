//! Answers to what an editor asks, as plain data in byte offsets. One file per question; nothing here knows the
//! protocol or reads a file.

mod completion;
mod describe;
mod doc;
mod fixes;
mod hover;
mod neighbourhood;
mod spot;
mod symbols;

pub use completion::{
    About, Completion, CompletionRequest, CompletionRole, Completions, TRIGGER_CHARACTERS, Writing,
    completions,
};
pub use doc::Doc;
pub use fixes::{FIX_ALL_TITLE, fix_all, fixes_at};
pub use hover::{Hover, hover};
pub use neighbourhood::{Alone, FolderEntry, Neighbourhood, SourceHandler};
pub use symbols::{Symbol, SymbolRole, symbols};

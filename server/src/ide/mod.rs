//! Answers to what an editor asks, as plain data in byte offsets. One file per question; nothing here knows the
//! protocol or reads a file.

mod completion;
mod cursor;
mod describe;
mod doc;
mod fixes;
mod hover;
mod port;
mod spot;
mod symbols;

pub use completion::{Completion, CompletionRole, completions};
pub use doc::Doc;
pub use fixes::{FIX_ALL_TITLE, fix_all, fixes_at};
pub use hover::{Hover, hover};
pub use port::{port, port_title, ports_at};
pub use symbols::{Symbol, SymbolRole, symbols};

//! Answers to what an editor asks, as plain data in byte offsets. One file per question; nothing here knows the
//! protocol or reads a file.

mod fixes;
mod symbols;

pub use fixes::{FIX_ALL_TITLE, fixes_at, safe_edits};
pub use symbols::{Symbol, SymbolRole, symbols};

//! What the tests of the outside view share: the program itself, folders with files, a language client, and checked-in
//! expectations.

pub mod client;
mod folder;
mod program;
mod snapshot;

pub use folder::Folder;
pub use program::{Output, Run, binary};
pub use snapshot::assert_snapshot;

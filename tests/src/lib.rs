//! What the tests of the outside view share: the program itself, a client that speaks to it, folders with files, and
//! checked-in expectations.

pub mod client;
pub mod comments;
mod folder;
mod node_packages;
mod program;
mod random;
mod snapshot;
pub mod toolchain;

pub use folder::Folder;
pub use node_packages::installed;
pub use program::{Output, Run, binary};
pub use random::{Random, fresh_seed};
pub use snapshot::assert_snapshot;

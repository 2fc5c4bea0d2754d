//! What the tests of the outside view share: the program itself, a client that speaks to it, folders with files, and
//! checked-in expectations.

pub mod client;
pub mod editing;
mod folder;
mod in_process;
mod node_packages;
mod program;
mod random;
mod snapshot;
mod speaks;
pub mod toolchain;

pub use folder::Folder;
pub use in_process::InProcess;
pub use node_packages::installed;
pub use program::{Output, Run, binary};
pub use random::{Random, fresh_seed};
pub use snapshot::assert_snapshot;
pub use speaks::Speaks;

//! What the tests of the outside view share: the program itself, a client that speaks to it, folders with files, and
//! checked-in expectations.

#![forbid(unsafe_code)]

pub mod client;
pub mod comments;
pub mod conformance;
pub mod editing;
mod fake_project;
mod folder;
pub mod fuzzing;
mod in_process;
mod node_packages;
mod program;
pub mod questions;
mod random;
mod snapshot;
pub mod soak;
mod speaks;
pub mod toolchain;

pub use fake_project::fake_project;
pub use folder::Folder;
pub use in_process::InProcess;
pub use node_packages::{installed, installed_from};
pub use program::{Output, Run, binary};
pub use random::{Random, fresh_seed};
pub use snapshot::assert_snapshot;
pub use speaks::Speaks;

//! Files: the only room that touches the disk for `lint`. It finds f.yml files, reads them, looks at what lies beside
//! them, and writes repaired ones back. What it read is handed on as plain data; nothing is judged here.

mod neighbours;
mod read;
mod sources;
mod walk;
mod write;

pub use neighbours::neighbours;
pub use read::{MAX_BYTES, ReadError, SourceText, read, read_from};
pub use sources::SourceIndex;
pub use walk::{SKIPPED_FOLDERS, WalkError, files_below};
pub use write::write;

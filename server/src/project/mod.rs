//! Files: the only room that touches the disk for `lint`. It finds f.yml files, reads them, looks at what lies beside
//! them, and writes repaired ones back. What it read is handed on as plain data; nothing is judged here.

mod entries;
mod neighbours;
mod read;
mod walk;
mod write;

pub use entries::entries;
pub use neighbours::neighbours;
pub use read::{MAX_BYTES, ReadError, SourceText, read, read_from};
pub use walk::{SKIPPED_FOLDERS, WalkError, files_below};
pub use write::write;

//! Files: the only room that touches the disk for `lint`. It finds f.yml files, reads them, looks at what lies beside
//! them, and writes repaired ones back. What it read is handed on as plain data; nothing is judged here.

mod entries;
mod neighbours;
mod package_page;
mod paths;
mod read;
mod sources;
mod walk;
mod workspace;
mod write;

pub use entries::entries;
pub use neighbours::{neighbour_files, neighbours, neighbours_with_sources};
pub use package_page::package_page;
pub use paths::{existing, existing_module, existing_package};
pub use read::{MAX_BYTES, ReadError, SourceText, read, read_from};
pub use sources::SourceIndex;
pub use walk::{SKIPPED_FOLDERS, WalkError, files_below};
pub use workspace::{WorkspaceIndex, spec_above};
pub use write::write;

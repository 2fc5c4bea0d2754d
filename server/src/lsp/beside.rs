//! What completion may look up beside a document, from disk.

use std::path::PathBuf;

use crate::ide::{FolderEntry, Neighbourhood, SourceHandler};
use crate::project;

/// The folder of a document; `None` if the document is no file.
pub struct Beside {
    /// The folder.
    pub folder: Option<PathBuf>,
}

impl Neighbourhood for Beside {
    fn entries(&self, folder: &str) -> Vec<FolderEntry> {
        let found = self
            .folder
            .iter()
            .flat_map(|root| project::entries(root, folder));
        found
            .map(|(name, is_folder)| FolderEntry { name, is_folder })
            .collect()
    }

    fn handlers(&self) -> Vec<SourceHandler> {
        Vec::new()
    }
}

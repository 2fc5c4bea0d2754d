//! What completion may look up beside a document, from disk.

use std::path::PathBuf;

use super::beside::Beside;
use crate::ide::{FolderEntry, Neighbourhood, SourceHandler};
use crate::project;

/// The folder of a document.
pub struct InFolder {
    /// The folder; `None` if the document is no file.
    pub folder: Option<PathBuf>,
    /// What is known of other files.
    pub beside: Beside,
    /// Whether the client says when files change.
    pub is_told: bool,
    /// The document's URI.
    pub uri: String,
}

impl Neighbourhood for InFolder {
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
        let Some(sources) = self.beside.sources_to_read(&self.uri, self.is_told) else {
            return Vec::new();
        };
        let answering = sources
            .functions()
            .filter(|declared| !declared.function.handler.is_empty());
        answering
            .map(|declared| SourceHandler {
                handler: declared.function.handler.clone(),
                function: declared.function.name.clone(),
                // lines of source functions count from 0
                place: (declared.path.to_owned(), declared.function.line + 1),
            })
            .collect()
    }
}

//! What completion may look up beside a document, from disk.

use std::path::PathBuf;
use std::sync::Arc;

use crate::ide::{FolderEntry, Neighbourhood, SourceHandler};
use crate::project::{self, SourceIndex};

/// The folder of a document.
pub struct InFolder {
    /// The folder; `None` if the document is no file.
    pub folder: Option<PathBuf>,
    /// The source files in it.
    pub sources: Option<Arc<SourceIndex>>,
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
        let Some(index) = &self.sources else {
            return Vec::new();
        };
        let sources = index.sources();
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

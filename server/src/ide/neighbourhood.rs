//! What completion may ask about the files beside an f.yml. Whoever calls it knows how to look.

/// The files beside an f.yml, looked at when they are needed.
pub trait Neighbourhood {
    /// The files and folders in a folder, given relative to the one of the f.yml (`""` for that itself), in order;
    /// nothing if it is not below that folder or cannot be read.
    fn entries(&self, folder: &str) -> Vec<FolderEntry>;

    /// The functions that the source code defines.
    fn handlers(&self) -> Vec<SourceHandler>;
}

/// A file or folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FolderEntry {
    /// Its name without the folder.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// A function that the source code defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceHandler {
    /// What `handler` must be to reach it: `index.handler`.
    pub handler: String,
    /// The name that the code gives the function; `None` if it leaves that to f.yml.
    pub function: Option<String>,
    /// Where it is defined, relative to the folder of the f.yml, and the line, from 1.
    pub place: (String, u32),
}

/// Where nothing is known of other files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alone;

impl Neighbourhood for Alone {
    fn entries(&self, _: &str) -> Vec<FolderEntry> {
        Vec::new()
    }

    fn handlers(&self) -> Vec<SourceHandler> {
        Vec::new()
    }
}

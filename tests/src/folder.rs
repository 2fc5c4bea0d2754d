//! Folders with files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Run;

/// A folder that is gone after the test.
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    /// A folder with these files: path, content.
    #[expect(clippy::panic, reason = "without its files a test cannot go on")]
    pub fn with(files: &[(&str, &str)]) -> Folder {
        let folder =
            tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        let folder = Folder { folder };
        for (path, content) in files {
            folder.write(path, content);
        }
        folder
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file in it.
    #[expect(clippy::panic, reason = "without its files a test cannot go on")]
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(path);
        let parent = path.parent().unwrap_or(self.path());
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, content))
            .unwrap_or_else(|error| panic!("{} could not be written: {error}", path.display()));
        path
    }

    /// The content of a file in it; empty if it is not there.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_default()
    }

    /// `fyml` with these arguments, run in it.
    pub fn fyml(&self, arguments: &str) -> Run {
        Run::new(self.path(), arguments)
    }
}

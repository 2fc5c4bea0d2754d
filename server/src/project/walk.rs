//! Finding the files below a folder.

use std::io;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::model::FileName;

/// Folders that are never looked into: what the toolchain and the package manager wrote.
pub const SKIPPED_FOLDERS: [&str; 3] = [".serverless", "node_modules", "dist"];

/// A folder or file that could not be looked at.
#[derive(Debug)]
pub struct WalkError {
    /// Which; `None` if the system did not say.
    pub path: Option<PathBuf>,
    /// Why.
    pub error: io::Error,
}

/// The files below `folder` that may be Midway's by their name (whether they are is a question of their content), in
/// the order of their paths. Ignore files (`.gitignore`, `.ignore`, …) are respected, inside and outside of a
/// repository; hidden folders are left out.
pub fn files_below(folder: &Path) -> (Vec<PathBuf>, Vec<WalkError>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .filter_entry(|entry| !is_skipped(entry))
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if is_spec_file(&entry) => files.push(entry.into_path()),
            Ok(_) => {}
            Err(error) => errors.extend(unreadable(error)),
        }
    }
    files.sort_unstable(); // no two are equal, and the stable way takes room
    (files, errors)
}

/// `depth` 0 is the folder the user named: they want it, whatever it is called.
fn is_skipped(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    entry.depth() > 0
        && is_folder
        && SKIPPED_FOLDERS
            .iter()
            .any(|name| entry.file_name() == *name)
}

fn is_spec_file(entry: &DirEntry) -> bool {
    let is_named_so = entry
        .file_name()
        .to_str()
        .is_some_and(|name| FileName::from_name(name).is_some());
    // a link to a file counts; a folder or a pipe with such a name does not
    is_named_so && entry.path().is_file()
}

/// The path and cause of a walk's error; broken ignore files are none of our business.
fn unreadable(error: ignore::Error) -> Option<WalkError> {
    let path = path_of(&error);
    let error = error.into_io_error()?;
    Some(WalkError { path, error })
}

fn path_of(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_the_right_files_are_found_in_order() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        for name in [
            "b/f.yml",
            "a/f.yaml",
            "a/serverless.yml",
            "a/other.yml",
            "a/node_modules/x/f.yml",
            "a/dist/f.yml",
            ".serverless/f.yml",
            "ignored/f.yml",
            "f.yml",
        ] {
            let path = root.path().join(name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, "")?;
        }
        fs::create_dir_all(root.path().join("c/f.yml"))?;
        fs::write(root.path().join(".gitignore"), "ignored/\n")?;
        let names = |folder: &Path| -> Vec<String> {
            let (files, errors) = files_below(folder);
            assert!(errors.is_empty(), "{errors:?}");
            let relative = files
                .iter()
                .filter_map(|path| path.strip_prefix(root.path()).ok());
            relative
                .map(|path| path.to_string_lossy().replace('\\', "/"))
                .collect()
        };
        assert_eq!(
            names(root.path()),
            ["a/f.yaml", "a/serverless.yml", "b/f.yml", "f.yml"]
        );
        assert_eq!(
            names(&root.path().join("a/dist")),
            ["a/dist/f.yml"],
            "named by the user"
        );
        Ok(())
    }
}

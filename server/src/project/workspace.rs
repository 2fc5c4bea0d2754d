//! The f.yml files of the workspace folders, read once and again only where they change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::walk::files_below;
use crate::model::{FileKind, FileName, recognise};
use crate::syntax::Document;

/// The most f.yml files of a workspace that are read.
const MAX_FILES: usize = 500;

/// The f.yml files of a workspace. Made cheaply; the disk is looked at when somebody asks.
#[derive(Debug, Default)]
pub struct WorkspaceIndex {
    is_known: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    folders: Vec<PathBuf>,
    files: BTreeMap<PathBuf, Known>,
}

#[derive(Debug)]
struct Known {
    modified: Option<SystemTime>,
    length: u64,
    /// `None` if it is not Midway's, or could not be read.
    document: Option<Arc<Document>>,
}

impl WorkspaceIndex {
    /// Says that files may have changed: the next question looks at the disk.
    pub fn invalidate(&self) {
        self.is_known.store(false, Ordering::Release);
    }

    /// Midway's files below `folders` as they are on the disk, in the order of their paths. Reads only those whose
    /// time or length has changed. May take a while: not for the thread that takes keystrokes.
    pub fn documents(&self, folders: &[PathBuf]) -> Vec<(PathBuf, Arc<Document>)> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = self.is_known.swap(true, Ordering::AcqRel);
        if !is_known || state.folders != folders {
            state.renew(folders);
        }
        let files = state.files.iter();
        files
            .filter_map(|(path, known)| Some((path.clone(), Arc::clone(known.document.as_ref()?))))
            .collect()
    }
}

impl State {
    fn renew(&mut self, folders: &[PathBuf]) {
        let mut before = std::mem::take(&mut self.files);
        let found = folders.iter().flat_map(|folder| files_below(folder).0);
        for path in found {
            if self.files.len() >= MAX_FILES {
                tracing::warn!("more than {MAX_FILES} f.yml files: the rest is left out");
                break;
            }
            let Ok(metadata) = std::fs::metadata(&path) else {
                continue;
            };
            let (modified, length) = (metadata.modified().ok(), metadata.len());
            let known = before
                .remove(&path)
                .filter(|known| known.modified == modified && known.length == length)
                .unwrap_or_else(|| Known {
                    modified,
                    length,
                    document: document_at(&path).map(Arc::new),
                });
            self.files.insert(path, known);
        }
        self.folders = folders.to_vec();
    }
}

/// The f.yml in the nearest folder above `path` that has one of Midway's, and what it says on the disk.
pub fn spec_above(path: &Path) -> Option<(PathBuf, Document)> {
    path.ancestors().skip(1).take(MAX_ABOVE).find_map(|folder| {
        FileName::ALL.into_iter().find_map(|name| {
            let path = folder.join(name.as_str());
            let document = document_at(&path)?;
            Some((path, document))
        })
    })
}

/// How many folders above a source file are searched for its f.yml.
const MAX_ABOVE: usize = 12;

/// The document at `path`, if it is there and Midway's.
fn document_at(path: &Path) -> Option<Document> {
    let name = FileName::from_name(&path.file_name()?.to_string_lossy())?;
    let source = super::read(path).ok()?;
    let document = Document::new(&source.text);
    (recognise(name, &document) == FileKind::Midway).then_some(document)
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use super::*;

    const SPEC: &str = "service: a\nprovider: {name: aliyun}\nfunctions: {}\n";

    fn names(index: &WorkspaceIndex, folder: &Path) -> Vec<String> {
        let documents = index.documents(&[folder.to_owned()]).into_iter();
        documents
            .filter_map(|(path, _)| {
                let relative = path.strip_prefix(folder).ok()?;
                Some(relative.to_string_lossy().replace('\\', "/"))
            })
            .collect()
    }

    #[test]
    fn midways_files_are_read_once() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("a/src"))?;
        fs::write(folder.path().join("a/f.yml"), SPEC)?;
        fs::write(folder.path().join("f.yml"), "- hosts: all\n")?;
        let index = WorkspaceIndex::default();
        assert_eq!(names(&index, folder.path()), ["a/f.yml"]);
        let first = index.documents(&[folder.path().to_owned()]);
        fs::write(folder.path().join("f.yml"), SPEC)?;
        assert_eq!(names(&index, folder.path()), ["a/f.yml"], "nobody said so");
        index.invalidate();
        assert_eq!(names(&index, folder.path()), ["a/f.yml", "f.yml"]);
        let second = index.documents(&[folder.path().to_owned()]);
        assert!(Arc::ptr_eq(&first[0].1, &second[0].1), "unchanged");
        // other folders are looked at anew
        assert_eq!(names(&index, &folder.path().join("a")), ["f.yml"]);
        Ok(())
    }

    #[test]
    fn the_nearest_file_above_counts() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("a/src"))?;
        fs::write(folder.path().join("f.yml"), SPEC)?;
        fs::write(folder.path().join("a/f.yml"), "- hosts: all\n")?;
        let source = folder.path().join("a/src/index.ts");
        let found = spec_above(&source).map(|(path, _)| path);
        assert_eq!(found, Some(folder.path().join("f.yml")));
        fs::write(folder.path().join("a/f.yaml"), SPEC)?;
        let found = spec_above(&source).map(|(path, _)| path);
        assert_eq!(found, Some(folder.path().join("a/f.yaml")));
        Ok(())
    }
}

//! What decorators declare, for the rules. Source files are read on a thread of their own; until they are, rules about
//! decorators are silent, and a document is judged again once they have arrived.

use std::path::Path;
use std::sync::Arc;

use super::beside::Beside;
use super::open_document::OpenDocument;
use super::session::Session;
use super::uri;
use crate::lint::Project;
use crate::project::SKIPPED_FOLDERS;
use crate::source::{Grammar, Sources};

impl Beside {
    /// A file's neighbourhood with what has been read of the sources so far; reads nothing.
    pub fn with_known_decorators(&self, path: &Path, project: Project) -> Project {
        let known = path
            .parent()
            .filter(|_| project.has_decorators())
            .and_then(|folder| self.sources(folder).known());
        Project {
            declared: known.map(Into::into),
            ..project
        }
    }
}

impl Session {
    /// Begins to read the sources of a document's project, where decorators count.
    pub(super) fn look_for_decorators(&self, document: &OpenDocument) {
        let folder = document.path().and_then(Path::parent);
        if let Some(folder) = folder.filter(|_| document.project().has_decorators()) {
            self.to_client().read_sources(self.sources(folder));
        }
    }

    /// The same for the documents in whose projects these files have changed: sources, or what decides whether sources
    /// count.
    pub(super) fn look_for_changed_decorators(&self, uris: &[String]) {
        let paths = uris.iter().filter_map(|uri| uri::to_path(uri));
        let may_matter: Vec<_> = paths.filter(|path| may_matter(path)).collect();
        for document in self.documents.values() {
            let folder = document.path().and_then(Path::parent);
            if folder.is_some_and(|folder| may_matter.iter().any(|path| path.starts_with(folder))) {
                self.look_for_decorators(document);
            }
        }
    }

    /// Takes the sources of the project in `folder`; what is judged by them is judged again if they are news.
    pub(super) fn take_sources(&mut self, folder: &Path, sources: &Arc<Sources>) {
        let mut concerned = Vec::new();
        for (key, document) in &mut self.documents {
            let is_there = document.path().and_then(Path::parent) == Some(folder);
            if !is_there || !document.project().has_decorators() {
                continue;
            }
            let project = Project {
                declared: Some(Arc::clone(sources).into()),
                ..document.project().clone()
            };
            if document.set_project(project) {
                concerned.push(key.clone());
            }
        }
        self.judge_again(concerned);
    }
}

fn may_matter(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_skipped = path
        .components()
        .any(|part| SKIPPED_FOLDERS.iter().any(|name| part.as_os_str() == *name));
    !is_skipped && (Grammar::of_file_name(&name).is_some() || name == "package.json")
}

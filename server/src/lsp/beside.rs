//! Other files than the one a question is about: source code, other f.yml files. What reads the disk runs on a thread
//! of its own, never on the worker's.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lsp_types::{Location, LocationLink, Range, Uri};

use super::capabilities::Capabilities;
use super::convert_out::Target;
use super::route_cache::RouteCache;
use super::session::Asked;
use super::uri;
use crate::ide::{Destination, FilePath};
use crate::project::{self, SourceIndex, WorkspaceIndex};
use crate::source::Sources;
use crate::syntax::{Document, Span, Text};

/// What is known of files that are not open. Copies share what they know.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// By the folder of an f.yml.
    sources: Arc<Mutex<BTreeMap<PathBuf, Arc<SourceIndex>>>>,
    workspace: Arc<WorkspaceIndex>,
    /// What the toolchain makes of routes.
    pub routes: RouteCache,
}

/// For so long the sources count as unchanged for somebody who only reads, if the client says nothing of changes.
const FRESH: Duration = Duration::from_secs(2);

impl Beside {
    /// What is known of the source files beside the f.yml with this URI; `None` if it is no file. Looks at the disk
    /// the first time, and again when something has changed; `is_told` if the client says when that is.
    pub fn sources_to_read(&self, uri: &str, is_told: bool) -> Option<Arc<Sources>> {
        let path = uri::to_path(uri)?;
        let index = self.sources(path.parent()?);
        if !is_told {
            index.expire(FRESH);
        }
        Some(index.sources())
    }

    /// The source files of the project in `folder`.
    pub fn sources(&self, folder: &Path) -> Arc<SourceIndex> {
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        let index = sources
            .entry(folder.to_owned())
            .or_insert_with(|| Arc::new(SourceIndex::new(folder.to_owned())));
        Arc::clone(index)
    }

    /// Takes note that files have changed.
    pub fn files_changed(&self, uris: &[String]) {
        let paths: Vec<PathBuf> = uris.iter().filter_map(|uri| uri::to_path(uri)).collect();
        let sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        for (folder, index) in sources.iter() {
            if paths.iter().any(|path| path.starts_with(folder)) {
                index.invalidate();
            }
        }
        self.workspace.invalidate();
    }
}

/// Everything needed to answer a question that may lead to other files. It is handed to a thread that may read them.
pub struct Around {
    /// Midway's open documents.
    pub open: Vec<Asked>,
    /// What the client can do.
    pub capabilities: Arc<Capabilities>,
    /// The workspace folders.
    pub folders: Vec<PathBuf>,
    /// What is known of other files.
    pub beside: Beside,
}

/// An f.yml, open or on the disk.
pub struct Spec {
    /// Its URI, as the client writes it where it is open.
    pub uri: String,
    /// What is in it.
    pub document: Arc<Document>,
}

impl Around {
    /// The open document with this URI.
    pub fn asked(&self, uri: &str) -> Option<&Asked> {
        let key = uri::key(uri);
        self.open.iter().find(|asked| uri::key(&asked.uri) == key)
    }

    /// The source files beside an f.yml; `None` if it is no file.
    pub fn sources(&self, uri: &str) -> Option<Arc<Sources>> {
        let path = uri::to_path(uri)?;
        let index = self.beside.sources(path.parent()?);
        if !self.capabilities.register_watched_files {
            index.invalidate(); // nobody says when something changes
        }
        Some(index.sources())
    }

    /// The f.yml that a source file belongs to: the one in the nearest folder above.
    pub fn spec_of(&self, source: &Path) -> Option<Spec> {
        let open = self.open.iter().filter_map(|asked| {
            let folder = uri::to_path(&asked.uri)?.parent()?.to_owned();
            source.starts_with(&folder).then_some((folder, asked))
        });
        let open = open.max_by_key(|(folder, _)| folder.components().count());
        let stored = project::spec_above(source);
        match (open, stored) {
            // what is open is newer than what is stored
            (Some((folder, asked)), stored)
                if stored
                    .as_ref()
                    .and_then(|(path, _)| path.parent())
                    .is_none_or(|nearest| folder.starts_with(nearest)) =>
            {
                Some(Spec {
                    uri: asked.uri.clone(),
                    document: Arc::clone(asked.analysis.document()),
                })
            }
            (_, Some((path, document))) => Some(Spec {
                uri: uri::from_path(&path),
                document: Arc::new(document),
            }),
            (_, None) => None,
        }
    }

    /// Every f.yml of the workspace: as it is in the editor, or else on the disk.
    pub fn specs(&self) -> Vec<Spec> {
        if !self.capabilities.register_watched_files {
            self.beside.workspace.invalidate();
        }
        let mut specs: Vec<Spec> = Vec::new();
        for asked in &self.open {
            specs.push(Spec {
                uri: asked.uri.clone(),
                document: Arc::clone(asked.analysis.document()),
            });
        }
        let open: Vec<PathBuf> = self
            .open
            .iter()
            .filter_map(|asked| uri::to_path(&asked.uri))
            .collect();
        for (path, document) in self.beside.workspace.documents(&self.folders) {
            if !open.contains(&path) {
                specs.push(Spec {
                    uri: uri::from_path(&path),
                    document,
                });
            }
        }
        specs
    }
}

/// Places in files that are read for their positions, each once.
pub struct Places<'a> {
    capabilities: &'a Capabilities,
    lang: fyml_schema::Lang,
    texts: RefCell<HashMap<PathBuf, Option<Arc<Text>>>>,
}

/// A place in a file.
pub struct Place {
    uri: Uri,
    range: Range,
    selection: Range,
}

impl<'a> Places<'a> {
    /// Places as a client counts them.
    pub fn new(capabilities: &'a Capabilities) -> Places<'a> {
        Places {
            capabilities,
            lang: fyml_schema::Lang::default(),
            texts: RefCell::default(),
        }
    }

    /// A place in a document whose text is known.
    pub fn within(&self, uri: &str, text: &Text, span: Span, selection: Span) -> Place {
        let target = Target {
            capabilities: self.capabilities,
            lang: self.lang,
            uri,
            text,
        };
        Place {
            uri: Uri(uri.to_owned()),
            range: target.range(span.to(selection)),
            selection: target.range(selection),
        }
    }

    /// A place in a file; `None` if it cannot be read.
    pub fn in_file(&self, path: &Path, span: Span, selection: Span) -> Option<Place> {
        let text = self.text(path)?;
        Some(self.within(&uri::from_path(path), &text, span, selection))
    }

    fn text(&self, path: &Path) -> Option<Arc<Text>> {
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(path.to_owned()).or_insert_with(|| {
            let source = project::read(path).ok()?;
            Some(Arc::new(Text::new(&source.text)))
        });
        text.clone()
    }

    /// Where a destination is, seen from the f.yml with this URI; `None` if it is not there.
    pub fn of(&self, destination: &Destination, uri: &str, document: &Document) -> Option<Place> {
        match destination {
            Destination::Here { span, selection } => {
                Some(self.within(uri, document.text(), *span, *selection))
            }
            Destination::Source {
                path,
                span,
                selection,
            } => self.in_file(&beside(uri, path)?, *span, *selection),
            Destination::File(file) => {
                let path = stored(uri, file).filter(|path| path.is_file())?;
                Some(Place {
                    uri: Uri(uri::from_path(&path)),
                    range: Range::default(),
                    selection: Range::default(),
                })
            }
        }
    }
}

impl Place {
    /// For clients that know no more.
    pub fn location(self) -> Location {
        Location {
            uri: self.uri,
            range: self.selection,
        }
    }

    /// With everything that belongs to it; `origin` is what was asked about.
    pub fn link(self, origin: Option<Range>) -> LocationLink {
        LocationLink {
            origin_selection_range: origin,
            target_uri: self.uri,
            target_range: self.range,
            target_selection_range: self.selection,
        }
    }
}

/// The file at `relative`, seen from the f.yml with this URI.
pub fn beside(uri: &str, relative: &str) -> Option<PathBuf> {
    let mut path = uri::to_path(uri)?.parent()?.to_owned();
    path.extend(relative.split('/'));
    Some(path)
}

/// The file that a value of the f.yml with this URI names, if it exists.
pub fn stored(uri: &str, file: &FilePath) -> Option<PathBuf> {
    let path = uri::to_path(uri)?;
    let folder = path.parent()?;
    match file {
        FilePath::File(name) => project::existing(folder, name),
        FilePath::Module(name) => project::existing_module(folder, name),
        FilePath::Package(name) => project::existing_package(folder, name),
    }
}

//! A document that the client has open.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::convert_in::Change;
use super::uri;
use crate::analysis::Analysis;
use crate::ide;
use crate::lint::{Cache, Project, Settings};
use crate::model::FileName;
use crate::project::MAX_BYTES;
use crate::syntax::{Document, Edits, Encoding, Text};

/// A document that the client has open, in its latest version.
#[derive(Debug)]
pub struct OpenDocument {
    uri: String,
    file_name: Option<FileName>,
    path: Option<PathBuf>,
    version: Option<i32>,
    text: Text,
    project: Arc<Project>,
    /// Of this version, if somebody has asked.
    analysis: Option<Arc<Analysis>>,
    /// The last version that was read: most of it is still true.
    last_read: Option<Arc<Document>>,
    /// What was edited since.
    edited: Edits,
    /// The names of the functions in the last version without a syntax error.
    known_functions: Vec<String>,
    /// What is known of its functions.
    cache: Arc<Mutex<Cache>>,
}

impl OpenDocument {
    /// Opens it.
    pub fn new(uri: &str, version: Option<i32>, text: &str) -> OpenDocument {
        OpenDocument {
            uri: uri.to_owned(),
            file_name: FileName::from_name(&uri::file_name(uri)),
            path: uri::to_path(uri),
            version,
            text: Text::new(text),
            project: Arc::default(),
            analysis: None,
            last_read: None,
            edited: Edits::none(),
            known_functions: Vec::new(),
            cache: Arc::default(),
        }
    }

    /// Its URI as the client wrote it.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Which of the four names it has.
    pub fn file_name(&self) -> Option<FileName> {
        self.file_name
    }

    /// Where it is stored, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Its text as it is now.
    pub fn content(&self) -> &Text {
        &self.text
    }

    /// Its version, as the client counts.
    pub fn version(&self) -> Option<i32> {
        self.version
    }

    /// Applies changes, one after the other: all of them, or none if something goes wrong in between.
    pub fn change(&mut self, changes: Vec<Change>, version: Option<i32>, encoding: Encoding) {
        let mut text = self.text.clone();
        let mut edited = self.edited.clone();
        for change in changes {
            match change.range {
                Some(range) => {
                    let span = range.span(&text, encoding);
                    let edit = text.replace(span, &change.text);
                    edited.add(edit, &text);
                }
                None => {
                    text = Text::new(&change.text);
                    edited = Edits::anything();
                }
            }
        }
        self.text = text;
        self.edited = edited;
        self.version = version.or(self.version);
        self.analysis = None;
    }

    /// Whether it is too large to be checked. Then nothing is known of it but its text.
    pub fn is_too_large(&self) -> bool {
        self.text.len() as u64 > MAX_BYTES
    }

    /// What lies beside it.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Takes note of what lies beside it; says whether that is news.
    pub fn set_project(&mut self, project: Project) -> bool {
        let is_news = *self.project != project;
        if is_news {
            self.project = Arc::new(project);
        }
        is_news
    }

    /// The analysis of the latest version, made now if nobody has asked before.
    pub fn analysis(&mut self, settings: &Arc<Settings>) -> Arc<Analysis> {
        if let Some(analysis) = &self.analysis {
            if analysis.is_under(settings, &self.project) {
                return Arc::clone(analysis);
            }
            if !self.is_too_large() {
                let again = analysis.again(Arc::clone(settings), Arc::clone(&self.project));
                return self.keep(again);
            }
        }
        if self.is_too_large() {
            // as of an empty file that is nobody's
            let (settings, project) = (Arc::clone(settings), Arc::clone(&self.project));
            let nothing = Arc::new(Analysis::of(Text::default(), None, None, settings, project));
            self.last_read = None;
            self.edited = Edits::none();
            self.analysis = Some(Arc::clone(&nothing));
            return nothing;
        }
        let analysis = Analysis::of(
            self.text.clone(),
            self.file_name,
            self.last_read
                .as_deref()
                .map(|document| (document, &self.edited)),
            Arc::clone(settings),
            Arc::clone(&self.project),
        );
        self.keep(analysis.keeping(Arc::clone(&self.cache)))
    }

    /// The names of the functions in the last version without a syntax error; `analysis` is of the latest one.
    pub fn known_functions(&mut self, analysis: &Analysis) -> Vec<String> {
        if let Some(names) = ide::sound_functions(analysis) {
            self.known_functions = names;
        }
        self.known_functions.clone()
    }

    fn keep(&mut self, analysis: Analysis) -> Arc<Analysis> {
        let analysis = Arc::new(analysis);
        self.last_read = Some(Arc::clone(analysis.document()));
        self.edited = Edits::none();
        self.analysis = Some(Arc::clone(&analysis));
        analysis
    }

    /// The whole text.
    #[cfg(test)]
    pub fn text(&self) -> String {
        self.text.to_cow().into_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn change(start: (u32, u32), end: (u32, u32), text: &str) -> Change {
        serde_json::from_value(json!({
            "range": {
                "start": {"line": start.0, "character": start.1},
                "end": {"line": end.0, "character": end.1},
            },
            "text": text,
        }))
        .expect("a change")
    }

    #[test]
    fn changes_build_on_each_other() {
        let mut document = OpenDocument::new("file:///f.yml", Some(1), "a: 中文\n");
        document.change(
            vec![
                change((0, 5), (0, 5), "x"),
                change((0, 3), (0, 4), ""),
                change((9, 9), (99, 0), "end"),
            ],
            Some(2),
            Encoding::Utf16,
        );
        assert_eq!(document.text(), "a: 文x\nend");
        assert_eq!(document.version(), Some(2));
        document.change(
            vec![serde_json::from_value(json!({"text": "new"})).expect("a change")],
            None,
            Encoding::Utf16,
        );
        assert_eq!(document.text(), "new");
        assert_eq!(document.version(), Some(2));
    }

    #[test]
    fn a_version_is_read_once_and_again_when_it_changes() {
        let settings = Arc::default();
        let mut document = OpenDocument::new("file:///f.yml", Some(1), "a: 1\n");
        let first = document.analysis(&settings);
        assert!(Arc::ptr_eq(&first, &document.analysis(&settings)));
        assert!(document.set_project(Project {
            file_name: Some(FileName::FYml),
            ..Project::default()
        }));
        let second = document.analysis(&settings);
        assert!(!Arc::ptr_eq(&first, &second));
        assert!(Arc::ptr_eq(first.document(), second.document()));
        document.change(vec![change((0, 0), (0, 1), "b")], Some(2), Encoding::Utf16);
        let third = document.analysis(&settings);
        assert!(!Arc::ptr_eq(second.document(), third.document()));
    }
}

//! Refactorings as code actions: titles at once, edits when one is chosen, where the client can wait.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::{
    CodeAction, CodeActionKind, CreateFile, CreateFileOptions, DocumentChange,
    OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::{Value, json};

use super::beside::beside;
use super::convert_out::Target;
use super::session::{Asked, Session};
use super::uri;
use crate::ide::{self, Change, FileChange, Offer, Refactoring, RefactoringKind, SourceCode};
use crate::project::{self, SourceIndex};
use crate::source::{Grammar, Sources};
use crate::syntax::{Span, Text};

/// A document and the source code beside it.
pub struct Refactored {
    /// The document.
    pub asked: Asked,
    /// Its folder; `None` if it is no file.
    folder: Option<PathBuf>,
    index: Option<Arc<SourceIndex>>,
    /// The texts of source files that are open, by [`uri::key`].
    open: BTreeMap<String, Text>,
}

impl Session {
    /// What is needed to refactor a document.
    pub fn ask_to_refactor(&mut self, uri: &str) -> Option<Refactored> {
        let asked = self.ask_about(uri)?;
        let folder = asked.folder.clone();
        let index = folder.as_deref().map(|folder| self.sources(folder));
        let documents = self.documents.iter();
        let open = documents.filter(|(_, document)| {
            let name = uri::file_name(document.uri());
            Grammar::of_file_name(&name).is_some()
        });
        let open = open.map(|(key, document)| (key.clone(), document.content().clone()));
        Some(Refactored {
            folder,
            index,
            open: open.collect(),
            asked,
        })
    }
}

impl SourceCode for Refactored {
    fn sources(&self) -> Option<Arc<Sources>> {
        Some(self.index.as_ref()?.sources())
    }

    fn text(&self, path: &str) -> Option<String> {
        let path = beside(self.asked.uri(), path)?;
        // what is open is newer than what is stored
        if let Some(text) = self.open.get(&uri::key(&uri::from_path(&path))) {
            return Some(text.to_cow().into_owned());
        }
        project::read(&path).ok().map(|source| source.text)
    }

    fn exists(&self, path: &str) -> bool {
        let path = self.folder.as_deref().map(|folder| folder.join(path));
        path.is_some_and(|path| Path::exists(&path))
    }

    fn can_create(&self) -> bool {
        self.folder.is_some() && self.asked.capabilities.creates_files
    }
}

impl Refactored {
    /// What fits at `span`, of the kinds that `is_wanted`. May read the disk.
    pub fn actions(&self, span: Span, is_wanted: impl Fn(&str) -> bool) -> Vec<CodeAction> {
        let offers = ide::refactorings(&self.asked.analysis, span, self);
        let actions = offers.iter().filter_map(|offer| {
            let kind = match offer.refactoring.kind() {
                RefactoringKind::Add => CodeActionKind::Refactor,
                RefactoringKind::Extract => CodeActionKind::RefactorExtract,
                RefactoringKind::Move => CodeActionKind::RefactorMove,
                RefactoringKind::Rewrite => CodeActionKind::RefactorRewrite,
            };
            let mut action = CodeAction {
                title: offer.title.get(self.asked.lang).to_owned(),
                kind: Some(kind),
                ..CodeAction::default()
            };
            if is_wanted("quickfix") {
                self.attach(offer, span, &mut action);
            }
            let kind = action.kind.as_ref().map(ToString::to_string);
            if !kind.is_some_and(|kind| is_wanted(&kind)) {
                return None;
            }
            if self.asked.capabilities.resolves_edits {
                action.data = Some(self.data(offer, span));
            } else {
                action.edit = Some(self.edit(span, &offer.refactoring)?);
            }
            Some(action)
        });
        actions.collect()
    }

    /// Makes the action the repair of a problem, if it is one.
    fn attach(&self, offer: &Offer, span: Span, action: &mut CodeAction) {
        let repaired = offer.refactoring.repairs();
        let problems = self.asked.analysis.problems().iter();
        let found = problems
            .filter(|problem| repaired.contains(&problem.rule.code))
            .find(|problem| problem.span.overlaps(span) || problem.span.touches(span.start));
        if let Some(problem) = found {
            let target = self.asked.target();
            action.kind = Some(CodeActionKind::QuickFix);
            action.diagnostics = Some(vec![target.diagnostic(problem)]);
            // with another repair it is the user's choice
            let is_only = problem.repairs().next().is_none();
            let is_preferred = self.asked.capabilities.preferred_actions && is_only;
            action.is_preferred = is_preferred.then_some(true);
        }
    }

    /// What comes back when an action is chosen.
    fn data(&self, offer: &Offer, span: Span) -> Value {
        json!({
            "uri": self.asked.uri(),
            "version": self.asked.version,
            "refactoring": offer.refactoring.id(),
            "span": [span.start, span.end],
        })
    }

    /// The edit that a refactoring makes at `span`; `None` if it does not fit there.
    pub fn edit(&self, span: Span, refactoring: &Refactoring) -> Option<WorkspaceEdit> {
        let change = ide::refactor(&self.asked.analysis, span, refactoring, self)?;
        self.whole(&change)
    }

    fn whole(&self, change: &Change) -> Option<WorkspaceEdit> {
        let target = self.asked.target();
        let mut whole = WorkspaceEdit::default();
        for file in &change.files {
            match file {
                FileChange::Create { path, text } => {
                    let path = beside(self.asked.uri(), path)?;
                    let changes = creation(&uri::from_path(&path), text);
                    whole
                        .document_changes
                        .get_or_insert_default()
                        .extend(changes);
                }
                FileChange::Edit { path, text, edits } => {
                    let path = beside(self.asked.uri(), path)?;
                    let target = Target {
                        uri: &uri::from_path(&path),
                        text: &Text::new(text),
                        ..target
                    };
                    add(&mut whole, target.edit(edits.iter(), None));
                }
            }
        }
        if !change.edits.is_empty() {
            add(
                &mut whole,
                target.edit(change.edits.iter(), self.asked.version),
            );
        }
        Some(whole)
    }
}

/// Makes a file and writes its text. A file that is there meanwhile stops the edit.
fn creation(uri: &str, text: &str) -> [DocumentChange; 2] {
    let uri = Uri(uri.to_owned());
    let start = Position {
        line: 0,
        character: 0,
    };
    let insertion = TextEdit {
        range: Range { start, end: start },
        new_text: text.to_owned(),
    };
    let options = CreateFileOptions::new(Some(false), Some(false));
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: None,
            text_document_identifier: TextDocumentIdentifier { uri: uri.clone() },
        },
        edits: vec![insertion.into()],
    };
    [
        CreateFile::new(uri, Some(options), None).into(),
        edit.into(),
    ]
}

/// Adds one edit to another.
pub fn add(whole: &mut WorkspaceEdit, more: WorkspaceEdit) {
    if let Some(changes) = more.changes {
        whole.changes.get_or_insert_default().extend(changes);
    }
    if let Some(changes) = more.document_changes {
        whole
            .document_changes
            .get_or_insert_default()
            .extend(changes);
    }
}

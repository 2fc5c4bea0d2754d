//! The state of the server: what the client has open, what the user chose.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fyml_schema::Lang;
use lsp_types::MessageType;
use serde_json::Value;

use super::beside::Around;
use super::beside::Beside;
use super::capabilities::Capabilities;
use super::convert_in::{DidChange, OpenedDocument};
use super::convert_out::Target;
use super::diagnostics;
use super::open_document::OpenDocument;
use super::recent_completions::RecentCompletions;
use super::runs::Runs;
use super::settings::{Sources, UserSettings};
use super::to_client::ToClient;
use super::uri;
use crate::analysis::Analysis;
use crate::ide::LensContext;
use crate::lint::{CLOUD_FUNCTIONS, LOCK_FILES, Project, Rule};
use crate::message;
use crate::model::FileName;
use crate::project::{self, SourceIndex};
use crate::run;

/// The state of the server. The worker owns it.
pub struct Session {
    to_client: ToClient,
    pub(super) capabilities: Arc<Capabilities>,
    lang: Lang,
    /// Open documents by [`uri::key`].
    pub(super) documents: BTreeMap<String, OpenDocument>,
    sources: Sources,
    settings: UserSettings,
    /// How often the settings were asked for.
    configuration_pulls: u64,
    /// Workspace folders, as URIs or paths.
    folders: Vec<String>,
    /// Documents whose diagnostics are to be sent, by key, oldest first.
    pub(super) unpublished: VecDeque<String>,
    /// What is known of other files.
    pub(super) beside: Beside,
    /// What the client may ask the documentation of.
    pub recent_completions: RecentCompletions,
    /// The key of the document that was opened or changed last.
    last_touched: Option<String>,
    /// What runs.
    pub(super) runs: Runs,
    /// Whether a thread is working out problems.
    pub(super) is_judging: bool,
    is_panic_reported: bool,
}

/// An open document and everything needed to answer about it.
pub struct Asked {
    /// Its analysis.
    pub analysis: Arc<Analysis>,
    /// Its version, as the client counts.
    pub version: Option<i32>,
    /// The language of texts.
    pub lang: Lang,
    /// What the client can do.
    pub capabilities: Arc<Capabilities>,
    /// The folder it is stored in, if it is a file.
    pub folder: Option<PathBuf>,
    pub(super) uri: String,
    /// Whether it is too large to be checked: the analysis is of nothing.
    is_too_large: bool,
}

impl Asked {
    /// Its URI as the client writes it.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// How answers about it are written.
    pub fn target(&self) -> Target<'_> {
        Target {
            capabilities: &self.capabilities,
            lang: self.lang,
            uri: &self.uri,
            text: self.analysis.text(),
        }
    }

    /// Its diagnostics as a JSON list.
    pub(super) fn written_diagnostics(&self) -> String {
        let analysis = &self.analysis;
        match self.is_too_large {
            // the list is made of texts and numbers: nothing that JSON could not say
            true => serde_json::to_string(&[self.target().too_large()])
                .unwrap_or_else(|_| "[]".to_owned()),
            false => diagnostics::written(analysis.found(), analysis.document(), self.target()),
        }
    }
}

impl Session {
    /// A session with nothing open.
    pub fn new(to_client: ToClient) -> Session {
        Session {
            to_client,
            capabilities: Arc::default(),
            lang: Lang::default(),
            documents: BTreeMap::new(),
            sources: Sources::default(),
            settings: UserSettings::default(),
            configuration_pulls: 0,
            folders: Vec::new(),
            unpublished: VecDeque::new(),
            beside: Beside::default(),
            recent_completions: RecentCompletions::default(),
            last_touched: None,
            runs: Runs::default(),
            is_judging: false,
            is_panic_reported: false,
        }
    }

    /// Takes what `initialize` brought.
    pub fn initialize(
        &mut self,
        capabilities: Capabilities,
        lang: Lang,
        options: &Value,
        folders: Vec<String>,
    ) {
        self.capabilities = Arc::new(capabilities);
        self.lang = lang;
        self.folders = folders;
        self.sources.set_initial(options);
        self.settings = self.sources.read();
    }

    /// Asks the client for what it offers: settings, and to be told of changes.
    pub fn initialized(&mut self) {
        if self.capabilities.register_configuration {
            self.to_client.register_configuration();
        }
        if self.capabilities.register_watched_files {
            self.to_client.register_watched_files();
        }
        self.pull_configuration();
    }

    /// Takes added and removed workspace folders.
    pub fn change_folders(&mut self, added: Vec<String>, removed: &[String]) {
        let is = |one: &str, other: &str| uri::key(one) == uri::key(other);
        self.folders
            .retain(|folder| !removed.iter().any(|gone| is(gone, folder)));
        for folder in added {
            if !self.folders.iter().any(|known| is(known, &folder)) {
                self.folders.push(folder);
            }
        }
    }

    /// Opens a document; one that is open already gets the new text.
    pub fn open(&mut self, opened: &OpenedDocument) {
        let mut document = OpenDocument::new(&opened.uri, opened.version, &opened.text);
        load_project(&mut document, &self.beside);
        self.look_for_decorators(&document);
        let key = uri::key(&opened.uri);
        self.documents.insert(key.clone(), document);
        self.last_touched = Some(key.clone());
        self.publish_later(key);
    }

    /// Changes a document. A change of one that is not open is ignored: what it changes is not known.
    pub fn change(&mut self, params: DidChange) {
        let key = uri::key(&params.text_document.uri);
        let Some(document) = self.documents.get_mut(&key) else {
            tracing::warn!(
                "didChange of {}, which is not open",
                params.text_document.uri
            );
            return;
        };
        document.change(
            params.content_changes,
            params.text_document.version,
            self.capabilities.encoding,
        );
        self.last_touched = Some(key.clone());
        self.publish_later(key);
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        let key = uri::key(uri);
        self.unpublished.retain(|waiting| *waiting != key);
        if let Some(document) = self.documents.remove(&key)
            && !self.capabilities.pull_diagnostics
        {
            let uri = document.uri();
            self.to_client.publish_diagnostics(uri, None, Vec::new());
        }
    }

    /// What is needed to answer about a document; `None` if it is not open or not Midway's.
    pub fn ask_about(&mut self, uri: &str) -> Option<Asked> {
        let asked = self.asked(&uri::key(uri))?;
        asked.analysis.is_midway().then_some(asked)
    }

    /// The same for help with typing: an f.yml whose first words do not yet say what it is belongs to Midway too.
    pub fn ask_about_half_typed(&mut self, uri: &str) -> Option<Asked> {
        let key = uri::key(uri);
        let is_f = self
            .documents
            .get(&key)?
            .file_name()
            .is_some_and(FileName::is_f);
        let asked = self.asked(&key)?;
        let is_known = is_f && !asked.is_too_large || asked.analysis.is_midway();
        is_known.then_some(asked)
    }

    /// The same for its diagnostics: of a file that is too large it is said that it is.
    pub fn ask_about_problems(&mut self, uri: &str) -> Option<Asked> {
        let asked = self.asked(&uri::key(uri))?;
        (asked.is_too_large || asked.analysis.is_midway()).then_some(asked)
    }

    /// The same for the f.yml that was touched last, or the only one that is open.
    pub fn ask_about_last_touched(&mut self) -> Option<Asked> {
        let touched = self.last_touched.clone();
        let keys = touched.into_iter().chain(self.documents.keys().cloned());
        let keys: Vec<String> = keys.collect();
        keys.into_iter()
            .find_map(|key| self.ask_about_half_typed(&key))
    }

    /// The same for a document that is not open but stored as a file of Midway's.
    pub fn ask_about_closed(&self, uri: &str) -> Option<Asked> {
        let source = project::read(&uri::to_path(uri)?).ok()?;
        let mut document = OpenDocument::new(uri, None, &source.text);
        load_project(&mut document, &self.beside);
        let analysis = document.analysis(&self.settings.lint);
        analysis.is_midway().then(|| Asked {
            analysis,
            version: None,
            lang: self.lang,
            capabilities: Arc::clone(&self.capabilities),
            folder: document.path().and_then(Path::parent).map(Path::to_owned),
            uri: uri.to_owned(),
            is_too_large: false, // it could be read
        })
    }

    /// What is needed to answer about a document's lenses.
    pub fn ask_about_lenses(&mut self, uri: &str) -> Option<(Asked, LensContext)> {
        let asked = self.ask_about_half_typed(uri)?;
        let folder = uri::to_path(uri).and_then(|path| Some(path.parent()?.to_owned()));
        let tests = folder.as_deref().map(run::test_files).unwrap_or_default();
        let running = folder
            .as_deref()
            .and_then(|folder| self.runs.running(folder));
        let root_entries = &asked.analysis.project().root_entries;
        let has_tests = root_entries.contains("test") || root_entries.contains("__tests__");
        let document = self.documents.get_mut(&uri::key(uri))?;
        let context = LensContext {
            kinds: self
                .settings
                .lens_kinds(&self.capabilities, folder.is_some()),
            tests,
            has_tests,
            running: running.filter(|_| self.settings.trusted),
            known: document.known_functions(&asked.analysis),
        };
        Some((asked, context))
    }

    /// Tells the client that lenses are not what they were.
    pub fn lenses_changed(&self) {
        if self.capabilities.code_lens && self.capabilities.refresh_lenses {
            self.to_client.refresh_lenses();
        }
    }

    /// The way to the client.
    pub fn to_client(&self) -> ToClient {
        self.to_client.clone()
    }

    /// Whether the client does not read what it is sent.
    pub fn is_client_behind(&self) -> bool {
        self.to_client.is_behind()
    }

    /// Tells the user of a fault of ours, and where to report it; once, because the next one hardly is news.
    pub fn report_panic(&mut self) {
        if std::mem::replace(&mut self.is_panic_reported, true) {
            return;
        }
        let home = Rule::HOME;
        let message = message!(
            "fyml ran into an internal error and goes on; one answer is missing. Please report it with the server's log (the editor's output of fyml): {home}/issues",
            "fyml 发生内部错误，但会继续运行，只是缺少一次应答。请附上服务器日志（编辑器中 fyml 的输出）反馈：{home}/issues"
        );
        let message = message.get(self.lang);
        self.to_client.show_message(MessageType::Error, message);
    }

    /// The language of texts.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// What the client can do.
    pub fn capabilities(&self) -> &Arc<Capabilities> {
        &self.capabilities
    }

    /// What the user chose.
    pub fn settings(&self) -> &UserSettings {
        &self.settings
    }

    pub(super) fn asked(&mut self, key: &str) -> Option<Asked> {
        let document = self.documents.get_mut(key)?;
        Some(Asked {
            analysis: document.analysis(&self.settings.lint),
            version: document.version(),
            lang: self.lang,
            capabilities: Arc::clone(&self.capabilities),
            folder: document.path().and_then(Path::parent).map(Path::to_owned),
            uri: document.uri().to_owned(),
            // nothing is said about files that only may be Midway's
            is_too_large: document.is_too_large()
                && document.file_name().is_some_and(FileName::is_f),
        })
    }

    /// What the client can do, and the language of texts.
    pub fn client(&self) -> (&Capabilities, Lang) {
        (&self.capabilities, self.lang)
    }

    /// Asks the client for the settings, if it can be asked; says whether it can.
    pub fn pull_configuration(&mut self) -> bool {
        if self.capabilities.configuration {
            self.configuration_pulls += 1;
            self.to_client.pull_configuration(self.configuration_pulls);
        }
        self.capabilities.configuration
    }

    /// Takes the answer to [`Session::pull_configuration`] number `number`, unless a later one is on its way.
    pub fn take_configuration(&mut self, number: u64, section: &Value) {
        if number == self.configuration_pulls {
            self.sources.set_section(section);
            self.settings_changed();
        }
    }

    /// Takes settings that the client sent along with the news that they have changed.
    pub fn take_pushed_settings(&mut self, settings: &Value) {
        if self.sources.set_pushed(settings) {
            self.settings_changed();
        }
    }

    fn settings_changed(&mut self) {
        let settings = self.sources.read();
        if settings != self.settings {
            if !settings.trusted {
                self.runs.stop_all();
            }
            let lenses = |settings: &UserSettings| (settings.trusted, settings.lenses.clone());
            let has_other_lenses = lenses(&settings) != lenses(&self.settings);
            self.settings = settings;
            if has_other_lenses {
                self.lenses_changed();
            }
            let all: Vec<String> = self.documents.keys().cloned().collect();
            self.judge_again(all);
        }
    }

    /// What is needed to answer a question that may lead to other files.
    pub fn ask_around(&mut self) -> Around {
        let open = self.documents.keys().cloned().collect::<Vec<String>>();
        let open = open.iter().filter_map(|key| {
            let asked = self.asked(key)?;
            asked.analysis.is_midway().then_some(asked)
        });
        Around {
            open: open.collect(),
            capabilities: Arc::clone(&self.capabilities),
            folders: self
                .folders
                .iter()
                .filter_map(|folder| uri::to_path(folder))
                .collect(),
            beside: self.beside.clone(),
        }
    }

    /// What is known of other files.
    pub fn beside(&self) -> &Beside {
        &self.beside
    }

    /// The source files of the project in `folder`.
    pub fn sources(&self, folder: &Path) -> Arc<SourceIndex> {
        let sources = self.beside.sources(folder);
        if !self.capabilities.register_watched_files {
            sources.invalidate(); // nobody says when something changes
        }
        sources
    }

    /// Looks again at what lies beside the open documents in the folders of these files.
    pub fn files_changed(&mut self, uris: &[String]) {
        self.beside.files_changed(uris);
        let mut concerned = Vec::new();
        for (key, document) in &mut self.documents {
            let is_beside = document
                .path()
                .and_then(Path::parent)
                .is_some_and(|folder| uris.iter().any(|uri| project_concerns(uri, folder)));
            if is_beside && load_project(document, &self.beside) {
                concerned.push(key.clone());
            }
        }
        self.judge_again(concerned);
        self.look_for_changed_decorators(uris);
    }

    pub(super) fn judge_again(&mut self, keys: Vec<String>) {
        if keys.is_empty() {
            return;
        }
        if self.capabilities.pull_diagnostics {
            if self.capabilities.refresh_diagnostics {
                self.to_client.refresh_diagnostics();
            }
            return;
        }
        for key in keys {
            self.publish_later(key);
        }
    }

    pub(super) fn publish_later(&mut self, key: String) {
        if !self.capabilities.pull_diagnostics && !self.unpublished.contains(&key) {
            self.unpublished.push_back(key);
        }
    }
}

/// Whether a file belongs to what is read for an f.yml in `folder`: it lies beside it or in a folder above, where
/// workspaces keep their lock file, or it is what packaging for wechat wrote.
fn project_concerns(uri: &str, folder: &Path) -> bool {
    let is_lock = LOCK_FILES.contains(&uri::file_name(uri).as_str());
    uri::is_in_folder(uri, folder)
        || uri::is_in_folder(uri, &folder.join(CLOUD_FUNCTIONS))
        || is_lock
            && folder
                .ancestors()
                .any(|above| uri::is_in_folder(uri, above))
}

/// Reads what lies beside a document; says whether that is news.
fn load_project(document: &mut OpenDocument, beside: &Beside) -> bool {
    let project = match document.path() {
        Some(path) => beside.with_known_decorators(path, project::neighbours(path)),
        None => Project {
            file_name: document.file_name(),
            ..Project::default()
        },
    };
    document.set_project(project)
}

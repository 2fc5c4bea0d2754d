//! One version of one document with everything that is known about it, shared by all answers about that version.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use fyml_schema::{Cloud, DeployPath};

use crate::lint::{self, Fixed, Found, Problem, Project, ServiceContext, Settings};
use crate::model::{FileKind, FileName, Service, recognise};
use crate::syntax::{Document, Edits, Text};

/// What is known about one version of a document. It never changes; what is costly is worked out when it is first
/// asked for, and once.
#[derive(Debug)]
pub struct Analysis {
    document: Arc<Document>,
    kind: FileKind,
    settings: Arc<Settings>,
    project: Arc<Project>,
    found: OnceLock<Found>,
    problems: OnceLock<Vec<Problem>>,
    /// What is known of functions, handed on from version to version.
    cache: Arc<Mutex<lint::Cache>>,
    target: OnceLock<(Option<Cloud>, Option<DeployPath>)>,
}

impl Analysis {
    /// Reads a text. What `previous` already knows about parts that have not changed is taken from there.
    ///
    /// `previous` comes with what was edited since.
    ///
    /// A file that has none of the four names (a scratch document, say) is only taken for Midway's if its content
    /// says so.
    pub fn of(
        text: Text,
        file_name: Option<FileName>,
        previous: Option<(&Document, &Edits)>,
        settings: Arc<Settings>,
        project: Arc<Project>,
    ) -> Analysis {
        let dialect = project.toolchain.dialect();
        let document = match previous {
            Some((previous, edits)) if previous.dialect() == dialect => {
                previous.after_all(text, edits)
            }
            Some(_) | None => Document::of(text, dialect, None),
        };
        let kind = recognise(file_name.unwrap_or(FileName::ServerlessYml), &document);
        Analysis::with(Arc::new(document), kind, settings, project)
    }

    /// The same document under other settings or in another neighbourhood.
    pub fn again(&self, settings: Arc<Settings>, project: Arc<Project>) -> Analysis {
        let dialect = project.toolchain.dialect();
        let document = if self.document.dialect() == dialect {
            Arc::clone(&self.document)
        } else {
            Arc::new(Document::of(self.text().clone(), dialect, None))
        };
        let again = Analysis::with(document, self.kind, settings, project);
        again.keeping(Arc::clone(&self.cache))
    }

    /// The same, with what `cache` knows of functions from other versions of the document.
    pub fn keeping(mut self, cache: Arc<Mutex<lint::Cache>>) -> Analysis {
        self.cache = cache;
        self
    }

    fn with(
        document: Arc<Document>,
        kind: FileKind,
        settings: Arc<Settings>,
        project: Arc<Project>,
    ) -> Analysis {
        Analysis {
            document,
            kind,
            settings,
            project,
            found: OnceLock::new(),
            problems: OnceLock::new(),
            cache: Arc::default(),
            target: OnceLock::new(),
        }
    }

    /// Whether it was judged under these settings and in this neighbourhood.
    pub fn is_under(&self, settings: &Arc<Settings>, project: &Arc<Project>) -> bool {
        Arc::ptr_eq(&self.settings, settings) && Arc::ptr_eq(&self.project, project)
    }

    /// The settings it is judged under, and what lies beside it, to be compared by [`Analysis::is_under`].
    pub fn under(&self) -> (&Arc<Settings>, &Arc<Project>) {
        (&self.settings, &self.project)
    }

    /// The settings it is judged under.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The document.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Its text.
    pub fn text(&self) -> &Text {
        self.document.text()
    }

    /// What lies beside it.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The service it describes.
    pub fn service(&self) -> Service<'_> {
        Service::of(&self.document)
    }

    /// The service with everything that judges it.
    pub fn context(&self) -> ServiceContext<'_> {
        ServiceContext::of(&self.document, &self.settings, &self.project)
    }

    /// Whose file it is.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// Whether it is Midway's. About other files nothing is said.
    pub fn is_midway(&self) -> bool {
        self.kind == FileKind::Midway
    }

    /// Its problems in the order of the text; none if it is not Midway's.
    pub fn problems(&self) -> &[Problem] {
        self.problems
            .get_or_init(|| self.found().problems(&self.document))
    }

    /// Its problems, as they are kept from version to version.
    pub fn found(&self) -> &Found {
        self.found.get_or_init(|| {
            if self.is_midway() {
                // a panic while it was held can only have left it emptier
                let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
                lint::lint_again(&self.document, &self.settings, &self.project, &mut cache)
            } else {
                Found::nothing()
            }
        })
    }

    /// Whether its problems are known, or are found at the cost of what was edited since they were looked for last.
    pub fn is_judged_quickly(&self) -> bool {
        self.found.get().is_some()
            || !self.is_midway()
            || match self.cache.try_lock() {
                Ok(cache) => lint::is_quick(&self.document, &self.settings, &self.project, &cache),
                Err(_) => false, // another version is being judged: whoever asks would wait for that
            }
    }

    /// The text after all repairs that need no question; none if it is not Midway's.
    pub fn fixed(&self) -> Fixed {
        let text = self.text().to_cow();
        if self.is_midway() {
            lint::fix_all(&text, &self.settings, &self.project)
        } else {
            Fixed {
                text: text.into_owned(),
                count: 0,
            }
        }
    }

    /// The cloud it is judged for; `None` if `provider.name` is missing or unknown.
    pub fn cloud(&self) -> Option<Cloud> {
        self.target().0
    }

    /// The builder that would read it.
    pub fn path(&self) -> Option<DeployPath> {
        self.target().1
    }

    fn target(&self) -> (Option<Cloud>, Option<DeployPath>) {
        *self
            .target
            .get_or_init(|| lint::target(self.service(), &self.settings, &self.project))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analysis(text: &str, file_name: Option<FileName>) -> Analysis {
        Analysis::of(
            Text::new(text),
            file_name,
            None,
            Arc::default(),
            Arc::default(),
        )
    }

    const UNKNOWN: &str = "service: shop\nprovider:\n  name: aliyu\nfunctions: {}\n";

    #[test]
    fn problems_are_worked_out_once() {
        let analysis = analysis(UNKNOWN, Some(FileName::FYml));
        assert!(!analysis.problems().is_empty());
        assert!(std::ptr::eq(analysis.problems(), analysis.problems()));
    }

    #[test]
    fn what_is_not_midways_has_no_problems() {
        let playbook = analysis("- hosts: all\n", Some(FileName::FYml));
        assert!(!playbook.is_midway());
        assert!(playbook.problems().is_empty());
        // without one of the four names, only the content can tell
        assert!(!analysis(UNKNOWN, None).is_midway());
        assert!(analysis("provider: {name: aliyun}\nfunctions: {}\n", None).is_midway());
    }

    #[test]
    fn other_settings_judge_the_same_document_anew() {
        let before = analysis(UNKNOWN, Some(FileName::FYml));
        let code = before.problems()[0].rule.code;
        let settings = Settings {
            ignore: before
                .problems()
                .iter()
                .map(|problem| problem.rule.code.to_owned())
                .collect(),
            ..Settings::default()
        };
        let after = before.again(Arc::new(settings), Arc::default());
        assert!(Arc::ptr_eq(before.document(), after.document()));
        assert!(
            after
                .problems()
                .iter()
                .all(|problem| problem.rule.code != code)
        );
    }

    #[test]
    fn the_cloud_comes_from_the_provider() {
        let tencent = analysis("provider: {name: tencent}\n", Some(FileName::FYml));
        assert_eq!(tencent.cloud(), Some(Cloud::Tencent));
        assert_eq!(tencent.path(), Some(DeployPath::Tencent));
        assert_eq!(analysis("", Some(FileName::FYml)).cloud(), None);
    }
}

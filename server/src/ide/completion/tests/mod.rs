//! Tests of completion. Whatever a test asks for, all items of its list are inserted, one by one, and the result is
//! read: it must be valid YAML with the right thing at the right place ([`oracle`]).

mod broken;
mod chinese;
mod every_byte;
mod keys;
mod lists;
mod oracle;
mod places;
mod project;
mod references;
mod snippets;
mod tables;
mod values;
mod words;

use std::sync::Arc;

use fyml_schema::Lang;

use super::{Completion, CompletionRequest, Completions, Writing, completions};
use crate::analysis::Analysis;
use crate::ide::neighbourhood::{FolderEntry, Neighbourhood, SourceHandler};
use crate::lint::{PackageJson, Project, Settings};
use crate::model::FileName;
use crate::syntax::Text;

/// A file with the cursor in it, and what lies beside it.
pub(super) struct World {
    text: String,
    offset: u32,
    pub lang: Lang,
    pub trigger: Option<char>,
    pub project: Project,
    pub settings: Settings,
    /// Paths; those that end in `/` are folders.
    pub files: Vec<&'static str>,
    pub handlers: Vec<SourceHandler>,
}

impl Neighbourhood for World {
    fn entries(&self, folder: &str) -> Vec<FolderEntry> {
        let below = |path: &&'static str| -> Option<FolderEntry> {
            let name = match folder {
                "" => path,
                folder => path.strip_prefix(folder)?.strip_prefix('/')?,
            };
            let bare = name.strip_suffix('/').unwrap_or(name);
            (!bare.is_empty() && !bare.contains('/')).then(|| FolderEntry {
                name: bare.to_owned(),
                is_folder: name.ends_with('/'),
            })
        };
        self.files.iter().filter_map(below).collect()
    }

    fn handlers(&self) -> Vec<SourceHandler> {
        self.handlers.clone()
    }
}

impl World {
    /// The cursor is at `$0`.
    pub fn of(marked: &str) -> World {
        let offset = marked.find("$0").expect("a cursor");
        World {
            text: marked.replacen("$0", "", 1),
            offset: offset as u32,
            lang: Lang::En,
            trigger: None,
            project: Project {
                file_name: Some(FileName::FYml),
                ..Project::default()
            },
            settings: Settings::default(),
            files: Vec::new(),
            handlers: Vec::new(),
        }
    }

    pub fn lang(mut self, lang: Lang) -> World {
        self.lang = lang;
        self
    }

    /// What package.json says.
    pub fn package(mut self, name: &str, dependencies: &[(&str, &str)]) -> World {
        let owned = |(name, version): &(&str, &str)| ((*name).to_owned(), (*version).to_owned());
        self.project.package_json = Some(PackageJson {
            name: Some(name.to_owned()),
            dependencies: dependencies.iter().map(owned).collect(),
            ..PackageJson::default()
        });
        self
    }

    pub fn analysis(&self) -> Analysis {
        Analysis::of(
            Text::new(&self.text),
            Some(FileName::FYml),
            None,
            Arc::new(self.settings.clone()),
            Arc::new(self.project.clone()),
        )
    }

    fn ask(&self, writing: Writing) -> Completions {
        let request = CompletionRequest {
            offset: self.offset,
            trigger: self.trigger,
            lang: self.lang,
            writing,
        };
        completions(&self.analysis(), self, request)
    }

    /// What is offered, after all of it has been tried.
    #[track_caller]
    pub fn offered(&self) -> Vec<Completion> {
        oracle::try_all(self);
        let offered = self.ask(Writing::default());
        assert!(offered.items.len() <= super::MOST);
        offered.items
    }

    /// The labels of what is offered, in order.
    #[track_caller]
    pub fn labels(&self) -> Vec<String> {
        let offered = self.offered().into_iter();
        offered.map(|item| item.label).collect()
    }

    /// The item with this label.
    #[track_caller]
    pub fn item(&self, label: &str) -> Completion {
        let offered = self.offered();
        let labels: Vec<_> = offered.iter().map(|item| item.label.clone()).collect();
        let item = offered.into_iter().find(|item| item.label == label);
        item.unwrap_or_else(|| panic!("no {label:?} in {labels:?}"))
    }

    /// The text after choosing `label`; with placeholders, if the client knows them.
    #[track_caller]
    pub fn choose(&self, label: &str, with_holes: bool) -> String {
        self.item(label);
        let writing = Writing {
            with_holes,
            is_relative: false,
        };
        let mut items = self.ask(writing).items.into_iter();
        let item = items.find(|item| item.label == label);
        self.with(&item.expect("is offered").edit)
    }

    /// The text after an edit.
    fn with(&self, edit: &crate::lint::TextEdit) -> String {
        let mut text = self.text.clone();
        text.replace_range(edit.span.range(), &edit.text);
        text
    }
}

/// Chooses `label` at `$0`; the text must then be `result`.
#[track_caller]
fn check(marked: &str, label: &str, result: &str) {
    assert_eq!(World::of(marked).choose(label, false), result, "{marked:?}");
}

/// The same by a client that knows placeholders.
#[track_caller]
fn check_holes(marked: &str, label: &str, result: &str) {
    assert_eq!(World::of(marked).choose(label, true), result, "{marked:?}");
}

/// The labels offered at `$0`, in order.
#[track_caller]
fn labels(marked: &str) -> Vec<String> {
    World::of(marked).labels()
}

/// Whether all of `wanted` are offered at `$0`, in this order, and none of `unwanted`.
#[track_caller]
fn check_offered(marked: &str, wanted: &[&str], unwanted: &[&str]) {
    let labels = labels(marked);
    let mut rest = labels.iter();
    for label in wanted {
        assert!(
            rest.any(|found| found == label),
            "{label:?} is missing or too early in {labels:?}"
        );
    }
    for label in unwanted {
        assert!(
            !labels.iter().any(|found| found == label),
            "{label:?} in {labels:?}"
        );
    }
}

/// `marked` as the only function of an aliyun service, indented by two levels.
fn in_function(marked: &str) -> String {
    in_function_on("aliyun", marked)
}

fn in_function_on(cloud: &str, marked: &str) -> String {
    let body: String = marked
        .split_inclusive('\n')
        .map(|line| format!("    {line}"))
        .collect();
    format!("service: shop\nprovider:\n  name: {cloud}\nfunctions:\n  index:\n{body}")
}

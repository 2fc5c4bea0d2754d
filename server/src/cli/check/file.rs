//! Checking one file.

use std::io;
use std::path::Path;

use super::Input;
use crate::cli::output::{FileReport, Renderer, Tally};
use crate::cli::sentences;
use crate::lint::{Message, Project, ServiceContext, Settings, fix_all, is_safely_fixable, lint};
use crate::message;
use crate::model::{FileKind, FileName, recognise};
use crate::project::{self, ReadError, SourceText};
use crate::syntax::Document;

/// What every file is checked with. Shared by all threads.
pub(super) struct Checker<'c> {
    /// What the user chose.
    pub settings: &'c Settings,
    /// How findings are written.
    pub renderer: &'c (dyn Renderer + Sync),
    /// Whether safe repairs are made.
    pub fix: bool,
}

/// What became of one input.
pub(super) enum Outcome {
    /// It was checked.
    Checked(Checked),
    /// It is somebody else's.
    NotMidways {
        /// The sentence about it, if the user named it.
        note: Option<Message>,
        /// Standard input as it came, where its repaired text was asked for.
        stdin: Option<String>,
    },
    /// It could not be read.
    Failed(Message),
}

/// A checked file; the document itself is gone.
pub(super) struct Checked {
    /// What the report says about it.
    pub rendered: String,
    /// What was found and repaired.
    pub tally: Tally,
    /// Standard input after its repairs.
    pub repaired_stdin: Option<String>,
    /// Why its repairs could not be written.
    pub complaint: Option<Message>,
}

impl Checker<'_> {
    /// Reads, repairs if asked to, and checks one input.
    pub(super) fn check(&self, input: &Input) -> Outcome {
        let shown = input.shown();
        let (source, project) = match read(input) {
            Ok(read) => read,
            Err(error) => return Outcome::Failed(sentences::unreadable(&shown, &error)),
        };
        let document = project.document(&source.text);
        // A file with a name of its own that the user wants checked is taken for an f.yml.
        let name = project.file_name.unwrap_or(FileName::FYml);
        let kind = recognise(name, &document);
        if kind != FileKind::Midway {
            return self.leave_alone(input, &source, kind);
        }
        if self.fix {
            drop(document);
            return self.repair(input, source, &project);
        }
        Outcome::Checked(self.report(&shown, &document, &project))
    }

    fn leave_alone(&self, input: &Input, source: &SourceText, kind: FileKind) -> Outcome {
        let is_named = !matches!(input, Input::Found(..));
        // A filter that swallows what it does not understand would be a trap.
        let is_filter = self.fix && *input == Input::Stdin;
        Outcome::NotMidways {
            note: is_named.then(|| sentences::not_midways(&input.shown(), kind)),
            stdin: is_filter.then(|| source.with_text(&source.text)),
        }
    }

    fn repair(&self, input: &Input, source: SourceText, project: &Project) -> Outcome {
        let fixed = fix_all(&source.text, self.settings, project);
        let mut text = fixed.text.as_str();
        let mut count = fixed.count;
        let mut complaint = None;
        if let Input::Named(path) | Input::Found(path, _) = input
            && count > 0
            && let Err(error) = project::write(path, source.with_text(text).as_bytes())
        {
            let (path, why) = (input.shown(), sentences::reason(&error));
            let (en, zh) = (why.en, why.zh);
            complaint = Some(message!(
                "{path} could not be written: {en}.",
                "无法写入 {path}：{zh}。"
            ));
            text = &source.text;
            count = 0;
        }
        let mut checked = self.report(&input.shown(), &project.document(text), project);
        checked.tally.fixed = count;
        checked.complaint = complaint;
        checked.repaired_stdin = (*input == Input::Stdin).then(|| source.with_text(text));
        Outcome::Checked(checked)
    }

    fn report(&self, path: &str, document: &Document, project: &Project) -> Checked {
        let problems = lint(document, self.settings, project);
        let context = ServiceContext::of(document, self.settings, project);
        let rendered = self.renderer.file(&FileReport {
            path,
            document,
            context: &context,
            problems: &problems,
        });
        let mut tally = Tally::default();
        for problem in &problems {
            tally.count(problem.severity);
            tally.fixable += usize::from(is_safely_fixable(problem));
        }
        Checked {
            rendered,
            tally,
            repaired_stdin: None,
            complaint: None,
        }
    }
}

fn read(input: &Input) -> Result<(SourceText, Project), ReadError> {
    match input {
        Input::Stdin => Ok((project::read_from(io::stdin().lock())?, Project::default())),
        Input::Named(path) | Input::Found(path, _) => read_file(path),
    }
}

fn read_file(path: &Path) -> Result<(SourceText, Project), ReadError> {
    let source = project::read(path)?;
    Ok((source, project::neighbours_with_sources(path)))
}

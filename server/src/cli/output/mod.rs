//! The formats of `check`: one file each. A file's report is rendered by the thread that checked it; the pieces are
//! put together in the order of the files, so no format ever sees more than one document.

mod github;
mod json;
pub(super) mod place;
mod sarif;
mod text;

use super::Console;
use super::arguments::CheckFormat;
use crate::lint::{Problem, ServiceContext, Severity};
use crate::syntax::Document;

pub(super) use text::excerpt;

/// What one file's report is made of.
pub(super) struct FileReport<'r> {
    /// How the file is called.
    pub path: &'r str,
    /// Its content.
    pub document: &'r Document,
    /// What it was judged by, its cloud among it.
    pub context: &'r ServiceContext<'r>,
    /// What was found, in order.
    pub problems: &'r [Problem],
}

/// What was counted in one file.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: [usize; 4],
    /// Problems that `--fix` would repair.
    pub fixable: usize,
    /// Problems that were repaired.
    pub fixed: usize,
}

/// What was counted in the whole run.
#[derive(Debug)]
pub(super) struct Summary {
    /// Number of files that were checked.
    pub files: usize,
    /// Number of files with problems.
    pub files_with_problems: usize,
    /// Whether repairs were asked for.
    pub has_fixed: bool,
    /// All files together.
    pub total: Tally,
}

/// A format.
pub(super) trait Renderer {
    /// What comes first.
    fn start(&self) -> String {
        String::new()
    }

    /// One file's part; empty for nothing to say.
    fn file(&self, report: &FileReport) -> String;

    /// What stands between two parts that are not empty.
    fn separator(&self) -> &'static str {
        ""
    }

    /// What comes last.
    fn end(&self, summary: &Summary) -> String;
}

/// The format of this name.
pub(super) fn renderer(format: CheckFormat, console: &Console) -> Box<dyn Renderer + Sync> {
    let lang = console.lang();
    match format {
        CheckFormat::Text => Box::new(text::Text::new(lang, console.has_colours())),
        CheckFormat::Json => Box::new(json::Json { lang }),
        CheckFormat::Sarif => Box::new(sarif::Sarif { lang }),
        CheckFormat::Github => Box::new(github::Github { lang }),
    }
}

impl Tally {
    /// Counts a problem.
    pub(super) fn count(&mut self, severity: Severity) {
        self.counts[severity as usize] += 1;
    }

    /// The number of problems of this severity.
    pub(super) fn of(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }

    /// The number of all problems.
    pub(super) fn problems(&self) -> usize {
        self.counts.iter().sum()
    }
}

impl Summary {
    /// Before the first file.
    pub(super) fn of_run(has_fixed: bool) -> Summary {
        Summary {
            files: 0,
            files_with_problems: 0,
            has_fixed,
            total: Tally::default(),
        }
    }

    /// Adds a file.
    pub(super) fn add(&mut self, tally: &Tally) {
        self.files += 1;
        self.files_with_problems += usize::from(tally.problems() > 0);
        for (total, count) in self.total.counts.iter_mut().zip(tally.counts) {
            *total += count;
        }
        self.total.fixable += tally.fixable;
        self.total.fixed += tally.fixed;
    }

    /// Whether there was a problem at least this severe.
    pub(super) fn at_least(&self, least: Severity) -> bool {
        self.total.counts[least as usize..]
            .iter()
            .any(|&count| count > 0)
    }
}

//! What runs, and what is remembered of runs that are over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tokio::sync::oneshot;

use crate::ide;
use crate::run::{Action, Stop};

/// The runs of a session. One at a time in a folder: the toolchain builds in a fixed place below it.
#[derive(Debug, Default)]
pub struct Runs {
    last: u64,
    going: BTreeMap<u64, Going>,
    /// The events that functions were last invoked with, by folder and function.
    inputs: BTreeMap<(PathBuf, String), Value>,
    /// The URIs of source files that carry diagnostics of the last run, by folder.
    marked: BTreeMap<PathBuf, BTreeSet<String>>,
}

/// A run that goes on.
#[derive(Debug)]
pub struct Going {
    /// The folder it runs in.
    pub folder: PathBuf,
    /// What it is.
    pub action: Action,
    /// The function it is about.
    pub function: Option<String>,
    /// Stops it.
    pub stop: Stop,
    /// The progress that shows it.
    pub token: Option<Value>,
    /// Those who wait for its end; they learn of it when these are dropped.
    pub waiting: Vec<oneshot::Sender<()>>,
}

impl Going {
    /// `invoke index`.
    pub fn what(&self) -> String {
        match &self.function {
            Some(function) => format!("{} {function}", self.action.as_str()),
            None => self.action.as_str().to_owned(),
        }
    }
}

impl Runs {
    /// The run in this folder.
    pub fn in_folder(&self, folder: &Path) -> Option<(u64, &Going)> {
        let mut going = self.going.iter();
        going
            .find(|(_, going)| going.folder == folder)
            .map(|(run, going)| (*run, going))
    }

    /// The run in this folder as lenses show it.
    pub fn running(&self, folder: &Path) -> Option<ide::Running> {
        let (run, going) = self.in_folder(folder)?;
        Some(ide::Running {
            run,
            what: going.what(),
            function: going.function.clone(),
        })
    }

    /// A number for the next run.
    pub fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Takes note of a run that begins.
    pub fn begin(&mut self, run: u64, going: Going) {
        self.going.insert(run, going);
    }

    /// Takes note of a run that is over.
    pub fn end(&mut self, run: u64) {
        self.going.remove(&run);
    }

    /// Stops a run: the one of this number, or the only one. Gives what it is, and what fails when it has ended.
    pub fn stop(&mut self, run: Option<u64>) -> Option<(String, oneshot::Receiver<()>)> {
        let going = match run {
            Some(run) => self.going.get_mut(&run),
            None if self.going.len() == 1 => self.going.values_mut().next(),
            None => None,
        }?;
        going.stop.request();
        let (sender, ended) = oneshot::channel();
        going.waiting.push(sender);
        Some((going.what(), ended))
    }

    /// Stops the run that this progress shows.
    pub fn stop_of_token(&self, token: &Value) {
        for going in self.going.values() {
            if going.token.as_ref() == Some(token) {
                going.stop.request();
            }
        }
    }

    /// Stops everything.
    pub fn stop_all(&self) {
        for going in self.going.values() {
            going.stop.request();
        }
    }

    /// The event a function was last invoked with.
    pub fn input(&self, folder: &Path, function: &str) -> Option<&Value> {
        self.inputs.get(&(folder.to_owned(), function.to_owned()))
    }

    /// Remembers an event that the user chose.
    pub fn remember(&mut self, folder: &Path, function: &str, event: Value) {
        self.inputs
            .insert((folder.to_owned(), function.to_owned()), event);
    }

    /// Takes note of the files that carry diagnostics of a run in this folder; gives those of the run before.
    pub fn mark(&mut self, folder: &Path, uris: BTreeSet<String>) -> BTreeSet<String> {
        let before = self.marked.remove(folder).unwrap_or_default();
        if !uris.is_empty() {
            self.marked.insert(folder.to_owned(), uris);
        }
        before
    }
}

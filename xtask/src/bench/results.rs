//! Everything a run measured, kept in a file: what others' servers take is measured less often than what ours does.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::disturbance::Disturbance;
use super::monorepo::Folder;
use super::session::{Samples, ms};
use super::subject;
use crate::steps::{Outcome, root};

/// Everything a run measured.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Results {
    /// Each server at each size.
    pub samples: Vec<Samples>,
    /// Edits that concern everything.
    pub disturbances: Vec<Disturbance>,
    /// Repositories of many services.
    pub folders: Vec<Folder>,
    /// The example of the repository.
    pub example: Example,
    /// What else the machine did: the mean number of running programs over the last minute, at the end of the run.
    pub load: f64,
}

/// What the small example takes.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Example {
    /// Process start to the answer to `initialize`, in milliseconds.
    pub start: Vec<f64>,
    /// Resident memory with the example open, a hover and a completion answered, in MB.
    pub memory: f64,
    /// `fyml check` of it, whole process, in milliseconds.
    pub check: Vec<f64>,
}

impl Results {
    /// What earlier runs left.
    pub fn load() -> Results {
        let text = fs::read_to_string(path()).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Leaves it for later runs.
    pub fn save(&self) -> Outcome {
        let path = path();
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        let folder = root().join("target/bench");
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Forgets what is known of a server.
    pub fn forget(&mut self, name: &str) {
        self.samples.retain(|samples| samples.name != name);
    }

    /// What was measured of a server at a size.
    pub fn of(&self, name: &str, functions: usize) -> Option<&Samples> {
        let mut all = self.samples.iter();
        all.find(|samples| samples.name == name && samples.functions == functions)
    }

    /// A place for what is measured of a server at a size.
    pub fn entry(&mut self, name: &str, functions: usize) -> &mut Samples {
        let known = |samples: &Samples| samples.name == name && samples.functions == functions;
        let at = self.samples.iter().position(known);
        let at = at.unwrap_or_else(|| {
            self.samples.push(Samples {
                name: name.to_owned(),
                functions,
                ..Samples::default()
            });
            self.samples.len() - 1
        });
        &mut self.samples[at]
    }
}

impl Example {
    /// Starts the server and the checker some twenty times each on the example.
    pub fn measure() -> Result<Example, String> {
        let mut example = Example::default();
        let fyml = subject::fyml();
        let path = root().join("examples/todo-list/f.yml");
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        for _ in 0..20 {
            let mut client = Client::start(&fyml)?;
            example.start.push(ms(client.startup));
            let (open, ..) = client.open("example", &text)?;
            client.timed("textDocument/hover", &open, (2, 3))?;
            client.timed("textDocument/completion", &open, (3, 2))?;
            example.memory = example.memory.max(client.process().memory_mb()?);
            client.stop()?;
            let start = Instant::now();
            let output = Command::new(&fyml.program)
                .args(["check", "examples/todo-list"])
                .current_dir(root())
                .output()
                .map_err(|error| error.to_string())?;
            example.check.push(ms(start.elapsed()));
            if output.stdout.is_empty() {
                return Err("`fyml check examples/todo-list` printed nothing".to_owned());
            }
        }
        Ok(example)
    }
}

fn path() -> PathBuf {
    root().join("target/bench/results.json")
}

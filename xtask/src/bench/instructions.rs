//! `cargo xtask instructions`: how many instructions the release program takes, guarded against growth.
//!
//! Valgrind's callgrind counts them. Unlike times they hardly depend on the machine or on what else runs there, so a
//! few per cent more are seen. What is left of chance: hash maps are seeded anew in every process, and threads wait for
//! each other for a while before they sleep.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::document;
use super::input::Input;
use super::subject::{self, Syntax};
use super::text::Change;
use crate::programs;
use crate::steps::{Outcome, root};

/// Instructions in millions, by scenario. The order of the file is that of the names.
type Counts = BTreeMap<String, f64>;

/// Counts, and what they depend on besides our code.
#[derive(Debug, Serialize, Deserialize)]
struct Baseline {
    /// What `rustc --version` says.
    compiler: String,
    /// Threads share what can be shared out.
    cores: usize,
    counts: Counts,
}

impl Baseline {
    fn of(counts: Counts) -> Result<Baseline, String> {
        let version = Command::new("rustc").arg("--version").output();
        let version = version.map_err(|error| format!("rustc: {error}"))?.stdout;
        Ok(Baseline {
            compiler: String::from_utf8_lossy(&version).trim().to_owned(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            counts,
        })
    }

    /// In a sentence, why what is counted here cannot be held against it.
    fn differs_from(&self, here: &Baseline) -> Option<String> {
        let is_same = self.compiler == here.compiler && self.cores == here.cores;
        (!is_same).then(|| {
            format!(
                "{BASELINE} was counted with {} on {} cores, this is {} on {}",
                self.compiler, self.cores, here.compiler, here.cores
            )
        })
    }
}

/// How much more than the baseline is still no growth.
const TOLERANCE: f64 = 0.05;
const BASELINE: &str = "xtask/instructions.json";
/// How often what is small is repeated; its count is the mean.
const REPEATS: usize = 20;

/// Counts with the release program at `program` and compares with the baseline, or writes it.
pub fn run(program: &Path, bless: bool) -> Outcome {
    programs::need("counting instructions", &[("valgrind", "valgrind")])?;
    let folder = root().join("target/bench/callgrind");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut counts = Counts::new();
    check_of_the_example(program, &folder, &mut counts)?;
    for functions in [100, 1_000, 10_000] {
        session(program, &folder, functions, &mut counts)?;
    }
    let here = Baseline::of(counts)?;
    if bless {
        let text = serde_json::to_string_pretty(&here).map_err(|error| error.to_string())?;
        fs::write(root().join(BASELINE), text + "\n").map_err(|error| error.to_string())?;
        println!("{BASELINE} written");
        return Ok(());
    }
    compare(&here)
}

/// Whether counts were ever taken as the baseline.
pub fn has_baseline() -> bool {
    root().join(BASELINE).is_file()
}

fn compare(here: &Baseline) -> Outcome {
    let text = fs::read_to_string(root().join(BASELINE))
        .map_err(|error| format!("{BASELINE}: {error}"))?;
    let baseline: Baseline = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let mut grown = Vec::new();
    println!("millions of instructions, and the baseline's:");
    for (scenario, count) in &here.counts {
        let Some(before) = baseline.counts.get(scenario) else {
            grown.push(format!("{scenario}: not in {BASELINE}"));
            continue;
        };
        let change = 100.0 * (count / before - 1.0);
        println!("  {scenario:<40} {count:>10.2} {before:>10.2} {change:>+7.1} %");
        if *count > before * (1.0 + TOLERANCE) {
            grown.push(format!(
                "{scenario}: {change:.1} % more instructions than before ({count:.2} million, {before:.2} in {BASELINE})"
            ));
        }
    }
    if let Some(reason) = baseline.differs_from(here) {
        println!("NOT JUDGED: {reason}");
        return Ok(());
    }
    if grown.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{}\nIf that is the price of something worth it: `cargo xtask instructions --bless`.",
        grown.join("\n")
    ))
}

fn check_of_the_example(program: &Path, folder: &Path, counts: &mut Counts) -> Outcome {
    let out = folder.join("check");
    let status = callgrind(&out)
        .arg(program)
        .args(["check", "examples/todo-list"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .current_dir(root())
        .status();
    status.map_err(|error| format!("valgrind: {error}"))?;
    counts.insert("check of the example".to_owned(), millions(&out)?);
    Ok(())
}

fn session(program: &Path, folder: &Path, functions: usize, counts: &mut Counts) -> Outcome {
    let generated = document::generate(functions, 20, 7);
    let input = Input::of(&generated, Syntax::Yaml)?;
    let mut command = callgrind(&folder.join(format!("session-{functions}")));
    command.arg(program).arg("server");
    let mut client = Client::start_command(command, &subject::fyml())?;
    let counter = Counter {
        process: client.id(),
        folder,
    };
    let mut note = |what: &str, repeats: usize| -> Outcome {
        let count = counter.taken()? / repeats as f64;
        counts.insert(format!("{what}, {functions:>5} functions"), count);
        Ok(())
    };
    counter.taken()?;
    let (mut open, ..) = client.open("first", &input.text)?;
    note("open", 1)?;
    let at = input.typing_place;
    let toggle = [
        Change::insert(at, "x"),
        Change::delete(at, (at.0, at.1 + 1)),
    ];
    for change in toggle.iter().cycle().take(REPEATS) {
        client.change(&mut open, change)?;
    }
    note("key", REPEATS)?;
    client.change(&mut open, &input.half_typed)?;
    counter.taken()?;
    for _ in 0..REPEATS {
        client.timed("textDocument/completion", &open, input.completion_place)?;
    }
    note("completion", REPEATS)?;
    for place in input.hover_places.iter().cycle().take(REPEATS) {
        client.timed("textDocument/hover", &open, *place)?;
    }
    note("hover", REPEATS)?;
    client.stop()
}

fn callgrind(out: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--vgdb=yes", "--quiet"]);
    command.arg(format!("--callgrind-out-file={}", out.display()));
    command
}

/// Asks a running callgrind how many instructions were taken since it was asked last.
struct Counter<'f> {
    process: u32,
    folder: &'f Path,
}

impl Counter<'_> {
    fn taken(&self) -> Result<f64, String> {
        for old in self.dumps()? {
            fs::remove_file(&old).map_err(|error| format!("{}: {error}", old.display()))?;
        }
        let output = Command::new("vgdb")
            .arg(format!("--pid={}", self.process))
            .args(["dump", "now"])
            .output()
            .map_err(|error| format!("vgdb: {error}"))?;
        match self.dumps()?.as_slice() {
            [dump] => millions(dump),
            dumps => Err(format!(
                "vgdb left {} dumps: {}",
                dumps.len(),
                String::from_utf8_lossy(&output.stderr)
            )),
        }
    }

    /// The dumps of running sessions: `session-N.1`, `session-N.2`.
    fn dumps(&self) -> Result<Vec<PathBuf>, String> {
        let entries = fs::read_dir(self.folder).map_err(|error| error.to_string())?;
        let paths = entries.flatten().map(|entry| entry.path());
        Ok(paths.filter(|path| path.extension().is_some()).collect())
    }
}

/// The total that callgrind wrote, in millions.
fn millions(dump: &Path) -> Result<f64, String> {
    let text = fs::read_to_string(dump).map_err(|error| format!("{}: {error}", dump.display()))?;
    let mut lines = text.lines();
    let total = lines.find_map(|line| {
        let number = line
            .strip_prefix("totals:")
            .or(line.strip_prefix("summary:"))?;
        number.trim().parse::<f64>().ok()
    });
    total
        .map(|total| (total / 1e4).round() / 100.0)
        .ok_or_else(|| format!("{}: no total", dump.display()))
}

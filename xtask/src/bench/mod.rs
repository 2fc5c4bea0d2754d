//! `cargo xtask bench`: measures the release server from outside and writes docs/benchmarks.md.

mod baseline;
mod client;
mod document;
mod report;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::steps::{Outcome, release_binary, root, target};
use client::Client;
use document::Generated;

/// Numbers of functions measured.
const SIZES: [usize; 4] = [5, 100, 1_000, 10_000];
/// Whole sessions per size; the medians of their figures are reported.
const SESSIONS: usize = 5;
/// Keystrokes per session.
const KEYS: usize = 200;
/// Completions per session.
const COMPLETIONS: usize = 50;

/// What was measured at one size. Times in milliseconds, medians over sessions.
pub struct Figures {
    /// Functions in the document.
    pub functions: usize,
    /// Its lines.
    pub lines: usize,
    /// Its size in bytes.
    pub bytes: usize,
    /// Process start to the reply to `initialize`.
    pub start: f64,
    /// `didOpen` to the diagnostics, in a fresh process.
    pub open: f64,
    /// The same document parsed with serde_yaml and validated with jsonschema, in process, validator ready.
    pub baseline: f64,
    /// `didChange` of one letter to the settled diagnostics: median and 95th percentile.
    pub key: (f64, f64),
    /// The server's CPU time per keystroke.
    pub key_cpu: f64,
    /// `completion` in a function: median and 95th percentile.
    pub completion: (f64, f64),
    /// `hover`: median.
    pub hover: f64,
    /// `documentSymbol`: median.
    pub symbols: f64,
    /// Resident memory at the end, in MB.
    pub memory: f64,
    /// Seeded mistakes found, of how many.
    pub found: (usize, usize),
}

/// Measures and writes the page.
pub fn run() -> Outcome {
    release_binary()?;
    let mut all = Vec::new();
    for functions in SIZES {
        let figures = measure(functions)?;
        println!("{}", report::row(&figures));
        all.push(figures);
    }
    let path = root().join("docs/benchmarks.md");
    let page = report::page(&all, small_check()?);
    std::fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("docs/benchmarks.md written");
    Ok(())
}

fn server() -> PathBuf {
    target()
        .join("release")
        .join(if cfg!(windows) { "fyml.exe" } else { "fyml" })
}

/// `fyml check` on the example, whole process: the median of 20 runs in milliseconds.
fn small_check() -> Result<f64, String> {
    let mut times = Vec::new();
    for _ in 0..20 {
        let start = Instant::now();
        let output = std::process::Command::new(server())
            .args(["check", "examples/todo-list"])
            .current_dir(root())
            .output()
            .map_err(|error| error.to_string())?;
        times.push(ms(start.elapsed()));
        if output.stdout.is_empty() {
            return Err("`fyml check examples/todo-list` printed nothing".to_owned());
        }
    }
    Ok(median(&mut times))
}

fn measure(functions: usize) -> Result<Figures, String> {
    let document = document::generate(functions, 20.min(functions / 2), 7);
    let mut starts = Vec::new();
    let mut opens = Vec::new();
    let mut keys = Vec::new();
    let mut key_cpu = Vec::new();
    let mut completions = Vec::new();
    let mut hovers = Vec::new();
    let mut symbols = Vec::new();
    let mut memory = Vec::new();
    let mut baselines = Vec::new();
    let mut found = 0;
    for _ in 0..SESSIONS {
        baselines.push(ms(baseline::parse_and_validate(&document.text)?));
        let mut client = Client::start(&server())?;
        starts.push(ms(client.startup));
        let (opened, problems) = client.open(&document.text)?;
        opens.push(ms(opened));
        found = document.found(&problems);
        let cpu_before = client.cpu()?;
        keys.extend(type_letters(&mut client, &document)?);
        key_cpu.push(ms(client.cpu()? - cpu_before) / KEYS as f64);
        for i in 0..COMPLETIONS {
            let place = if i % 2 == 0 {
                document.key_place
            } else {
                document.value_place
            };
            completions.push(ms(client.timed("textDocument/completion", place)?));
            hovers.push(ms(client.timed("textDocument/hover", document.value_place)?));
        }
        for _ in 0..5 {
            symbols.push(ms(client.timed_symbols()?));
        }
        memory.push(client.memory_mb()?);
        client.stop()?;
    }
    Ok(Figures {
        functions,
        lines: document.text.lines().count(),
        bytes: document.text.len(),
        start: median(&mut starts),
        open: median(&mut opens),
        baseline: median(&mut baselines),
        key: (median(&mut keys), percentile(&mut keys, 0.95)),
        key_cpu: median(&mut key_cpu),
        completion: (median(&mut completions), percentile(&mut completions, 0.95)),
        hover: median(&mut hovers),
        symbols: median(&mut symbols),
        memory: median(&mut memory),
        found: (found, document.mistakes.len()),
    })
}

/// Types into the path of the function in the middle, and takes it back: every second change is a deletion.
fn type_letters(client: &mut Client, document: &Generated) -> Result<Vec<f64>, String> {
    let (line, character) = document.typing_place;
    let mut times = Vec::new();
    for i in 0..KEYS {
        let (end, text) = if i % 2 == 0 {
            (character, "x")
        } else {
            (character + 1, "")
        };
        let change = json!({
            "range": {"start": {"line": line, "character": character}, "end": {"line": line, "character": end}},
            "text": text,
        });
        times.push(ms(client.change(change)?));
    }
    Ok(times)
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

fn median(values: &mut [f64]) -> f64 {
    percentile(values, 0.5)
}

fn percentile(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let index = ((values.len() as f64 - 1.0) * share).round() as usize;
    values.get(index).copied().unwrap_or(f64::NAN)
}

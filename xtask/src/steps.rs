//! Running programs, with their output shown, their failure reported, and their time kept for the summary.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use crate::summary::{self, Counts, Done};

/// What went wrong, for a person.
pub type Outcome = Result<(), String>;

/// The workspace's folder.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .map_or(here.clone(), std::path::Path::to_path_buf)
}

/// Where cargo builds: `CARGO_TARGET_DIR`, else `target/`.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs `program` in the workspace's folder, under a heading; fails if it does.
pub fn step(title: &str, program: &str, arguments: &[&str]) -> Outcome {
    let mut command = Command::new(program);
    run(title, command.args(arguments).current_dir(root()))
}

/// Runs `command` under a heading; fails if it does.
pub fn run(title: &str, command: &mut Command) -> Outcome {
    timed(&headed(title, command), title, || {
        let status = command.status().map_err(|error| no_start(command, &error));
        status.and_then(|status| judge(title, status))
    })
}

/// Runs tests under a heading, shows what they print as it comes, and counts them. Fails if one fails, if there are
/// none, or if one was left out without a reason.
pub fn tests(title: &str, command: &mut Command) -> Outcome {
    timed(&headed(title, command), title, || {
        let child = command.stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|error| no_start(command, &error))?;
        let mut counts = Counts::default();
        if let Some(stdout) = child.stdout.take() {
            let mut screen = std::io::stdout().lock();
            let mut reader = BufReader::new(stdout);
            let mut line = Vec::new();
            while reader
                .read_until(b'\n', &mut line)
                .is_ok_and(|read| read > 0)
            {
                // a closed terminal is no failure of the tests
                let _ = screen.write_all(&line);
                counts.read(String::from_utf8_lossy(&line).trim_end());
                line.clear();
            }
        }
        let status = child.wait().map_err(|error| no_start(command, &error));
        let verdict = counts.verdict();
        summary::count(counts);
        status
            .and_then(|status| judge(title, status))
            .and(verdict.map_err(|reason| format!("{title}: {reason}")))
    })
}

/// Does `work` under a heading and keeps its time for the summary.
pub fn timed(heading: &str, title: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    println!("\n== {heading}");
    summary::forget_counts();
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs_f64();
    let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
    println!("== {title}: {verdict} ({seconds:.0} s)");
    summary::add(Done {
        title: title.to_owned(),
        seconds,
        is_ok: outcome.is_ok(),
        counts: summary::take_counts(),
    });
    outcome
}

fn headed(title: &str, command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("{title}: {}", words.join(" "))
}

fn no_start(command: &Command, error: &std::io::Error) -> String {
    let program = command.get_program().to_string_lossy();
    format!("{program} could not be started: {error}")
}

fn judge(title: &str, status: ExitStatus) -> Outcome {
    if status.success() {
        Ok(())
    } else {
        Err(format!("{title} failed"))
    }
}

//! `cargo xtask soak`: a long day of editing, and what of it stays in the server's process.

use std::fs;
use std::time::Duration;

use fyml_tests::Folder;
use fyml_tests::soak::work;

use crate::steps::{Outcome, root, step};

/// How long caches and the allocator may take until they have the size they keep.
const WARM_UP: Duration = Duration::from_secs(600);
/// The stretches at either end that are compared.
const STRETCH: Duration = Duration::from_secs(300);
/// By how many percent they may differ.
const MOST_GROWTH: f64 = 5.0;

/// Works for so many minutes; fails if memory grows after the first ten, or descriptors or processes stay.
pub fn run(minutes: u64) -> Outcome {
    let duration = Duration::from_secs(minutes * 60);
    step(
        "server",
        "cargo",
        &["build", "--package", "fyml", "--quiet"],
    )?;
    // a copy: builds that go on meanwhile must not replace the program
    let folder = Folder::with(&[]);
    let program = folder.path().join("fyml");
    fs::copy(root().join("target/debug/fyml"), &program)
        .map_err(|error| format!("the server cannot be copied: {error}"))?;
    let report = work(&program, duration);
    println!(
        "{} edits, {} answers, {} runs, {} documents reopened, {} changes of settings, {} further servers",
        report.edits, report.answers, report.runs, report.reopened, report.settings, report.servers
    );
    let samples = || {
        report
            .samples
            .iter()
            .filter(|sample| sample.at >= WARM_UP.min(duration / 4))
    };
    let range = |of: fn(&fyml_tests::soak::Sample) -> usize| {
        (
            samples().map(of).min().unwrap_or_default(),
            samples().map(of).max().unwrap_or_default(),
        )
    };
    println!(
        "descriptors {:?}, threads {:?}",
        range(|s| s.descriptors),
        range(|s| s.threads)
    );
    let Some(last) = report.samples.last() else {
        return Err("nothing was measured".to_owned());
    };
    if last.children > 0 {
        return Err(format!("{} processes were left behind", last.children));
    }
    let warm = WARM_UP.min(duration / 4);
    let stretch = STRETCH.min(duration / 4);
    let (Some(first), Some(end)) = (
        report.resident(warm, warm + stretch),
        report.resident(duration.saturating_sub(stretch), duration * 2),
    ) else {
        return Err("too short to compare".to_owned());
    };
    let growth = (end as f64 - first as f64) / first as f64 * 100.0;
    println!(
        "resident memory: {first} KiB after the warm-up, {end} KiB at the end ({growth:+.1} %)"
    );
    let (fewest, most) = range(|sample| sample.descriptors);
    if most > fewest + 16 {
        return Err(format!("between {fewest} and {most} descriptors were open"));
    }
    if growth > MOST_GROWTH {
        return Err(format!("resident memory grew by {growth:.1} %"));
    }
    Ok(())
}

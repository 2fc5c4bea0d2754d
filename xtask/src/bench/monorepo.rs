//! `fyml check` over a repository of many services.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::document;
use super::process::Process;
use super::session::ms;
use super::subject;
use crate::steps::root;

/// Numbers of files that are checked; memory must be the same for both.
pub const FILES: [usize; 2] = [200, 2_000];

/// What checking a folder cost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Folder {
    /// Files in it.
    pub files: usize,
    /// Whole process, in milliseconds.
    pub time: f64,
    /// Its CPU time, in milliseconds.
    pub cpu: f64,
    /// The part of the processor time nobody else used that it used.
    pub share: f64,
    /// Resident memory at its height, in MB.
    pub peak: f64,
}

/// Writes the repositories and checks each.
pub fn measure() -> Result<Vec<Folder>, String> {
    let mut all = Vec::new();
    for files in FILES {
        let folder = root().join(format!("target/bench/monorepo-{files}"));
        write(&folder, files).map_err(|error| format!("{}: {error}", folder.display()))?;
        // the first run brings the files into the page cache
        check(&folder, files)?;
        let mut runs = (0..5)
            .map(|_| check(&folder, files))
            .collect::<Result<Vec<Folder>, String>>()?;
        runs.sort_by(|a, b| a.time.total_cmp(&b.time));
        all.extend(runs.into_iter().nth(2));
    }
    Ok(all)
}

fn write(folder: &Path, files: usize) -> std::io::Result<()> {
    if folder.exists() {
        return Ok(());
    }
    for i in 0..files {
        let service = folder.join(format!("team-{}/service-{i}", i / 40));
        fs::create_dir_all(&service)?;
        let text = document::generate(20, 1, i as u64 + 1).text;
        fs::write(service.join("f.yml"), text)?;
    }
    Ok(())
}

fn check(folder: &Path, files: usize) -> Result<Folder, String> {
    let (idle_before, used_before) = (idle()?, children()?);
    let start = Instant::now();
    let mut child = Command::new(subject::fyml().program)
        .args(["check", "--format", "json"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let process = Process::new(child.id());
    let mut peak: f64 = 0.0;
    loop {
        if let Ok(mb) = process.peak_mb() {
            peak = peak.max(mb);
        }
        if child
            .try_wait()
            .map_err(|error| error.to_string())?
            .is_some()
        {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    let time = start.elapsed();
    let used = children()?.saturating_sub(used_before);
    let idle = idle()?.saturating_sub(idle_before);
    Ok(Folder {
        files,
        time: ms(time),
        cpu: ms(used),
        share: used.as_secs_f64() / (used + idle).as_secs_f64(),
        peak,
    })
}

/// Processor time that nobody used since the machine started, all cores together.
fn idle() -> Result<Duration, String> {
    let stat = fs::read_to_string("/proc/stat").map_err(|error| error.to_string())?;
    Ok(ticks(stat.split_whitespace().skip(4).take(2)))
}

/// CPU time of the children that have ended.
fn children() -> Result<Duration, String> {
    let stat = fs::read_to_string("/proc/self/stat").map_err(|error| error.to_string())?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    Ok(ticks(after_name.split_whitespace().skip(13).take(2)))
}

/// The sum of fields in hundredths of a second.
fn ticks<'t>(fields: impl Iterator<Item = &'t str>) -> Duration {
    let sum: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(sum * 10)
}

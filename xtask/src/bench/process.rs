//! What the kernel knows of a running process (Linux).

use std::fs;
use std::time::Duration;

/// A process by its number.
#[derive(Debug, Clone, Copy)]
pub struct Process(u32);

impl Process {
    /// The process with this number.
    pub fn new(id: u32) -> Process {
        Process(id)
    }

    /// CPU time of its living threads, to the nanosecond where the kernel counts so.
    pub fn cpu(self) -> Result<Duration, String> {
        let folder = format!("/proc/{}/task", self.0);
        let threads = fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
        let mut nanoseconds = 0;
        for thread in threads.flatten() {
            // a thread may end in between
            let text = fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
            let first = text.split_whitespace().next();
            nanoseconds += first.and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    /// Resident memory now, in MB.
    pub fn memory_mb(self) -> Result<f64, String> {
        self.status("VmRSS:")
    }

    /// Resident memory at its height, in MB.
    pub fn peak_mb(self) -> Result<f64, String> {
        self.status("VmHWM:")
    }

    fn status(self, field: &str) -> Result<f64, String> {
        let path = format!("/proc/{}/status", self.0);
        let status = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let line = status.lines().find(|line| line.starts_with(field));
        let kib = line
            .and_then(|line| line.split_whitespace().nth(1))
            .and_then(|text| text.parse::<f64>().ok());
        kib.map(|kib| kib / 1024.0)
            .ok_or_else(|| format!("no {field} in {path}"))
    }
}

//! Packages of the real toolchain, installed from a lock file the first time a test needs them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// Installs what `package.json` and `package-lock.json` in `tests/<name>` ask for into `target/<name>`, without running
/// install scripts, and answers that folder. What is installed already from the same lock file is kept.
///
/// # Panics
/// If Node.js 20 or npm is missing, or if npm fails.
pub fn installed(name: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    installed_from(&tests.join(name), name)
}

/// The same for the packages that the folder `asked` lists, in `target/<name>`.
///
/// # Panics
/// As `installed`.
pub fn installed_from(asked: &Path, name: &str) -> PathBuf {
    // tests of one program run side by side
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = INSTALLING.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../target")
        .join(name);
    let lock = fs::read(asked.join("package-lock.json")).expect("the lock file is checked in");
    // npm writes this file last
    let done = folder.join("node_modules/.package-lock.json");
    let is_same = fs::read(folder.join("package-lock.json")).is_ok_and(|known| known == lock);
    if is_same && done.exists() {
        return folder;
    }
    fs::create_dir_all(&folder).expect("the target folder can be written");
    for file in ["package.json", "package-lock.json"] {
        fs::copy(asked.join(file), folder.join(file)).expect("the target folder can be written");
    }
    let npm = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .status();
    let status = npm.expect("this test needs Node.js 20 and npm for the real toolchain");
    assert!(status.success(), "`npm ci` failed in {}", folder.display());
    folder
}

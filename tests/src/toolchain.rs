//! A small project with the real `f`, installed once from tests/toolchain/.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::installed;

/// A fresh project with the real toolchain: f.yml, TypeScript source, a test. It lies in the target folder and is
/// removed by the next test program that asks for one.
///
/// # Panics
/// If Node.js 20 or npm is missing, or the folder cannot be written.
pub fn project() -> PathBuf {
    static SWEPT: Once = Once::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let home = installed("toolchain").canonicalize().expect("it is there");
    let projects = home.join("projects");
    SWEPT.call_once(|| drop(fs::remove_dir_all(&projects)));
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let project = projects.join(number.to_string());
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("toolchain");
    copy(&template, &project).expect("the target folder can be written");
    link(&home.join("node_modules"), &project.join("node_modules")).expect("links can be made");
    project
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(windows)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_dir(from, to)
}

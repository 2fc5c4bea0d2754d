//! The VS Code extension: its packages and its bundle.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files::{copy, make, read, remove, write};
use crate::programs::{self, command};
use crate::steps::{Outcome, root, run};

/// Its folder.
pub fn folder() -> PathBuf {
    root().join("vscode-extension")
}

/// Its packages, from its lock file; what is installed already is kept.
pub fn install() -> Outcome {
    programs::node()?;
    let lock = read(&folder().join("package-lock.json"))?;
    let known = folder().join("node_modules/.fyml-lock.json");
    if fs::read(&known).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    run(
        "packages of the extension",
        command("npm").args(arguments).current_dir(folder()),
    )?;
    write(&known, lock)
}

/// Packs the extension with this server as `vsix`; `platform` is VS Code's name of the platform the server is for.
pub fn package(server: &Path, platform: &str, vsix: &Path) -> Outcome {
    install()?;
    let folder = folder();
    // one of another platform may be left from before
    remove(&folder.join("server"))?;
    let name = server.file_name().ok_or("the server has no name")?;
    copy(server, &folder.join("server").join(name))?;
    copy(&root().join("LICENSE"), &folder.join("LICENSE"))?;
    if let Some(parent) = vsix.parent() {
        make(parent)?;
    }
    run(
        "bundle",
        Command::new("node").arg("build.mjs").current_dir(&folder),
    )?;
    run(
        "package",
        command("npx")
            .args([
                "vsce",
                "package",
                "--no-dependencies",
                "--target",
                platform,
                "--out",
            ])
            .arg(vsix)
            .current_dir(&folder),
    )
}

//! The program as it is shipped, and whether everybody gets the same one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::steps::{Outcome, root, run, target};

/// The path of the release binary, which is built first where it is missing or stale. `FYML_RELEASE` names one that was
/// built elsewhere, to be taken instead.
pub fn binary() -> Result<PathBuf, String> {
    if let Some(built) = std::env::var_os("FYML_RELEASE").map(PathBuf::from) {
        println!("\n== release binary: {} (FYML_RELEASE)", built.display());
        return Ok(built);
    }
    let (mut build, program) = command();
    run("release binary", &mut build)?;
    Ok(program)
}

/// The command that builds the release binary for this machine, and where it comes to lie.
pub fn command() -> (Command, PathBuf) {
    build(&root(), &target(), None)
}

/// The release binary for another platform, by Rust's name of it, which is built first. `CARGO_BUILD_COMMAND` names
/// cargo's command, for tools that bring a linker (`zigbuild`).
pub fn binary_for(triple: &str) -> Result<PathBuf, String> {
    let (mut build, program) = build(&root(), &target(), Some(triple));
    run("release binary", &mut build).map_err(|error| {
        format!("{error}. It takes `rustup target add {triple}` and a C compiler and linker for it")
    })?;
    Ok(program)
}

/// The command for the sources in `root`, built into the folder `target` for this machine or for `triple`.
///
/// On Linux everything is linked in, the C library too: such a program runs on any Linux, starts sooner, and takes
/// 1.5 MB less memory. Cargo can only link so for a named target, for its own plug-ins are never static.
///
/// The folders of this machine are left out of the places that panics name, so that the program is the same whoever
/// builds it.
fn build(root: &Path, target: &Path, triple: Option<&str>) -> (Command, PathBuf) {
    let command = std::env::var("CARGO_BUILD_COMMAND").unwrap_or_else(|_| "build".to_owned());
    let mut build = Command::new("cargo");
    build
        .args([&command, "--release", "--locked", "--package", "fyml"])
        .arg("--target-dir")
        .arg(target)
        .current_dir(root);
    let mut flags = vec![format!("--remap-path-prefix={}=fyml", root.display())];
    if let Some(home) = cargo_home() {
        flags.push(format!("--remap-path-prefix={}=cargo", home.display()));
    }
    let here = cfg!(all(target_os = "linux", target_env = "gnu"))
        .then(|| format!("{}-unknown-linux-gnu", std::env::consts::ARCH));
    let triple = triple.map(str::to_owned).or(here);
    let mut folder = target.to_path_buf();
    if let Some(triple) = &triple {
        build.args(["--target", triple]);
        folder.push(triple);
    }
    if triple
        .as_ref()
        .is_some_and(|triple| triple.ends_with("-linux-gnu"))
    {
        flags.push("-Ctarget-feature=+crt-static".to_owned());
    }
    // in this form a folder's name may hold blanks
    build.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    let is_windows = triple.map_or(cfg!(windows), |triple| triple.contains("-windows-"));
    let name = if is_windows { "fyml.exe" } else { "fyml" };
    (build, folder.join("release").join(name))
}

/// Where cargo keeps the sources of dependencies.
fn cargo_home() -> Option<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    named.or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

/// Builds what is committed twice, in two folders, from nothing, and fails if the two programs differ in a byte.
pub fn is_reproducible() -> Outcome {
    let below = target().join("reproducible");
    let places = ["one", "another/place"].map(|place| below.join(place));
    let failed = |error: std::io::Error| format!("{}: {error}", below.display());
    // both before the first build, which takes long enough to commit something else
    for sources in &places {
        if sources.exists() {
            fs::remove_dir_all(sources).map_err(failed)?;
        }
        let mut clone = Command::new("git");
        clone.args(["clone", "--quiet"]).arg(root()).arg(sources);
        run("a clean copy", &mut clone)?;
    }
    let mut programs = Vec::new();
    for sources in places {
        let (mut build, program) = build(&sources, &sources.join("target"), None);
        run("release binary", &mut build)?;
        programs
            .push(fs::read(&program).map_err(|error| format!("{}: {error}", program.display()))?);
        // the next one is built without a look at this one
        fs::remove_dir_all(&sources).map_err(failed)?;
    }
    let size = programs[0].len();
    if programs[0] == programs[1] {
        println!("\nTwo builds in two folders: the same {size} bytes.");
        return Ok(());
    }
    let differing = programs[0]
        .iter()
        .zip(&programs[1])
        .filter(|(one, other)| one != other)
        .count();
    Err(format!(
        "two builds in two folders differ: {size} and {} bytes, {differing} of them unlike",
        programs[1].len()
    ))
}

//! `cargo xtask vscode`: the extension's checks and its tests, down to the real workbench.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::extension;
use crate::programs::{BROWSER, command, find, need};
use crate::steps::{Outcome, run, step, target, tests};
use crate::vsix::platform::Platform;
use crate::workbench;

/// Types, lints and unit tests: all that needs no editor.
pub fn check() -> Outcome {
    extension::install()?;
    let extension = extension::folder();
    let npm = |script| {
        let mut npm = command("npm");
        npm.args(["run", script]).current_dir(&extension);
        npm
    };
    run("types of the extension", &mut npm("check"))?;
    run("lints of the extension", &mut npm("lint"))?;
    let build = ["build.mjs", "--tests"];
    run(
        "build of the extension",
        Command::new("node").args(build).current_dir(&extension),
    )?;
    node_tests("unit")
}

/// All that, and the extension, packaged with the debug server, in the real workbench.
pub fn test() -> Outcome {
    check()?;
    step(
        "server",
        "cargo",
        &["build", "--package", "fyml", "--quiet"],
    )?;
    let name = format!("fyml{}", std::env::consts::EXE_SUFFIX);
    let server = target().join("debug").join(name);
    extension::package(&server, Platform::here()?.vscode, &packaged())?;
    in_the_workbench()
}

/// The packaged extension in the real workbench.
fn in_the_workbench() -> Outcome {
    need("the tests in the workbench", BROWSER)?;
    workbench::install()?;
    fyml_tests::installed("toolchain");
    node_tests("ui")
}

/// The package that the tests in the workbench install.
fn packaged() -> PathBuf {
    workbench::home().join("fyml.vsix")
}

fn node_tests(kind: &str) -> Outcome {
    let mut node = Command::new("node");
    if let Some(chromium) = find("chromium") {
        node.env("FYML_CHROMIUM", chromium);
    }
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]);
    node.args(built(kind)?).current_dir(extension::folder());
    tests(&format!("{kind} tests of the extension"), &mut node)
}

/// The built tests of one kind; to have none is an error.
fn built(kind: &str) -> Result<Vec<PathBuf>, String> {
    let folder = extension::folder().join("dist/test").join(kind);
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let found: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "js"))
        .collect();
    if found.is_empty() {
        return Err(format!("there are no {kind} tests in {}", folder.display()));
    }
    Ok(found)
}

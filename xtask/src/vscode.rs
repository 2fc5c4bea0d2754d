//! `cargo xtask vscode`: the extension's checks and its tests, down to the real workbench.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::extension;
use crate::files::{copy, remove};
use crate::programs::{BROWSER, command, find, need};
use crate::steps::{Outcome, root, run, step, target, tests};
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
    node_tests("unit", |_| {})
}

/// All that, and the extension, packaged with the debug server, in the real workbench.
pub fn test() -> Outcome {
    set_up()?;
    check()?;
    step(
        "server",
        "cargo",
        &["build", "--package", "fyml", "--quiet"],
    )?;
    let name = format!("fyml{}", std::env::consts::EXE_SUFFIX);
    let server = target().join("debug").join(name);
    let vsix = workbench::home().join("fyml.vsix");
    extension::package(&server, Platform::here()?.vscode, &vsix)?;
    in_the_workbench(&vsix)
}

/// Installs the workbench and the browser, which takes minutes the first time.
pub fn set_up() -> Outcome {
    need("the tests in the workbench", BROWSER)?;
    workbench::install()
}

/// This package of the extension in the real workbench. A test that fails is tried once more in a fresh one; what was
/// to be seen of the failure is kept in any case.
pub fn in_the_workbench(vsix: &Path) -> Outcome {
    let failures = workbench::home().join("failures");
    remove(&failures)?;
    // the tests take the project's toolchain from there
    fyml_tests::installed("toolchain");
    let outcome = node_tests("ui", |node| {
        if let Some(chromium) = find("chromium") {
            node.env("FYML_CHROMIUM", chromium);
        }
        node.env("FYML_VSIX", vsix);
    });
    if failures.exists() {
        println!("what was seen of failures: {}", failures.display());
    }
    outcome
}

/// Pictures that the tests make, and the names under which the READMEs show them.
const PICTURES: [(&str, &str); 2] = [
    ("vscode-invoke.png", "vscode.png"),
    ("vscode-chinese-invoke.png", "vscode.zh-CN.png"),
];

/// Puts the pictures of the last run of the tests where the READMEs show them.
pub fn keep_pictures() -> Outcome {
    for (made, shown) in PICTURES {
        let made = root().join("target/screenshots").join(made);
        copy(&made, &root().join("docs/images").join(shown))?;
    }
    Ok(())
}

fn node_tests(kind: &str, prepare: impl FnOnce(&mut Command)) -> Outcome {
    let mut node = Command::new("node");
    prepare(&mut node);
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

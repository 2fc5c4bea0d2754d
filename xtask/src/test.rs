//! `cargo xtask test`: everything CI runs.

use std::process::Command;

use crate::files::copy;
use crate::steps::{Outcome, release_binary, root, step, tests, timed};
use crate::try_out::{self, Editor};
use crate::vsix::{self, platform::Platform};
use crate::{setup, summary, vscode};

/// Sets up and runs all checks and tests; the first failure ends it. What was done is listed at the end in any case.
pub fn run() -> Outcome {
    let outcome = all();
    println!("{}", summary::page());
    outcome
}

fn all() -> Outcome {
    step("formatting", "cargo", &["fmt", "--all", "--check"])?;
    setup::everything()?;
    step(
        "lints",
        "cargo",
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ],
    )?;
    timed("generated files", "generated files", crate::generate::check)?;
    step(
        "server for the outside tests",
        "cargo",
        &["build", "--package", "fyml", "--quiet"],
    )?;
    crate::supply::check()?;
    let release = release_binary()?;
    if crate::bench::instructions::has_baseline() {
        let title = "instructions of the release binary";
        timed(title, title, || {
            crate::bench::instructions::run(&release, false)
        })?;
    }
    tests(
        "tests",
        Command::new("cargo")
            .args([
                "test",
                "--workspace",
                "--no-fail-fast",
                "--",
                "--show-output",
            ])
            .env("FYML_RELEASE", &release)
            .current_dir(root()),
    )?;
    vscode::check()?;
    let vsix = vsix::make(&release, Platform::here()?)?;
    copy(&vsix, &vscode::packaged())?;
    vscode::in_the_workbench()?;
    for editor in [Editor::Web, Editor::Neovim] {
        let title = format!("cargo xtask try --editor {editor} --once");
        timed(&title, &title, || {
            try_out::open(editor, &release, Some(&vsix), true)
        })?;
    }
    Ok(())
}

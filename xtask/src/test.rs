//! `cargo xtask test`: everything CI runs.

use std::process::Command;
use std::time::Instant;

use fyml_tests::conformance::{COUNTS, counted};

use crate::release;
use crate::steps::{Outcome, root, step, tests, timed};
use crate::try_out::{self, Editor};
use crate::vsix::{self, platform::Platform};
use crate::{setup, summary, vscode};

/// Sets up and runs all checks and tests; the first failure ends it. What was done is listed at the end in any case.
pub fn run() -> Outcome {
    let start = Instant::now();
    let outcome = all();
    println!("{}", summary::page(start.elapsed().as_secs_f64()));
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
    // what earlier runs have counted; nothing is there at first
    let _ = std::fs::remove_dir_all(root().join(COUNTS));
    crate::supply::check()?;
    let release = release::binary()?;
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
    let (client, server) = counted();
    println!(
        "\n== protocol: {client} messages of clients and {server} of servers, all as LSP 3.17 and 3.18 want them"
    );
    vscode::check()?;
    let vsix = vsix::make(&release, Platform::here()?)?;
    let title = "cargo xtask try --editor nvim --once";
    timed(title, title, || {
        try_out::open(Editor::Neovim, &release, Some(&vsix), true)
    })?;
    let title = "cargo xtask try --editor web --once";
    timed(title, title, || {
        try_out::open(Editor::Web, &release, Some(&vsix), true)
    })?;
    vscode::in_the_workbench(&vsix)
}

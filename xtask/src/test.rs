//! `cargo xtask test`: everything CI runs.

use crate::steps::{Outcome, step};

/// Runs all checks and tests; the first failure ends it.
pub fn run() -> Outcome {
    step("formatting", "cargo", &["fmt", "--all", "--check"])?;
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
    println!("\n== generated files");
    crate::generate::check()?;
    step(
        "server for the outside tests",
        "cargo",
        &["build", "--package", "fyml", "--quiet"],
    )?;
    step(
        "tests",
        "cargo",
        &[
            "test",
            "--workspace",
            "--no-fail-fast",
            "--",
            "--show-output",
        ],
    )?;
    crate::vscode::check()
}

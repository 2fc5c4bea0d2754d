//! `cargo xtask test`: everything CI runs.

use fyml_tests::conformance::{COUNTS, counted};

use crate::steps::{Outcome, root, step};

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
    // what earlier runs have counted; nothing is there at first
    let _ = std::fs::remove_dir_all(root().join(COUNTS));
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
    let (client, server) = counted();
    println!(
        "\n== protocol: {client} messages of clients and {server} of servers, all as LSP 3.17 and 3.18 want them"
    );
    crate::vscode::check()
}

//! What cargo alone can't do. `cargo xtask` lists the commands.

#![allow(clippy::panic, reason = "a build script may stop with a message")]

mod bench;
mod fuzz;
mod generate;
mod minutes;
mod readme;
mod soak;
mod steps;
mod test;
mod vscode;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask COMMAND

  test              everything CI runs: formatting, lints, generated files, all tests
  generate          write the files that come out of the tables: JSON Schemas, rule pages,
                    output in the READMEs
  generate --check  say which of them are stale
  vscode            checks and tests of the VS Code extension, in the real workbench
  soak [--minutes N]
                    40 minutes of editing, runs and changed settings: what stays in the process
  fuzz [--minutes N]
                    every fuzz target for 20 minutes; needs cargo-fuzz and a nightly toolchain
  bench             measure the release server and write docs/benchmarks.md
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["test"] => test::run(),
        ["generate"] => generate::write(),
        ["generate", "--check"] => generate::check(),
        ["vscode"] => vscode::test(),
        ["soak", rest @ ..] => minutes::of(rest, 40).and_then(soak::run),
        ["fuzz", rest @ ..] => minutes::of(rest, 20).and_then(fuzz::run),
        ["bench"] => bench::run(),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

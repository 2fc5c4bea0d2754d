//! What cargo alone can't do. `cargo xtask` lists the commands.

#![allow(clippy::panic, reason = "a build script may stop with a message")]

mod bench;
mod generate;
mod readme;
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
  bench             measure the release server beside others and write docs/benchmarks.md
  bench --ours      the same without the others' servers
  bench --quick     a short run of ours, only printed
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["test"] => test::run(),
        ["generate"] => generate::write(),
        ["generate", "--check"] => generate::check(),
        ["vscode"] => vscode::test(),
        ["bench"] => bench::run(bench::Extent::Full),
        ["bench", "--ours"] => bench::run(bench::Extent::Ours),
        ["bench", "--quick"] => bench::run(bench::Extent::Quick),
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

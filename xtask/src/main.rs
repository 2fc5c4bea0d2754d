//! What cargo alone can't do. `cargo xtask` lists the commands.

#![allow(clippy::panic, reason = "a build script may stop with a message")]

mod bench;
mod extension;
mod files;
mod generate;
mod programs;
mod readme;
mod setup;
mod steps;
mod summary;
mod test;
mod try_out;
mod vscode;
mod vsix;
mod workbench;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask COMMAND

  try               build the release server, check the example, open it in VS Code
  try --editor E    in another editor: code, web (VS Code in a browser), nvim, hx, emacs
  try --once        only see whether the editor starts with it, and end
  test              everything CI runs: set-up, formatting, lints, generated files, all tests
  generate          write the files that come out of the tables: JSON Schemas, rule pages,
                    output in the READMEs
  generate --check  say which of them are stale
  vscode            checks and tests of the VS Code extension, in the real workbench
  vsix              the extension for this platform, with the release server, checked
  vsix --target T   for another platform, by Rust's name of it
  bench             measure the release server beside others and write docs/benchmarks.md
  bench --ours      the same without the others' servers
  bench --quick     a short run of ours, only printed
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["try", rest @ ..] => try_out::run(rest),
        ["test"] => test::run(),
        ["generate"] => generate::write(),
        ["generate", "--check"] => generate::check(),
        ["vscode"] => vscode::test(),
        ["vsix"] => vsix::run(None),
        ["vsix", "--target", triple] => vsix::run(Some(triple)),
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

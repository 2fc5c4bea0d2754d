//! What cargo alone can't do. `cargo xtask` lists the commands.

#![forbid(unsafe_code)]
#![allow(clippy::panic, reason = "a build script may stop with a message")]

mod bench;
mod dependencies;
mod extension;
mod files;
mod fuzz;
mod generate;
mod minutes;
mod programs;
mod readme;
mod release;
mod setup;
mod soak;
mod steps;
mod summary;
mod supply;
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
  test              everything CI runs: set-up, formatting, lints, generated files, all tests,
                    the extension in the real workbench
  generate          write the files that come out of the tables: JSON Schemas, rule pages,
                    output in the READMEs
  generate --check  say which of them are stale
  vscode            checks and tests of the VS Code extension, in the real workbench
  vscode --pictures that, and the pictures it has made as those of the READMEs
  soak [--minutes N]
                    40 minutes of editing, runs and changed settings: what stays in the process
  fuzz [--minutes N]
                    every fuzz target for 20 minutes; needs cargo-fuzz and a nightly toolchain
  vsix              the extension for this platform, with the release server, checked
  vsix --target T   for another platform, by Rust's name of it
  bench             measure the release server beside others and write docs/benchmarks.md
  bench --ours      the same without the others' servers
  bench --quick     a short run of ours, only printed
  bench --page      page and plot anew from what the last run measured
  reproducible      build the release binary twice and compare: every byte must be the same
  supply-chain      licences, origins and advisories of what comes in from others
  instructions      count what the release server takes, and fail if it is over 5 % more than before
  instructions --bless   take these counts as the new baseline
  link-order        see which functions a session runs, for the linker to put side by side
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
        ["vscode", "--pictures"] => vscode::test().and_then(|()| vscode::keep_pictures()),
        ["soak", rest @ ..] => minutes::of(rest, 40).and_then(soak::run),
        ["fuzz", rest @ ..] => minutes::of(rest, 20).and_then(fuzz::run),
        ["vsix"] => vsix::run(None),
        ["vsix", "--target", triple] => vsix::run(Some(triple)),
        ["bench"] => bench::run(bench::Extent::Full),
        ["bench", "--ours"] => bench::run(bench::Extent::Ours),
        ["reproducible"] => release::is_reproducible(),
        ["supply-chain"] => supply::check(),
        ["instructions"] => instructions(false),
        ["link-order"] => bench::link_order::run(),
        ["instructions", "--bless"] => instructions(true),
        ["bench", "--page"] => bench::page(),
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

fn instructions(bless: bool) -> steps::Outcome {
    bench::instructions::run(&release::binary()?, bless)
}

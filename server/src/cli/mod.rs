//! The command line: arguments in, text out. It knows how to say things, not what is true of an f.yml.
//!
//! Exit codes of every command: 0 fine; 1 `check` found something at or above `--fail-on`, or what `preview` was to show
//! would not be deployed; 2 bad usage, or a file that could not be read or written.

mod arguments;
mod check;
mod console;
pub mod docs;
mod explain;
mod help;
mod in_order;
mod language;
mod output;
mod port;
mod preview;
mod rules;
mod schema;
mod sentences;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::Command;
use console::Console;

use crate::message;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Nothing to complain about.
    Fine = 0,
    /// `check` found something at or above `--fail-on`; what `preview` was to show would not be deployed.
    Found = 1,
    /// Bad usage, or a file that could not be read or written.
    Failed = 2,
}

/// Runs the program with its arguments, its own name first, on the process's own streams.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    // what the server starts between itself and the toolchain; not for people, so not in the help
    if let [_, command, program, rest @ ..] = arguments.as_slice()
        && command == crate::run::SUPERVISE
    {
        return crate::run::supervise(program, rest);
    }
    let mut console = Console::of_process(language::choose(&arguments));
    let exit = match arguments::parse(&arguments, console.lang()) {
        Ok(Command::Server(_)) => return serve(&mut console),
        Ok(command) => dispatch(command, &mut console),
        Err(error) => usage::answer(&error, &mut console),
    };
    ExitCode::from(console.finish(exit) as u8)
}

fn dispatch(command: Command, console: &mut Console) -> Exit {
    match command {
        Command::Check(arguments) => check::run(&arguments, console),
        Command::Explain(arguments) => explain::run(&arguments.code, console),
        Command::Port(arguments) => port::run(&arguments, console),
        Command::Preview(arguments) => preview::run(&arguments, console),
        Command::Rules(arguments) => rules::run(arguments.format, console),
        Command::Schema(arguments) => schema::run(arguments.provider.as_deref(), console),
        Command::Server(_) => Exit::Fine, // see `run`: the protocol has exit codes of its own
    }
}

/// Hands the streams over to the language server.
fn serve(console: &mut Console) -> ExitCode {
    crate::lsp::run().unwrap_or_else(|error| {
        console.complain(&message!(
            "the language server could not be started: {error}.",
            "无法启动语言服务器：{error}。"
        ));
        ExitCode::from(Exit::Failed as u8)
    })
}

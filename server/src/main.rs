//! The `fyml` program.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    fyml::cli::run(std::env::args_os())
}

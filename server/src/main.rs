//! The program `fyml`; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    fyml::cli::run(std::env::args_os())
}

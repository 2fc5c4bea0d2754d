//! The program `fyml`; everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    let is_server = std::env::args_os()
        .nth(1)
        .is_some_and(|command| command == "server");
    if is_server {
        return fyml::lsp::run().unwrap_or_else(|error| {
            eprintln!("fyml server: {error}");
            ExitCode::from(2)
        });
    }
    fyml::cli::run(std::env::args_os())
}

//! The program `fyml`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("server") => fyml::lsp::run().unwrap_or_else(|error| {
            eprintln!("fyml server: {error}");
            ExitCode::from(2)
        }),
        _ => {
            eprintln!("usage: fyml server");
            ExitCode::from(2)
        }
    }
}

//! What cargo alone can't do. `cargo xtask generate` writes the files that are made from the tables.

use std::{fs, io, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let command = std::env::args().nth(1);
    let done = match command.as_deref() {
        Some("generate") => generate(),
        _ => {
            eprintln!("usage: cargo xtask generate");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the JSON Schemas to `schema/json/`.
fn generate() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/json");
    fs::create_dir_all(&folder)?;
    for (name, content) in fyml_schema::json_schema::files() {
        fs::write(folder.join(name), content)?;
        println!("schema/json/{name}");
    }
    Ok(())
}

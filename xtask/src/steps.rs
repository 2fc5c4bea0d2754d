//! Running programs, with their output shown and their failure reported.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// What went wrong, for a person.
pub type Outcome = Result<(), String>;

/// The workspace's folder.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .map_or(here.clone(), std::path::Path::to_path_buf)
}

/// Runs `program` in the workspace's folder, under a heading; fails if it does.
pub fn step(title: &str, program: &str, arguments: &[&str]) -> Outcome {
    let mut command = Command::new(program);
    run(title, command.args(arguments).current_dir(root()))
}

/// Runs `command` under a heading; fails if it does.
pub fn run(title: &str, command: &mut Command) -> Outcome {
    let program = command.get_program().to_string_lossy().into_owned();
    let arguments: Vec<_> = command
        .get_args()
        .map(|text| text.to_string_lossy())
        .collect();
    println!("\n== {title}: {program} {}", arguments.join(" "));
    let start = Instant::now();
    let status = command
        .status()
        .map_err(|error| format!("{program} could not be started: {error}"))?;
    println!(
        "== {title}: {} ({:.0} s)",
        if status.success() { "ok" } else { "FAILED" },
        start.elapsed().as_secs_f64()
    );
    if status.success() {
        Ok(())
    } else {
        Err(format!("{title} failed"))
    }
}

/// Where cargo builds: `CARGO_TARGET_DIR`, else `target/`.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The path of the release binary, which is built first where it is missing or stale.
pub fn release_binary() -> Result<PathBuf, String> {
    step(
        "release binary",
        "cargo",
        &["build", "--release", "--locked", "--package", "fyml"],
    )?;
    let name = format!("fyml{}", std::env::consts::EXE_SUFFIX);
    Ok(target().join("release").join(name))
}

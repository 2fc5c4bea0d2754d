//! `cargo xtask vscode`: the extension's checks and its tests, down to the real workbench.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::steps::{Outcome, root, run, step};

/// code-server of this version is VS Code 1.100.3, the newest that runs on Node.js 20.
const CODE_SERVER: &str = "4.100.3";
/// Programs the set-up needs, and the Debian packages that have them.
const PROGRAMS: &[(&str, &str)] = &[
    ("chromium", "chromium"),
    ("rg", "ripgrep"),
    ("krb5-config", "libkrb5-dev"),
    ("pkg-config", "pkg-config"),
    ("python3", "python3"),
    ("make", "make"),
    ("g++", "g++"),
];

/// Types, lints and unit tests: all that needs no editor.
pub fn check() -> Outcome {
    let extension = extension();
    install_extension(&extension)?;
    run(
        "types of the extension",
        Command::new("npm")
            .args(["run", "check"])
            .current_dir(&extension),
    )?;
    run(
        "lints of the extension",
        Command::new("npm")
            .args(["run", "lint"])
            .current_dir(&extension),
    )?;
    let build = ["build.mjs", "--tests"];
    run(
        "build of the extension",
        Command::new("node").args(build).current_dir(&extension),
    )?;
    node_tests(&extension, "unit")
}

/// All that, and the packaged extension in the real workbench.
pub fn test() -> Outcome {
    check()?;
    let extension = extension();
    programs()?;
    workbench()?;
    fyml_tests::installed("toolchain");
    package(&extension)?;
    node_tests(&extension, "ui")
}

fn node_tests(extension: &Path, kind: &str) -> Outcome {
    let mut node = Command::new("node");
    if let Some(chromium) = find("chromium") {
        node.env("FYML_CHROMIUM", chromium);
    }
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"]);
    node.args(tests(extension, kind)?).current_dir(extension);
    run(&format!("{kind} tests of the extension"), &mut node)
}

fn extension() -> PathBuf {
    root().join("vscode-extension")
}

/// The extension's packages, from its lock file; what is installed already is kept.
fn install_extension(extension: &Path) -> Outcome {
    let lock = read(&extension.join("package-lock.json"))?;
    let known = extension.join("node_modules/.fyml-lock.json");
    if fs::read(&known).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    run(
        "packages",
        Command::new("npm").args(arguments).current_dir(extension),
    )?;
    fs::write(&known, lock).map_err(|error| format!("{}: {error}", known.display()))
}

/// The programs the workbench needs; root gets them from Debian, others are told.
fn programs() -> Outcome {
    let missing = || {
        PROGRAMS
            .iter()
            .filter(|(program, _)| find(program).is_none())
            .map(|(_, package)| *package)
    };
    let packages: Vec<&str> = missing().collect();
    if packages.is_empty() {
        return Ok(());
    }
    if find("apt-get").is_some() && is_root() {
        step("packages", "apt-get", &["update", "-qq"])?;
        let mut apt = Command::new("apt-get");
        apt.args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(&packages);
        run("packages", apt.env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    match missing().collect::<Vec<_>>().join(" ") {
        left if left.is_empty() => Ok(()),
        left => Err(format!("the tests of the extension need: {left}")),
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// VS Code's server in target/vscode/workbench, made once.
fn workbench() -> Outcome {
    let home = root().join("target/vscode/workbench");
    let done = home.join(".version");
    if fs::read_to_string(&done).is_ok_and(|version| version == CODE_SERVER) {
        return Ok(());
    }
    fs::create_dir_all(&home).map_err(|error| format!("{}: {error}", home.display()))?;
    write(&home.join("package.json"), "{\"private\":true}")?;
    let server = home.join("node_modules/code-server");
    let vscode = server.join("lib/vscode");
    let quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
    let wanted = format!("code-server@{CODE_SERVER}");
    let npm = |folder: &Path, arguments: &[&str]| {
        run(
            "workbench",
            Command::new("npm")
                .args(arguments)
                .current_dir(folder)
                .stdout(Stdio::null()),
        )
    };
    npm(
        &home,
        &[&["install", "--no-save", wanted.as_str()], quiet.as_slice()].concat(),
    )?;
    npm(
        &vscode,
        &[&["install", "--omit=dev"], quiet.as_slice()].concat(),
    )?;
    npm(
        &vscode,
        &["rebuild", "@vscode/spdlog", "native-watchdog", "kerberos"],
    )?;
    // its own last step fails after the compiler has done its work
    let pty = npm(&vscode, &["rebuild", "node-pty"]);
    if !vscode
        .join("node_modules/node-pty/build/Release/pty.node")
        .exists()
    {
        pty?;
    }
    npm(&home, &["rebuild", "argon2", "--build-from-source"])?;
    // the package would download its program
    let ripgrep = vscode.join("node_modules/@vscode/ripgrep/bin");
    fs::create_dir_all(&ripgrep).map_err(|error| format!("{}: {error}", ripgrep.display()))?;
    let program = find("rg").ok_or("ripgrep is missing")?;
    link(&program, &ripgrep.join("rg"))?;
    link(Path::new("node_modules"), &vscode.join("node_modules.asar"))?;
    link(
        Path::new("code-linux.sh"),
        &vscode.join("bin/remote-cli/code-server"),
    )?;
    link(
        Path::new("browser-linux.sh"),
        &vscode.join("bin/helpers/browser.sh"),
    )?;
    let entry = server.join("out/node/entry.js");
    run(
        "workbench",
        Command::new("node").arg(entry).arg("--version"),
    )?;
    write(&done, CODE_SERVER)
}

/// The extension with the debug server, as target/vscode/fyml.vsix.
fn package(extension: &Path) -> Outcome {
    step(
        "server",
        "cargo",
        &["build", "--package", "fyml", "--quiet"],
    )?;
    let server = extension.join("server");
    fs::create_dir_all(&server).map_err(|error| format!("{}: {error}", server.display()))?;
    let name = format!("fyml{}", std::env::consts::EXE_SUFFIX);
    copy(&root().join("target/debug").join(&name), &server.join(name))?;
    copy(&root().join("LICENSE"), &extension.join("LICENSE"))?;
    run(
        "bundle",
        Command::new("node").arg("build.mjs").current_dir(extension),
    )?;
    let arguments = [
        "vsce",
        "package",
        "--no-dependencies",
        "--out",
        "../target/vscode/fyml.vsix",
    ];
    run(
        "package",
        Command::new("npx").args(arguments).current_dir(extension),
    )
}

/// The built tests of one kind; to have none is an error.
fn tests(extension: &Path, kind: &str) -> Result<Vec<PathBuf>, String> {
    let folder = extension.join("dist/test").join(kind);
    let entries =
        fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let found: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "js"))
        .collect();
    if found.is_empty() {
        return Err(format!("there are no {kind} tests in {}", folder.display()));
    }
    Ok(found)
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map_err(|error| format!("{}: {error}", from.display()))?;
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Outcome {
    // one that an interrupted set-up left behind
    drop(fs::remove_file(to));
    std::os::unix::fs::symlink(from, to).map_err(|error| format!("{}: {error}", to.display()))
}

#[cfg(not(unix))]
fn link(_: &Path, to: &Path) -> Outcome {
    Err(format!(
        "{}: the workbench runs on Linux and macOS only",
        to.display()
    ))
}

//! The real VS Code in a browser: code-server from npm, installed once below `target/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::files::{link, make, write};
use crate::programs::{OF_THE_WORKBENCH, command, find, need, node_major};
use crate::steps::{Outcome, root, run};

/// code-server of this version is VS Code 1.100.3, the newest that runs on Node.js 20.
const VERSION: &str = "4.100.3";

/// The folder of what concerns VS Code.
pub fn home() -> PathBuf {
    root().join("target/vscode")
}

/// A command that starts the workbench, or its command line, with folders of its own for settings and extensions, no
/// marketplace, and no file outside of `home`.
pub fn command_in(home: &Path) -> Command {
    let mut node = Command::new("node");
    node.arg(entry())
        .arg("--user-data-dir")
        .arg(home.join("user"))
        .arg("--extensions-dir")
        .arg(home.join("extensions"))
        .env("EXTENSIONS_GALLERY", "{}")
        .env("XDG_CONFIG_HOME", home)
        .env("XDG_DATA_HOME", home);
    node
}

fn folder() -> PathBuf {
    home().join("workbench")
}

fn entry() -> PathBuf {
    folder().join("node_modules/code-server/out/node/entry.js")
}

/// Installs it, if this version is not there yet.
pub fn install() -> Outcome {
    let done = folder().join(".version");
    if fs::read_to_string(&done).is_ok_and(|version| version == VERSION) {
        return Ok(());
    }
    if cfg!(windows) {
        return Err(
            "the browser VS Code runs on Linux and macOS; on Windows install VS Code from https://code.visualstudio.com"
                .to_owned(),
        );
    }
    match node_major() {
        Some(20) => {}
        Some(other) => {
            return Err(format!(
                "the browser VS Code {VERSION} runs on Node.js 20, and this is Node.js {other}. Use Node.js 20, or install VS Code"
            ));
        }
        None => return Err("the browser VS Code needs Node.js 20 with npm".to_owned()),
    }
    need("the browser VS Code", OF_THE_WORKBENCH)?;
    make(&folder())?;
    write(&folder().join("package.json"), "{\"private\":true}")?;
    let server = folder().join("node_modules/code-server");
    let vscode = server.join("lib/vscode");
    let wanted = format!("code-server@{VERSION}");
    npm(
        &folder(),
        &["install", "--no-save", &wanted, "--ignore-scripts"],
    )?;
    npm(&vscode, &["install", "--omit=dev", "--ignore-scripts"])?;
    npm(
        &vscode,
        &["rebuild", "@vscode/spdlog", "native-watchdog", "kerberos"],
    )?;
    // its own last step can fail after the compiler has done its work
    let pty = npm(&vscode, &["rebuild", "node-pty"]);
    if !vscode
        .join("node_modules/node-pty/build/Release/pty.node")
        .exists()
    {
        pty?;
    }
    npm(&folder(), &["rebuild", "argon2", "--build-from-source"])?;
    // the package would download its program
    let ripgrep = vscode.join("node_modules/@vscode/ripgrep/bin");
    make(&ripgrep)?;
    let program = find("rg").ok_or("ripgrep is missing")?;
    link(&program, &ripgrep.join("rg"))?;
    link(Path::new("node_modules"), &vscode.join("node_modules.asar"))?;
    // VS Code's scripts carry the platform in their names; the package makes these links when it is installed
    let platform = if cfg!(target_os = "macos") {
        "darwin"
    } else {
        "linux"
    };
    link(
        Path::new(&format!("code-{platform}.sh")),
        &vscode.join("bin/remote-cli/code-server"),
    )?;
    link(
        Path::new(&format!("browser-{platform}.sh")),
        &vscode.join("bin/helpers/browser.sh"),
    )?;
    run(
        "workbench",
        Command::new("node").arg(entry()).arg("--version"),
    )?;
    write(&done, VERSION)
}

fn npm(folder: &Path, arguments: &[&str]) -> Outcome {
    let mut npm = command("npm");
    npm.args(arguments)
        .args(["--no-audit", "--no-fund"])
        .current_dir(folder)
        // a script of node-pty fetches node-gyp by npx, which would ask
        .env("npm_config_yes", "true")
        .stdout(Stdio::null());
    // the compiler takes the headers that lie beside the program, where there are some
    if let (Some(&"rebuild"), Some(headers)) = (arguments.first(), headers()) {
        npm.env("npm_config_nodedir", headers);
    }
    run("workbench", &mut npm)
}

/// The folder with `include/node` beside the `node` that runs.
fn headers() -> Option<PathBuf> {
    let node = find("node")?.canonicalize().ok()?;
    let prefix = node.parent()?.parent()?;
    let is_there = prefix.join("include/node/node.h").is_file();
    is_there.then(|| prefix.to_path_buf())
}

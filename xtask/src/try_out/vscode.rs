//! The example in VS Code: the one of this machine, or the one in a browser. Both get folders of their own for settings
//! and extensions, so that the user's stay as they are.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Editor, folder, http, missing};
use crate::files::write;
use crate::programs::{find, is_root};
use crate::steps::{Outcome, run};
use crate::workbench;

/// The port that is asked for first.
const PORT: u16 = 8126;
/// How long the workbench may take to answer.
const LIMIT: Duration = Duration::from_secs(300);
/// The extension's full name.
const EXTENSION: &str = "midway-fyml.fyml";
/// What a first look needs: the example is ours, so it is trusted.
const SETTINGS: &str = r#"{
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none"
}
"#;

/// The VS Code of this machine where there is one that can show a window, else the one in a browser.
pub fn installed_or_web() -> Editor {
    if program().is_some() && has_screen() {
        Editor::Code
    } else {
        Editor::Web
    }
}

/// The command of the VS Code of this machine.
pub fn program() -> Option<PathBuf> {
    let of_macos =
        Path::new("/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code");
    find("code").or_else(|| of_macos.is_file().then(|| of_macos.to_path_buf()))
}

/// In a remote terminal `code` is another program, which knows no folders of its own.
fn has_screen() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let needs_server = cfg!(target_os = "linux") && !is_set("WSL_DISTRO_NAME");
    !is_set("VSCODE_IPC_HOOK_CLI")
        && (!needs_server || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"))
}

/// Opens the example in the VS Code of this machine.
pub fn desktop(vsix: &Path, project: &Path, is_once: bool) -> Outcome {
    let code = program().ok_or_else(|| missing(Editor::Code))?;
    let home = folder().join("code");
    write(&home.join("user/User/settings.json"), SETTINGS)?;
    let command = || {
        let mut command = Command::new(&code);
        command
            .arg("--user-data-dir")
            .arg(home.join("user"))
            .arg("--extensions-dir")
            .arg(home.join("extensions"));
        if is_root() {
            command.arg("--no-sandbox");
        }
        command
    };
    install(&command, vsix)?;
    if is_once {
        return Ok(());
    }
    println!("\nVS Code opens {}", project.display());
    let mut open = command();
    open.arg(project).arg(project.join("f.yml"));
    run("VS Code", &mut open)
}

/// Opens the example in the VS Code that runs in a browser, until it is ended.
pub fn web(vsix: &Path, project: &Path, is_once: bool) -> Outcome {
    workbench::install()?;
    let home = folder().join("web");
    write(&home.join("user/User/settings.json"), SETTINGS)?;
    install(&|| workbench::command_in(&home), vsix)?;
    let port = http::port_near(PORT)?;
    let mut command = workbench::command_in(&home);
    command
        .args([
            "--bind-addr",
            &format!("127.0.0.1:{port}"),
            "--auth",
            "none",
        ])
        .args(["--disable-telemetry", "--disable-update-check"])
        .arg("--disable-getting-started-override")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let child = command.spawn();
    let child = child.map_err(|error| format!("the workbench did not start: {error}"))?;
    let mut server = Running(child);
    server.answers(port)?;
    let path = format!("/?folder={}", encoded(project));
    let (status, page) = http::get(port, &path)?;
    if status != 200 || !page.contains("workbench") {
        return Err(format!("the workbench answered {status}, without a page"));
    }
    println!("\nVS Code with fyml on {}:", project.display());
    println!("\n    http://127.0.0.1:{port}{path}\n");
    if is_once {
        return Ok(());
    }
    println!("Only this machine reaches it; whoever has an account on it does. Ctrl-C ends it.");
    let ended = server.0.wait();
    ended.map(drop).map_err(|error| error.to_string())
}

/// Installs the extension and sees that it is there.
fn install(command: &dyn Fn() -> Command, vsix: &Path) -> Outcome {
    let mut install = command();
    install.arg("--install-extension").arg(vsix).arg("--force");
    run("extension", &mut install)?;
    let listed = command().arg("--list-extensions").output();
    let listed = listed.map_err(|error| error.to_string())?;
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    if listed.lines().any(|line| line.trim() == EXTENSION) {
        return Ok(());
    }
    Err(format!("{EXTENSION} is not among the extensions: {listed}"))
}

/// The server, ended with us.
struct Running(Child);

impl Running {
    /// Waits until it answers.
    fn answers(&mut self, port: u16) -> Outcome {
        let start = Instant::now();
        loop {
            if let Ok(Some(status)) = self.0.try_wait() {
                return Err(format!("the workbench ended at once: {status}"));
            }
            match http::get(port, "/healthz") {
                Ok((200, _)) => return Ok(()),
                other if start.elapsed() > LIMIT => {
                    return Err(format!("the workbench does not answer: {other:?}"));
                }
                _ => std::thread::sleep(Duration::from_millis(100)),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // it ends the processes below it when it is told to, not when it is killed
        #[cfg(unix)]
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        #[cfg(not(unix))]
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A path as the value in an address.
fn encoded(path: &Path) -> String {
    let mut text = String::new();
    for &byte in path.to_string_lossy().replace('\\', "/").as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_any_path() {
        assert_eq!(encoded(Path::new("/a b/c&d/文")), "/a%20b/c%26d/%E6%96%87");
    }
}

//! The real program.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The path of the `fyml` binary, built on first use in the profile and target folder of the running test.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(build)
}

/// `CARGO_BIN_EXE_…` exists only within the package of the binary, so cargo is asked.
fn build() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_default();
    // …/target/<profile>/deps/<test>
    let profile_folder = test
        .parent()
        .and_then(Path::parent)
        .unwrap_or(Path::new("."));
    let profile = match profile_folder.file_name().and_then(OsStr::to_str) {
        Some("debug") | None => "dev",
        Some(name) => name,
    };
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .args([
            "build",
            "--package",
            "fyml",
            "--bin",
            "fyml",
            "--profile",
            profile,
        ])
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit());
    if let Some(target) = profile_folder.parent() {
        cargo.env("CARGO_TARGET_DIR", target);
    }
    let output = cargo
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    let executable = String::from_utf8_lossy(&output)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .find_map(|message| message["executable"].as_str().map(PathBuf::from));
    #[expect(clippy::panic, reason = "without the program no test of it can go on")]
    executable.unwrap_or_else(|| panic!("cargo did not build the fyml binary"))
}

/// A run of the program, with the English of the C locale unless said otherwise.
pub struct Run {
    command: Command,
    stdin: Option<Vec<u8>>,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Output {
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// `fyml` with these arguments, separated by blanks, in this folder.
    pub fn new(folder: &Path, arguments: &str) -> Run {
        let mut command = Command::new(binary());
        command
            .current_dir(folder)
            .args(arguments.split_whitespace())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
            command.env_remove(name);
        }
        Run {
            command,
            stdin: None,
        }
    }

    /// One more argument, blanks and all.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Run {
        self.command.arg(argument);
        self
    }

    /// With this environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Run {
        self.command.env(name, value);
        self
    }

    /// With this standard input.
    pub fn stdin(mut self, text: impl Into<Vec<u8>>) -> Run {
        self.command.stdin(Stdio::piped());
        self.stdin = Some(text.into());
        self
    }

    /// The command itself, for tests that start it in their own way.
    pub fn into_command(self) -> Command {
        self.command
    }

    /// Runs it to its end.
    pub fn output(mut self) -> Output {
        #[expect(clippy::panic, reason = "without a process there is nothing to test")]
        let mut child = self
            .command
            .spawn()
            .unwrap_or_else(|error| panic!("fyml did not start: {error}"));
        if let (Some(mut pipe), Some(text)) = (child.stdin.take(), self.stdin.take()) {
            // a program that does not read its input to the end closes the pipe
            let _ = pipe.write_all(&text);
        }
        #[expect(clippy::panic, reason = "without its output there is nothing to test")]
        let output = child
            .wait_with_output()
            .unwrap_or_else(|error| panic!("fyml was lost: {error}"));
        Output {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

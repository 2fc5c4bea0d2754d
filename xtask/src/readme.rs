//! Output in the READMEs: what stands between the marks is what the program prints.
//!
//! A line `<!-- $ fyml check examples/todo-list -->` is followed by a code block; its content is generated. The command
//! runs in the workspace's folder with the debug binary, in the language the command's own `--lang` names.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::steps::root;

/// The pages with marks.
pub const PAGES: &[&str] = &["README.md", "README.zh-CN.md"];

/// The pages as they should be, by path from the workspace's folder.
pub fn pages() -> Result<Vec<(String, String)>, String> {
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--package", "fyml"])
        .current_dir(root())
        .status();
    if !built.is_ok_and(|status| status.success()) {
        return Err("`cargo build --package fyml` failed".to_owned());
    }
    let mut pages = Vec::new();
    for page in PAGES {
        let text =
            fs::read_to_string(root().join(page)).map_err(|error| format!("{page}: {error}"))?;
        pages.push(((*page).to_owned(), fill(&text)?));
    }
    Ok(pages)
}

fn fill(text: &str) -> Result<String, String> {
    let mut filled = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        filled.push_str(line);
        filled.push('\n');
        let Some(command) = line
            .strip_prefix("<!-- $ fyml ")
            .and_then(|rest| rest.strip_suffix(" -->"))
        else {
            continue;
        };
        let fence = lines.next().filter(|line| line.starts_with("```"));
        let fence = fence.ok_or_else(|| format!("no code block behind `{command}`"))?;
        if !lines.by_ref().any(|line| line == "```") {
            return Err(format!("the code block behind `{command}` has no end"));
        }
        filled.push_str(&format!(
            "{fence}\n$ fyml {command}\n{}```\n",
            output(command)?
        ));
    }
    Ok(filled)
}

fn output(command: &str) -> Result<String, String> {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let program = target
        .join("debug")
        .join(if cfg!(windows) { "fyml.exe" } else { "fyml" });
    let run = Command::new(&program)
        .args(command.split(' '))
        .current_dir(root())
        .env("NO_COLOR", "1")
        .output();
    let run = run.map_err(|error| format!("{}: {error}", program.display()))?;
    let text = String::from_utf8_lossy(&run.stdout);
    if text.trim().is_empty() {
        return Err(format!(
            "`fyml {command}` printed nothing: {}",
            String::from_utf8_lossy(&run.stderr)
        ));
    }
    Ok(format!("{}\n", text.trim_end()))
}

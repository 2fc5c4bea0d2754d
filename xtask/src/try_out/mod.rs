//! `cargo xtask try`: the release server on the example, in a real editor.

mod http;
mod terminal;
mod vscode;

use std::fmt::{self, Display, Formatter};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files::{copy_folder, remove};
use crate::programs::find;
use crate::release;
use crate::steps::{Outcome, root, target};
use crate::vsix::{self, platform::Platform};
use crate::{extension, workbench};

/// What the example is opened in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    /// The VS Code of this machine.
    Code,
    /// VS Code in a browser.
    Web,
    /// Neovim.
    Neovim,
    /// Helix.
    Helix,
    /// Emacs.
    Emacs,
}

impl Editor {
    const ALL: [Editor; 5] = [
        Editor::Code,
        Editor::Web,
        Editor::Neovim,
        Editor::Helix,
        Editor::Emacs,
    ];

    /// Its name on the command line, which is its program's where it has one.
    fn name(self) -> &'static str {
        match self {
            Editor::Code => "code",
            Editor::Web => "web",
            Editor::Neovim => "nvim",
            Editor::Helix => "hx",
            Editor::Emacs => "emacs",
        }
    }

    fn is_vscode(self) -> bool {
        matches!(self, Editor::Code | Editor::Web)
    }
}

impl Display for Editor {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Builds, checks the example, and opens it. Arguments: `--editor NAME`, `--once`.
pub fn run(arguments: &[&str]) -> Outcome {
    let (editor, is_once) = read(arguments)?;
    let editor = editor.unwrap_or_else(vscode::installed_or_web);
    // before minutes of building
    let is_there = match editor {
        Editor::Code => vscode::program().is_some(),
        Editor::Web => true,
        _ => find(editor.name()).is_some(),
    };
    if !is_there {
        return Err(missing(editor));
    }
    if editor.is_vscode() {
        extension::install()?;
    }
    if editor == Editor::Web {
        workbench::install()?;
    }
    let release = release::binary()?;
    let vsix = if editor.is_vscode() {
        Some(vsix::make(&release, Platform::here()?)?)
    } else {
        None
    };
    check(&release)?;
    // a window opens without a terminal; nobody could use or end anything else
    let has_user = editor == Editor::Code || std::io::stdin().is_terminal();
    if !is_once && !has_user {
        println!("\nThis is no terminal, so it ends as soon as the editor has worked (`--once`).");
    }
    open(editor, &release, vsix.as_deref(), is_once || !has_user)
}

/// Opens a copy of the example in an editor, with this server or this package of the extension. `is_once`: sees whether
/// it really works, and ends; else stays until the user ends it.
pub fn open(editor: Editor, server: &Path, vsix: Option<&Path>, is_once: bool) -> Outcome {
    let project = project(is_once)?;
    match (editor, vsix) {
        (Editor::Code, Some(vsix)) => vscode::desktop(vsix, &project, is_once),
        (Editor::Web, Some(vsix)) => vscode::web(vsix, &project, is_once),
        _ => terminal::open(editor, server, &project, is_once),
    }
}

fn read(arguments: &[&str]) -> Result<(Option<Editor>, bool), String> {
    let mut editor = None;
    let mut is_once = false;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--once" => is_once = true,
            "--editor" => {
                let name = rest.next().copied().unwrap_or_default();
                let known = Editor::ALL.iter().find(|editor| editor.name() == name);
                editor = Some(*known.ok_or_else(|| {
                    let names = Editor::ALL.map(Editor::name).join(", ");
                    format!("`--editor {name}` is none of {names}")
                })?);
            }
            other => return Err(format!("`cargo xtask try` has no `{other}`")),
        }
    }
    Ok((editor, is_once))
}

fn missing(editor: Editor) -> String {
    let (name, how) = match editor {
        Editor::Code => (
            "VS Code",
            "https://code.visualstudio.com, or `cargo xtask try --editor web`",
        ),
        Editor::Neovim => (
            "Neovim",
            "apt-get install neovim, brew install neovim, or https://neovim.io",
        ),
        Editor::Helix => ("Helix", "brew install helix, or https://helix-editor.com"),
        _ => (
            "Emacs",
            "apt-get install emacs elpa-eglot, brew install emacs, or https://www.gnu.org/software/emacs",
        ),
    };
    format!("{name} (`{editor}`) is not in PATH: {how}")
}

/// Prints what the command line says about the example.
fn check(release: &Path) -> Outcome {
    println!("\n$ fyml check examples/todo-list");
    let status = Command::new(release)
        .args(["check", "examples/todo-list"])
        .current_dir(root())
        .status();
    // 1: it has found what it should find
    match status.map(|status| status.code()) {
        Ok(Some(0 | 1)) => Ok(()),
        Ok(_) => Err("`fyml check examples/todo-list` failed".to_owned()),
        Err(error) => Err(format!("{}: {error}", release.display())),
    }
}

/// A copy of the example with the real toolchain, so that it can be edited and run. The user's is made once and kept.
fn project(is_once: bool) -> Result<PathBuf, String> {
    let project = folder().join(if is_once { "once" } else { "todo-list" });
    if is_once {
        remove(&project)?;
    }
    if !project.join("f.yml").is_file() {
        copy_folder(&root().join("examples/todo-list"), &project)?;
    }
    let packages = project.join("node_modules");
    if !is_once && !packages.exists() {
        println!("\nInstalling Midway's `f` for the example, once …");
        let real = fyml_tests::installed("toolchain").join("node_modules");
        let real = real.canonicalize().map_err(|error| error.to_string())?;
        crate::files::link(&real, &packages)?;
    }
    Ok(project)
}

fn folder() -> PathBuf {
    target().join("try")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read() {
        assert_eq!(read(&[]), Ok((None, false)));
        let both = read(&["--once", "--editor", "nvim"]);
        assert_eq!(both, Ok((Some(Editor::Neovim), true)));
        for wrong in [["--editor", "ed"].as_slice(), &["--editor"], &["--twice"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}

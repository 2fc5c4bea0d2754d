//! The example in Neovim, Helix or Emacs, with the configuration of their pages in docs/editors: the first code block
//! in the editor's own language.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Editor, folder, missing};
use crate::files::write;
use crate::programs::find;
use crate::steps::{Outcome, root};

/// Wait until the editor shows problems, and end it.
const ONCE_IN_NEOVIM: &str = "xtask/src/try_out/once.lua";
const ONCE_IN_EMACS: &str = "xtask/src/try_out/once.el";

/// Opens the example's f.yml in the editor, with this server before all others in PATH.
pub fn open(editor: Editor, server: &Path, project: &Path, is_once: bool) -> Outcome {
    let program = find(editor.name()).ok_or_else(|| missing(editor))?;
    let mut command = Command::new(program);
    let home = folder().join(editor.name());
    match editor {
        Editor::Neovim => {
            let file = configuration("neovim", "lua", &home.join("init.lua"))?;
            command.arg("-u").arg(file).args(["-i", "NONE"]);
            if is_once {
                let once = format!("luafile {}", root().join(ONCE_IN_NEOVIM).display());
                command.args(["--headless", "f.yml", "-c", &once]);
            }
        }
        Editor::Helix if is_once => {
            return Err(
                "Helix has no way to run without a terminal: leave `--once` out".to_owned(),
            );
        }
        Editor::Helix => {
            configuration("helix", "toml", &home.join("helix/languages.toml"))?;
            command.env("XDG_CONFIG_HOME", &home);
        }
        _ => {
            let file = configuration("emacs", "elisp", &home.join("init.el"))?;
            command
                .args(["-q", "--eval", "(package-initialize)", "-l"])
                .arg(file);
            if is_once {
                let once = root().join(ONCE_IN_EMACS);
                command.args(["--batch", "f.yml", "-l"]).arg(once);
            }
        }
    }
    if is_once {
        command.stdin(Stdio::null());
    } else {
        command.arg("f.yml");
    }
    command.current_dir(project).env("PATH", path_with(server)?);
    let status = command.status();
    let status = status.map_err(|error| format!("{editor} did not start: {error}"))?;
    if status.success() {
        return Ok(());
    }
    Err(format!("{editor} ended with {status}"))
}

/// Writes what the editor's page tells users to write.
fn configuration(page: &str, language: &str, file: &Path) -> Result<PathBuf, String> {
    let path = root().join("docs/editors").join(format!("{page}.md"));
    let text = std::fs::read_to_string(&path);
    let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
    let block = block(&text, language)
        .ok_or_else(|| format!("{} has no block in {language}", path.display()))?;
    write(file, block)?;
    Ok(file.to_path_buf())
}

/// The first code block in a language.
fn block<'p>(page: &'p str, language: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(&format!("```{language}\n"))?;
    let (block, _) = rest.split_once("```")?;
    Some(block)
}

fn path_with(server: &Path) -> Result<OsString, String> {
    let folder = server.parent().map(Path::to_path_buf);
    let known = std::env::var_os("PATH").unwrap_or_default();
    let folders = folder.into_iter().chain(std::env::split_paths(&known));
    std::env::join_paths(folders).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_configuration() {
        for (page, language) in [("neovim", "lua"), ("helix", "toml"), ("emacs", "elisp")] {
            let path = root().join(format!("docs/editors/{page}.md"));
            let text = std::fs::read_to_string(path).unwrap();
            let found = block(&text, language).unwrap_or_default();
            assert!(found.contains("fyml"), "{page}");
        }
        assert_eq!(block("```lua\nx", "lua"), None);
    }
}

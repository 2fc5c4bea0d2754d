//! Finding the toolchain's program: the setting, then the project's own installation, then `PATH`.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use fyml_schema::plugins::{F, MIDWAY_BIN, Program};
use fyml_schema::{Lang, ToolCommand};

use super::Refusal;
use crate::message;

/// How the toolchain is called, as the user set it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cli {
    /// The program; `None` to look for it.
    pub path: Option<String>,
    /// Arguments behind the command and before our own.
    pub args: Vec<String>,
    /// Environment variables to set.
    pub env: BTreeMap<String, String>,
}

/// Which toolchain runs the service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Toolchain {
    /// What the project has.
    #[default]
    Auto,
    /// `f` of `@midwayjs/faas-cli`.
    F,
    /// `midway-bin` of `@midwayjs/cli`.
    MidwayBin,
}

/// Where a tool was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The user set its path.
    Setting,
    /// In a `node_modules/.bin` of the project's folder or one above.
    Project,
    /// On `PATH`.
    Path,
}

/// A program that can run the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// Whether it is `f`; else it is `midway-bin`.
    pub is_f: bool,
    /// The program to start: the tool itself, or Node.js.
    pub program: PathBuf,
    /// What comes before the command: the JavaScript file where Node.js is started.
    pub args: Vec<String>,
    /// What the user set to come behind the command. Not before it: the tool would take the command for the value of
    /// a switch in front of it.
    pub user_args: Vec<String>,
    /// The tool's JavaScript file, where it is known; needed to debug.
    pub entry: Option<PathBuf>,
    /// Where it was found.
    pub origin: Origin,
}

/// What the search depends on besides the project.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// The value of `PATH`.
    pub path: OsString,
    /// Whether programs are started as Windows does: shims (`.cmd`) cannot be, their JavaScript can.
    pub is_windows: bool,
}

impl Surroundings {
    /// Those of this process.
    pub fn of_process() -> Surroundings {
        Surroundings {
            path: std::env::var_os("PATH").unwrap_or_default(),
            is_windows: cfg!(windows),
        }
    }

    /// The folders of `PATH`. Empty and relative ones would mean the current folder, where anything may lie.
    fn folders(&self) -> impl Iterator<Item = PathBuf> {
        std::env::split_paths(&self.path).filter(|folder| folder.is_absolute())
    }

    fn node(&self) -> Option<PathBuf> {
        let name = if self.is_windows { "node.exe" } else { "node" };
        self.folders()
            .map(|folder| folder.join(name))
            .find(|path| path.is_file())
    }
}

/// Finds the tool that runs `command` for the service in `folder`.
///
/// # Errors
/// If there is none; the refusal says what to install or to set.
pub fn find(
    folder: &Path,
    cli: &Cli,
    toolchain: Toolchain,
    command: ToolCommand,
    surroundings: &Surroundings,
) -> Result<Tool, Refusal> {
    let search = Search {
        folder,
        cli,
        surroundings,
    };
    if let Some(path) = &cli.path {
        return search.set(path, toolchain, command);
    }
    let programs: &[(Program, bool)] = match toolchain {
        Toolchain::F => &[(F, true)],
        Toolchain::MidwayBin => &[(MIDWAY_BIN, false)],
        Toolchain::Auto => &[(F, true), (MIDWAY_BIN, false)],
    };
    let able = programs
        .iter()
        .filter(|(_, is_f)| can(*is_f, command))
        .collect::<Vec<_>>();
    // the project's own tool before any on PATH, whichever of the two it is
    for is_project in [true, false] {
        for (program, is_f) in &able {
            let found = if is_project {
                search.in_project(program, *is_f)
            } else {
                search.on_path(program, *is_f)
            };
            if let Some(tool) = found {
                return Ok(tool);
            }
        }
    }
    Err(search.not_found(toolchain, command))
}

/// Whether `f` (or else `midway-bin`) has the command.
fn can(is_f: bool, command: ToolCommand) -> bool {
    match command {
        ToolCommand::Invoke => is_f,
        ToolCommand::Dev => !is_f,
        ToolCommand::Test | ToolCommand::Package | ToolCommand::Deploy => true,
    }
}

struct Search<'a> {
    folder: &'a Path,
    cli: &'a Cli,
    surroundings: &'a Surroundings,
}

impl Search<'_> {
    /// The program that the user set.
    fn set(&self, path: &str, toolchain: Toolchain, command: ToolCommand) -> Result<Tool, Refusal> {
        let written = Path::new(path);
        let is_bare = written.components().count() == 1;
        let found = if is_bare {
            self.surroundings
                .folders()
                .map(|folder| folder.join(written))
                .find(|path| path.is_file())
        } else {
            Some(self.folder.join(written)).filter(|path| path.is_file())
        };
        let Some(found) = found else {
            return Err(Refusal(message!(
                "The program in the setting `fyml.cli.path` is not there: {path}",
                "设置 `fyml.cli.path` 指定的程序不存在：{path}"
            )));
        };
        let stem = found.file_stem().and_then(OsStr::to_str).unwrap_or("");
        let is_f = match toolchain {
            Toolchain::F => true,
            Toolchain::MidwayBin => false,
            Toolchain::Auto => !matches!(stem, "midway-bin" | "mw"),
        };
        if !can(is_f, command) {
            return Err(self.not_found(toolchain, command));
        }
        let program = if is_f { F } else { MIDWAY_BIN };
        self.tool(found, &program, is_f, Origin::Setting)
            .ok_or_else(|| {
                Refusal(message!(
                    "The program in the setting `fyml.cli.path` cannot be started: {path} is a shim, and neither `node` nor the script behind it was found.",
                    "无法启动设置 `fyml.cli.path` 指定的程序：{path} 是一个脚本外壳，没有找到 `node` 或它背后的脚本。"
                ))
            })
    }

    /// The nearest `node_modules/.bin` that has the program, from the project's folder upwards.
    fn in_project(&self, program: &Program, is_f: bool) -> Option<Tool> {
        self.folder.ancestors().find_map(|folder| {
            let shims = folder.join("node_modules").join(".bin");
            let found = self.shim(&shims, program)?;
            self.tool(found, program, is_f, Origin::Project)
        })
    }

    fn on_path(&self, program: &Program, is_f: bool) -> Option<Tool> {
        self.surroundings.folders().find_map(|folder| {
            let found = self.shim(&folder, program)?;
            // `f` is a short name: whatever else is called so is left alone
            if !is_midways(&found, program) {
                return None;
            }
            self.tool(found, program, is_f, Origin::Path)
        })
    }

    /// The program's file in a folder of programs.
    fn shim(&self, folder: &Path, program: &Program) -> Option<PathBuf> {
        let name = if self.surroundings.is_windows {
            format!("{}.cmd", program.name)
        } else {
            program.name.to_owned()
        };
        Some(folder.join(name)).filter(|path| path.is_file())
    }

    /// How a found file is started. `None` for a shim whose script, or Node.js, is not found.
    fn tool(&self, found: PathBuf, program: &Program, is_f: bool, origin: Origin) -> Option<Tool> {
        let extension = found
            .extension()
            .and_then(OsStr::to_str)
            .unwrap_or("")
            .to_ascii_lowercase();
        let is_script = matches!(extension.as_str(), "js" | "cjs" | "mjs");
        let is_shim = matches!(extension.as_str(), "cmd" | "bat" | "ps1");
        let entry = if is_script {
            Some(found.clone())
        } else {
            entry_behind(&found, program)
        };
        let mut args = Vec::new();
        let start = if is_script || is_shim {
            args.push(entry.as_ref()?.to_string_lossy().into_owned());
            self.surroundings.node()?
        } else {
            found
        };
        Some(Tool {
            is_f,
            program: start,
            args,
            user_args: self.cli.args.clone(),
            entry,
            origin,
        })
    }

    fn not_found(&self, toolchain: Toolchain, command: ToolCommand) -> Refusal {
        let word = command.as_str();
        let needed = match (command, toolchain) {
            (ToolCommand::Dev, _) | (_, Toolchain::MidwayBin) => MIDWAY_BIN,
            _ => F,
        };
        let has_midway_bin = self.in_project(&MIDWAY_BIN, false).is_some();
        if command == ToolCommand::Invoke && (has_midway_bin || toolchain == Toolchain::MidwayBin) {
            let install = install_command([&F.package_at()]);
            return Refusal(message!(
                "Only `f` has `invoke`, and this project has just `midway-bin`. Install it: {install}",
                "只有 `f` 提供 `invoke` 命令，而该项目只有 `midway-bin`。请安装：{install}"
            ));
        }
        let name = needed.name;
        let install = install_command([&needed.package_at()]);
        Refusal(message!(
            "`{name}` for `{word}` was found neither in the project's node_modules nor on PATH. Install it ({install}) or set `fyml.cli.path`.",
            "在项目的 node_modules 和 PATH 中都没有找到执行 `{word}` 的 `{name}`。请安装（{install}），或设置 `fyml.cli.path`。"
        ))
    }
}

/// The command that installs packages as the toolchain needs them: no scripts, because the one of
/// `@midwayjs/fcli-plugin-fc` asks for a version that does not exist and makes the whole installation fail.
pub(super) fn install_command<'p>(packages: impl IntoIterator<Item = &'p String>) -> String {
    let mut command = "npm install --save-dev --ignore-scripts".to_owned();
    for package in packages {
        command.push(' ');
        command.push_str(package);
    }
    command
}

/// A program's package with its version, as npm takes it.
trait PackageAt {
    fn package_at(&self) -> String;
}

impl PackageAt for Program {
    fn package_at(&self) -> String {
        format!("{}@{}", self.package, self.version)
    }
}

/// The JavaScript file behind a program in a folder of programs: where the link leads, or the package beside.
fn entry_behind(found: &Path, program: &Program) -> Option<PathBuf> {
    if let Ok(target) = found.canonicalize()
        && target.extension() == Some(OsStr::new("js"))
    {
        return Some(target);
    }
    let folder = found.parent()?;
    let beside = match folder.file_name() {
        Some(name) if name == ".bin" => folder.parent()?.to_owned(),
        _ => folder.join("node_modules"),
    };
    Some(beside.join(program.package).join(program.entry)).filter(|path| path.is_file())
}

/// Whether a program found on `PATH` is Midway's: its link leads into the package, or the shim names it.
fn is_midways(found: &Path, program: &Program) -> bool {
    let package = program.package.split('/');
    let package: PathBuf = package.collect();
    let is_inside = |path: &Path| {
        let (path, package) = (
            path.components().collect::<Vec<_>>(),
            package.components().collect::<Vec<_>>(),
        );
        path.windows(package.len()).any(|part| part == package)
    };
    if found.canonicalize().is_ok_and(|target| is_inside(&target)) {
        return true;
    }
    fs::metadata(found).is_ok_and(|file| file.len() < 16_384)
        && fs::read_to_string(found).is_ok_and(|shim| {
            shim.contains(program.package) || shim.contains(&program.package.replace('/', "\\"))
        })
}

impl Tool {
    /// Its name: `f` or `midway-bin`.
    pub fn name(&self) -> &'static str {
        if self.is_f { F.name } else { MIDWAY_BIN.name }
    }

    /// The file that is run, for showing: the script, or the program.
    pub fn shown(&self) -> String {
        let file = self.entry.as_ref().unwrap_or(&self.program);
        file.to_string_lossy().into_owned()
    }
}

impl Origin {
    /// In words.
    pub fn shown(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Origin::Setting, Lang::En) => "set by `fyml.cli.path`",
            (Origin::Setting, Lang::ZhCn) => "由 `fyml.cli.path` 指定",
            (Origin::Project, Lang::En) => "of the project",
            (Origin::Project, Lang::ZhCn) => "项目内安装",
            (Origin::Path, Lang::En) => "from PATH",
            (Origin::Path, Lang::ZhCn) => "来自 PATH",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn touch(path: &Path, text: &str) -> io::Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(path))?;
        fs::write(path, text)
    }

    fn surroundings(path: &[&Path], is_windows: bool) -> Surroundings {
        Surroundings {
            path: std::env::join_paths(path).unwrap_or_default(),
            is_windows,
        }
    }

    fn found(
        folder: &Path,
        cli: &Cli,
        command: ToolCommand,
        around: &Surroundings,
    ) -> Result<Tool, String> {
        find(folder, cli, Toolchain::Auto, command, around).map_err(|refusal| refusal.0.en)
    }

    #[test]
    fn the_setting_comes_first_then_the_project_then_path() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let project = root.path().join("app/service");
        let global = root.path().join("bin");
        touch(&project.join("f.yml"), "")?;
        touch(
            &global.join("f"),
            "#!/bin/sh\nnode ../@midwayjs/faas-cli/bin/cli.js\n",
        )?;
        let around = surroundings(&[&global], false);
        let cli = Cli::default();
        let tool = found(&project, &cli, ToolCommand::Invoke, &around).expect("on PATH");
        assert_eq!(
            (tool.origin, tool.program),
            (Origin::Path, global.join("f"))
        );

        // of a folder above, as in a workspace of several packages
        let own = root.path().join("app/node_modules/.bin/f");
        touch(&own, "")?;
        touch(
            &root
                .path()
                .join("app/node_modules/@midwayjs/faas-cli/bin/cli.js"),
            "",
        )?;
        let tool = found(&project, &cli, ToolCommand::Invoke, &around).expect("in the project");
        assert_eq!((tool.origin, &tool.program), (Origin::Project, &own));
        assert!(
            tool.entry
                .is_some_and(|entry| entry.ends_with("bin/cli.js"))
        );

        touch(&project.join("tools/f"), "")?;
        let cli = Cli {
            path: Some("tools/f".to_owned()),
            args: vec!["--verbose".to_owned()],
            ..Cli::default()
        };
        let tool = found(&project, &cli, ToolCommand::Invoke, &around).expect("as set");
        assert_eq!(tool.origin, Origin::Setting);
        assert_eq!(tool.user_args, ["--verbose"]);
        let cli = Cli {
            path: Some("/not/there".to_owned()),
            ..Cli::default()
        };
        let refused = found(&project, &cli, ToolCommand::Invoke, &around);
        assert!(refused.is_err_and(|reason| reason.contains("/not/there")));
        Ok(())
    }

    #[test]
    fn another_program_called_f_is_left_alone() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let global = root.path().join("bin");
        touch(&global.join("f"), "#!/bin/sh\nrm -rf build\n")?;
        let refused = found(
            root.path(),
            &Cli::default(),
            ToolCommand::Invoke,
            &surroundings(&[&global], false),
        );
        let reason = refused.expect_err("nothing of Midway's");
        assert!(reason.contains("@midwayjs/faas-cli@"), "{reason}");
        Ok(())
    }

    #[test]
    fn relative_folders_of_path_are_not_searched() -> io::Result<()> {
        let around = Surroundings {
            path: OsString::from(":.:bin"),
            is_windows: false,
        };
        assert_eq!(around.folders().count(), 0);
        Ok(())
    }

    #[test]
    fn midway_bin_has_no_invoke() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        touch(&root.path().join("node_modules/.bin/midway-bin"), "")?;
        let around = surroundings(&[], false);
        let cli = Cli::default();
        let refused = found(root.path(), &cli, ToolCommand::Invoke, &around);
        assert!(refused.is_err_and(|reason| reason.contains("Only `f` has `invoke`")));
        let tool = found(root.path(), &cli, ToolCommand::Test, &around).expect("it can test");
        assert!(!tool.is_f);
        Ok(())
    }

    #[test]
    fn windows_runs_the_script_behind_the_shim() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let modules = root.path().join("node_modules");
        touch(&modules.join(".bin/f.cmd"), "@echo off")?;
        let around = surroundings(&[root.path()], true);
        let cli = Cli::default();
        assert!(found(root.path(), &cli, ToolCommand::Invoke, &around).is_err());
        let script = modules.join("@midwayjs/faas-cli/bin/cli.js");
        touch(&script, "")?;
        touch(&root.path().join("node.exe"), "")?;
        let tool = found(root.path(), &cli, ToolCommand::Invoke, &around).expect("the script");
        assert_eq!(tool.program, root.path().join("node.exe"));
        assert_eq!(tool.args, [script.to_string_lossy()]);
        Ok(())
    }
}

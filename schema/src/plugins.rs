//! Packages of the toolchain: the programs, and the plugins that `f` and `midway-bin` load for a command and install
//! by themselves where they are missing.

use crate::{Cloud, source::Source, source::read};

/// A command of `f` or `midway-bin` that fyml runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ToolCommand {
    /// `invoke`, also as the local server (`invoke -p PORT`).
    Invoke,
    /// `dev` of `midway-bin`.
    Dev,
    /// `test`.
    Test,
    /// `package`.
    Package,
    /// `deploy`.
    Deploy,
}

impl ToolCommand {
    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            ToolCommand::Invoke => "invoke",
            ToolCommand::Dev => "dev",
            ToolCommand::Test => "test",
            ToolCommand::Package => "package",
            ToolCommand::Deploy => "deploy",
        }
    }
}

/// A program of the toolchain.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// Its name in `node_modules/.bin`.
    pub name: &'static str,
    /// The npm package it comes from.
    pub package: &'static str,
    /// Its JavaScript file in that package, for systems that cannot run the shim.
    pub entry: &'static str,
    /// The version of the package that is known to work with the versions in [`PLUGINS`].
    pub version: &'static str,
    /// Where this was read.
    pub source: Source,
}

/// `f` of `@midwayjs/faas-cli`. Only 1.x of the package has it, and only `f` has `invoke`.
pub const F: Program = Program {
    name: "f",
    package: "@midwayjs/faas-cli",
    entry: "bin/cli.js",
    version: "1.2.42",
    source: read("@midwayjs/faas-cli 1.2.42 package.json"),
};

/// `midway-bin` of `@midwayjs/cli`.
pub const MIDWAY_BIN: Program = Program {
    name: "midway-bin",
    package: "@midwayjs/cli",
    entry: "bin/midway-bin.js",
    version: "1.3.22",
    source: read("@midwayjs/cli 1.3.22 package.json"),
};

/// A plugin that is loaded for some commands. Where it is not installed, the toolchain runs
/// `npm i PACKAGE --no-save` in the project before it goes on, always the newest version, which no longer fits `f`.
#[derive(Debug, Clone, Copy)]
pub struct Plugin {
    /// Its npm package.
    pub package: &'static str,
    /// The version that works with `f` 1.2.42.
    pub version: &'static str,
    /// The commands that load it; empty for all commands.
    pub commands: &'static [ToolCommand],
    /// The provider it is loaded for; `None` for all.
    pub cloud: Option<Cloud>,
    /// Whether `midway-bin` loads it too, and not only `f`.
    pub is_for_midway_bin: bool,
    /// Where this was read.
    pub source: Source,
}

const CLI: Source = read("@midwayjs/cli 1.3.22 dist/index.js, dist/plugins.js");
const FAAS: Source = read("@midwayjs/cli-plugin-faas 1.3.22 dist/plugins.js");

/// The plugins that are not part of the packages that load them.
pub const PLUGINS: &[Plugin] = &[
    Plugin {
        package: "@midwayjs/cli-plugin-faas",
        version: "1.3.22",
        commands: &[],
        cloud: None,
        is_for_midway_bin: false,
        source: CLI,
    },
    Plugin {
        package: "@midwayjs/cli-plugin-faas",
        version: "1.3.22",
        commands: &[ToolCommand::Package, ToolCommand::Deploy],
        cloud: None,
        is_for_midway_bin: true,
        source: CLI,
    },
    Plugin {
        package: "@midwayjs/fcli-plugin-dev-pack",
        version: "1.2.35",
        commands: &[ToolCommand::Invoke],
        cloud: None,
        is_for_midway_bin: false,
        source: FAAS,
    },
    Plugin {
        package: "@midwayjs/fcli-plugin-invoke",
        version: "1.2.41",
        commands: &[ToolCommand::Invoke],
        cloud: None,
        is_for_midway_bin: false,
        source: FAAS,
    },
    Plugin {
        package: "@midwayjs/fcli-plugin-fc",
        version: "1.3.22",
        commands: &[ToolCommand::Package, ToolCommand::Deploy],
        cloud: Some(Cloud::Aliyun),
        is_for_midway_bin: true,
        source: FAAS,
    },
    Plugin {
        package: "@midwayjs/fcli-plugin-scf",
        version: "1.3.22",
        commands: &[ToolCommand::Package, ToolCommand::Deploy],
        cloud: Some(Cloud::Tencent),
        is_for_midway_bin: true,
        source: FAAS,
    },
];

/// The plugins that a command needs for a cloud. `is_f` says whether `f` runs it.
pub fn plugins_for(
    command: ToolCommand,
    cloud: Option<Cloud>,
    is_f: bool,
) -> impl Iterator<Item = &'static Plugin> {
    PLUGINS.iter().filter(move |plugin| {
        let is_loaded = plugin.is_for_midway_bin != is_f || plugin.cloud.is_some();
        is_loaded
            && (plugin.commands.is_empty() || plugin.commands.contains(&command))
            && (plugin.cloud.is_none() || plugin.cloud == cloud)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packages(command: ToolCommand, cloud: Option<Cloud>, is_f: bool) -> Vec<&'static str> {
        plugins_for(command, cloud, is_f)
            .map(|plugin| plugin.package.trim_start_matches("@midwayjs/"))
            .collect()
    }

    /// As the two lists of the toolchain say.
    #[test]
    fn each_command_has_its_plugins() {
        assert_eq!(
            packages(ToolCommand::Invoke, Some(Cloud::Aliyun), true),
            [
                "cli-plugin-faas",
                "fcli-plugin-dev-pack",
                "fcli-plugin-invoke"
            ]
        );
        assert_eq!(
            packages(ToolCommand::Deploy, Some(Cloud::Aliyun), true),
            ["cli-plugin-faas", "fcli-plugin-fc"]
        );
        assert_eq!(
            packages(ToolCommand::Package, Some(Cloud::Tencent), false),
            ["cli-plugin-faas", "fcli-plugin-scf"]
        );
        assert_eq!(packages(ToolCommand::Test, None, true), ["cli-plugin-faas"]);
        assert!(packages(ToolCommand::Test, None, false).is_empty());
    }
}

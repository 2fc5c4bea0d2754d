//! Which plugins a command would load, and whether they are installed. What is missing, the toolchain would install
//! by itself: with the network, in the user's project, in a version that does not fit.

use std::path::{Path, PathBuf};

use fyml_schema::{Cloud, ToolCommand, plugins_for};

use super::Tool;
use crate::model::Service;

/// The packages, with versions where they are known, that `command` would install before it runs.
pub(super) fn missing(
    service: Service<'_>,
    command: ToolCommand,
    tool: &Tool,
    folder: &Path,
) -> Vec<String> {
    let homes = homes(folder, tool);
    let is_there = |package: &str| {
        homes
            .iter()
            .any(|home| home.join("node_modules").join(package).is_dir())
    };
    let cloud = service.provider().cloud().map(Cloud::canonical);
    let own = plugins_for(command, cloud, tool.is_f)
        .filter(|plugin| !is_there(plugin.package))
        .map(|plugin| format!("{}@{}", plugin.package, plugin.version));
    let mut missing: Vec<String> = own.collect();
    let loads_spec = tool.is_f || matches!(command, ToolCommand::Package | ToolCommand::Deploy);
    if loads_spec && let Some(list) = service.get("plugins") {
        let named = list
            .value
            .items()
            .filter_map(|item| npm_plugin(item.as_str()?));
        missing.extend(
            named
                .filter(|package| !is_there(package))
                .map(str::to_owned),
        );
    }
    missing
}

/// The package of `npm:name` or `npm:provider:name` in `plugins`.
fn npm_plugin(item: &str) -> Option<&str> {
    let rest = item.strip_prefix("npm:")?;
    let package = rest.rsplit(':').next()?;
    (!package.is_empty()).then_some(package)
}

/// Where packages are looked for: the project's folder, that of the tool, and all above them.
fn homes(folder: &Path, tool: &Tool) -> Vec<PathBuf> {
    let file = tool.entry.as_ref().unwrap_or(&tool.program);
    let real = file.canonicalize().unwrap_or_else(|_| file.clone());
    let above = |path: &Path| path.ancestors().map(Path::to_owned).collect::<Vec<_>>();
    let mut homes = above(folder);
    homes.extend(above(&real));
    homes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Origin;
    use crate::syntax::Document;

    #[test]
    fn what_would_be_installed_is_named() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        let modules = root.path().join("node_modules");
        for package in ["cli-plugin-faas", "fcli-plugin-dev-pack"] {
            std::fs::create_dir_all(modules.join("@midwayjs").join(package))?;
        }
        let tool = Tool {
            is_f: true,
            program: modules.join(".bin/f"),
            args: Vec::new(),
            user_args: Vec::new(),
            entry: None,
            origin: Origin::Project,
        };
        let document = Document::new(
            "provider: {name: aliyun}\nplugins: ['npm:left-pad', 'npm:aliyun:@a/b', local:x, './y']\n",
        );
        let service = Service::of(&document);
        let missing = |command| missing(service, command, &tool, root.path());
        assert_eq!(
            missing(ToolCommand::Invoke),
            ["@midwayjs/fcli-plugin-invoke@1.2.41", "left-pad", "@a/b"]
        );
        assert_eq!(
            missing(ToolCommand::Deploy)[0],
            "@midwayjs/fcli-plugin-fc@1.3.22"
        );
        Ok(())
    }
}

//! What lies beside an f.yml.

use std::collections::BTreeSet;
use std::path::Path;

use super::SourceIndex;
use crate::lint::{CLOUD_FUNCTIONS, LOCK_FILES, Project};
use crate::model::FileName;

/// How many folders above that of the f.yml are searched for a lock file: workspaces keep theirs at the top.
const FOLDERS_ABOVE: usize = 4;

/// The names of the files whose texts matter, besides the f.yml itself.
pub fn neighbour_files() -> impl Iterator<Item = &'static str> {
    ["package.json", "tsconfig.json", "s.yaml", "s.yml"]
        .into_iter()
        .chain(LOCK_FILES)
}

/// The neighbourhood of the file at `path`: names of the same folder, what its [`neighbour_files`] say, and the names
/// of environment variables that are set (their values are never read). Whatever cannot be read counts as not there.
pub fn neighbours(path: &Path) -> Project {
    let folder = folder_of(path);
    let root_entries = names_in(folder);
    let file_name = path
        .file_name()
        .and_then(|name| FileName::from_name(&name.to_string_lossy()));
    let cloud_functions = if root_entries.contains(CLOUD_FUNCTIONS) {
        names_in(&folder.join(CLOUD_FUNCTIONS))
    } else {
        BTreeSet::new()
    };
    let text = |folder: &Path, name: &str| {
        let source = super::read(&folder.join(name)).ok()?;
        Some(source.text)
    };
    let read = |name: &str| {
        if LOCK_FILES.contains(&name) {
            let above = folder.ancestors().take(FOLDERS_ABOVE + 1);
            return above.into_iter().find_map(|folder| text(folder, name));
        }
        root_entries
            .contains(name)
            .then(|| text(folder, name))
            .flatten()
    };
    Project {
        cloud_functions,
        environment: Some(environment()),
        ..Project::of(file_name, root_entries.clone(), read)
    }
}

/// The same, with what decorators declare where they count: reads every source file of such a project, within the
/// limits of [`SourceIndex`].
pub fn neighbours_with_sources(path: &Path) -> Project {
    let mut project = neighbours(path);
    if project.has_decorators() {
        let index = SourceIndex::new(folder_of(path).to_owned());
        project.declared = Some(index.sources().into());
    }
    project
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// Names of environment variables that are set and not empty.
fn environment() -> BTreeSet<String> {
    std::env::vars_os()
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(name, _)| name.into_string().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::lint::Version;

    #[test]
    fn the_folder_of_the_file_is_seen() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("f.yml"), "")?;
        fs::write(folder.path().join("serverless.yml"), "")?;
        fs::create_dir(folder.path().join("src"))?;
        let package = "\u{feff}{\"dependencies\": {\"@midwayjs/faas\": \"^1.2.0\", \"odd\": 1}, \"devDependencies\": null}";
        fs::write(folder.path().join("package.json"), package)?;
        let project = neighbours(&folder.path().join("f.yml"));
        assert_eq!(project.file_name, Some(FileName::FYml));
        assert_eq!(
            project.spec_files,
            [FileName::FYml, FileName::ServerlessYml].into()
        );
        assert!(project.root_entries.contains("src"));
        let package = project.package_json.unwrap_or_default();
        assert_eq!(package.version_of("@midwayjs/faas"), Some("^1.2.0"));
        assert_eq!(package.dependencies.len(), 1);
        assert!(
            project
                .environment
                .is_some_and(|names| names.iter().all(|name| !name.contains('=')))
        );
        Ok(())
    }

    #[test]
    fn sources_are_read_where_decorators_count() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("f.yml");
        fs::create_dir(folder.path().join("src"))?;
        fs::write(
            folder.path().join("src/a.ts"),
            "@Provide() class A { @ServerlessTrigger('http') list() {} }",
        )?;
        for (version, is_read) in [("^1.2.0", false), ("^2.3.0", true)] {
            let package = format!("{{\"dependencies\": {{\"@midwayjs/faas\": \"{version}\"}}}}");
            fs::write(folder.path().join("package.json"), package)?;
            let declared = neighbours_with_sources(&path).declared;
            let names = declared.iter().flat_map(|declared| declared.functions());
            let names: Vec<&str> = names.map(|found| found.function.function_name()).collect();
            assert_eq!(names, if is_read { &["a-list"][..] } else { &[] });
        }
        assert!(neighbours(&path).declared.is_none());
        Ok(())
    }

    #[test]
    fn broken_and_missing_neighbours_are_none() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        assert_eq!(neighbours(&folder.path().join("f.yml")).package_json, None);
        fs::write(folder.path().join("package.json"), "{")?;
        let project = neighbours(&folder.path().join("other.yml"));
        assert_eq!((project.package_json, project.file_name), (None, None));
        Ok(())
    }

    #[test]
    fn a_workspace_keeps_its_lock_file_at_the_top() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let below = folder.path().join("packages/shop");
        fs::create_dir_all(below.join("cloudfunctions/pay"))?;
        let lock = "\"@midwayjs/cli@^1.0.0\":\n  version \"1.3.1\"\n";
        fs::write(folder.path().join("yarn.lock"), lock)?;
        let package = "{\"devDependencies\": {\"@midwayjs/cli\": \"^1.0.0\"}}";
        fs::write(below.join("package.json"), package)?;
        let project = neighbours(&below.join("f.yml"));
        assert_eq!(project.toolchain.version, Some(Version::new(1, 3, 1)));
        assert_eq!(project.cloud_functions, ["pay".to_owned()].into());
        Ok(())
    }
}

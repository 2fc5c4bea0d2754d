//! What lies beside an f.yml.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::lint::{PackageJson, Project};
use crate::model::FileName;

/// The neighbourhood of the file at `path`: names of the same folder, `package.json`, and the names of environment
/// variables that are set (their values are never read). Whatever cannot be read counts as not there.
pub fn neighbours(path: &Path) -> Project {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let root_entries: BTreeSet<String> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let spec_files = FileName::ALL
        .into_iter()
        .filter(|name| root_entries.contains(name.as_str()))
        .collect();
    let has_package = root_entries.contains("package.json");
    Project {
        file_name: path
            .file_name()
            .and_then(|name| FileName::from_name(&name.to_string_lossy())),
        spec_files,
        package_json: has_package
            .then(|| package_json(&folder.join("package.json")))
            .flatten(),
        root_entries,
        environment: Some(environment()),
    }
}

/// Names of environment variables that are set and not empty.
fn environment() -> BTreeSet<String> {
    std::env::vars_os()
        .filter(|(_, value)| !value.is_empty())
        .filter_map(|(name, _)| name.into_string().ok())
        .collect()
}

fn package_json(path: &Path) -> Option<PackageJson> {
    let source = super::read(path).ok()?;
    let value: Value = serde_json::from_str(&source.text).ok()?;
    let versions = |key: &str| -> BTreeMap<String, String> {
        let entries = value.get(key).and_then(Value::as_object);
        entries
            .into_iter()
            .flatten()
            .filter_map(|(name, version)| Some((name.clone(), version.as_str()?.to_owned())))
            .collect()
    };
    Some(PackageJson {
        name: value.get("name").and_then(Value::as_str).map(str::to_owned),
        dependencies: versions("dependencies"),
        dev_dependencies: versions("devDependencies"),
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

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
    fn broken_and_missing_neighbours_are_none() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        assert_eq!(neighbours(&folder.path().join("f.yml")).package_json, None);
        fs::write(folder.path().join("package.json"), "{")?;
        let project = neighbours(&folder.path().join("other.yml"));
        assert_eq!((project.package_json, project.file_name), (None, None));
        Ok(())
    }
}

//! What the caller found beside the file. Rules read no files; they see this.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::FileName;

/// The neighbourhood of an f.yml, as far as the caller could see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// The name of the file itself; `None` for text without a file.
    pub file_name: Option<FileName>,
    /// Which of the four names exist in the same folder, the file itself included.
    pub spec_files: BTreeSet<FileName>,
    /// `package.json` of the same folder; `None` if there is none or it could not be read.
    pub package_json: Option<PackageJson>,
    /// Names of the files and folders in the same folder.
    pub root_entries: BTreeSet<String>,
    /// Names of environment variables that are set and not empty; `None` if nobody looked.
    pub environment: Option<BTreeSet<String>>,
}

/// The part of a `package.json` that matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackageJson {
    /// `name`, with its scope.
    pub name: Option<String>,
    /// `dependencies`: name to version range.
    pub dependencies: BTreeMap<String, String>,
    /// `devDependencies`.
    pub dev_dependencies: BTreeMap<String, String>,
}

impl Project {
    /// The major version of `@midwayjs/faas` that package.json asks for; `None` if it is not there or names no number.
    pub fn faas_major(&self) -> Option<u32> {
        self.package_json.as_ref()?.major_of("@midwayjs/faas")
    }
}

impl PackageJson {
    /// The version range of a dependency of either kind.
    pub fn version_of(&self, package: &str) -> Option<&str> {
        self.dependencies
            .get(package)
            .or_else(|| self.dev_dependencies.get(package))
            .map(String::as_str)
    }

    /// The major version that a dependency's range begins with; `None` if it names no number (`latest`).
    pub fn major_of(&self, package: &str) -> Option<u32> {
        let range = self.version_of(package)?;
        let number = range.trim_start_matches(|c: char| !c.is_ascii_digit());
        number
            .split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    }

    /// Whether the project is of Midway 2 or later, where the CLI takes functions from decorators as well.
    pub fn has_decorators(&self) -> bool {
        ["@midwayjs/faas", "@midwayjs/core", "@midwayjs/decorator"]
            .iter()
            .any(|package| self.major_of(package) >= Some(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_faas(range: &str) -> PackageJson {
        PackageJson {
            dependencies: BTreeMap::from([("@midwayjs/faas".to_owned(), range.to_owned())]),
            ..PackageJson::default()
        }
    }

    #[test]
    fn decorators_count_from_midway_2_on() {
        for (range, expected) in [
            ("^2.3.0", true),
            (">=3", true),
            ("~1.2.0", false),
            ("latest", false),
        ] {
            assert_eq!(with_faas(range).has_decorators(), expected, "{range}");
        }
        assert!(!PackageJson::default().has_decorators());
    }

    #[test]
    fn the_major_version_is_read_from_any_range() {
        for (range, major) in [
            ("^2.3.0", Some(2)),
            (">=3", Some(3)),
            ("1.2.17", Some(1)),
            ("latest", None),
            ("", None),
        ] {
            let project = Project {
                package_json: Some(with_faas(range)),
                ..Project::default()
            };
            assert_eq!(project.faas_major(), major, "{range}");
        }
    }
}

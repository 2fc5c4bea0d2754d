//! What the caller found beside the file. Rules read no files; they see this.

mod declared;
mod lock;
mod package_json;
mod toolchain;
mod version;

use std::collections::BTreeSet;

pub use declared::Declared;
pub use lock::{LOCK_FILES, locked_version};
pub use package_json::{Invocation, PackageJson};
pub use toolchain::{Tool, Toolchain};
pub use version::Version;

use crate::model::FileName;
use crate::syntax::{Document, Text};

/// The neighbourhood of an f.yml, as far as the caller could see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// The name of the file itself; `None` for text without a file.
    pub file_name: Option<FileName>,
    /// Which of the four names exist in the same folder, the file itself included.
    pub spec_files: BTreeSet<FileName>,
    /// `package.json` of the same folder; `None` if there is none or it could not be read.
    pub package_json: Option<PackageJson>,
    /// The toolchain that the project uses.
    pub toolchain: Toolchain,
    /// Whether `tsconfig.json` of the same folder is JSON without comments; `None` if there is none.
    pub tsconfig_is_json: Option<bool>,
    /// Names of the files and folders in the same folder.
    pub root_entries: BTreeSet<String>,
    /// Names of what lies in the folder `cloudfunctions`, which packaging for wechat writes.
    pub cloud_functions: BTreeSet<String>,
    /// Names of environment variables that are set and not empty; `None` if nobody looked.
    pub environment: Option<BTreeSet<String>>,
    /// The functions that decorators declare; `None` if nobody looked.
    pub declared: Option<Declared>,
}

/// The folder that packaging for wechat writes.
pub const CLOUD_FUNCTIONS: &str = "cloudfunctions";

impl Project {
    /// Concludes from the names beside the file (`root_entries`) and from the texts of some of them, which `read`
    /// gives by name: [`LOCK_FILES`] may come from a folder above.
    pub fn of(
        file_name: Option<FileName>,
        root_entries: BTreeSet<String>,
        read: impl Fn(&str) -> Option<String>,
    ) -> Project {
        let package_json = read("package.json").and_then(|text| PackageJson::parse(&text));
        let lock = LOCK_FILES.into_iter().find_map(&read);
        let locked = |package: &str| locked_version(lock.as_deref()?, package);
        let has_s_yaml = ["s.yaml", "s.yml"]
            .iter()
            .any(|name| root_entries.contains(*name));
        Project {
            file_name,
            spec_files: FileName::ALL
                .into_iter()
                .filter(|name| root_entries.contains(name.as_str()))
                .collect(),
            toolchain: Toolchain::of(package_json.as_ref(), locked, has_s_yaml),
            tsconfig_is_json: read("tsconfig.json")
                .map(|text| serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok()),
            package_json,
            root_entries,
            cloud_functions: BTreeSet::new(),
            environment: None,
            declared: None,
        }
    }

    /// A document, as the project's toolchain reads it.
    pub fn document(&self, text: &str) -> Document {
        Document::of(Text::new(text), self.toolchain.dialect(), None)
    }

    /// Whether the CLI merges the functions of decorators into those of the file: from Midway 2 on, by package.json.
    pub fn has_decorators(&self) -> bool {
        self.package_json
            .as_ref()
            .is_some_and(PackageJson::has_decorators)
    }

    /// The major version of `@midwayjs/faas` that package.json asks for; `None` if it is not there or names no number.
    pub fn faas_major(&self) -> Option<u32> {
        self.package_json.as_ref()?.major_of("@midwayjs/faas")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_facts() {
        let names = [
            "f.yml",
            "package.json",
            "tsconfig.json",
            "yarn.lock",
            "s.yaml",
        ];
        let project = Project::of(
            Some(FileName::FYml),
            names.map(str::to_owned).into(),
            |name| {
                let text = match name {
                    "package.json" => r#"{"devDependencies": {"@midwayjs/cli": "^1.0.0"}}"#,
                    "yarn.lock" => "\"@midwayjs/cli@^1.0.0\":\n  version \"1.3.1\"\n",
                    "tsconfig.json" => "{\n  // strict\n}",
                    _ => return None,
                };
                Some(text.to_owned())
            },
        );
        assert_eq!(project.toolchain.version, Some(Version::new(1, 3, 1)));
        assert!(project.toolchain.deploys_by_s_yaml);
        assert_eq!(project.tsconfig_is_json, Some(false));
        assert_eq!(project.spec_files, [FileName::FYml].into());
    }
}

//! Files that values name.

use std::path::{Path, PathBuf};

/// The endings that `require` tries.
const MODULE_ENDINGS: [&str; 6] = ["", ".js", ".ts", "/index.js", "/index.ts", "/package.json"];

/// The file or folder `name`, seen from `folder`, if it exists.
pub fn existing(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = plain(folder, name);
    path.exists().then_some(path)
}

/// The file that `require(name)` loads in `folder`, if it exists.
pub fn existing_module(folder: &Path, name: &str) -> Option<PathBuf> {
    let candidates = MODULE_ENDINGS.iter();
    candidates
        .map(|ending| plain(folder, &format!("{}{ending}", name.trim_end_matches('/'))))
        .find(|path| path.is_file())
}

/// The `package.json` of an installed package, seen from `folder` as Node.js looks for it.
pub fn existing_package(folder: &Path, name: &str) -> Option<PathBuf> {
    folder.ancestors().find_map(|above| {
        let path = above.join("node_modules").join(name).join("package.json");
        path.is_file().then_some(path)
    })
}

/// `name` seen from `folder`, without `.` in it.
fn plain(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for part in Path::new(name).components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use super::*;

    #[test]
    fn names_lead_to_files_that_exist() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let root = folder.path();
        fs::create_dir_all(root.join("plugin"))?;
        fs::create_dir_all(root.join("node_modules/@a/b"))?;
        fs::create_dir_all(root.join("deep/er"))?;
        for name in [
            "plugin/index.js",
            "one.ts",
            "node_modules/@a/b/package.json",
        ] {
            fs::write(root.join(name), "")?;
        }
        assert_eq!(
            existing_module(root, "./plugin"),
            Some(root.join("plugin/index.js"))
        );
        assert_eq!(existing_module(root, "one"), Some(root.join("one.ts")));
        assert_eq!(existing_module(root, "two"), None);
        assert_eq!(
            existing(&root.join("deep"), "../plugin/"),
            Some(root.join("plugin"))
        );
        assert_eq!(existing(root, "gone"), None);
        let package = root.join("node_modules/@a/b/package.json");
        assert_eq!(
            existing_package(&root.join("deep/er"), "@a/b"),
            Some(package)
        );
        assert_eq!(existing_package(root, "c"), None);
        Ok(())
    }
}

//! The files and folders in a folder of a project.

use std::path::{Component, Path};

/// How many entries of one folder are looked at. A list of more helps nobody.
const MOST: usize = 1_000;

/// Folders that are nobody's to list.
const HIDDEN: [&str; 3] = [".git", ".hg", ".svn"];

/// The names in `folder`, a path relative to `root` (`""` for `root` itself), in order, each with whether it is a
/// folder. Nothing if the path leads out of `root` or cannot be read.
pub fn entries(root: &Path, folder: &str) -> Vec<(String, bool)> {
    let relative = Path::new(folder);
    let stays_inside = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !stays_inside {
        return Vec::new();
    }
    let read = std::fs::read_dir(root.join(relative)).into_iter().flatten();
    let mut found: Vec<(String, bool)> = read
        .flatten()
        .take(MOST)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.path().is_dir();
            Some((name, is_folder))
        })
        .filter(|(name, _)| !HIDDEN.contains(&name.as_str()))
        .collect();
    found.sort_by(|(a, a_is_folder), (b, b_is_folder)| {
        b_is_folder.cmp(a_is_folder).then_with(|| a.cmp(b))
    });
    found
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn folders_come_first_and_nothing_outside_is_seen() -> std::io::Result<()> {
        let outside = tempfile::tempdir()?;
        let root = outside.path().join("shop");
        fs::create_dir_all(root.join("public/图片"))?;
        fs::create_dir_all(root.join(".git"))?;
        fs::write(root.join("a.txt"), "")?;
        fs::write(root.join("public/index.html"), "")?;
        let named = |folder: &str| entries(&root, folder);
        assert_eq!(
            named(""),
            [("public".to_owned(), true), ("a.txt".to_owned(), false)]
        );
        assert_eq!(
            named("public"),
            [("图片".to_owned(), true), ("index.html".to_owned(), false)]
        );
        for elsewhere in ["..", "public/../..", "/", "missing", "a.txt", "\0"] {
            assert_eq!(named(elsewhere), [], "{elsewhere:?}");
        }
        Ok(())
    }
}

//! `cargo xtask generate`: files that come out of the tables.

use std::fs;
use std::path::PathBuf;

use crate::steps::{Outcome, root};
use crate::{dependencies, readme};

/// Every generated file with its content, by path from the workspace's folder.
fn files() -> Result<Vec<(String, String)>, String> {
    let schemas = fyml_schema::json_schema::files();
    let schemas = schemas
        .into_iter()
        .map(|(name, text)| (format!("schema/json/{name}"), text));
    Ok(schemas
        .chain(fyml::cli::docs::pages())
        .chain(readme::pages()?)
        .chain([dependencies::page()?])
        .collect())
}

/// Folders that hold nothing but generated files: what is in there and not generated is stale.
const FOLDERS: &[&str] = &["schema/json", "docs/rules", "docs/zh-CN/rules"];

/// Writes them all and removes what is no longer generated.
pub fn write() -> Outcome {
    let files = files()?;
    for (path, text) in &files {
        let path = root().join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    for path in leftovers(&files) {
        fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    println!("{} files written", files.len());
    Ok(())
}

/// Fails if a generated file differs from what is checked in.
pub fn check() -> Outcome {
    let files = files()?;
    let mut stale: Vec<String> = files
        .iter()
        .filter(|(path, text)| fs::read_to_string(root().join(path)).ok().as_ref() != Some(text))
        .map(|(path, _)| path.clone())
        .collect();
    stale.extend(
        leftovers(&files)
            .iter()
            .map(|path| path.display().to_string()),
    );
    if stale.is_empty() {
        println!("{} generated files are up to date", files.len());
        return Ok(());
    }
    Err(format!(
        "stale, run `cargo xtask generate`:\n  {}",
        stale.join("\n  ")
    ))
}

fn leftovers(files: &[(String, String)]) -> Vec<PathBuf> {
    let mut left = Vec::new();
    for folder in FOLDERS {
        let Ok(entries) = fs::read_dir(root().join(folder)) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if !files.iter().any(|(path, _)| *path == name) {
                left.push(entry.path());
            }
        }
    }
    left
}

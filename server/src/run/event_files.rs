//! Files beside the f.yml that belong to its functions: events in `test/events/`, tests in `test/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// How large a file of an event may be, in bytes.
const MAX_BYTES: u64 = 1_000_000;
/// How many names of a folder are looked at.
const MAX_ENTRIES: usize = 2_000;

/// An event that somebody has written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFile {
    /// Its name: `index.json`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// The events for a function: `test/events/FUNCTION.json` first, then `FUNCTION.….json`, `FUNCTION-….json` and
/// `FUNCTION_….json` by name.
pub fn event_files(folder: &Path, function: &str) -> Vec<EventFile> {
    let events = folder.join("test").join("events");
    let mut names: Vec<String> = names(&events)
        .into_iter()
        .filter(|name| {
            // compared, never joined to a path: a function may be called `../x`
            let rest = name
                .strip_suffix(".json")
                .and_then(|stem| stem.strip_prefix(function));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']))
        })
        .collect();
    names.sort_by_key(|name| (name.len() != function.len() + ".json".len(), name.clone()));
    let file = |name: String| EventFile {
        path: events.join(&name),
        name,
    };
    names.into_iter().map(file).collect()
}

/// The event in a file; `None` if it cannot be read or is no JSON.
pub fn read_event(file: &EventFile) -> Option<Value> {
    let is_small = fs::metadata(&file.path).is_ok_and(|file| file.len() <= MAX_BYTES);
    if !is_small {
        return None;
    }
    let source = crate::project::read(&file.path).ok()?;
    serde_json::from_str(&source.text).ok()
}

/// The test files in `test/` itself, by name.
pub fn test_files(folder: &Path) -> BTreeSet<String> {
    let is_test = |name: &String| name.ends_with(".test.ts") || name.ends_with(".test.js");
    names(&folder.join("test"))
        .into_iter()
        .filter(is_test)
        .collect()
}

/// The test file of a function, from the project's folder: `test/FUNCTION.test.ts`.
pub fn test_file(tests: &BTreeSet<String>, function: &str) -> Option<String> {
    let mut names = ["ts", "js"]
        .map(|extension| format!("{function}.test.{extension}"))
        .into_iter();
    names
        .find(|name| tests.contains(name))
        .map(|name| format!("test/{name}"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .take(MAX_ENTRIES)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_and_tests_belong_to_functions_by_name() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        let events = root.path().join("test/events");
        fs::create_dir_all(&events)?;
        for name in [
            "index.json",
            "index.big.json",
            "index-a.json",
            "indexes.json",
            "user.json",
            "index.txt",
        ] {
            fs::write(events.join(name), "{\"a\": 1}")?;
        }
        fs::write(root.path().join("test/index.test.ts"), "")?;
        let found = event_files(root.path(), "index");
        let names: Vec<_> = found.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["index.json", "index-a.json", "index.big.json"]);
        assert_eq!(read_event(&found[0]), Some(serde_json::json!({"a": 1})));
        assert!(event_files(root.path(), "../events/index").is_empty());

        let tests = test_files(root.path());
        assert_eq!(
            test_file(&tests, "index").as_deref(),
            Some("test/index.test.ts")
        );
        assert_eq!(test_file(&tests, "user"), None);
        Ok(())
    }
}

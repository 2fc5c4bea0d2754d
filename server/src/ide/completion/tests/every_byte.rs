//! At every byte of real and half-typed files, whatever is offered leaves a valid file valid.

use std::path::{Path, PathBuf};

use super::{World, oracle};

/// The files below a folder of the repository.
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        let path = if path.is_dir() { path.join("f.yml") } else { path };
        if path.extension().is_some_and(|extension| extension == "yml") {
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            found.push((path, text));
        }
    }
    found.sort();
    found
}

fn try_every_byte(text: &str, report: &mut Vec<String>) -> usize {
    let mut tried = 0;
    for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        let mut marked = text.to_owned();
        marked.insert_str(at, "$0");
        match oracle::tried(&World::of(&marked)) {
            Ok(count) => tried += count,
            Err(what) => report.push(what),
        }
    }
    tried
}

#[test]
fn valid_examples_stay_valid() {
    let mut report = Vec::new();
    let mut tried = 0;
    for folder in ["examples", "examples/broken", "tests/fixtures/half_typed"] {
        for (_, text) in files(folder) {
            if oracle::errors(&text) == 0 {
                tried += try_every_byte(&text, &mut report);
            }
        }
    }
    let first: Vec<_> = report.iter().take(20).map(String::as_str).collect();
    assert!(report.is_empty(), "{} times:\n{}", report.len(), first.join("\n---\n"));
    assert!(tried > 10_000, "{tried}");
}

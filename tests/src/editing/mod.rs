//! Truth under editing: whatever was typed before, the server says about a text what it would say had it just been
//! opened.

mod compare;
mod generate;
mod reference;
mod shrink;
mod start;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

pub use compare::{Checker, Difference, PLACES, capabilities};
pub use generate::Editor;
pub use reference::Change;
pub use start::documents;

/// A document and what happened to it.
#[derive(Debug, Clone)]
pub struct Sequence {
    /// The text that was opened.
    pub text: String,
    /// What each `didChange` brought.
    pub edits: Vec<Edit>,
}

/// What one `didChange` brings, and where the editor then asks.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The changes, each about the text that the one before leaves.
    pub changes: Vec<Change>,
    /// Byte offsets of questions about places, clamped to the text.
    pub places: Vec<usize>,
}

impl Sequence {
    /// Plays it; the first difference between what the server says and what it says of the same text newly opened.
    pub fn play(&self, checker: &mut Checker<'_>) -> Option<Difference> {
        let mut text = self.text.clone();
        checker.open(&text);
        self.edits.iter().find_map(|edit| {
            for change in &edit.changes {
                change.apply(&mut text);
            }
            checker.edit(edit, &text)
        })
    }

    /// A shorter sequence that still differs, and how.
    pub fn shrunk(&self, checker: &mut Checker<'_>) -> (Sequence, Option<Difference>) {
        shrink::shrink(self, checker)
    }

    /// Writes it among the fixtures, to be replayed by every later run; gives the file's path.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn keep(&self, name: &str) -> PathBuf {
        let edits: Vec<Value> = self
            .edits
            .iter()
            .map(|edit| {
                let changes: Vec<Value> = edit.changes.iter().map(Change::to_json).collect();
                json!({"changes": changes, "places": edit.places})
            })
            .collect();
        let content = json!({"text": self.text, "edits": edits});
        let path = folder().join(format!("{name}.json"));
        let written = serde_json::to_string_pretty(&content).expect("JSON");
        std::fs::write(&path, written + "\n").expect("the fixtures' folder can be written");
        path
    }

    /// The sequences among the fixtures, with their names.
    ///
    /// # Panics
    /// If one is not what [`Sequence::keep`] writes.
    pub fn kept() -> Vec<(String, Sequence)> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder())
            .expect("fixtures are there")
            .map(|file| file.expect("a file").path())
            .collect();
        paths.retain(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        });
        paths.sort();
        paths
            .into_iter()
            .map(|path| {
                let content = std::fs::read_to_string(&path).expect("UTF-8");
                let content: Value = serde_json::from_str(&content).expect("JSON");
                let edits = content["edits"].as_array().expect("a list");
                let edits = edits.iter().map(|edit| Edit {
                    changes: edit["changes"]
                        .as_array()
                        .expect("a list")
                        .iter()
                        .map(Change::from_json)
                        .collect(),
                    places: edit["places"]
                        .as_array()
                        .expect("a list")
                        .iter()
                        .filter_map(|place| usize::try_from(place.as_u64()?).ok())
                        .collect(),
                });
                let sequence = Sequence {
                    text: content["text"].as_str().expect("a text").to_owned(),
                    edits: edits.collect(),
                };
                let name = path.file_stem().unwrap_or_default();
                (name.to_string_lossy().into_owned(), sequence)
            })
            .collect()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/editing")
}

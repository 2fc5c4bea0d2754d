//! What there is to check.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use crate::cli::sentences;
use crate::lint::Message;
use crate::message;
use crate::project;

/// One thing to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Stdin,
    /// A file that the user named.
    Named(PathBuf),
    /// A file found below a folder; the number says which.
    Found(PathBuf, usize),
}

impl Input {
    /// The file, if it is one.
    fn path(&self) -> Option<&Path> {
        match self {
            Input::Stdin => None,
            Input::Named(path) | Input::Found(path, _) => Some(path),
        }
    }

    /// How it is called in every output: with `/` on every system, without a leading `./`, `-` for standard input.
    pub(super) fn shown(&self) -> String {
        match self {
            Input::Stdin => "-".to_owned(),
            Input::Named(path) | Input::Found(path, _) => shown(path),
        }
    }
}

/// Everything there is to check.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// In the order of the arguments, folders in the order of their paths; nothing twice.
    pub list: Vec<Input>,
    /// Arguments and folders that could not be looked at.
    pub complaints: Vec<Message>,
    /// The folders that were named.
    folders: Vec<String>,
    /// Those in which something was found.
    with_files: BTreeSet<usize>,
}

impl Inputs {
    /// Whether standard input is to be read.
    pub(super) fn has_stdin(&self) -> bool {
        self.list.contains(&Input::Stdin)
    }

    /// Notes that an input turned out to be one to check.
    pub(super) fn count(&mut self, input: &Input) {
        if let Input::Found(_, folder) = input {
            self.with_files.insert(*folder);
        }
    }

    /// The folders in which nothing was found.
    pub(super) fn empty_folders(&self) -> impl Iterator<Item = &str> {
        let is_empty = |(index, _): &(usize, &String)| !self.with_files.contains(index);
        let folders = self.folders.iter().enumerate().filter(is_empty);
        folders.map(|(_, folder)| folder.as_str())
    }
}

/// Finds everything that `paths` name; without any, the current folder.
pub(super) fn collect(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    let mut seen = Seen::default();
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    for path in paths {
        if path.as_os_str() == "-" {
            if !inputs.has_stdin() {
                inputs.list.push(Input::Stdin);
            }
        } else if path.is_dir() {
            collect_folder(path, &mut inputs, &mut seen);
        } else if seen.is_new(path, &inputs.list) {
            inputs.list.push(Input::Named(path.clone()));
        }
    }
    inputs
}

fn collect_folder(folder: &Path, inputs: &mut Inputs, seen: &mut Seen) {
    let index = inputs.folders.len();
    inputs.folders.push(shown(folder));
    let (files, errors) = project::files_below(folder);
    for error in errors {
        let path = error.path.as_deref().map_or_else(|| shown(folder), shown);
        let why = sentences::reason(&error.error);
        let (en, zh) = (why.en, why.zh);
        inputs.complaints.push(message!(
            "{path} could not be searched: {en}.",
            "无法搜索 {path}：{zh}。"
        ));
        inputs.with_files.insert(index); // said once is enough
    }
    // room for all at once: what growing leaves behind stays with the process
    inputs.list.reserve_exact(files.len());
    seen.places.reserve(files.len());
    for file in files {
        if seen.is_new(&file, &inputs.list) {
            inputs.list.push(Input::Found(file, index));
        } else {
            inputs.with_files.insert(index);
        }
    }
}

/// Which files are listed already: the place in the list by a hash of their [`identity`], which would take more room
/// than all else that is known of a file.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    places: HashMap<u64, usize>,
}

impl Seen {
    /// Whether a file is none of those in `list`. If so, it is to be added to it.
    fn is_new(&mut self, file: &Path, list: &[Input]) -> bool {
        let identity = identity(file);
        let place = self.places.entry(self.hasher.hash_one(&identity));
        let known = list.get(*place.or_insert(list.len()));
        // two files may have one hash
        known.and_then(Input::path).map(self::identity) != Some(identity)
    }
}

/// What two paths of one file have in common.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn shown(path: &Path) -> String {
    let path = match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest,
        _ => path,
    };
    let text = path.display().to_string();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_plainly() {
        for (path, expected) in [
            ("./a/f.yml", "a/f.yml"),
            ("a/f.yml", "a/f.yml"),
            (".", "."),
            ("../f.yml", "../f.yml"),
            ("/x/f.yml", "/x/f.yml"),
        ] {
            assert_eq!(shown(Path::new(path)), expected);
        }
        assert_eq!(Input::Stdin.shown(), "-");
    }

    #[test]
    fn nothing_is_listed_twice() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("f.yml");
        std::fs::write(&file, "")?;
        let stdin = PathBuf::from("-");
        let paths = [
            file.clone(),
            stdin.clone(),
            folder.path().to_owned(),
            folder.path().join(".").join("f.yml"),
            stdin,
        ];
        let inputs = collect(&paths);
        assert_eq!(inputs.list, [Input::Named(file), Input::Stdin]);
        assert_eq!(inputs.empty_folders().count(), 0);
        Ok(())
    }
}

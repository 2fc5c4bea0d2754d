//! The source files of a project, read once and again only where they change.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use ignore::{DirEntry, WalkBuilder};

use super::walk::SKIPPED_FOLDERS;
use crate::lint::PackageJson;
use crate::source::{self, Grammar, SourceFile, Sources};

/// The most source files of one project that are looked at.
const MAX_FILES: usize = 5_000;

/// The most bytes of source code of one project that are read: 32 MB.
const MAX_TOTAL_BYTES: u64 = 32_000_000;

/// How deep folders are searched.
const MAX_DEPTH: usize = 24;

/// Folders without functions of the project, beside [`SKIPPED_FOLDERS`]: the toolchain leaves them out as well.
const WITHOUT_FUNCTIONS: [&str; 6] = ["test", "tests", "__tests__", "coverage", "run", "logs"];

/// The source files of the project in one folder. Made cheaply; the disk is looked at when somebody asks.
#[derive(Debug)]
pub struct SourceIndex {
    folder: PathBuf,
    is_stale: AtomicBool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, Known>,
    sources: Option<Arc<Sources>>,
    /// When the disk was last looked at.
    looked: Option<Instant>,
}

/// A file as it was when it was read.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    file: Arc<SourceFile>,
}

/// What changes when a file does.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl SourceIndex {
    /// The index of the project whose f.yml lies in `folder`.
    pub fn new(folder: PathBuf) -> SourceIndex {
        SourceIndex {
            folder,
            is_stale: AtomicBool::new(true),
            state: Mutex::default(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says that files may have changed: the next question looks at the disk.
    pub fn invalidate(&self) {
        self.is_stale.store(true, Ordering::Release);
    }

    /// The same if the last look at the disk was longer ago.
    pub fn expire(&self, age: Duration) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let looked = state.looked;
        drop(state);
        if looked.is_none_or(|looked| looked.elapsed() > age) {
            self.invalidate();
        }
    }

    /// What is known without looking at the disk; `None` if nobody has asked yet.
    pub fn known(&self) -> Option<Arc<Sources>> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.sources.clone()
    }

    /// The sources as they are. Reads only files whose time or length has changed, and looks at the disk only if
    /// something may have. The first time may take a while: not for the thread that takes keystrokes.
    pub fn sources(&self) -> Arc<Sources> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        // before looking, so that a change meanwhile is not forgotten
        let is_stale = self.is_stale.swap(false, Ordering::AcqRel);
        match &state.sources {
            Some(sources) if !is_stale => Arc::clone(sources),
            _ => state.renew(&self.folder),
        }
    }
}

impl State {
    fn renew(&mut self, folder: &Path) -> Arc<Sources> {
        self.looked = Some(Instant::now());
        let (found, mut is_cut) = source_files(folder);
        let mut before = std::mem::take(&mut self.files);
        let mut total = 0;
        let mut is_same = before.len() == found.len();
        for path in found {
            let Some(stamp) = Stamp::of(&path) else {
                is_same = false;
                continue;
            };
            total += stamp.length;
            if total > MAX_TOTAL_BYTES {
                is_cut = true;
                is_same = false;
                break;
            }
            let known = match before.remove(&path) {
                Some(known) if known.stamp == stamp => known,
                _ => {
                    is_same = false;
                    let file = Arc::new(read(&path, folder));
                    Known { stamp, file }
                }
            };
            self.files.insert(path, known);
        }
        if let Some(sources) = &self.sources
            && is_same
        {
            return Arc::clone(sources);
        }
        let files = self.files.iter().filter_map(|(path, known)| {
            let relative = relative(path, folder)?;
            Some((relative, Arc::clone(&known.file)))
        });
        let sources = Arc::new(Sources::new(files.collect(), is_cut));
        self.sources = Some(Arc::clone(&sources));
        sources
    }
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(Stamp {
            modified: metadata.modified().ok(),
            length: metadata.len(),
        })
    }
}

/// Reads a file. One without a word of functions is not parsed, unless a handler may name it by its path.
fn read(path: &Path, folder: &Path) -> SourceFile {
    let incomplete = SourceFile {
        is_incomplete: true,
        ..SourceFile::default()
    };
    let is_small = Stamp::of(path).is_some_and(|stamp| stamp.length <= source::MAX_BYTES as u64);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(grammar) = Grammar::of_file_name(&name).filter(|_| is_small) else {
        return incomplete;
    };
    let Ok(source) = super::read(path) else {
        return incomplete;
    };
    if !source::mentions_functions(&source.text) && !is_handler_file(path, folder) {
        return SourceFile::default();
    }
    // spans count from the first character, as editors do: the mark at the beginning is not a part of the text
    source::read(&source.text, grammar)
}

/// Whether a handler can name the file by its path: `a.js`, `src/a.ts`, `src/a/index.ts`.
fn is_handler_file(path: &Path, folder: &Path) -> bool {
    let depth = path
        .strip_prefix(folder)
        .map_or(usize::MAX, |path| path.components().count());
    let is_index = path.file_stem().is_some_and(|stem| stem == "index");
    depth <= 2 || (depth == 3 && is_index)
}

/// The files of a project that may hold functions, in the order of their paths, and whether there are more.
fn source_files(folder: &Path) -> (BTreeSet<PathBuf>, bool) {
    let mut files = BTreeSet::new();
    let roots = source_roots(folder);
    let in_root = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.extend(
        in_root
            .map(|entry| entry.path())
            .filter(|path| is_source_file(path)),
    );
    for root in roots {
        let walk = WalkBuilder::new(&root)
            .require_git(false)
            .max_depth(Some(MAX_DEPTH))
            .filter_entry(|entry| !is_left_out(entry))
            .build();
        for entry in walk.flatten() {
            if files.len() >= MAX_FILES {
                return (files, true);
            }
            if entry.file_type().is_some_and(|kind| !kind.is_dir()) && is_source_file(entry.path())
            {
                files.insert(entry.into_path());
            }
        }
    }
    (files, false)
}

fn is_source_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Grammar::of_file_name(&name).is_some() && path.is_file()
}

fn is_left_out(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let is_named = |names: &[&str]| names.iter().any(|name| entry.file_name() == *name);
    entry.depth() > 0 && is_folder && (is_named(&SKIPPED_FOLDERS) || is_named(&WITHOUT_FUNCTIONS))
}

/// The folders that hold the code: what `tsconfig.json` (`rootDir`), `midway.config.ts` (`source`) and the scripts of
/// `package.json` (`--sourceDir`) name, and `src`; where there is none of them, the whole folder.
fn source_roots(folder: &Path) -> BTreeSet<PathBuf> {
    let config = |name: &str| {
        let source = super::read(&folder.join(name)).ok()?;
        Some(source::object(&source.text))
    };
    let mut named = vec!["src".to_owned()];
    if let Some(config) = config("tsconfig.json") {
        let options = config.get("compilerOptions");
        let root = options.and_then(|options| options.get("rootDir"));
        named.extend(root.and_then(|root| root.as_text()).map(str::to_owned));
    }
    if let Some(config) = config("midway.config.ts") {
        let source = config.get("source").and_then(|source| source.as_text());
        named.extend(source.map(str::to_owned));
    }
    let package = super::read(&folder.join("package.json")).ok();
    if let Some(package) = package.and_then(|package| PackageJson::parse(&package.text)) {
        let calls = package.invocations().into_iter();
        named.extend(calls.filter_map(|call| call.option(&["--sourceDir"]).map(str::to_owned)));
    }
    let mut roots: BTreeSet<PathBuf> = BTreeSet::new();
    for name in named {
        let name = name.trim_start_matches("./").trim_end_matches('/');
        // the project's own folder is meant to hold more than code, and what lies outside is not the project's
        let is_inside =
            !name.is_empty() && name != "." && !name.split(['/', '\\']).any(|part| part == "..");
        let root = folder.join(name);
        if is_inside && Path::new(name).is_relative() && root.is_dir() {
            roots.insert(root);
        }
    }
    if roots.is_empty() {
        roots.insert(folder.to_owned());
    }
    // a folder in another one is searched with it
    let all = roots.clone();
    roots.retain(|root| {
        !all.iter()
            .any(|other| other != root && root.starts_with(other))
    });
    roots
}

fn relative(path: &Path, folder: &Path) -> Option<String> {
    let parts = path.strip_prefix(folder).ok()?.components();
    let parts: Vec<String> = parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use super::*;

    fn write(folder: &Path, name: &str, text: &str) -> io::Result<()> {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)
    }

    fn paths(index: &SourceIndex) -> Vec<String> {
        let sources = index.sources();
        sources.files().map(|(path, _)| path.to_owned()).collect()
    }

    fn handlers(index: &SourceIndex) -> Vec<String> {
        let sources = index.sources();
        let functions = sources.functions();
        functions
            .map(|found| found.function.handler.clone())
            .collect()
    }

    const FUNC: &str = "@Func('a.b')\nexport class A { handler() {} }\n";

    #[test]
    fn the_source_folder_and_the_root_are_read() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        for name in [
            "src/a.ts",
            "src/deep/er/b.ts",
            "src/a.d.ts",
            "src/test/c.ts",
            "index.js",
            "node_modules/x/index.js",
            "dist/a.js",
            ".serverless/a.js",
            "other/d.ts",
            "src/ignored/e.ts",
        ] {
            write(folder.path(), name, FUNC)?;
        }
        write(folder.path(), ".gitignore", "ignored/\n")?;
        let index = SourceIndex::new(folder.path().to_owned());
        assert!(index.known().is_none());
        assert_eq!(paths(&index), ["index.js", "src/a.ts", "src/deep/er/b.ts"]);
        assert!(index.known().is_some());
        Ok(())
    }

    #[test]
    fn configurations_name_other_folders() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        write(folder.path(), "code/a.ts", FUNC)?;
        write(folder.path(), "apis/b.ts", FUNC)?;
        write(folder.path(), "other/c.ts", FUNC)?;
        write(
            folder.path(),
            "tsconfig.json",
            "// note\n{\n  \"compilerOptions\": {\n    /* x */ \"rootDir\": \"./code/\",\n  },\n}\n",
        )?;
        write(
            folder.path(),
            "midway.config.ts",
            "import { defineConfig } from 'x';\nexport default defineConfig({\n  source: 'apis',\n});\n",
        )?;
        let index = SourceIndex::new(folder.path().to_owned());
        assert_eq!(
            paths(&index),
            ["apis/b.ts", "code/a.ts", "midway.config.ts"]
        );
        Ok(())
    }

    #[test]
    fn scripts_name_another_folder() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let root = folder.path();
        let index = SourceIndex::new(root.to_owned());
        write(root, "server/a.ts", "export class A {}")?;
        write(root, "web/b.ts", "export class B {}")?;
        for script in [
            "midway-bin dev --ts --sourceDir=./server",
            "f deploy --sourceDir server/",
        ] {
            let package = format!("{{\"scripts\": {{\"dev\": \"NODE_ENV=local {script}\"}}}}");
            write(root, "package.json", &package)?;
            index.invalidate();
            assert_eq!(paths(&index), ["server/a.ts"], "{script}");
        }
        write(
            root,
            "package.json",
            "{\"scripts\": {\"dev\": \"f deploy --sourceDir ../server\"}}",
        )?;
        index.invalidate();
        assert_eq!(paths(&index), ["server/a.ts", "web/b.ts"]);
        Ok(())
    }

    #[test]
    fn a_project_without_source_folder_is_read_whole() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        write(folder.path(), "lambda/a.ts", FUNC)?;
        write(
            folder.path(),
            "tsconfig.json",
            "{\"compilerOptions\": {\"rootDir\": \"..\"}}",
        )?;
        let index = SourceIndex::new(folder.path().to_owned());
        assert_eq!(paths(&index), ["lambda/a.ts"]);
        Ok(())
    }

    #[test]
    fn only_what_changed_is_read_again() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        write(folder.path(), "src/a.ts", FUNC)?;
        write(folder.path(), "src/b.ts", "@Func('b.b') class B {}")?;
        let index = SourceIndex::new(folder.path().to_owned());
        let first = index.sources();
        assert!(
            Arc::ptr_eq(&first, &index.sources()),
            "nobody said that anything changed"
        );
        index.invalidate();
        assert!(Arc::ptr_eq(&first, &index.sources()), "nothing has changed");
        let file = |sources: &Sources, path: &str| sources.file(path).map(std::ptr::from_ref);
        write(folder.path(), "src/b.ts", "@Func('b.changed') class B {}")?;
        assert_eq!(handlers(&index), ["a.b", "b.b"], "nobody said so");
        index.invalidate();
        assert_eq!(handlers(&index), ["a.b", "b.changed"]);
        assert_eq!(file(&first, "src/a.ts"), file(&index.sources(), "src/a.ts"));
        fs::remove_file(folder.path().join("src/a.ts"))?;
        index.invalidate();
        assert_eq!(handlers(&index), ["b.changed"]);
        Ok(())
    }

    #[test]
    fn what_cannot_be_read_is_incomplete() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        write(
            folder.path(),
            "src/long.ts",
            &" ".repeat(source::MAX_BYTES + 1),
        )?;
        fs::write(folder.path().join("src/odd.ts"), b"\xff\xff@Func('a.b')")?;
        let index = SourceIndex::new(folder.path().to_owned());
        assert!(index.sources().is_incomplete());
        let missing = SourceIndex::new(folder.path().join("missing"));
        assert_eq!(missing.sources().files().count(), 0);
        Ok(())
    }
}

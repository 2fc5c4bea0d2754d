//! The arrows between the rooms point one way (ARCHITECTURE.md). This reads the sources and holds it so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms it may know. Everything may know the schema crate and the standard library.
const ROOMS: &[(&str, &[&str])] = &[
    ("cores", &[]),
    ("syntax", &["syntax", "cores"]),
    ("source", &["source", "syntax"]),
    ("model", &["model", "syntax"]),
    (
        "lint",
        &["lint", "model", "source", "syntax", "message", "cores"],
    ),
    ("deploy", &["deploy", "model", "syntax"]),
    (
        "port",
        &["port", "lint", "model", "syntax", "analysis", "message"],
    ),
    (
        "ide",
        &[
            "ide", "deploy", "port", "lint", "model", "source", "syntax", "analysis", "message",
        ],
    ),
    ("project", &["project", "lint", "model", "source", "syntax"]),
    (
        "run",
        &["run", "project", "lint", "model", "syntax", "message"],
    ),
    ("analysis", &["analysis", "lint", "model", "syntax"]),
    (
        "lsp",
        &[
            "lsp", "ide", "port", "lint", "model", "source", "syntax", "project", "run",
            "analysis", "message",
        ],
    ),
    (
        "cli",
        &[
            "cli", "ide", "port", "lint", "model", "syntax", "project", "run", "analysis",
            "message", "lsp",
        ],
    ),
];

/// Crates that only some rooms may touch.
const CRATES: &[(&str, &[&str])] = &[
    ("lsp_types", &["lsp"]),
    ("tower_lsp", &["lsp"]),
    ("tokio", &["lsp"]),
    ("clap", &["cli"]),
    ("annotate_snippets", &["cli"]),
    ("ignore", &["cli", "project"]),
    ("tree_sitter", &["syntax", "source"]),
    ("tree_sitter_typescript", &["source"]),
    ("tree_sitter_yaml", &["syntax"]),
    ("jsonschema", &["lint"]),
    ("process_wrap", &["run"]),
];

/// Rooms whose answers depend on nothing but what they are given.
const NO_IO: &[&str] = &["syntax", "source", "model", "lint", "deploy", "port", "ide"];

#[test]
fn rooms_know_only_what_they_may() {
    let mut wrong = Vec::new();
    let mut files = 0;
    for (room, may) in ROOMS {
        for path in sources(room) {
            files += 1;
            let text = code(&path);
            for (line, known) in crate_paths(&text) {
                if !may.contains(&known) {
                    wrong.push(format!(
                        "{}:{line}: `{room}` must not know `{known}`",
                        path.display()
                    ));
                }
            }
            for (name, rooms) in CRATES {
                let used = text.lines().any(|line| line.contains(&format!("{name}::")));
                if used && !rooms.contains(room) {
                    wrong.push(format!("{}: `{name}` belongs to {rooms:?}", path.display()));
                }
            }
            for io in [
                "std::fs",
                "std::net",
                "std::process",
                "std::env",
                "std::time::Instant",
            ] {
                if NO_IO.contains(room) && text.contains(io) {
                    wrong.push(format!(
                        "{}: `{room}` does no IO, found `{io}`",
                        path.display()
                    ));
                }
            }
        }
    }
    assert!(files > 40, "the sources were not found: {files} files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("architecture: {files} files, all arrows point one way");
}

/// Files that open a connection: both look whether a port of this machine is free or answers.
const LOOPBACK: &[&str] = &["lsp/run_request.rs", "lsp/run_thread.rs"];

/// No network: what a local run needs is asked of this machine, and of nobody else.
#[test]
fn nobody_is_spoken_to_over_a_network() {
    let mut found = Vec::new();
    let mut everything = Vec::new();
    walk(&server_src(), &mut everything);
    for path in everything {
        let text = code(&path);
        let means = [
            "std::net",
            "tokio::net",
            "TcpStream",
            "TcpListener",
            "UdpSocket",
        ];
        if means.iter().any(|means| text.contains(means)) {
            let path = path.strip_prefix(server_src()).unwrap().to_owned();
            assert!(
                text.contains("\"127.0.0.1\"") || text.contains("[127, 0, 0, 1]"),
                "{path:?} names no address of this machine"
            );
            found.push(path);
        }
    }
    found.sort();
    assert_eq!(
        found,
        LOOPBACK.iter().map(PathBuf::from).collect::<Vec<_>>()
    );
}

/// Facts about clouds have one home. A runtime or a region spelt out elsewhere would be a second one.
#[test]
fn facts_are_written_in_the_schema_only() {
    let mut wrong = Vec::new();
    // `custom` is a runtime and also a key of f.yml; the key may be named
    let runtimes = fyml_schema::RUNTIMES
        .iter()
        .filter(|runtime| runtime.node > 0)
        .map(|runtime| format!("\"{}\"", runtime.id));
    let regions = fyml_schema::REGIONS
        .iter()
        .map(|region| format!("\"{}\"", region.id));
    let facts: Vec<String> = runtimes.chain(regions).collect();
    for (room, _) in ROOMS {
        for path in sources(room) {
            let text = code(&path);
            for fact in &facts {
                if let Some(line) = text.lines().position(|line| line.contains(fact.as_str())) {
                    wrong.push(format!("{}:{}: {fact}", path.display(), line + 1));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "facts outside schema/:\n{}",
        wrong.join("\n")
    );
}

fn server_src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src")
}

fn sources(room: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(&server_src().join(room), &mut found);
    let single = server_src().join(format!("{room}.rs"));
    if single.exists() {
        found.push(single);
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            // tests may read what they like
            if !path.ends_with("tests") {
                walk(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A file's text without comments and without its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or("");
    let lines = before_tests
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Every `crate::room` with its line.
fn crate_paths(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (index, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.contains("$crate::"))
    {
        for part in line.split("crate::").skip(1) {
            let end = part
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(part.len());
            if end > 0 {
                found.push((index + 1, &part[..end]));
            }
        }
    }
    found
}

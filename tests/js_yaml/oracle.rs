//! Asking the real js-yaml.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What js-yaml makes of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Its value, encoded as oracle.js says.
    Value(Value),
    /// It threw.
    Error {
        /// Its words.
        reason: String,
        /// The line its mark names, from 0; none for errors without a mark.
        line: Option<u64>,
        /// Whether this was no `YAMLException` but an accident of JavaScript.
        foreign: bool,
    },
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("js_yaml")
}

/// Installs the two packages from the lock file, once: the tests of one file run side by side.
pub fn install() {
    static INSTALLED: std::sync::Once = std::sync::Once::new();
    INSTALLED.call_once(install_packages);
}

fn install_packages() {
    let folder = folder();
    let is_there = ["js-yaml3", "js-yaml4"].iter().all(|name| {
        folder
            .join("node_modules")
            .join(name)
            .join("package.json")
            .exists()
    });
    if is_there {
        return;
    }
    let outcome = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .status();
    let status = outcome.expect("this test needs Node.js 20 and npm to ask the real js-yaml");
    assert!(status.success(), "`npm ci` failed in {}", folder.display());
}

/// Asks one package about many documents in one process.
pub fn ask(package: &str, documents: &[String]) -> Vec<Answer> {
    let mut node = Command::new("node")
        .args(["oracle.js", package])
        .env("TZ", "UTC")
        .current_dir(folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test needs Node.js 20");
    let mut stdin = node.stdin.take().expect("node has a stdin");
    let input: String = documents
        .iter()
        .map(|text| serde_json::to_string(text).expect("text is JSON") + "\n")
        .collect();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = node.wait_with_output().expect("node answers");
    writer.join().expect("writer ends").expect("node reads");
    assert!(output.status.success(), "oracle.js failed");
    let answers: Vec<Answer> = String::from_utf8(output.stdout)
        .expect("oracle.js writes UTF-8")
        .lines()
        .map(|line| read_answer(&serde_json::from_str(line).expect("oracle.js writes JSON")))
        .collect();
    assert_eq!(answers.len(), documents.len());
    answers
}

fn read_answer(answer: &Value) -> Answer {
    match answer.get("error") {
        Some(error) => Answer::Error {
            reason: error["reason"].as_str().unwrap_or_default().to_owned(),
            line: error["line"].as_u64(),
            foreign: error["foreign"] == true,
        },
        None => Answer::Value(answer["value"].clone()),
    }
}

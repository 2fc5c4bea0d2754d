//! A run's outcome in the protocol's words: the `RunResult` of the contract, diagnostics in source files, and one short
//! text for people.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fyml_schema::Lang;
use lsp_types::{Diagnostic, DiagnosticSeverity, Location, Range, Uri};
use serde_json::{Map, Value, json};

use super::convert_out::position;
use super::uri;
use crate::lint::Message;
use crate::project;
use crate::run::outcome::status_code;
use crate::run::{Outcome, Output, Place, PlaceKind};
use crate::syntax::{self, Encoding, Span, Text};

/// How long the answer in a short text may be, in characters.
const SHOWN_ANSWER: usize = 600;

/// Everything that is told of a run that is over.
pub struct Ended<'a> {
    /// Its number.
    pub run: u64,
    /// `invoke index`.
    pub what: &'a str,
    /// What came of it.
    pub outcome: &'a Outcome,
    /// What was printed.
    pub output: &'a Output,
    /// How long it took.
    pub duration: Duration,
    /// The event that was passed.
    pub input: Option<&'a Value>,
    /// What was told before it began.
    pub notes: &'a [Message],
    /// Where to look when the output names no place: the function's handler in the f.yml.
    pub handler: Option<&'a Location>,
}

impl Ended<'_> {
    /// The `RunResult`. Besides what the contract names: `runId`, `input`, `notes`, and `problems`, the places in the
    /// source that the output names.
    pub fn result(&self, lang: Lang, sources: &mut Sources) -> Value {
        let outcome = self.outcome;
        let mut result = Map::new();
        result.insert("ok".to_owned(), json!(outcome.is_ok));
        result.insert("exitCode".to_owned(), json!(outcome.exit_code));
        let millis = u64::try_from(self.duration.as_millis()).unwrap_or(u64::MAX);
        result.insert("durationMs".to_owned(), json!(millis));
        result.insert("output".to_owned(), json!(self.output.all));
        result.insert("runId".to_owned(), json!(self.run));
        let mut optional = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                result.insert(name.to_owned(), value);
            }
        };
        optional("result", outcome.result.clone());
        let error = outcome.error.as_ref().map(|error| error.get(lang));
        optional("error", error.map(Value::from));
        optional("location", self.location(sources).map(|place| json!(place)));
        optional("input", self.input.cloned());
        let notes: Vec<&str> = self.notes.iter().map(|note| note.get(lang)).collect();
        optional("notes", (!notes.is_empty()).then(|| json!(notes)));
        let problems: Vec<Value> = outcome
            .places
            .iter()
            .map(|place| {
                let location = sources.location(place);
                json!({"uri": location.uri, "range": location.range, "message": place.message, "code": place.code})
            })
            .collect();
        optional("problems", (!problems.is_empty()).then(|| json!(problems)));
        Value::Object(result)
    }

    /// Where the error is.
    pub fn location(&self, sources: &mut Sources) -> Option<Location> {
        let error = self.outcome.error.as_ref()?;
        match &self.outcome.location {
            Some(place) => Some(sources.location(place)),
            // `function handler = index.handler not found`
            None if error.en.contains("handler") && error.en.contains("not found") => {
                self.handler.cloned()
            }
            None => None,
        }
    }

    /// One short text: how it went and what came out.
    pub fn summary(&self, lang: Lang, folder: &Path) -> String {
        let seconds = self.duration.as_secs_f32();
        let what = self.what;
        let text = match &self.outcome.error {
            Some(error) => {
                let place = self.outcome.location.as_ref().map(|place| {
                    let file = place.file.strip_prefix(folder).unwrap_or(&place.file);
                    format!(" ({}:{})", file.display(), place.line)
                });
                format!("✗ {what}: {}{}", error.get(lang), place.unwrap_or_default())
            }
            None => match &self.outcome.result {
                Some(result) => format!("✓ {what} ({seconds:.1} s): {}", answer(result)),
                None => format!("✓ {what} ({seconds:.1} s)"),
            },
        };
        let warnings = self
            .outcome
            .places
            .iter()
            .filter(|place| place.kind == PlaceKind::TypeScript)
            .count();
        let warnings = match (warnings, &self.outcome.error, lang) {
            (0, _, _) | (_, Some(_), _) => String::new(),
            (count, None, Lang::En) => format!("\nTypeScript errors: {count}"),
            (count, None, Lang::ZhCn) => format!("\nTypeScript 错误：{count} 个"),
        };
        text + &warnings
    }

    /// The diagnostics for source files, by URI.
    pub fn diagnostics(&self, sources: &mut Sources) -> BTreeMap<String, Vec<Diagnostic>> {
        let mut by_uri: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for place in &self.outcome.places {
            // what was thrown and caught again is none of the user's worry
            if place.kind == PlaceKind::Thrown && self.outcome.is_ok {
                continue;
            }
            let location = sources.location(place);
            let diagnostic = Diagnostic {
                range: location.range,
                severity: Some(DiagnosticSeverity::Error),
                code: place.code.clone().map(lsp_types::Code::String),
                source: Some(format!("fyml {}", self.what)),
                message: place.message.clone().into(),
                ..Diagnostic::default()
            };
            by_uri.entry(location.uri.0).or_default().push(diagnostic);
        }
        by_uri
    }
}

/// A result as text: of an http response the status and the body.
fn answer(result: &Value) -> String {
    let text = match (status_code(result), result["body"].as_str()) {
        (Some(status), Some(body)) => format!("{status} {body}"),
        _ => result.to_string(),
    };
    let mut shown: String = text.chars().take(SHOWN_ANSWER).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// Source files that places lie in, read once each.
pub struct Sources {
    encoding: Encoding,
    texts: BTreeMap<PathBuf, Option<Text>>,
}

impl Sources {
    /// None read yet.
    pub fn new(encoding: Encoding) -> Sources {
        Sources {
            encoding,
            texts: BTreeMap::new(),
        }
    }

    /// A place as the protocol writes it: from its column to the end of the word there.
    pub fn location(&mut self, place: &Place) -> Location {
        let text = self.texts.entry(place.file.clone()).or_insert_with(|| {
            project::read(&place.file)
                .ok()
                .map(|source| Text::new(&source.text))
        });
        let at = syntax::Position {
            line: place.line.saturating_sub(1),
            character: place.column.saturating_sub(1),
        };
        let range = match text {
            Some(text) => {
                let start = text.offset(at, Encoding::Utf16);
                let end = start + word_length(text, start);
                Range {
                    start: position(text, start, self.encoding),
                    end: position(text, end, self.encoding),
                }
            }
            None => {
                let at = lsp_types::Position {
                    line: at.line,
                    character: at.character,
                };
                Range { start: at, end: at }
            }
        };
        Location {
            uri: Uri(uri::from_path(&place.file)),
            range,
        }
    }
}

/// How many bytes the word at an offset has; at least one character of the line.
fn word_length(text: &Text, start: u32) -> u32 {
    let line = text.line_of(start);
    let end = text.line_start(line) + text.line(line).trim_end().len() as u32;
    if end <= start {
        return 0;
    }
    let rest = text.slice(Span { start, end });
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    word.max(first) as u32
}

//! The same questions about a document under edit and about the same text newly opened.

#![allow(clippy::panic, reason = "a question that fails ends the test")]

use std::fmt;

use fyml::syntax::Document;
use serde_json::{Value, json};

use super::Edit;
use super::reference::position;
use crate::questions::params;
use crate::speaks::Speaks;

/// The document under edit. Its folder need not exist.
const EDITED: &str = "file:///fyml-tests/edited/f.yml";
/// The same text, newly opened.
const FRESH: &str = "file:///fyml-tests/opened/f.yml";
/// What every URI is called in a comparison.
const NAME: &str = "URI";

/// How many places an edit is followed by questions about.
pub const PLACES: usize = 1;

/// Questions about a whole document.
const OF_DOCUMENT: [&str; 5] = [
    "textDocument/diagnostic",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/documentLink",
    "textDocument/inlayHint",
];

/// Questions about a place.
const OF_PLACE: [&str; 6] = [
    "textDocument/completion",
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/documentHighlight",
    "textDocument/selectionRange",
    "textDocument/prepareRename",
];

/// What the client of a comparison can do: everything that makes answers richer, nothing that lets the server speak
/// unasked.
pub fn capabilities() -> Value {
    json!({
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}},
        "experimental": {"fymlDebug": true},
        "textDocument": {
            "diagnostic": {},
            "publishDiagnostics": {
                "relatedInformation": true,
                "tagSupport": {"valueSet": [1, 2]},
                "codeDescriptionSupport": true,
            },
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "hover": {"contentFormat": ["markdown"]},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "isPreferredSupport": true},
            "codeLens": {},
            "completion": {"completionItem": {
                "snippetSupport": true,
                "insertReplaceSupport": true,
                "labelDetailsSupport": true,
                "documentationFormat": ["markdown"],
            }},
        },
    })
}

/// Two answers that ought to be one.
#[derive(Debug)]
pub struct Difference {
    /// What was asked.
    pub method: &'static str,
    /// Where, as a byte offset, if it was about a place.
    pub place: Option<usize>,
    /// The text.
    pub text: String,
    /// What was said of the document under edit.
    pub edited: Value,
    /// What was said of the same text, newly opened.
    pub fresh: Value,
}

impl fmt::Display for Difference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "{} at {:?} of {:?}", self.method, self.place, self.text)?;
        let (mut edited, mut fresh) = (&self.edited, &self.fresh);
        // down to where they part
        loop {
            let parts = match (edited, fresh) {
                (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
                    one.iter().zip(other).find(|(one, other)| one != other)
                }
                (Value::Object(one), Value::Object(other)) => one.iter().find_map(|(name, one)| {
                    let other = other.get(name)?;
                    (one != other).then_some((one, other))
                }),
                _ => None,
            };
            match parts {
                Some((one, other)) => (edited, fresh) = (one, other),
                None => break,
            }
        }
        writeln!(to, "under edit: {edited:#}")?;
        writeln!(to, "as opened:  {fresh:#}")
    }
}

/// Asks about a document under edit, and about the same text newly opened.
pub struct Checker<'s> {
    server: &'s mut dyn Speaks,
    version: usize,
    /// The last text without a syntax error, whose functions keep their lenses while the text is broken.
    sound: Option<String>,
    /// How many answers were compared.
    pub compared: usize,
}

/// A question that is on its way: what was asked, where, its number for either document.
type Asked = (&'static str, Option<usize>, i64);

impl<'s> Checker<'s> {
    /// Asks this server.
    pub fn new(server: &'s mut dyn Speaks) -> Checker<'s> {
        Checker {
            server,
            version: 0,
            sound: None,
            compared: 0,
        }
    }

    /// Opens the document that will be edited, anew if it is open.
    pub fn open(&mut self, text: &str) {
        if self.version > 0 {
            self.server.close(EDITED);
        }
        self.version = 1;
        self.sound = None;
        self.server.open(EDITED, text);
    }

    /// Makes an edit, after which the document must read `text`, and asks.
    ///
    /// # Panics
    /// If a question fails.
    pub fn edit(&mut self, edit: &Edit, text: &str) -> Option<Difference> {
        self.version += 1;
        let changes: Vec<Value> = edit.changes.iter().map(|change| change.to_json()).collect();
        self.server.change(EDITED, self.version, json!(changes));
        let places: Vec<usize> = edit
            .places
            .iter()
            .map(|&place| on_char(text, place))
            .collect();
        let edited = self.ask(EDITED, text, &places);
        self.server.open(FRESH, text);
        let fresh = self.ask(FRESH, text, &places);
        self.server.close(FRESH);
        let mut difference = None;
        let edited: Vec<Value> = self.answers(&edited, EDITED);
        let asked = fresh;
        let fresh: Vec<Value> = self.answers(&asked, FRESH);
        for ((method, place, _), (edited, fresh)) in asked.iter().zip(edited.iter().zip(&fresh)) {
            self.compared += 1;
            if edited != fresh && difference.is_none() {
                difference = Some(Difference {
                    method,
                    place: *place,
                    text: text.to_owned(),
                    edited: edited.clone(),
                    fresh: fresh.clone(),
                });
            }
        }
        difference.or_else(|| self.lenses(text))
    }

    fn ask(&mut self, uri: &str, text: &str, places: &[usize]) -> Vec<Asked> {
        let whole = [(0, 0), position(text, text.len())];
        let mut asked = Vec::new();
        for method in OF_DOCUMENT {
            let params = params(method, uri, (0, 0), whole);
            asked.push((method, None, self.server.ask(method, params)));
        }
        for &place in places {
            let at = position(text, place);
            for method in OF_PLACE {
                let params = params(method, uri, at, [at, at]);
                asked.push((method, Some(place), self.server.ask(method, params)));
            }
        }
        asked
    }

    fn answers(&mut self, asked: &[Asked], uri: &str) -> Vec<Value> {
        asked
            .iter()
            .map(|&(method, place, id)| match self.server.answer(id) {
                Ok(answer) => without_names(answer, uri),
                Err(error) => panic!("{method} at {place:?}: {error}"),
            })
            .collect()
    }

    /// Lenses remember the functions of the last text that could be read, on purpose. So they are compared with those
    /// of a document that was opened with that text.
    fn lenses(&mut self, text: &str) -> Option<Difference> {
        const METHOD: &str = "textDocument/codeLens";
        let is_sound = Document::new(text).syntax_errors().is_empty();
        let ask = |server: &mut dyn Speaks, uri: &str| {
            let id = server.ask(METHOD, json!({"textDocument": {"uri": uri}}));
            match server.answer(id) {
                Ok(lenses) => without_names(lenses, uri),
                Err(error) => panic!("{METHOD}: {error}"),
            }
        };
        let edited = ask(self.server, EDITED);
        match self.sound.as_ref().filter(|_| !is_sound) {
            Some(sound) => {
                self.server.open(FRESH, sound);
                ask(self.server, FRESH);
                self.server.change(FRESH, 2, json!([{"text": text}]));
            }
            None => self.server.open(FRESH, text),
        }
        let fresh = ask(self.server, FRESH);
        self.server.close(FRESH);
        self.compared += 1;
        if is_sound {
            self.sound = Some(text.to_owned());
        }
        (edited != fresh).then(|| Difference {
            method: METHOD,
            place: None,
            text: text.to_owned(),
            edited,
            fresh,
        })
    }
}

/// The start of the character that the byte belongs to.
fn on_char(text: &str, place: usize) -> usize {
    text.floor_char_boundary(place.min(text.len()))
}

/// An answer without what tells its document from another of the same text.
fn without_names(mut answer: Value, uri: &str) -> Value {
    fn walk(value: &mut Value, uri: &str) {
        match value {
            Value::String(text) if text.contains(uri) => *text = text.replace(uri, NAME),
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, uri)),
            Value::Object(members) => {
                // the number of a list of completion items; made from the diagnostics, which are compared
                for name in ["data", "resultId"] {
                    members.remove(name);
                }
                if let Some(edits) = members.remove(uri) {
                    members.insert(NAME.to_owned(), edits);
                }
                members.values_mut().for_each(|member| walk(member, uri));
            }
            _ => {}
        }
    }
    walk(&mut answer, uri);
    answer
}

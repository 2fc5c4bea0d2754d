//! From the protocol's words to ours: parameters and positions.
//!
//! Only the members that are needed are read, and those leniently. An edit that is dropped because of an odd member
//! beside it would leave the document wrong for good.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::syntax::{self, Encoding, Span, Text};

/// `TextDocumentIdentifier`, with the version where there is one.
#[derive(Debug, Deserialize)]
pub struct DocumentId {
    /// Its URI as the client writes it.
    pub uri: String,
    /// Its version after the change.
    #[serde(default, deserialize_with = "version")]
    pub version: Option<i32>,
}

/// Parameters that name a document and nothing else that matters.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OfDocument {
    /// The document.
    pub text_document: DocumentId,
}

/// Parameters that name a place in a document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AtPosition {
    /// The document.
    pub text_document: DocumentId,
    /// The place.
    pub position: Position,
}

/// Parameters of `textDocument/completion`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Completing {
    /// The document.
    pub text_document: DocumentId,
    /// The place.
    pub position: Position,
    /// Why the client asks.
    #[serde(default)]
    pub context: Value,
}

impl Completing {
    /// The character that was typed, if that is why the client asks.
    pub fn trigger(&self) -> Option<char> {
        // CompletionTriggerKind.TriggerCharacter
        let is_typed = self.context.get("triggerKind").and_then(Value::as_u64) == Some(2);
        let typed = self.context.get("triggerCharacter").and_then(Value::as_str);
        typed.filter(|_| is_typed)?.chars().next()
    }
}

/// Parameters of `textDocument/references`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct References {
    /// The document.
    pub text_document: DocumentId,
    /// The place.
    pub position: Position,
    /// What is wanted.
    #[serde(default)]
    pub context: ReferenceContext,
}

/// `ReferenceContext`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReferenceContext {
    /// Whether the definition counts.
    #[serde(default)]
    pub include_declaration: bool,
}

/// Parameters of `textDocument/rename`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rename {
    /// The document.
    pub text_document: DocumentId,
    /// The place.
    pub position: Position,
    /// The new name.
    pub new_name: String,
}

/// Parameters of `textDocument/selectionRange`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SelectionRanges {
    /// The document.
    pub text_document: DocumentId,
    /// The places.
    pub positions: Vec<Position>,
}

/// Parameters that name a range of a document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InRange {
    /// The document.
    pub text_document: DocumentId,
    /// The range.
    pub range: Range,
}

/// Parameters of `workspace/symbol`.
#[derive(Debug, Deserialize)]
pub struct WorkspaceSymbol {
    /// The letters of the name; none for every symbol.
    #[serde(default)]
    pub query: String,
}

/// Parameters of `textDocument/didOpen`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidOpen {
    /// The document.
    pub text_document: OpenedDocument,
}

/// `TextDocumentItem`.
#[derive(Debug, Deserialize)]
pub struct OpenedDocument {
    /// Its URI as the client writes it.
    pub uri: String,
    /// Its version.
    #[serde(default, deserialize_with = "version")]
    pub version: Option<i32>,
    /// Its text.
    pub text: String,
}

/// Parameters of `textDocument/didChange`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DidChange {
    /// The document, with its version after the changes.
    pub text_document: DocumentId,
    /// The changes; each is about the text that the one before leaves.
    #[serde(default)]
    pub content_changes: Vec<Change>,
}

/// `TextDocumentContentChangeEvent`.
#[derive(Debug, Deserialize)]
pub struct Change {
    /// What is replaced; `None` for everything.
    #[serde(default)]
    pub range: Option<Range>,
    /// What stands there afterwards.
    pub text: String,
}

/// Parameters of `textDocument/diagnostic`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// The document.
    pub text_document: DocumentId,
    /// The `resultId` of the answer that the client still has.
    #[serde(default)]
    pub previous_result_id: Option<String>,
}

/// Parameters of `textDocument/codeAction`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeAction {
    /// The document.
    pub text_document: DocumentId,
    /// The place.
    pub range: Range,
    /// What is asked for.
    #[serde(default)]
    pub context: CodeActionContext,
}

/// `CodeActionContext`. The diagnostics in it may come from other servers too and are not read.
#[derive(Debug, Default, Deserialize)]
pub struct CodeActionContext {
    /// Only these kinds; `None` for all.
    #[serde(default)]
    pub only: Option<Vec<String>>,
}

/// Parameters of `workspace/executeCommand`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecuteCommand {
    /// Which command.
    pub command: String,
    /// Its arguments; ours take one object.
    #[serde(default)]
    pub arguments: Option<Value>,
    /// Where the client wants to be told of progress.
    #[serde(default)]
    pub work_done_token: Option<Value>,
}

/// The argument of a command that runs something. A member of a wrong type is an error: to run something else than was
/// meant would be worse.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RunArgument {
    /// The document.
    pub uri: Option<String>,
    /// The function.
    pub function: Option<String>,
    /// The event: any JSON, or the text of some.
    pub data: Option<Value>,
    /// The trigger type that the tool shall take the event for.
    pub trigger: Option<String>,
    /// The port of the local server.
    pub port: Option<u16>,
    /// The test file, from the project's folder.
    pub file: Option<String>,
    /// The run to stop.
    pub run_id: Option<u64>,
    /// The only kind to list of what can be run, looked at as before a run.
    pub kind: Option<String>,
}

/// The argument of `fyml.port`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PortArgument {
    /// The document; without it the one that was touched last.
    pub uri: Option<String>,
    /// The cloud to move to, by its `provider.name`.
    pub to: Option<String>,
}

/// The argument of `fyml.preview`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PreviewArgument {
    /// The document; without it the one that was touched last.
    pub uri: Option<String>,
    /// The cloud to show it for, by its `provider.name`; without it the one of the file.
    pub provider: Option<String>,
    /// What deploys to aliyun; without it what the project uses.
    pub tool: Option<PreviewTool>,
}

/// The tools that deploy to aliyun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PreviewTool {
    /// The default way.
    ServerlessDevs,
    /// `--useFun`.
    Fun,
}

impl PreviewTool {
    /// Whether it is funcraft.
    pub fn is_fun(self) -> bool {
        self == PreviewTool::Fun
    }
}

impl ExecuteCommand {
    fn first(&self) -> Option<&Value> {
        match &self.arguments {
            Some(Value::Array(items)) => items.first(),
            other => other.as_ref(),
        }
    }

    /// The first argument as `T`; the default one if there is none.
    ///
    /// # Errors
    /// If it is something else, with what is wrong.
    pub fn first_argument<T: Default + serde::de::DeserializeOwned>(&self) -> Result<T, String> {
        match self.first() {
            None | Some(Value::Null) => Ok(T::default()),
            Some(value) => T::deserialize(value).map_err(|error| error.to_string()),
        }
    }

    /// The first argument as an object; an empty one if there is none. A text alone is a URI or a function's name.
    ///
    /// # Errors
    /// If it is something else, with what is wrong.
    pub fn argument(&self) -> Result<RunArgument, String> {
        match self.first() {
            None | Some(Value::Null) => Ok(RunArgument::default()),
            Some(Value::String(text)) if text.contains(":/") || text.starts_with('/') => {
                Ok(RunArgument {
                    uri: Some(text.clone()),
                    ..RunArgument::default()
                })
            }
            Some(Value::String(text)) => Ok(RunArgument {
                function: Some(text.clone()),
                ..RunArgument::default()
            }),
            Some(value) => RunArgument::deserialize(value).map_err(|error| error.to_string()),
        }
    }
}

/// Parameters of `window/workDoneProgress/cancel`.
#[derive(Debug, Deserialize)]
pub struct CancelProgress {
    /// Which progress.
    pub token: Value,
}

/// Parameters of `workspace/didChangeWatchedFiles`.
#[derive(Debug, Deserialize)]
pub struct DidChangeWatchedFiles {
    /// The files.
    #[serde(default)]
    pub changes: Vec<DocumentId>,
}

/// Parameters of `workspace/didChangeConfiguration`.
#[derive(Debug, Deserialize)]
pub struct DidChangeConfiguration {
    /// The settings; many clients send null and want to be asked.
    #[serde(default)]
    pub settings: Value,
}

/// Parameters of `workspace/didChangeWorkspaceFolders`.
#[derive(Debug, Deserialize)]
pub struct DidChangeWorkspaceFolders {
    /// What has changed.
    pub event: FolderChanges,
}

/// `WorkspaceFoldersChangeEvent`.
#[derive(Debug, Deserialize)]
pub struct FolderChanges {
    /// New folders.
    #[serde(default)]
    pub added: Vec<Folder>,
    /// Folders that are gone.
    #[serde(default)]
    pub removed: Vec<Folder>,
}

/// `WorkspaceFolder`.
#[derive(Debug, Deserialize)]
pub struct Folder {
    /// Its URI.
    pub uri: String,
}

/// `Position`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Position {
    /// Line, from 0.
    #[serde(deserialize_with = "clamped")]
    pub line: u32,
    /// Column in the units that were agreed on, from 0.
    #[serde(deserialize_with = "clamped")]
    pub character: u32,
}

/// `Range`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Range {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl Position {
    /// The byte offset; positions outside the text are clamped.
    pub fn offset(self, text: &Text, encoding: Encoding) -> u32 {
        let position = syntax::Position {
            line: self.line,
            character: self.character,
        };
        text.offset(position, encoding)
    }
}

impl Range {
    /// The byte range; positions outside the text are clamped, a reversed range is turned round.
    pub fn span(self, text: &Text, encoding: Encoding) -> Span {
        let (start, end) = (
            self.start.offset(text, encoding),
            self.end.offset(text, encoding),
        );
        Span {
            start: start.min(end),
            end: start.max(end),
        }
    }
}

/// The folders that `initialize` names, as URIs or paths.
pub fn folders(params: &Value) -> Vec<String> {
    let folders: Vec<String> = params
        .get("workspaceFolders")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|folder| folder.get("uri")?.as_str())
        .map(str::to_owned)
        .collect();
    if !folders.is_empty() {
        return folders;
    }
    ["rootUri", "rootPath"]
        .iter()
        .find_map(|member| params.get(member)?.as_str())
        .map(str::to_owned)
        .into_iter()
        .collect()
}

/// A number that should be a `uinteger`: the nearest one.
fn clamped<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let number = serde_json::Number::deserialize(deserializer)?;
    // `as` saturates
    Ok(number.as_f64().unwrap_or_default() as u32)
}

/// A version number; anything else counts as none.
fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i32>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(value.as_i64().and_then(|version| version.try_into().ok()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn odd_numbers_are_clamped() {
        for (sent, expected) in [
            (json!(-1), 0),
            (json!(3), 3),
            (json!(3.0), 3),
            (json!(4_294_967_295_u32), u32::MAX),
            (json!(1e300), u32::MAX),
        ] {
            let position: Position =
                serde_json::from_value(json!({"line": sent, "character": 0, "extra": 1}))
                    .expect("a position");
            assert_eq!(position.line, expected);
        }
    }

    #[test]
    fn changes_survive_odd_members() {
        let change: DidChange = serde_json::from_value(json!({
            "textDocument": {"uri": "file:///f.yml", "version": null, "languageId": 3},
            "contentChanges": [{"range": null, "rangeLength": "x", "text": "a"}],
        }))
        .expect("a change");
        assert_eq!(change.text_document.version, None);
        assert!(change.content_changes[0].range.is_none());
    }

    #[test]
    fn reversed_ranges_are_turned_round() {
        let range: Range = serde_json::from_value(json!({
            "start": {"line": 9, "character": 0}, "end": {"line": 0, "character": 1},
        }))
        .expect("a range");
        let span = range.span(&Text::new("abc"), Encoding::Utf16);
        assert_eq!((span.start, span.end), (1, 3));
    }

    #[test]
    fn folders_come_from_the_newest_member_that_is_there() {
        for (params, expected) in [
            (
                json!({"workspaceFolders": [{"uri": "file:///a", "name": "a"}], "rootUri": "file:///b"}),
                vec!["file:///a"],
            ),
            (
                json!({"workspaceFolders": null, "rootUri": "file:///b"}),
                vec!["file:///b"],
            ),
            (json!({"rootUri": null, "rootPath": "/c"}), vec!["/c"]),
            (json!({}), vec![]),
        ] {
            assert_eq!(folders(&params), expected);
        }
    }
}

//! What the client can do, and what this server offers it.

use lsp_types::{
    ChangeNotifications, CodeActionKind, CodeActionOptions, CompletionOptions, DiagnosticOptions,
    DocumentSymbolOptions, ExecuteCommandOptions, HoverOptions, PositionEncodingKind,
    ServerCapabilities, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use serde_json::Value;

use super::convert_out::FIX_ALL;
use super::handlers::command_names;
use crate::syntax::Encoding;

/// What the client can do, resolved once. What a client does not mention it cannot do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// How it counts columns.
    pub encoding: Encoding,
    /// It asks for diagnostics; none are sent unasked.
    pub pull_diagnostics: bool,
    /// It can be told to ask for diagnostics again.
    pub refresh_diagnostics: bool,
    /// Diagnostics may point to other places.
    pub related_information: bool,
    /// Diagnostics may carry the tag "unnecessary".
    pub unnecessary_tag: bool,
    /// Diagnostics may carry the tag "deprecated".
    pub deprecated_tag: bool,
    /// Diagnostics may carry a link to their rule.
    pub code_description: bool,
    /// Symbols may contain symbols.
    pub hierarchical_symbols: bool,
    /// Hovers may be Markdown.
    pub markdown_hover: bool,
    /// Documentation of completion items may be Markdown.
    pub markdown_completion: bool,
    /// Completion items may carry the tag "deprecated".
    pub completion_tags: bool,
    /// Completion items may be marked deprecated in the older way.
    pub completion_deprecated: bool,
    /// Code actions may carry edits.
    pub code_action_literals: bool,
    /// Code actions may say which one is meant first.
    pub preferred_actions: bool,
    /// Edits may name the version of the document they are made for.
    pub versioned_edits: bool,
    /// It answers `workspace/configuration`.
    pub configuration: bool,
    /// It takes registrations for `workspace/didChangeConfiguration`.
    pub register_configuration: bool,
    /// It takes registrations for `workspace/didChangeWatchedFiles`.
    pub register_watched_files: bool,
}

impl Capabilities {
    /// Reads the parameters of `initialize`. A missing, null or strange member means "cannot".
    pub fn of(params: &Value) -> Capabilities {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let has = |path: &str| at(path).is_some_and(Value::is_object);
        let is = |path: &str| at(path) == Some(&Value::Bool(true));
        let lists = |path: &str, value: &Value| {
            at(path)
                .and_then(Value::as_array)
                .is_some_and(|values| values.contains(value))
        };
        // LSP 3.18 lets these stand with the pull diagnostics as well.
        let diagnostics_is = |member: &str| {
            is(&format!("textDocument/publishDiagnostics/{member}"))
                || is(&format!("textDocument/diagnostic/{member}"))
        };
        let has_diagnostic_tag = |tag: u8| {
            lists(
                "textDocument/publishDiagnostics/tagSupport/valueSet",
                &tag.into(),
            ) || lists("textDocument/diagnostic/tagSupport/valueSet", &tag.into())
        };
        Capabilities {
            encoding: at("general/positionEncodings")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .find_map(|name| encoding_of(name.as_str()?))
                .unwrap_or_default(),
            pull_diagnostics: has("textDocument/diagnostic"),
            refresh_diagnostics: is("workspace/diagnostics/refreshSupport"),
            related_information: diagnostics_is("relatedInformation"),
            unnecessary_tag: has_diagnostic_tag(1),
            deprecated_tag: has_diagnostic_tag(2),
            code_description: diagnostics_is("codeDescriptionSupport"),
            hierarchical_symbols: is(
                "textDocument/documentSymbol/hierarchicalDocumentSymbolSupport",
            ),
            markdown_hover: lists("textDocument/hover/contentFormat", &"markdown".into()),
            markdown_completion: lists(
                "textDocument/completion/completionItem/documentationFormat",
                &"markdown".into(),
            ),
            completion_tags: lists(
                "textDocument/completion/completionItem/tagSupport/valueSet",
                &1.into(),
            ),
            completion_deprecated: is("textDocument/completion/completionItem/deprecatedSupport"),
            code_action_literals: has("textDocument/codeAction/codeActionLiteralSupport"),
            preferred_actions: is("textDocument/codeAction/isPreferredSupport"),
            versioned_edits: is("workspace/workspaceEdit/documentChanges"),
            configuration: is("workspace/configuration"),
            register_configuration: is("workspace/didChangeConfiguration/dynamicRegistration"),
            register_watched_files: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }

    /// What this server offers such a client.
    pub fn offered(&self) -> ServerCapabilities {
        ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
                Encoding::Utf32 => PositionEncodingKind::UTF32,
            }),
            text_document_sync: Some(
                TextDocumentSyncOptions {
                    open_close: Some(true),
                    change: Some(TextDocumentSyncKind::Incremental),
                    ..TextDocumentSyncOptions::default()
                }
                .into(),
            ),
            // no trigger characters: popups at the wrong moment annoy more than they help
            completion_provider: Some(CompletionOptions::default()),
            hover_provider: Some(HoverOptions::default().into()),
            document_symbol_provider: Some(DocumentSymbolOptions::default().into()),
            code_action_provider: self.code_action_literals.then(|| {
                CodeActionOptions {
                    code_action_kinds: Some(vec![
                        CodeActionKind::QuickFix,
                        CodeActionKind::RefactorRewrite,
                        FIX_ALL,
                    ]),
                    ..CodeActionOptions::default()
                }
                .into()
            }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: command_names().map(str::to_owned).collect(),
                ..ExecuteCommandOptions::default()
            }),
            diagnostic_provider: self.pull_diagnostics.then(|| {
                DiagnosticOptions {
                    identifier: Some("fyml".to_owned()),
                    // package.json and an f.yaml beside an f.yml count, but no other open document
                    inter_file_dependencies: false,
                    workspace_diagnostics: false,
                    ..DiagnosticOptions::default()
                }
                .into()
            }),
            workspace: Some(WorkspaceOptions {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(ChangeNotifications::Bool(true)),
                }),
                ..WorkspaceOptions::default()
            }),
            ..ServerCapabilities::default()
        }
    }
}

fn encoding_of(name: &str) -> Option<Encoding> {
    match name {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn clients_that_say_nothing_or_nonsense_can_nothing() {
        for params in [
            json!(null),
            json!({}),
            json!({"capabilities": null}),
            json!({"capabilities": {"general": null, "textDocument": null, "workspace": null}}),
            json!({"capabilities": {"general": {"positionEncodings": "utf-8"}}}),
            json!({"capabilities": {"general": {"positionEncodings": ["utf-7", 3]}}}),
            json!({"capabilities": {"textDocument": {"diagnostic": null, "hover": []}}}),
        ] {
            assert_eq!(
                Capabilities::of(&params),
                Capabilities::default(),
                "{params}"
            );
        }
    }

    #[test]
    fn the_first_known_encoding_counts() {
        for (offered, expected) in [
            (json!(["utf-8", "utf-32", "utf-16"]), Encoding::Utf8),
            (json!(["ebcdic", "utf-32"]), Encoding::Utf32),
            (json!([]), Encoding::Utf16),
        ] {
            let params = json!({"capabilities": {"general": {"positionEncodings": offered}}});
            assert_eq!(Capabilities::of(&params).encoding, expected);
        }
    }
}

//! What the client can do, and what this server offers it.

use lsp_types::{
    ChangeNotifications, CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions,
    DiagnosticOptions, DocumentLinkOptions, DocumentSymbolOptions, ExecuteCommandOptions,
    HoverOptions, PositionEncodingKind, RenameOptions, ServerCapabilities,
    ServerCompletionItemOptions, TextDocumentSyncKind, TextDocumentSyncOptions,
    WorkDoneProgressOptions, WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use serde_json::Value;

use super::convert_out::{FIX_ALL, RUN};
use super::handlers::command_names;
use crate::ide::TRIGGER_CHARACTERS;
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
    /// What it makes of completion items.
    pub completion: CompletionCapabilities,
    /// Code actions may carry edits.
    pub code_action_literals: bool,
    /// The edit of a code action may be asked for later.
    pub resolves_edits: bool,
    /// Edits may make new files.
    pub creates_files: bool,
    /// Code actions may say which one is meant first.
    pub preferred_actions: bool,
    /// Edits may name the version of the document they are made for.
    pub versioned_edits: bool,
    /// Definitions may say what was asked about and what belongs to them.
    pub definition_links: bool,
    /// It asks what would be renamed before it asks for the new name.
    pub prepare_rename: bool,
    /// It folds whole lines only.
    pub line_folding_only: bool,
    /// The most folds it takes; `None` for any number.
    pub fold_limit: Option<usize>,
    /// It answers `workspace/configuration`.
    pub configuration: bool,
    /// It takes registrations for `workspace/didChangeConfiguration`.
    pub register_configuration: bool,
    /// It takes registrations for `workspace/didChangeWatchedFiles`.
    pub register_watched_files: bool,
    /// It shows code lenses; to others the same is offered as code actions.
    pub code_lens: bool,
    /// It can be told to ask for lenses again.
    pub refresh_lenses: bool,
    /// It can show progress that the server begins.
    pub work_done_progress: bool,
    /// It can be asked to show a document.
    pub show_document: bool,
    /// It shows the output and the result of runs itself (`experimental.fymlRunOutput`).
    pub run_output: bool,
    /// It has a debugger and the command `fyml.debug` (`experimental.fymlDebug`, or named in `experimental.commands`).
    pub debug: bool,
}

/// What the client makes of completion items beyond the first version of the protocol.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompletionCapabilities {
    /// Texts may hold placeholders.
    pub snippets: bool,
    /// An edit may leave what stands behind the cursor.
    pub insert_replace: bool,
    /// A label may have details beside it.
    pub label_details: bool,
    /// One item may be chosen beforehand.
    pub preselect: bool,
    /// The documentation may be asked for later.
    pub resolves_documentation: bool,
    /// A list may name the range of all its items.
    pub default_edit_range: bool,
    /// Further lines may be inserted as they are.
    pub inserts_as_is: bool,
    /// Further lines are indented like the first one, and there is no way to say otherwise.
    pub indents_lines: bool,
    /// Icons that came later: folders, constants, events.
    pub newer_kinds: bool,
}

impl CompletionCapabilities {
    fn of(params: &Value) -> CompletionCapabilities {
        let at =
            |path: &str| params.pointer(&format!("/capabilities/textDocument/completion/{path}"));
        let is = |path: &str| at(path) == Some(&Value::Bool(true));
        let lists = |path: &str, value: Value| {
            at(path)
                .and_then(Value::as_array)
                .is_some_and(|values| values.contains(&value))
        };
        // InsertTextMode: 1 as it is, 2 adjusted
        let modes = "completionItem/insertTextModeSupport/valueSet";
        let inserts_as_is = lists(modes, 1.into());
        CompletionCapabilities {
            snippets: is("completionItem/snippetSupport"),
            insert_replace: is("completionItem/insertReplaceSupport"),
            label_details: is("completionItem/labelDetailsSupport"),
            preselect: is("completionItem/preselectSupport"),
            resolves_documentation: lists(
                "completionItem/resolveSupport/properties",
                "documentation".into(),
            ),
            default_edit_range: lists("completionList/itemDefaults", "editRange".into()),
            inserts_as_is,
            indents_lines: !inserts_as_is && at("insertTextMode") == Some(&2.into()),
            // CompletionItemKind.Event
            newer_kinds: lists("completionItemKind/valueSet", 23.into()),
        }
    }
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
            completion: CompletionCapabilities::of(params),
            code_action_literals: has("textDocument/codeAction/codeActionLiteralSupport"),
            resolves_edits: is("textDocument/codeAction/dataSupport")
                && lists(
                    "textDocument/codeAction/resolveSupport/properties",
                    &"edit".into(),
                ),
            creates_files: is("workspace/workspaceEdit/documentChanges")
                && lists(
                    "workspace/workspaceEdit/resourceOperations",
                    &"create".into(),
                ),
            preferred_actions: is("textDocument/codeAction/isPreferredSupport"),
            versioned_edits: is("workspace/workspaceEdit/documentChanges"),
            definition_links: is("textDocument/definition/linkSupport"),
            prepare_rename: is("textDocument/rename/prepareSupport"),
            line_folding_only: is("textDocument/foldingRange/lineFoldingOnly"),
            fold_limit: at("textDocument/foldingRange/rangeLimit")
                .and_then(Value::as_u64)
                .and_then(|limit| usize::try_from(limit).ok()),
            configuration: is("workspace/configuration"),
            register_configuration: is("workspace/didChangeConfiguration/dynamicRegistration"),
            register_watched_files: is("workspace/didChangeWatchedFiles/dynamicRegistration"),
            code_lens: has("textDocument/codeLens"),
            refresh_lenses: is("workspace/codeLens/refreshSupport"),
            work_done_progress: is("window/workDoneProgress"),
            show_document: is("window/showDocument/support"),
            run_output: is("experimental/fymlRunOutput"),
            debug: is("experimental/fymlDebug")
                || lists("experimental/commands/commands", &"fyml.debug".into()),
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
            // after these characters a list is often welcome; `ide` says where it is not
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(TRIGGER_CHARACTERS.map(String::from).into()),
                resolve_provider: Some(true),
                completion_item: Some(ServerCompletionItemOptions {
                    label_details_support: Some(true),
                }),
                ..CompletionOptions::default()
            }),
            hover_provider: Some(HoverOptions::default().into()),
            document_symbol_provider: Some(DocumentSymbolOptions::default().into()),
            definition_provider: Some(true.into()),
            references_provider: Some(true.into()),
            document_highlight_provider: Some(true.into()),
            rename_provider: Some(if self.prepare_rename {
                RenameOptions {
                    prepare_provider: Some(true),
                    ..RenameOptions::default()
                }
                .into()
            } else {
                true.into()
            }),
            document_link_provider: Some(DocumentLinkOptions::default()),
            folding_range_provider: Some(true.into()),
            selection_range_provider: Some(true.into()),
            workspace_symbol_provider: Some(true.into()),
            inlay_hint_provider: Some(true.into()),
            code_action_provider: self.code_action_literals.then(|| {
                CodeActionOptions {
                    code_action_kinds: Some(vec![
                        CodeActionKind::QuickFix,
                        CodeActionKind::Refactor,
                        CodeActionKind::RefactorExtract,
                        CodeActionKind::RefactorMove,
                        CodeActionKind::RefactorRewrite,
                        FIX_ALL,
                        RUN,
                    ]),
                    resolve_provider: self.resolves_edits.then_some(true),
                    ..CodeActionOptions::default()
                }
                .into()
            }),
            code_lens_provider: Some(CodeLensOptions {
                resolve_provider: Some(false),
                ..CodeLensOptions::default()
            }),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: command_names().map(str::to_owned).collect(),
                work_done_progress_options: WorkDoneProgressOptions {
                    work_done_progress: Some(true),
                },
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

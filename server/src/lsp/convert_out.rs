//! From our words to the protocol's.

mod completion;
mod symbols;

pub use completion::documentation;

use fyml_schema::Lang;
use lsp_types::{
    BaseSymbolInformation, CodeAction, CodeActionKind, CodeDescription, CodeLens, Command,
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Hover, InlayHint,
    Location, MarkupContent, MarkupKind, OptionalVersionedTextDocumentIdentifier, Position, Range,
    SymbolInformation, SymbolKind, TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri,
    WorkspaceEdit,
};
use serde_json::{Value, json};

use super::capabilities::Capabilities;
use crate::ide::{self, FoundSymbol, LensKind, Symbol, SymbolRole};
use crate::lint::{self, Problem, Severity, Tag};
use crate::message;
use crate::port::Port;
use crate::project::MAX_BYTES;
use crate::syntax::{Encoding, Span, Text};

/// The kind of the action that applies all safe fixes.
pub const FIX_ALL: CodeActionKind =
    CodeActionKind::Custom(std::borrow::Cow::Borrowed("source.fixAll.fyml"));

/// The kind of the actions that run something.
pub const RUN: CodeActionKind = CodeActionKind::Custom(std::borrow::Cow::Borrowed("run.fyml"));

/// Everything that decides how an answer looks to one client.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// What the client can do.
    pub capabilities: &'a Capabilities,
    /// The language of texts.
    pub lang: Lang,
    /// The document the answer is about.
    pub uri: &'a str,
    /// Its text.
    pub text: &'a Text,
}

/// A byte offset as a position.
pub fn position(text: &Text, offset: u32, encoding: Encoding) -> Position {
    let position = text.position(offset, encoding);
    Position {
        line: position.line,
        character: position.character,
    }
}

impl Target<'_> {
    /// A byte range as a range.
    pub fn range(self, span: Span) -> Range {
        let encoding = self.capabilities.encoding;
        Range {
            start: position(self.text, span.start, encoding),
            end: position(self.text, span.end.max(span.start), encoding),
        }
    }

    /// What is said about a file that is too large, whatever is in it.
    pub fn too_large(self) -> Diagnostic {
        let megabytes = MAX_BYTES / 1_000_000;
        let message = message!(
            "This file is too large to check fully: fyml reads up to {megabytes} MB and says nothing else about it.",
            "文件过大，无法完整检查：fyml 最多读取 {megabytes} MB，对这个文件不再给出其他提示。"
        );
        Diagnostic {
            range: Range::default(),
            severity: Some(DiagnosticSeverity::Warning),
            source: Some(env!("CARGO_PKG_NAME").to_owned()),
            message: message.get(self.lang).to_owned().into(),
            ..Diagnostic::default()
        }
    }

    /// A problem as a diagnostic.
    pub fn diagnostic(self, problem: &Problem) -> Diagnostic {
        let capabilities = self.capabilities;
        let tags: Vec<DiagnosticTag> = problem
            .tags
            .iter()
            .filter_map(|tag| match tag {
                Tag::Unnecessary => capabilities
                    .unnecessary_tag
                    .then_some(DiagnosticTag::Unnecessary),
                Tag::Deprecated => capabilities
                    .deprecated_tag
                    .then_some(DiagnosticTag::Deprecated),
            })
            .collect();
        let related: Vec<DiagnosticRelatedInformation> = problem
            .related
            .iter()
            .filter(|_| capabilities.related_information)
            .map(|related| DiagnosticRelatedInformation {
                location: self.location(related.span),
                message: related.message.get(self.lang).to_owned(),
            })
            .collect();
        Diagnostic {
            range: self.range(problem.span),
            severity: Some(match problem.severity {
                Severity::Error => DiagnosticSeverity::Error,
                Severity::Warning => DiagnosticSeverity::Warning,
                Severity::Info => DiagnosticSeverity::Information,
                Severity::Hint => DiagnosticSeverity::Hint,
            }),
            code: Some(lsp_types::Code::String(problem.rule.code.to_owned())),
            code_description: capabilities.code_description.then(|| CodeDescription {
                href: Uri(problem.rule.url(self.lang)),
            }),
            source: Some("fyml".to_owned()),
            message: problem.message.get(self.lang).to_owned().into(),
            tags: (!tags.is_empty()).then_some(tags),
            related_information: (!related.is_empty()).then_some(related),
            ..Diagnostic::default()
        }
    }

    /// A place in the document.
    fn location(self, span: Span) -> Location {
        Location {
            uri: Uri(self.uri.to_owned()),
            range: self.range(span),
        }
    }

    /// Edits of the document in its `version`.
    pub fn edit<'e>(
        self,
        edits: impl Iterator<Item = &'e lint::TextEdit>,
        version: Option<i32>,
    ) -> WorkspaceEdit {
        let edits = edits.map(|edit| TextEdit {
            range: self.range(edit.span),
            new_text: edit.text.clone(),
        });
        let uri = Uri(self.uri.to_owned());
        if !self.capabilities.versioned_edits {
            return WorkspaceEdit {
                changes: Some([(uri, edits.collect())].into()),
                ..WorkspaceEdit::default()
            };
        }
        let edit = TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                version,
                text_document_identifier: TextDocumentIdentifier { uri },
            },
            edits: edits.map(Into::into).collect(),
        };
        WorkspaceEdit {
            document_changes: Some(vec![edit.into()]),
            ..WorkspaceEdit::default()
        }
    }

    /// The repair of a problem as an action. `is_only` if no other repair is offered for it.
    pub fn quick_fix(
        self,
        problem: &Problem,
        fix: &lint::Fix,
        version: Option<i32>,
        is_only: bool,
    ) -> CodeAction {
        CodeAction {
            title: fix.title.get(self.lang).to_owned(),
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![self.diagnostic(problem)]),
            is_preferred: (is_only && self.capabilities.preferred_actions).then_some(true),
            edit: Some(self.edit(fix.edits.iter(), version)),
            ..CodeAction::default()
        }
    }

    /// A lens.
    pub fn lens(self, lens: &ide::Lens) -> CodeLens {
        CodeLens {
            range: self.range(lens.span),
            command: Some(self.lens_command(lens, lens.title.get(self.lang).to_owned())),
            data: None,
        }
    }

    /// A lens as an action.
    pub fn run_action(self, lens: &ide::Lens) -> CodeAction {
        let title = ide::action_title(lens, self.lang);
        CodeAction {
            title: title.clone(),
            kind: Some(RUN),
            command: Some(self.lens_command(lens, title)),
            ..CodeAction::default()
        }
    }

    /// Moving the service to another cloud, as an action.
    pub fn port_action(self, port: &Port, version: Option<i32>) -> CodeAction {
        CodeAction {
            title: ide::port_title(port).get(self.lang).to_owned(),
            kind: Some(CodeActionKind::RefactorRewrite),
            edit: Some(self.edit(port.edits.iter(), version)),
            ..CodeAction::default()
        }
    }

    fn lens_command(self, lens: &ide::Lens, title: String) -> Command {
        let argument = match (lens.kind, &lens.function) {
            (LensKind::Stop, _) => json!({"runId": lens.run}),
            (_, Some(function)) => json!({"uri": self.uri, "function": function}),
            (_, None) => json!({"uri": self.uri}),
        };
        let command = match lens.kind {
            LensKind::Invoke => "fyml.invoke",
            LensKind::Debug => "fyml.debug",
            LensKind::Test => "fyml.test",
            LensKind::Dev => "fyml.dev",
            LensKind::Package => "fyml.package",
            LensKind::Deploy => "fyml.deploy",
            LensKind::Preview => "fyml.preview",
            LensKind::Stop => "fyml.cancelRun",
            // a lens without a command is one to look at
            LensKind::Route => "",
        };
        Command {
            title,
            tooltip: None,
            command: command.to_owned(),
            arguments: (!command.is_empty()).then(|| vec![argument]),
        }
    }

    /// The result of `fyml.port`.
    pub fn port_result(self, port: &Port, version: Option<i32>) -> Value {
        let report: Vec<Value> = port
            .report
            .iter()
            .map(|item| {
                json!({
                    "kind": item.fate.as_str(),
                    "path": item.path,
                    "range": self.range(item.span),
                    "before": item.before,
                    "after": item.after,
                    "message": item.reason.as_ref().map(|reason| reason.get(self.lang)),
                })
            })
            .collect();
        json!({
            "from": port.from.name(),
            "to": port.to.name(),
            "edit": self.edit(port.edits.iter(), version),
            "report": report,
        })
    }

    /// A hover.
    pub fn hover(self, hover: &ide::Hover) -> Hover {
        let markup = markup(&hover.doc, self.capabilities.markdown_hover);
        Hover {
            contents: markup.into(),
            range: Some(self.range(hover.span)),
        }
    }

    /// An inlay hint.
    pub fn inlay_hint(self, hint: &ide::InlayHint) -> InlayHint {
        let encoding = self.capabilities.encoding;
        let place = position(self.text, hint.offset, encoding);
        let label = hint.label.get(self.lang).to_owned().into();
        InlayHint::new(place, label, None, None, None, Some(true), None, None)
    }

    /// Symbols for clients that know no symbols in symbols.
    pub fn flat_symbols(self, symbols: &[Symbol]) -> Vec<SymbolInformation> {
        let mut flat = Vec::new();
        self.flatten(symbols, None, &mut flat);
        flat
    }

    fn flatten(
        self,
        symbols: &[Symbol],
        container: Option<&str>,
        flat: &mut Vec<SymbolInformation>,
    ) {
        for symbol in symbols {
            let base = BaseSymbolInformation::new(
                symbol.name.clone(),
                symbol_kind(symbol.role),
                None,
                container.map(str::to_owned),
            );
            flat.push(SymbolInformation::new(
                None,
                self.location(symbol.span),
                base,
            ));
            self.flatten(&symbol.children, Some(&symbol.name), flat);
        }
    }
}

fn markup(doc: &ide::Doc, is_markdown: bool) -> MarkupContent {
    if is_markdown {
        MarkupContent {
            kind: MarkupKind::Markdown,
            value: doc.markdown(),
        }
    } else {
        MarkupContent {
            kind: MarkupKind::PlainText,
            value: doc.plain(),
        }
    }
}

/// A symbol of the workspace.
pub fn found_symbol(found: FoundSymbol, location: Location) -> SymbolInformation {
    let kind = symbol_kind(found.role);
    let base = BaseSymbolInformation::new(found.name, kind, None, found.container);
    SymbolInformation::new(None, location, base)
}

fn symbol_kind(role: SymbolRole) -> SymbolKind {
    match role {
        SymbolRole::Service => SymbolKind::Package,
        SymbolRole::Provider => SymbolKind::Namespace,
        SymbolRole::Group => SymbolKind::Module,
        SymbolRole::Function => SymbolKind::Function,
        SymbolRole::Trigger => SymbolKind::Event,
        SymbolRole::Aggregation => SymbolKind::Class,
        SymbolRole::Handler => SymbolKind::Method,
        SymbolRole::Key => SymbolKind::Property,
    }
}

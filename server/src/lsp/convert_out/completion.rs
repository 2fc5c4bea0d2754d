//! Completion items in the protocol's words.

use fyml_schema::{Cloud, DeployPath};
use lsp_types::{
    CompletionItem, CompletionItemDefaults, CompletionItemKind, CompletionItemLabelDetails,
    CompletionItemTag, CompletionItemTextEdit, CompletionList, EditRange,
    EditRangeWithInsertReplace, InsertReplaceEdit, InsertTextFormat, InsertTextMode, MarkupContent,
    Range, TextEdit,
};
use serde_json::json;

use super::{Target, markup};
use crate::ide::{Completion, CompletionRole, Completions, Doc};
use crate::lsp::capabilities::Capabilities;
use crate::syntax::Span;

/// The documentation of an item in the form that the client reads.
pub fn documentation(doc: &Doc, capabilities: &Capabilities) -> MarkupContent {
    markup(doc, capabilities.markdown_completion)
}

/// What an edit leaves and what it replaces, as ranges.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ranges {
    spans: (Span, Span),
    insert: Range,
    replace: Range,
}

impl Target<'_> {
    /// List `number` of things to type, best first, for the cloud and builder that the file is judged for.
    pub fn completions(
        self,
        completions: &Completions,
        number: u64,
        cloud: Option<Cloud>,
        path: Option<DeployPath>,
    ) -> CompletionList {
        let capabilities = &self.capabilities.completion;
        // nearly all items replace the same word
        let common = completions.items.first().map(|first| self.ranges(first));
        let items = completions.items.iter().enumerate();
        let items = items.map(|(index, completion)| {
            let ranges = common
                .filter(|ranges| ranges.spans == (completion.insert_span, completion.edit.span))
                .unwrap_or_else(|| self.ranges(completion));
            let is_default = capabilities.default_edit_range && Some(ranges) == common;
            let mut item = self.completion(completion);
            item.sort_text = Some(format!("{index:03}"));
            if is_default {
                item.text_edit_text = (completion.edit.text != completion.label)
                    .then(|| completion.edit.text.clone());
            } else {
                item.text_edit = Some(self.text_edit(completion, ranges));
            }
            if capabilities.resolves_documentation {
                item.data = Some(json!([number, index]));
            } else {
                let doc = completion.about.doc(cloud, path, self.lang);
                item.documentation =
                    (!doc.is_empty()).then(|| documentation(&doc, self.capabilities).into());
            }
            item
        });
        CompletionList {
            is_incomplete: completions.is_incomplete,
            items: items.collect(),
            item_defaults: common
                .filter(|_| capabilities.default_edit_range)
                .map(|ranges| CompletionItemDefaults {
                    edit_range: Some(self.edit_range(ranges)),
                    ..CompletionItemDefaults::default()
                }),
            ..CompletionList::default()
        }
    }

    fn ranges(self, completion: &Completion) -> Ranges {
        let spans = (completion.insert_span, completion.edit.span);
        Ranges {
            spans,
            insert: self.range(spans.0),
            replace: self.range(spans.1),
        }
    }

    /// Everything but the edit, the documentation and the place in the list.
    #[expect(deprecated, reason = "older clients know no tags")]
    fn completion(self, completion: &Completion) -> CompletionItem {
        let client = self.capabilities;
        let capabilities = &client.completion;
        let is_deprecated = completion.is_deprecated;
        let note = completion.note.clone();
        let (detail, label_details) = match note {
            Some(note) if capabilities.label_details => (
                completion.detail.clone(),
                Some(CompletionItemLabelDetails {
                    detail: None,
                    description: Some(note),
                }),
            ),
            Some(note) => match &completion.detail {
                Some(detail) => (Some(format!("{detail} · {note}")), None),
                None => (Some(note), None),
            },
            None => (completion.detail.clone(), None),
        };
        let is_long = completion.edit.text.contains('\n');
        CompletionItem {
            label: completion.label.clone(),
            label_details,
            kind: Some(kind(completion.role, capabilities.newer_kinds)),
            detail,
            tags: (is_deprecated && client.completion_tags)
                .then(|| vec![CompletionItemTag::Deprecated]),
            deprecated: (is_deprecated && client.completion_deprecated && !client.completion_tags)
                .then_some(true),
            preselect: (completion.is_obvious && capabilities.preselect).then_some(true),
            filter_text: (completion.filter != completion.label).then(|| completion.filter.clone()),
            insert_text_format: completion.is_snippet.then_some(InsertTextFormat::Snippet),
            insert_text_mode: (is_long && capabilities.inserts_as_is)
                .then_some(InsertTextMode::AsIs),
            ..CompletionItem::default()
        }
    }

    fn text_edit(self, completion: &Completion, ranges: Ranges) -> CompletionItemTextEdit {
        let new_text = completion.edit.text.clone();
        if self.capabilities.completion.insert_replace {
            let Ranges {
                insert, replace, ..
            } = ranges;
            InsertReplaceEdit {
                new_text,
                insert,
                replace,
            }
            .into()
        } else {
            TextEdit {
                range: ranges.replace,
                new_text,
            }
            .into()
        }
    }

    fn edit_range(self, ranges: Ranges) -> EditRange {
        let Ranges {
            insert, replace, ..
        } = ranges;
        if self.capabilities.completion.insert_replace {
            EditRange::EditRangeWithInsertReplace(EditRangeWithInsertReplace { insert, replace })
        } else {
            replace.into()
        }
    }
}

/// The icon. Clients that do not say which they know, know the first eighteen.
fn kind(role: CompletionRole, newer: bool) -> CompletionItemKind {
    match role {
        CompletionRole::Trigger if newer => CompletionItemKind::Event,
        CompletionRole::Folder if newer => CompletionItemKind::Folder,
        CompletionRole::Rule if newer => CompletionItemKind::Constant,
        CompletionRole::Key | CompletionRole::Trigger => CompletionItemKind::Property,
        CompletionRole::Value | CompletionRole::Rule => CompletionItemKind::Value,
        CompletionRole::Function => CompletionItemKind::Function,
        CompletionRole::Anchor => CompletionItemKind::Reference,
        CompletionRole::File | CompletionRole::Folder => CompletionItemKind::File,
        CompletionRole::Package => CompletionItemKind::Module,
        CompletionRole::Variable => CompletionItemKind::Variable,
        CompletionRole::Snippet => CompletionItemKind::Snippet,
    }
}

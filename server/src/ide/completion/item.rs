//! One thing to type, before it is written for a place and a client.

use super::about::About;
use super::cursor::{Cursor, Role};
use super::shape::{Scalar, Shape, Writer};
use super::style::Layout;
use super::{Completion, CompletionRole, Writing};
use crate::lint::TextEdit;

/// One thing to type.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub label: String,
    pub role: CompletionRole,
    pub insert: Insert,
    /// A few words beside it.
    pub detail: Option<String>,
    /// A word or two at the end of its line.
    pub note: Option<String>,
    pub about: About,
    /// What the client compares with what is typed; `None` for the label.
    pub filter: Option<String>,
    pub rank: Rank,
    /// Whether nearly everybody would take it here.
    pub is_obvious: bool,
}

/// What is put in place of what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Insert {
    /// Entries of the map around.
    Entries(Vec<(Scalar, Shape)>),
    /// A value, or an item of a list.
    Value(Shape),
}

/// Where an item stands: what comes first is most likely meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    pub group: Group,
    /// Less comes first.
    pub order: u32,
}

/// The groups of items, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// What must be there.
    Required,
    /// What public files have, by how many, or in the order of a table.
    Usual,
    /// What the cloud does not look at.
    Ignored,
    /// What had better not be written any more.
    Deprecated,
}

impl Item {
    /// A key of the map around, with what its value begins with.
    pub fn key(name: &str, shape: Shape) -> Item {
        let entries = vec![(Scalar::text(name), shape)];
        Item::new(name, CompletionRole::Key, Insert::Entries(entries))
    }

    /// A text as a value.
    pub fn text(value: impl Into<String>) -> Item {
        let value = value.into();
        let insert = Insert::Value(Scalar::text(value.as_str()).into());
        Item::new(value, CompletionRole::Value, insert)
    }

    /// A number, a boolean or an alias as a value.
    pub fn literal(value: impl Into<String>) -> Item {
        let value = value.into();
        let insert = Insert::Value(Scalar::literal(value.as_str()).into());
        Item::new(value, CompletionRole::Value, insert)
    }

    /// Several lines as entries of the map around.
    pub fn entries(label: impl Into<String>, entries: Vec<(Scalar, Shape)>) -> Item {
        Item::new(label, CompletionRole::Snippet, Insert::Entries(entries))
    }

    pub fn new(label: impl Into<String>, role: CompletionRole, insert: Insert) -> Item {
        Item {
            label: label.into(),
            role,
            insert,
            detail: None,
            note: None,
            about: About::Nothing,
            filter: None,
            rank: Rank {
                group: Group::Usual,
                order: 0,
            },
            is_obvious: false,
        }
    }

    pub fn role(mut self, role: CompletionRole) -> Item {
        self.role = role;
        self
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Item {
        self.detail = Some(detail.into());
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Item {
        self.note = Some(note.into());
        self
    }

    pub fn about(mut self, about: About) -> Item {
        self.about = about;
        self
    }

    pub fn filter(mut self, filter: impl Into<String>) -> Item {
        self.filter = Some(filter.into());
        self
    }

    pub fn rank(mut self, group: Group, order: usize) -> Item {
        self.rank = Rank {
            group,
            order: u32::try_from(order).unwrap_or(u32::MAX),
        };
        self
    }

    pub fn obvious(mut self, is_obvious: bool) -> Item {
        self.is_obvious = is_obvious;
        self
    }

    /// Whether it can be inserted where the cursor is.
    pub fn fits(&self, cursor: &Cursor) -> bool {
        let has_colon = matches!(
            cursor.role,
            Role::Key { has_colon: true } | Role::Item { has_colon: true }
        );
        match (&self.insert, cursor.role) {
            // of a key that has its colon only the name is replaced
            (Insert::Entries(entries), Role::Key { .. } | Role::Item { .. }) => {
                let is_name = matches!(
                    entries.as_slice(),
                    [(_, Shape::Beside | Shape::Below | Shape::Items | Shape::Bare)]
                );
                is_name || !(has_colon || cursor.has_children || cursor.quote.is_some())
            }
            (Insert::Entries(_), Role::Value) => false,
            (Insert::Value(_), Role::Key { .. }) => false,
            (Insert::Value(shape), _) => {
                let fits_quotes = match (cursor.quote, shape) {
                    (None, _) => true,
                    (Some(_), Shape::Scalar(scalar)) => !scalar.is_literal(),
                    (Some(_), _) => false,
                };
                fits_quotes && !has_colon && !cursor.has_children
            }
        }
    }

    /// The item as it is handed out.
    pub fn finish(self, cursor: &Cursor, layout: &Layout, writing: Writing) -> Completion {
        let (text, is_snippet) = self.written(cursor, layout, writing);
        let filter = self.filter.as_deref().unwrap_or(&self.label);
        let about = match self.about {
            About::Nothing if is_snippet => {
                let (plain, _) = self.written(cursor, layout, Writing::default());
                About::Preview(plain)
            }
            about => about,
        };
        Completion {
            filter: format!("{}{filter}", cursor.lead),
            label: self.label,
            role: self.role,
            detail: self.detail,
            note: self.note,
            about,
            is_deprecated: self.rank.group == Group::Deprecated,
            is_obvious: self.is_obvious,
            edit: TextEdit {
                span: cursor.word,
                text,
            },
            insert_span: cursor.insert_span(),
            is_snippet,
        }
    }

    fn written(&self, cursor: &Cursor, layout: &Layout, writing: Writing) -> (String, bool) {
        let mut writer = Writer::new(layout, writing.with_holes, writing.is_relative)
            .in_flow(cursor.in_flow)
            .in_quotes(cursor.quote);
        match &self.insert {
            Insert::Entries(entries) => {
                writer.raw(&cursor.before);
                self.write_entries(&mut writer, entries, cursor);
            }
            Insert::Value(shape) if matches!(cursor.role, Role::Value) => {
                if matches!(shape, Shape::Scalar(_)) || cursor.in_flow {
                    writer.raw(&cursor.before);
                    writer.item(shape, cursor.key_column);
                } else {
                    // a colon that takes the place of a full-width one
                    writer.raw(cursor.before.trim_end());
                    writer.value(shape, cursor.key_column);
                }
            }
            Insert::Value(shape) => {
                writer.raw(&cursor.before);
                writer.item(shape, cursor.column);
            }
        }
        if cursor.touches_comment {
            writer.raw(" ");
        }
        writer.finish()
    }

    fn write_entries(&self, writer: &mut Writer<'_>, entries: &[(Scalar, Shape)], cursor: &Cursor) {
        let column = cursor.column;
        match (cursor.role, entries) {
            (Role::Key { has_colon: true } | Role::Item { has_colon: true }, [(key, _), ..]) => {
                writer.item(&Shape::Scalar(key.clone()), column);
            }
            (_, [(key, _)]) if cursor.has_children => {
                writer.entries(&[(key.clone(), Shape::Bare)], column);
            }
            (Role::Item { .. }, entries) if cursor.in_flow => {
                writer.item(&Shape::Map(entries.to_vec()), column);
            }
            (_, entries) => writer.entries(entries, column),
        }
    }
}

//! Whether a list is welcome when a character made the client ask. Nobody wants a list for every blank.

use super::cursor::{Cursor, Role};

/// The characters that clients are asked to send: each may begin a value, an item or a part of a path.
pub const TRIGGER_CHARACTERS: [char; 12] =
    [':', ' ', '-', '/', '*', '"', '\'', ',', '{', '[', '$', '.'];

/// Whether a list is welcome after `trigger`; always, if nothing was typed or a word was.
pub(super) fn is_welcome(trigger: Option<char>, cursor: &Cursor) -> bool {
    let Some(trigger) = trigger else {
        return true;
    };
    let is_empty = cursor.typed.is_empty();
    let is_value = matches!(cursor.role, Role::Value);
    let is_item = matches!(cursor.role, Role::Item { .. });
    match trigger {
        // blanks of the indentation are no question
        ' ' => is_empty && (is_value || is_item || cursor.in_flow),
        ':' => is_empty && is_value,
        '-' => is_empty && is_item && !cursor.in_flow,
        '"' | '\'' => is_empty && cursor.quote == Some(trigger),
        ',' | '{' | '[' => cursor.in_flow && is_empty,
        '*' => cursor.typed == "*",
        '/' | '$' | '.' => !is_empty && (is_value || is_item),
        _ => true,
    }
}

//! Repairs of syntax errors, where the reader could tell what was meant.

use crate::lint::{Fix, Message, TextEdit};
use crate::message;
use crate::syntax::{Hint, SyntaxError};

/// The repair of an error, if there is one that most likely says what its author meant.
pub(super) fn repair(error: &SyntaxError) -> Option<Fix> {
    let repair = error.repair.as_ref()?;
    let hint = error.hint.as_ref()?;
    Some(Fix {
        title: title(hint),
        edits: vec![TextEdit {
            span: repair.span,
            text: repair.text.clone(),
        }],
        is_safe: is_safe(hint, &repair.text),
    })
}

fn title(hint: &Hint) -> Message {
    match hint {
        Hint::QuoteValue(_) | Hint::ColonInValue | Hint::Placeholder => {
            message!("Quote the value", "给值加引号")
        }
        Hint::SlashComment => message!("Write the comment with `#`", "改用 `#` 注释"),
        Hint::Tab => message!("Indent with spaces", "改用空格缩进"),
        Hint::UnclosedQuote(_) => message!("Close the quote", "补上引号"),
        Hint::UnclosedBracket(_) => message!("Close the bracket", "补上括号"),
        Hint::UnopenedBracket(_) => message!("Remove the bracket", "删除括号"),
        Hint::MissingBlank => message!("Insert a space after the colon", "在冒号后插入空格"),
        Hint::MissingColon => message!("Insert the colon", "插入冒号"),
        Hint::FullWidthColon => message!("Write `: `", "改为 `: `"),
        Hint::Indentation | Hint::ConflictMarker | Hint::StrayDash => {
            message!("Repair this line", "修复这一行")
        }
    }
}

/// Quoting says the same in a form that works, unless the value could be meant as an alias, an anchor or a tag.
fn is_safe(hint: &Hint, quoted: &str) -> bool {
    match hint {
        Hint::QuoteValue('*' | '&' | '!') => quoted
            .chars()
            .nth(2)
            .is_some_and(|next| !next.is_alphanumeric() && next != '_'),
        Hint::QuoteValue(_) | Hint::ColonInValue | Hint::SlashComment => true,
        _ => false,
    }
}

//! Refactorings: changes that a user chooses from what fits the place. Offering them is cheap; the edits are worked out
//! when one is chosen.

mod add_function;
mod add_trigger;
mod create_handler;
mod entry;
mod extract;
mod javascript;
mod move_setting;
mod same;
mod sort;
mod to_block;
mod to_flow;
mod typescript;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::lint::{Message, TextEdit};
use crate::source::Sources;
use crate::syntax::Span;

/// What can be done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Refactoring {
    /// A new function behind the one at the place, or as the last one.
    AddFunction,
    /// The same, with its handler in a new source file.
    AddFunctionWithSource,
    /// The handler at the place, in a source file.
    CreateHandler,
    /// A trigger of this type for the function at the place.
    AddTrigger(&'static str),
    /// A setting that all functions have alike, moved to `provider`.
    ExtractToProvider(String),
    /// A setting of a function that only `provider` can have, moved there.
    MoveToProvider(String),
    /// A setting of `provider` that only functions can have, moved to them.
    MoveToFunctions(String),
    /// A map or list in brackets, by indentation.
    ToBlock,
    /// A map or list by indentation, in brackets.
    ToFlow,
    /// The functions in the order in which the cloud looks at their routes.
    SortFunctions,
}

/// What a refactoring is to a client that sorts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefactoringKind {
    /// Adds something.
    Add,
    /// Takes something out to another place.
    Extract,
    /// Takes something to where it belongs.
    Move,
    /// Says the same in another form.
    Rewrite,
}

/// A refactoring that fits a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What would be done.
    pub refactoring: Refactoring,
    /// What it is called.
    pub title: Message,
}

/// What a refactoring changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Edits of the f.yml, in the order of the text.
    pub edits: Vec<TextEdit>,
    /// Changes of source files.
    pub files: Vec<FileChange>,
}

/// A change of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// A new file.
    Create {
        /// Its path, relative to the f.yml's folder, with `/`.
        path: String,
        /// What is in it.
        text: String,
    },
    /// Edits of a file that is there.
    Edit {
        /// Its path, relative to the f.yml's folder, with `/`.
        path: String,
        /// Its text before; spans of the edits count in it.
        text: String,
        /// The edits, in the order of the text.
        edits: Vec<TextEdit>,
    },
}

/// The source code beside an f.yml, looked at when it is needed.
pub trait SourceCode {
    /// What the source files declare; `None` where there are no files.
    fn sources(&self) -> Option<Arc<Sources>>;

    /// The text of a file, by its path relative to the f.yml's folder; `None` if it is not there.
    fn text(&self, path: &str) -> Option<String>;

    /// Whether there is a file or folder of this path.
    fn exists(&self, path: &str) -> bool;

    /// Whether the client can make new files.
    fn can_create(&self) -> bool;
}

/// Where there is no source code.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSourceCode;

impl SourceCode for NoSourceCode {
    fn sources(&self) -> Option<Arc<Sources>> {
        None
    }

    fn text(&self, _: &str) -> Option<String> {
        None
    }

    fn exists(&self, _: &str) -> bool {
        false
    }

    fn can_create(&self) -> bool {
        false
    }
}

impl Refactoring {
    /// Its kind.
    pub fn kind(&self) -> RefactoringKind {
        match self {
            Refactoring::AddFunction
            | Refactoring::AddFunctionWithSource
            | Refactoring::CreateHandler
            | Refactoring::AddTrigger(_) => RefactoringKind::Add,
            Refactoring::ExtractToProvider(_) => RefactoringKind::Extract,
            Refactoring::MoveToProvider(_) | Refactoring::MoveToFunctions(_) => {
                RefactoringKind::Move
            }
            Refactoring::ToBlock | Refactoring::ToFlow | Refactoring::SortFunctions => {
                RefactoringKind::Rewrite
            }
        }
    }

    /// The codes of the rules whose findings it repairs.
    pub fn repairs(&self) -> &'static [&'static str] {
        match self {
            Refactoring::CreateHandler => &["handler-undeclared"],
            Refactoring::MoveToProvider(_) => &[
                "aliyun-function-key-ignored",
                "tencent-key-ignored",
                "unknown-key",
            ],
            Refactoring::MoveToFunctions(_) => &["aliyun-provider-key-ignored", "unknown-key"],
            _ => &[],
        }
    }

    /// A word for it, from which [`Refactoring::from_id`] makes it again.
    pub fn id(&self) -> String {
        match self {
            Refactoring::AddFunction => "add-function".to_owned(),
            Refactoring::AddFunctionWithSource => "add-function-with-source".to_owned(),
            Refactoring::CreateHandler => "create-handler".to_owned(),
            Refactoring::AddTrigger(name) => format!("add-trigger:{name}"),
            Refactoring::ExtractToProvider(key) => format!("extract:{key}"),
            Refactoring::MoveToProvider(key) => format!("to-provider:{key}"),
            Refactoring::MoveToFunctions(key) => format!("to-functions:{key}"),
            Refactoring::ToBlock => "to-block".to_owned(),
            Refactoring::ToFlow => "to-flow".to_owned(),
            Refactoring::SortFunctions => "sort-functions".to_owned(),
        }
    }

    /// The refactoring of this word.
    pub fn from_id(id: &str) -> Option<Refactoring> {
        Some(match id.split_once(':') {
            None => match id {
                "add-function" => Refactoring::AddFunction,
                "add-function-with-source" => Refactoring::AddFunctionWithSource,
                "create-handler" => Refactoring::CreateHandler,
                "to-block" => Refactoring::ToBlock,
                "to-flow" => Refactoring::ToFlow,
                "sort-functions" => Refactoring::SortFunctions,
                _ => return None,
            },
            Some(("add-trigger", name)) => {
                Refactoring::AddTrigger(fyml_schema::trigger(name)?.name)
            }
            Some(("extract", key)) => Refactoring::ExtractToProvider(key.to_owned()),
            Some(("to-provider", key)) => Refactoring::MoveToProvider(key.to_owned()),
            Some(("to-functions", key)) => Refactoring::MoveToFunctions(key.to_owned()),
            Some(_) => return None,
        })
    }
}

/// The refactorings that fit `span`, most welcome first. Costs no more than the entry at the place, except at keys
/// that stand for all functions (`functions`, and a setting that all may share).
pub fn refactorings(analysis: &Analysis, span: Span, code: &dyn SourceCode) -> Vec<Offer> {
    if !analysis.is_midway() {
        return Vec::new();
    }
    let mut offers = Vec::new();
    create_handler::offer(analysis, span, code, &mut offers);
    move_setting::offer(analysis, span, &mut offers);
    add_trigger::offer(analysis, span, &mut offers);
    add_function::offer(analysis, span, code, &mut offers);
    extract::offer(analysis, span, &mut offers);
    sort::offer(analysis, span, &mut offers);
    to_block::offer(analysis, span, &mut offers);
    to_flow::offer(analysis, span, &mut offers);
    offers
}

/// What a refactoring changes at `span`; `None` if it does not fit there, or could not keep what it promises.
pub fn refactor(
    analysis: &Analysis,
    span: Span,
    refactoring: &Refactoring,
    code: &dyn SourceCode,
) -> Option<Change> {
    let edits = match refactoring {
        Refactoring::CreateHandler => return create_handler::change(analysis, span, code),
        Refactoring::AddFunctionWithSource => {
            return add_function::change(analysis, span, Some(code));
        }
        Refactoring::AddFunction => return add_function::change(analysis, span, None),
        Refactoring::AddTrigger(name) => add_trigger::edits(analysis, span, name),
        Refactoring::ExtractToProvider(key) => extract::edits(analysis, span, key),
        Refactoring::MoveToProvider(key) => move_setting::to_provider(analysis, span, key),
        Refactoring::MoveToFunctions(key) => move_setting::to_functions(analysis, span, key),
        Refactoring::ToBlock => to_block::edits(analysis, span),
        Refactoring::ToFlow => to_flow::edits(analysis, span),
        Refactoring::SortFunctions => sort::edits(analysis),
    }?;
    Some(Change {
        edits,
        files: Vec::new(),
    })
}
